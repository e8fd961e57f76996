"""Times of day are read in any common notation, with the half of the day and the zone where they are told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.clock import DAY, apart, clock_times


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("at 3.40 a.m.", 220),
        ("at 3:40am", 220),
        ("at 03:40", 220),
        ("at 15.30 GMT", 930),
        ("at 1530 GMT", 930),
        ("at 7 p.m.", 1140),
        ("at seven in the evening", 1140),
        ("at eleven at night", 1380),
        ("at two at night", 120),
        ("at half past three in the afternoon", 930),
        ("at quarter to nine", 525),
        ("at nine o'clock", 540),
        ("at noon", 720),
        ("around midnight", 0),
        ("at 12.15 a.m.", 15),
        ("at 12 p.m.", 720),
        ("at 15:30 hours", 930),
    ],
)
def test_a_time_of_day_is_read(text: str, minute: int) -> None:
    (time,) = clock_times(text)
    assert time.minute == minute


@pytest.mark.parametrize(
    "text",
    ["a 3.40 rise", "won 3:2", "in 2:03:59", "the 5.5 percent", "25:61", "in 1530", "$12.30", "a.m.", ""],
)
def test_what_is_no_time_of_day_is_not_read(text: str) -> None:
    assert clock_times(text) == []


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        ("3.40 p.m.", "15:40", 0),
        ("nine o'clock", "9 p.m.", 0),
        ("noon", "12:00", 0),
        ("midnight", "11.50 p.m.", 10),
        ("14:00 GMT", "15:00 BST", 0),
        ("14:00 GMT", "14:00 BST", 60),
        ("3.40 a.m.", "3.40 p.m.", 720),
    ],
)
def test_two_times_lie_apart_by_what_is_known_of_them(one: str, other: str, minutes: int) -> None:
    (a,), (b,) = clock_times(one), clock_times(other)
    assert apart(a, b) == apart(b, a) == minutes


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_read_in_both_notations(hour: int, minute: int) -> None:
    (plain,) = clock_times(f"It began at {hour:02}:{minute:02} on Monday.")
    (halved,) = clock_times(
        f"It began at {hour % 12 or 12}.{minute:02} {'a' if hour < 12 else 'p'}.m. on Monday."
    )
    assert plain.minute == halved.minute == hour * 60 + minute
    assert apart(plain, halved) == 0


@given(st.text())
def test_times_lie_in_the_day_and_in_the_text(text: str) -> None:
    for time in clock_times(text):
        assert 0 <= time.minute < DAY
        assert text[time.start : time.end] == time.text


@given(st.text(alphabet="0123456789:. apm'oclkhfqurtenig"))
def test_times_of_what_looks_like_times_do_not_overlap(text: str) -> None:
    times = clock_times(text)
    assert all(a.end <= b.start for a, b in pairwise(times))
