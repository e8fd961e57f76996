"""Pictures: their shapes tell the numbers they are made of."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent.deliver.pictures import ACROSS, APART, HIGH, WIDE, bars, coverage, line

DAYS = st.lists(st.dates(date(1999, 1, 1), date(2040, 12, 31)), min_size=1, max_size=12)


def test_the_highest_count_is_as_high_as_the_picture_and_marks_are_part_of_it() -> None:
    made = bars([0, 2, 4], [0, 1, 4])
    assert [one.height for one in made] == [0, HIGH / 2, HIGH]
    assert [one.marked for one in made] == [0, HIGH / 4, HIGH]
    assert bars([0, 0])[0].height == 0


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=200))
def test_columns_stand_beside_each_other_within_the_picture(counts: list[int]) -> None:
    made = bars(counts)
    ends = [one.x + one.width for one in made]
    assert all(end <= after.x + 0.02 for end, after in zip(ends, made[1:], strict=False))
    assert ends[-1] <= WIDE + 0.02
    assert all(one.width > 0 and 0 <= one.height <= HIGH for one in made)


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.booleans()), max_size=40))
def test_coverage_counts_every_article_once(days: list[tuple[date, bool]]) -> None:
    made = coverage(days)
    if made is None:
        assert len({day for day, _ in days}) < 2
        return
    assert sum(count for _, _, count, _ in made.rows) == len(days)
    assert sum(mark for *_, mark in made.rows) == sum(mark for _, mark in days)
    assert (made.first, made.last) == (min(d for d, _ in days), max(d for d, _ in days))
    assert len(made.bars) <= 61


@given(DAYS)
def test_events_of_a_timeline_stand_in_order_and_never_on_top_of_each_other(days: list[date]) -> None:
    made = line([day.isoformat() for day in days])
    if made is None:
        assert len(set(days)) == 1
        return
    assert [one.number for one in made.events] == list(range(1, len(days) + 1))
    placed = {(one.x, one.y) for one in made.events}
    assert len(placed) == len(made.events)
    by_day = sorted(zip(days, made.events, strict=True), key=lambda pair: pair[0])
    assert [event.x for _, event in by_day] == sorted(event.x for event in made.events)
    assert all(0 <= one.x <= ACROSS and 0 <= one.y < made.height for one in made.events)
    for y in {one.y for one in made.events}:
        row = sorted(one.x for one in made.events if one.y == y)
        assert all(b - a >= APART - 0.11 for a, b in pairwise(row))


def test_a_month_is_as_wide_as_a_month_and_what_is_no_day_is_left_out() -> None:
    made = line(["2026-01", "soon", "2026-02-28", "2026-13"])
    assert made is not None
    month, day = made.events
    assert (month.number, day.number) == (1, 3)
    assert month.width > day.width == 0
    assert line([]) is None
    assert line(["2026-02-03", "2026-02-03"]) is None


def test_the_dates_below_a_timeline_are_its_ends_and_months_between_them() -> None:
    made = line(["2026-01-05", "2026-06-20"])
    assert made is not None
    days = [tick.day for tick in made.ticks]
    assert (days[0], days[-1]) == (date(2026, 1, 5), date(2026, 6, 20))
    assert all(day.day == 1 for day in days[1:-1])
