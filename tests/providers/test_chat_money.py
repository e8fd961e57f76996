"""Every request is reserved before and settled after; a budget holds whatever a server says."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from agent.budget import Ledger
from agent.providers.asking import Endpoint
from agent.providers.chat import AROUND, LangChainModel
from agent.tokens import Counter
from agent.types import Budget
from tests.fakes.openai_server import Answer, Step, error, good, hang_up, raw, too_many
from tests.providers.chatting import GOOD, PRICE, PROMPT, Form, calling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Slip(Ledger):
    """A budget that writes down what it is asked."""

    def __init__(self, budget: Budget | None = None) -> None:
        super().__init__(budget or Budget(deadline=30), PRICE, time.monotonic)
        self.written: list[str] = []

    def reserve(self, tokens_in: int, tokens_out: int) -> str:
        denied = super().reserve(tokens_in, tokens_out)
        self.written.append("denied" if denied else "reserved")
        return denied

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        super().settle(tokens_in, tokens_out, seconds)
        self.written.append("settled")

    def retried(self) -> None:
        super().retried()
        self.written.append("retried")


def test_every_request_is_reserved_before_and_settled_after() -> None:
    slip = Slip()
    with calling(too_many("0"), error(500), good(GOOD)) as (call, _):
        call(ledger=slip)
    again = ["reserved", "retried", "settled"]
    assert slip.written == ["reserved", "settled", *again, *again]
    assert slip.spent.seconds > 0


def test_a_denied_call_is_not_made() -> None:
    for budget in (Budget(max_calls=0), Budget(max_tokens=100), Budget(max_cost=Decimal("0.0001"))):
        with calling(good(GOOD)) as (call, server):
            reply = call(budget).reply
        assert reply.state == "denied"
        assert "budget" in reply.detail
        assert server.asked == []


def test_a_repeat_that_the_budget_does_not_allow_is_not_made_and_the_first_failure_is_told() -> None:
    slip = Slip(Budget(max_calls=1))
    with calling(too_many("0"), good(GOOD)) as (call, server):
        first, second = call(ledger=slip), call(ledger=slip)
    assert first.reply.state == "rate_limited"
    assert "It was not asked again: it would be call 2 of at most 1" in first.reply.detail
    assert second.reply.state == "denied"
    assert len(server.asked) == 1


@pytest.mark.parametrize("step", [good(GOOD), too_many("0"), raw(b"{"), hang_up])
def test_calls_without_end_never_pass_the_budget(step: Step) -> None:
    budget = Budget(max_calls=7, max_tokens=6_000, max_cost=Decimal("0.02"))
    slip = Slip(budget)
    with calling(step) as (call, server):
        states = [call(ledger=slip).reply.state for _ in range(12)]
        asked = len(server.asked)
        assert call(ledger=slip).reply.state == "denied"
    assert states[-1] == "denied"
    assert len(server.asked) == asked <= 7
    spent = slip.spent
    assert spent.tokens_in + spent.tokens_out <= 6_000
    assert spent.cost <= Decimal("0.02")


def test_tokens_are_those_the_server_tells() -> None:
    with calling(good(GOOD)) as (call, _):
        spent = call().ledger.spent
    assert (spent.tokens_in, spent.tokens_out, spent.estimated) == (120, 30, False)
    assert spent.cost == PRICE.of(120, 30)


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        {"prompt_tokens": -5, "completion_tokens": 30, "total_tokens": 25},
        {"prompt_tokens": "many", "completion_tokens": [], "total_tokens": None},
        {"prompt_tokens": 1.5, "completion_tokens": True, "total_tokens": 3},
        {"prompt_tokens": None, "completion_tokens": 30, "total_tokens": 30},
    ],
)
def test_where_the_server_tells_no_tokens_or_nonsense_they_are_estimated(usage: Any) -> None:
    with calling(Answer(GOOD, usage=usage)) as (call, _):
        called = call()
        sent = call.model().measure(PROMPT, Form).tokens
    spent = called.ledger.spent
    assert spent.tokens_in == sent
    assert spent.tokens_out in (-(-len(GOOD) // 3), 200), "the answer's own, or the most it may have"
    assert spent.estimated


def test_a_failure_the_server_does_no_work_for_costs_nothing() -> None:
    for step in (error(401), too_many("0"), error(500)):
        with calling(step) as (call, _):
            spent = call().ledger.spent
        assert (spent.tokens_in, spent.tokens_out, spent.cost) == (0, 0, Decimal(0))
        assert not spent.estimated


def test_an_answer_that_was_lost_is_counted_at_its_most() -> None:
    with calling(hang_up) as (call, _):
        called = call(Budget(max_calls=1))
        sent = call.model().measure(PROMPT, Form).tokens
    assert (called.ledger.spent.tokens_in, called.ledger.spent.tokens_out) == (sent, 200)
    assert called.ledger.spent.estimated


def test_an_interrupted_call_is_settled_at_its_most(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    slip = Slip()
    monkeypatch.setattr("agent.providers.chat.ask", interrupted)
    model = LangChainModel(Endpoint("gpt-x", SecretStr("k")), Counter())
    with pytest.raises(KeyboardInterrupt):
        model.complete(PROMPT, Form, slip)
    assert slip.written == ["reserved", "settled"]
    assert slip.spent.tokens_out == 200


def test_what_the_model_has_no_room_for_is_not_sent() -> None:
    with calling(good(GOOD)) as (call, server):
        whole = call.model().measure(PROMPT, Form).tokens + PROMPT.answer_tokens
        assert call(context=whole).reply.state == "ok"
        reply = call(context=whole - 1).reply
    assert reply.state == "rejected"
    assert f"take {whole:,} tokens, the model has room for {whole - 1:,}" in reply.detail
    assert len(server.asked) == 1


def test_a_request_is_measured_with_its_form_and_what_is_put_around_it() -> None:
    with calling(good(GOOD)) as (call, server):
        count = call.model().measure(PROMPT, Form)
        call()
    sent = server.asked[0].body
    words = sum(len(message["content"].encode()) for message in sent["messages"])
    assert count.estimated
    assert count.tokens > words // 3 + AROUND
