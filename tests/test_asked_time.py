"""The time that words limit a question to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.asked_time import asked_time, window_named

NOW = datetime(2026, 2, 4, 9, tzinfo=UTC)
"""A Wednesday."""
PARTS = st.sampled_from(
    [
        *(
            "since",
            "after",
            "from",
            "until",
            "before",
            "between",
            "and",
            "to",
            "on",
            "in",
            "as of",
            "the",
            "last",
        ),
        *(
            "Friday",
            "yesterday",
            "today",
            "3 February",
            "february 30",
            "20 jan",
            "week",
            "month",
            "3",
            "days",
        ),
        *(
            "what did we know",
            "2026",
            "31/12",
            "next",
            "Monday",
            "?",
            "now",
            "hours",
            "99999999",
            "5th",
            "May",
        ),
    ]
)


def days(words: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that count."""
    window = asked_time(words, NOW, UTC).window
    last = window.until and (window.until - timedelta(seconds=1)).date()
    return window.since and window.since.date(), last


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("and since Friday?", date(2026, 1, 30), None),
        ("since yesterday", date(2026, 2, 3), None),
        ("ok since 27 jan", date(2026, 1, 27), None),
        ("2 feb", date(2026, 2, 2), date(2026, 2, 2)),
        ("feb 2", date(2026, 2, 2), date(2026, 2, 2)),
        ("before 20 January?", None, date(2026, 1, 19)),
        ("until 20 January", None, date(2026, 1, 20)),
        ("between 20 and 25 January", date(2026, 1, 20), date(2026, 1, 25)),
        ("in January only", date(2026, 1, 1), date(2026, 1, 31)),
        ("in the last three days", date(2026, 2, 1), None),
        ("What did she say on Monday about the harbour?", date(2026, 2, 2), date(2026, 2, 2)),
        ("What has she said this week?", date(2026, 2, 2), date(2026, 2, 8)),
        ("What about the vote on Friday in parliament?", None, None),
    ],
)
def test_words_that_limit_the_time_give_its_days(words: str, first: date | None, last: date | None) -> None:
    assert days(words) == (first, last)


@pytest.mark.parametrize(
    "words",
    ["what did we know on 20 January?", "as of 20 January", "what was the situation on 20 january"],
)
def test_a_state_of_knowledge_is_asked_for_at_the_end_of_its_day(words: str) -> None:
    found = asked_time(words, NOW, UTC)
    assert found.as_of == datetime(2026, 1, 20, 23, 59, 59, tzinfo=UTC)
    assert found.window.since is None


@pytest.mark.parametrize("words", ["and now?", "And as of today?", "at the moment"])
def test_asking_for_the_present_lifts_every_limit(words: str) -> None:
    found = asked_time(words, NOW, UTC)
    assert found.said
    assert (found.window.since, found.window.until, found.as_of, found.rest) == (None, None, None, "")


def test_a_time_to_come_is_told_as_one() -> None:
    assert asked_time("since next Friday?", NOW, UTC).ahead == "next Friday"


def test_a_day_begins_where_the_person_is() -> None:
    zone = ZoneInfo("America/Bogota")
    since = asked_time("since yesterday", datetime(2026, 2, 4, 3, tzinfo=UTC), zone).window.since
    assert since == datetime(2026, 2, 2, tzinfo=zone)


@given(st.one_of(st.text(max_size=80), st.lists(PARTS, max_size=8).map(" ".join)))
def test_any_words_have_a_time_that_makes_sense(words: str) -> None:
    found = asked_time(words, NOW, UTC)
    window = found.window
    assert window.since is None or window.until is None or window.since < window.until
    assert found.said or found.rest == words
    if found.said:
        # the name of a month may have been spelled out
        assert len(found.rest) <= len(words) + 6 * words.count(" ")
    window_named(words, NOW, UTC)
