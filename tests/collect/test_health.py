"""How a source fares: failures back off, a 304 heals nothing, and no date in the future is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.health import (
    SLOWEST,
    after_failure,
    after_gone,
    after_success,
    after_unchanged,
    dated,
    is_due,
)
from agent.types import Source, SourceState

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY = timedelta(minutes=30)
FRESH = SourceState()
READ = after_success(FRESH, NOW, EVERY, '"7"', "Mon, 02 Mar 2026 11:00:00 GMT", brought=True)


def source(state: SourceState, *, paused: bool = False) -> Source:
    return Source(id="a", kind="feed", address="https://quay.example/", added=NOW, state=state, paused=paused)


def test_a_new_source_is_due_at_once_and_one_that_was_read_after_a_while() -> None:
    assert is_due(source(FRESH), NOW)
    assert not is_due(source(READ), NOW)
    assert is_due(source(READ), NOW + EVERY)


def test_a_paused_or_vanished_source_is_never_due() -> None:
    assert not is_due(source(FRESH, paused=True), NOW)
    assert not is_due(source(after_gone(READ, NOW)), NOW + SLOWEST)
    assert after_gone(READ, NOW).health == "gone"


def test_nothing_new_keeps_a_healthy_source_healthy() -> None:
    later = after_unchanged(READ, NOW + EVERY, EVERY)
    assert (later.health, later.succeeded, later.etag) == ("healthy", NOW + EVERY, '"7"')


def test_nothing_new_after_a_failure_turns_no_source_healthy() -> None:
    broken = after_failure(READ, NOW, EVERY, "it is not a feed")
    later = after_unchanged(broken, NOW + EVERY, EVERY)
    assert (later.health, later.problem, later.failures) == ("failing", "it is not a feed", 1)
    assert (later.etag, later.succeeded) == ("", NOW)


def test_after_a_failure_the_whole_file_is_asked_for() -> None:
    assert after_failure(READ, NOW, EVERY, "no answer").etag == ""


@given(st.integers(1, 60))
def test_each_failure_waits_longer_up_to_a_day(times: int) -> None:
    state, waited = READ, timedelta(0)
    for _ in range(times):
        state = after_failure(state, NOW, EVERY, "no answer")
        assert state.due is not None
        assert waited <= state.due - NOW <= SLOWEST
        waited = state.due - NOW
    assert after_success(state, NOW, EVERY, "", "", brought=False).failures == 0


@pytest.mark.parametrize(("asked", "waits"), [("21600", timedelta(hours=6)), ("99999999", 7 * SLOWEST)])
def test_a_server_may_ask_for_more_patience_but_not_for_ever(asked: str, waits: timedelta) -> None:
    assert after_failure(READ, NOW, EVERY, "busy", asked).due == NOW + waits


YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("page", "item", "counts"),
    [
        (YESTERDAY, NOW, YESTERDAY),
        (None, YESTERDAY, YESTERDAY),
        (TOMORROW, YESTERDAY, YESTERDAY),
        (TOMORROW, TOMORROW, NOW),
        (None, None, NOW),
        (NOW + timedelta(minutes=5), None, NOW + timedelta(minutes=5)),
    ],
)
def test_the_date_that_counts_is_the_pages_then_the_feeds_and_never_the_future(
    page: datetime | None, item: datetime | None, counts: datetime
) -> None:
    assert dated(page, item, NOW)[0] == counts


def test_a_date_that_is_not_taken_is_remarked_upon() -> None:
    assert dated(YESTERDAY, None, NOW)[1] == ""
    assert "no date" in dated(None, None, NOW)[1]
    assert "future" in dated(TOMORROW, None, NOW)[1]
