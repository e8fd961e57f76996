"""A budget is reserved before every call and settled after it; a denial is final."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.budget import Ledger, Price, worst_case
from agent.types import Budget

PRICE = Price(tokens_in=Decimal("2"), tokens_out=Decimal("8"))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ledger(budget: Budget | None = None, clock: Clock | None = None) -> Ledger:
    return Ledger(budget or Budget(), PRICE, clock or Clock())


def test_without_limits_every_call_is_allowed_and_counted() -> None:
    kept = ledger()
    assert kept.reserve(1_000, 500) == ""
    kept.settle(900, 100, 1.5)
    assert (kept.spent.calls, kept.spent.tokens_in, kept.spent.tokens_out) == (1, 900, 100)
    assert kept.spent.cost == Decimal("0.0026")
    assert kept.spent.seconds == 1.5


def test_what_was_reserved_counts_until_it_is_settled() -> None:
    kept = ledger()
    kept.reserve(1_000, 500)
    assert (kept.spent.tokens_in, kept.spent.tokens_out) == (1_000, 500)


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (Budget(max_calls=1), "call 2 of at most 1"),
        (Budget(max_tokens=1_600), "tokens to 2,000 of at most 1,600"),
        (Budget(max_cost=Decimal("0.006")), "cost to $0.0070 of at most $0.006"),
    ],
)
def test_a_limit_denies_the_call_that_could_pass_it(budget: Budget, says: str) -> None:
    kept = ledger(budget)
    assert kept.reserve(1_000, 500) == ""
    kept.settle(1_000, 100, 0.1)
    assert says in kept.reserve(500, 400)


def test_a_denial_is_final() -> None:
    kept = ledger(Budget(max_tokens=1_000))
    assert kept.reserve(900, 200)
    assert kept.reserve(1, 1)
    assert kept.spent.calls == 0


def test_after_the_deadline_nothing_is_called() -> None:
    clock = Clock()
    kept = ledger(Budget(deadline=30.0), clock)
    assert kept.seconds_left() == 30.0
    assert kept.reserve(1, 1) == ""
    clock.now += 29.0
    assert kept.seconds_left() == 1.0
    clock.now += 2.0
    assert kept.seconds_left() == 0.0
    assert "deadline of 30 seconds" in kept.reserve(1, 1)


def test_once_it_is_stopped_nothing_more_is_allowed_and_what_was_under_way_is_settled() -> None:
    kept = ledger()
    assert kept.reserve(100, 50) == ""
    kept.cancel("the call was cancelled")
    kept.settle(80, 10, 1.0)
    assert kept.reserve(1, 1) == "the call was cancelled"
    assert kept.seconds_left() == 0.0
    assert (kept.spent.calls, kept.spent.tokens_in, kept.spent.tokens_out) == (1, 80, 10)


def test_retries_are_calls_that_are_told_apart() -> None:
    kept = ledger()
    kept.reserve(1, 1)
    kept.retried()
    assert (kept.spent.calls, kept.spent.retries) == (1, 1)


@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), max_size=20),
    st.integers(0, 20_000),
)
def test_what_is_spent_never_passes_the_limit(asked: list[tuple[int, int]], most: int) -> None:
    kept = ledger(Budget(max_tokens=most))
    for tokens_in, tokens_out in asked:
        if not kept.reserve(tokens_in, tokens_out):
            kept.settle(tokens_in, tokens_out // 2, 0.0)
    assert kept.spent.tokens_in + kept.spent.tokens_out <= most


def test_the_worst_case_of_a_run_is_known_before_it_and_holds() -> None:
    worst = worst_case(calls=6, tokens_in=4_000, tokens_out=1_500, price=PRICE)
    assert (worst.calls, worst.tokens_in, worst.tokens_out) == (6, 24_000, 9_000)
    assert worst.cost == Decimal("0.12")
    assert str(worst) == "at most 6 requests, 24,000 tokens in, 9,000 tokens out, $0.1200"
    kept = ledger(Budget(max_calls=6, max_tokens=33_000, max_cost=worst.cost))
    for _ in range(6):
        assert kept.reserve(4_000, 1_500) == ""
        kept.settle(4_000, 1_500, 1.0)
    assert kept.spent.cost == worst.cost


def test_a_model_on_a_machine_of_ones_own_costs_nothing() -> None:
    free = Price(tokens_in=Decimal(0), tokens_out=Decimal(0))
    assert worst_case(3, 10_000, 2_000, free).cost == 0


def test_what_is_cancelled_asks_for_nothing_more_and_leaves_no_time() -> None:
    ledger = Ledger(Budget(), Price(tokens_in=Decimal(1), tokens_out=Decimal(1)), lambda: 0.0)
    assert ledger.reserve(10, 10) == ""
    assert ledger.seconds_left() is None
    ledger.cancel("nobody waits")
    ledger.cancel("another reason")
    assert ledger.seconds_left() == 0.0
    assert ledger.reserve(1, 1) == "nobody waits"
    assert ledger.spent.calls == 1
