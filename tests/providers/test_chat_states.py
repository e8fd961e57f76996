"""Every way a call can end has a name, is reached over HTTP by the real client, and in time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from agent.budget import Ledger
from agent.types import Budget, ModelState
from tests.fakes.openai_server import (
    Answer,
    Step,
    closed_port,
    drip,
    drip_headers,
    error,
    filtered,
    good,
    hang,
    hang_up,
    headers_then_hang,
    openai_server,
    page,
    raw,
    refusal,
    reset,
    too_long,
    too_many,
)
from tests.providers.chatting import GOOD, PRICE, Caller, Form, calling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).resolve().parents[2]


def test_a_whole_answer_becomes_a_value() -> None:
    with calling(good(GOOD)) as (call, server):
        called = call()
    assert called.reply.state == "ok"
    assert called.reply.value == Form.model_validate_json(GOOD)
    assert (len(server.asked), called.waits, called.ledger.spent.retries) == (1, [], 0)
    assert (called.ledger.spent.tokens_in, called.ledger.spent.tokens_out) == (120, 30)


def test_an_answer_is_made_of_what_the_model_was_told() -> None:
    def echo(messages: list[dict[str, str]]) -> str:
        assert [message["role"] for message in messages] == ["system", "user"]
        return GOOD.replace("Twelve ships wait.", messages[1]["content"])

    with calling(good(echo)) as (call, _):
        value = call().reply.value
    assert value is not None
    assert value.items[0].text == "Evidence <1>."


# --- failures that may pass: asked again, twice at most ------------------------------------------------

AFTER_5_S = "Tue, 03 Feb 2026 12:00:05 GMT"
PASSING: dict[str, tuple[Step, ModelState, list[float]]] = {
    "429, in seconds": (too_many("2"), "rate_limited", [2, 2]),
    "429, as a date": (too_many(AFTER_5_S), "rate_limited", [5, 5]),
    "429, as a date by the server's clock": (
        too_many(AFTER_5_S, Date="Tue, 03 Feb 2026 12:00:02 GMT"),
        "rate_limited",
        [3, 3],
    ),
    "429, in milliseconds": (too_many("9", **{"Retry-After-Ms": "250"}), "rate_limited", [0.25, 0.25]),
    "429, without": (too_many(), "rate_limited", [1, 2]),
    "429, nonsense": (too_many("soon"), "rate_limited", [1, 2]),
    "500": (error(500, "The server had an error"), "server_error", [1, 2]),
    "502 with a page": (page(502), "server_error", [1, 2]),
    "503": (error(503, "Overloaded", headers={"Retry-After": "4"}), "server_error", [4, 4]),
    "504": (page(504), "timed_out", [1, 2]),
    "408": (error(408), "timed_out", [1, 2]),
    "reset in the middle": (reset, "cut_off", [1, 2]),
    "hung up on": (hang_up, "cut_off", [1, 2]),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_may_pass_is_asked_again_twice_and_then_named(name: str) -> None:
    step, state, waits = PASSING[name]
    with calling(step) as (call, server):
        called = call()
    assert (called.reply.state, called.reply.value) == (state, None)
    assert called.waits == waits
    assert len(server.asked) == 3
    assert (called.ledger.spent.calls, called.ledger.spent.retries) == (3, 2)
    assert server.asked[0].body == server.asked[2].body


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_passes_is_only_counted(name: str) -> None:
    step, _, waits = PASSING[name]
    with calling(step, good(GOOD)) as (call, server):
        called = call()
    assert called.reply.state == "ok"
    assert called.waits == waits[:1]
    assert (len(server.asked), called.ledger.spent.retries) == (2, 1)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    called = Caller(closed_port())()
    assert called.reply.state == "unreachable"
    assert "refused" in called.reply.detail
    assert called.waits == [1, 2]
    assert called.ledger.spent.tokens_in == called.ledger.spent.tokens_out == 0


@pytest.mark.parametrize("after", ["31", "86400", "Wed, 04 Feb 2026 12:00:00 GMT"])
def test_a_wait_past_the_deadline_is_not_begun(after: str) -> None:
    with calling(too_many(after), good(GOOD)) as (call, server):
        called = call(Budget(deadline=30))
    assert called.reply.state == "rate_limited"
    assert "It was not asked again" in called.reply.detail
    assert (called.waits, len(server.asked)) == ([], 1)
    assert called.seconds < 5


def test_without_a_deadline_no_more_than_a_minute_is_waited() -> None:
    with calling(too_many("61"), good(GOOD)) as (call, server):
        assert call(Budget()).reply.state == "rate_limited"
    assert len(server.asked) == 1
    with calling(too_many("60"), good(GOOD)) as (call, server):
        assert call(Budget()).reply.state == "ok"


# --- no answer in time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [hang, headers_then_hang, drip(), drip_headers(), drip(0.3)])
def test_whatever_a_server_does_with_time_the_deadline_holds(step: Step) -> None:
    with calling(step) as (call, server):
        called = call(Budget(deadline=0.7))
        assert called.reply.state == "timed_out"
        assert 0.6 < called.seconds < 1.4
        assert len(server.asked) == 1
    assert called.ledger.spent.estimated, "what it cost is not known, so the most is counted"
    assert called.ledger.spent.tokens_out == 200


def test_the_deadline_is_that_of_the_run_and_not_of_each_call() -> None:
    with calling(hang) as (call, server):
        first = call(Budget(deadline=0.6))
        second = call(ledger=first.ledger)
    assert (first.reply.state, second.reply.state) == ("timed_out", "denied")
    assert second.seconds < 0.3
    assert len(server.asked) == 1


def test_a_server_that_is_given_up_does_not_keep_the_program_alive() -> None:
    code = (
        "import sys, time; from tests.providers.chatting import Caller; from agent.types import Budget\n"
        "print(Caller(sys.argv[1])(Budget(deadline=0.5)).reply.state)"
    )
    with openai_server(drip_headers()) as server:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", code, server.url], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "timed_out\n", "")
    assert time.monotonic() - began < 20


# --- failures that would come again: asked once --------------------------------------------------------

FINAL: dict[str, tuple[Step, ModelState]] = {
    "length": (too_long(GOOD[:30]), "too_long"),
    "length with a whole answer": (too_long(GOOD), "too_long"),
    "content filter": (filtered(), "filtered"),
    "content filter with a whole answer": (good(GOOD, finish="content_filter"), "filtered"),
    "content filter on the question": (error(400, "filtered", code="content_filter"), "filtered"),
    "refusal": (refusal(), "refused"),
    "refusal beside a whole answer": (good(GOOD, refusal="No."), "refused"),
    "not said to be whole": (good(GOOD, finish=None), "malformed"),
    "ended for an unknown reason": (good(GOOD, finish="abort"), "malformed"),
    "empty": (good(""), "empty"),
    "blank": (good(" \n"), "empty"),
    "null": (good(None), "empty"),
    "cut-off JSON": (good(GOOD[:-12]), "malformed"),
    "NaN": (good(GOOD.replace("0.5", "NaN")), "malformed"),
    "wrong schema": (good(GOOD.replace("[1, 2]", '["1"]')), "wrong_schema"),
    "without the sentinel": (good(GOOD.replace(', "complete": true', "")), "wrong_schema"),
    "a bare body": (raw(b""), "malformed"),
    "half a body": (raw(b'{"choices": [{'), "malformed"),
    "a page with status 200": (raw(b"<html>", headers={"Content-Type": "text/html"}), "malformed"),
    "no choices": (raw(b'{"choices": []}'), "malformed"),
    "choices of another kind": (raw(b'{"choices": "x"}'), "malformed"),
    "an error with status 200": (raw(b'{"error": {"message": "no"}}'), "malformed"),
    "a list": (raw(b"[1]"), "malformed"),
    "content of another kind": (raw(json.dumps(
        {"choices": [{"message": {"role": "assistant", "content": 7}, "finish_reason": "stop"}]}
    ).encode()), "malformed"),
    "a body nested 100,000 deep": (raw(b"[" * 100_000), "malformed"),
    "400": (error(400, "Invalid schema for response_format 'Form'"), "rejected"),
    "400 on the context": (error(400, "prompt is too long", code="context_length_exceeded"), "rejected"),
    "401": (error(401, "Incorrect API key"), "rejected"),
    "403": (error(403, "Not allowed"), "rejected"),
    "404": (error(404, "The model does not exist"), "rejected"),
    "422": (raw(b'{"detail": "unknown field"}', status=422), "rejected"),
    "used up": (error(429, "You exceeded your quota", code="insufficient_quota"), "rejected"),
}  # fmt: skip


@pytest.mark.parametrize("name", FINAL)
def test_a_failure_that_would_come_again_is_named_at_once(name: str) -> None:
    step, state = FINAL[name]
    with calling(step) as (call, server):
        called = call()
    assert (called.reply.state, called.reply.value) == (state, None)
    assert called.reply.detail.endswith(".")
    assert (len(server.asked), called.waits) == (1, [])


def test_the_reason_of_a_server_is_told_on_one_short_printable_line() -> None:
    words = "The model\n`gpt-x`\x1b[31m does\u202e not exist" + "!" * 900
    with calling(error(404, words)) as (call, _):
        detail = call().reply.detail
    assert "HTTP 404, The model `gpt-x`\\x1b[31m does" in detail
    assert detail.isprintable()
    assert len(detail) < 300


def test_a_server_that_sends_elsewhere_is_not_followed() -> None:
    with openai_server(good(GOOD)) as other:
        there = {"Location": f"{other.url}/chat/completions"}
        with calling(error(307, headers=there)) as (call, _):
            called = call()
        assert called.reply.state == "rejected"
        assert "sends elsewhere" in called.reply.detail
        assert other.asked == []


def test_an_answer_that_is_too_large_is_not_read_to_its_end() -> None:
    with calling(raw(b" " * 8_000_001)) as (call, _):
        called = call()
    assert called.reply.state == "malformed"
    assert "8,000,000 bytes" in called.reply.detail


def test_a_packed_answer_is_not_unpacked() -> None:
    import gzip

    body = gzip.compress(json.dumps({"choices": []}).encode())
    with calling(raw(body, headers={"Content-Encoding": "gzip"})) as (call, server):
        called = call()
    assert called.reply.state == "malformed"
    assert "packed" in called.reply.detail
    assert server.asked[0].headers["accept-encoding"] == "identity"


def test_an_answer_may_be_odd_where_it_does_not_matter() -> None:
    with calling(Answer(f" \n{GOOD}\n", usage=None)) as (call, _):
        assert call().reply.state == "ok"


def test_a_request_under_way_is_cut_off_when_its_budget_is_cancelled() -> None:
    ledger = Ledger(Budget(deadline=300), PRICE, time.monotonic)
    with calling(hang) as (call, server):

        def give_up() -> None:
            while not server.asked:
                threading.Event().wait(0.01)
            ledger.cancel("nobody waits")

        other = threading.Thread(target=give_up)
        other.start()
        called = call(ledger=ledger)
        other.join()
        assert called.reply.state == "timed_out"
        assert "It was not asked again" in (called.reply.detail or "")
        assert len(server.asked) == 1
    assert ledger.spent.calls == 1
