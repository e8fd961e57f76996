from __future__ import annotations

from typing import get_args

import pytest

from agent.providers.faults import REPEATED, SENTENCES, by_finish, by_status, code_of, fault, reason_of
from agent.types import ModelState

KEY = "sk-canary/7"


def test_every_state_but_success_has_its_sentence() -> None:
    assert SENTENCES.keys() == set(get_args(ModelState)) - {"ok"}
    assert fault("empty").detail == "The answer is empty."
    assert fault("refused", "No.").detail == "The model refused: No."


def test_only_what_may_pass_is_asked_again() -> None:
    assert {"rate_limited", "server_error", "unreachable", "timed_out", "cut_off"} == REPEATED


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (429, "", "rate_limited"),
        (429, "insufficient_quota", "rejected"),
        (400, "", "rejected"),
        (400, "content_filter", "filtered"),
        (408, "", "timed_out"),
        (504, "", "timed_out"),
        (500, "", "server_error"),
        (529, "", "server_error"),
        (302, "", "rejected"),
        (418, "", "rejected"),
    ],
)
def test_a_status_means_one_state(status: int, code: str, state: ModelState) -> None:
    assert by_status(status, code, "").state == state


def test_the_reason_for_the_end_is_looked_at_before_the_answer() -> None:
    for finish, state in (
        ("length", "too_long"),
        ("content_filter", "filtered"),
        ("tool_calls", "malformed"),
    ):
        found = by_finish(finish, None, '{"whole": true}')
        assert found is not None
        assert found.state == state
    assert by_finish("stop", None, "{}") is None
    assert by_finish("stop", "", "{}") is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"message": "No such model."}, "No such model."),
        ({"error": {"message": "No\nsuch"}}, "No such"),
        ({"detail": "unknown field"}, "unknown field"),
        ({"detail": [{"loc": ["x"]}]}, ""),
        ("<html>Bad gateway</html>", "without a reason that could be read"),
        ("", ""),
        (None, ""),
        ([], ""),
        ({"message": f"bad key {KEY}"}, "with a reason that is left out, for it holds the key"),
        ({"message": "bad key sk-can\nary/7"}, "with a reason that is left out, for it holds the key"),
        ({"message": "bad key sk-canary%2F7"}, "with a reason that is left out, for it holds the key"),
    ],
)
def test_a_servers_reason_is_cut_to_what_may_be_shown(body: object, reason: str) -> None:
    assert reason_of(body, KEY) == reason


def test_the_code_of_an_error_is_found_where_services_put_it() -> None:
    assert code_of({"error": {"code": "a", "type": "b"}}) == "a"
    assert code_of({"code": None, "type": "b"}) == "b"
    assert code_of({"code": 400}) == code_of("x") == code_of(None) == ""


def test_no_content_is_an_empty_answer_and_other_content_is_no_answer() -> None:
    for content, state in (
        (None, "empty"),
        ("", "empty"),
        (" \n", "empty"),
        (7, "malformed"),
        (["x"], "malformed"),
    ):
        found = by_finish("stop", None, content)
        assert found is not None
        assert found.state == state
