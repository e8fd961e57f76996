from __future__ import annotations

import pytest

from agent.collect.fetch.outcome import Failure, Reason, Redirect, Stopped, failure, shown
from tests.makers import NOW


@pytest.mark.parametrize("reason", list(Reason))
def test_every_failure_says_what_which_one_why_and_what_to_do(reason: Reason) -> None:
    made = failure("https://news.example/feed", Stopped(reason, "the reason"), (), NOW)
    assert (made.reason, made.url, made.retrieved) == (reason, "https://news.example/feed", NOW)
    assert ": https://news.example/feed (the reason). " in made.message
    assert made.message.endswith(".")
    assert str(made) == made.message


def test_a_message_is_safe_to_print_and_holds_no_password() -> None:
    assert shown("http://me:canary@news.example/\x1b[2J\u202e\n") == "http://news.example/\\x1b[2J\\u202e"
    assert len(shown("http://news.example/" + "a" * 5000)) == 301


def test_a_failure_tells_where_it_was_sent() -> None:
    step = Redirect(source="http://a.example/", target="http://me:canary@b.example/", status=302)
    made = failure("http://a.example/", Stopped(Reason.TOO_SLOW, "late"), (step,), NOW)
    assert "http://a.example/, redirected to http://b.example/ (late)" in made.message


def test_only_what_may_pass_by_itself_is_passing() -> None:
    def passing(reason: Reason, status: int | None = None) -> bool:
        return Failure(url="u", reason=reason, message="m", status=status, retrieved=NOW).passing

    assert {reason for reason in Reason if passing(reason)} == {
        Reason.CANNOT_RESOLVE,
        Reason.CANNOT_CONNECT,
        Reason.TOO_SLOW,
        Reason.BAD_ANSWER,
        Reason.PAUSE,
    }
    assert [passing(Reason.HTTP_STATUS, status) for status in (404, 429, 500)] == [False, True, True]
