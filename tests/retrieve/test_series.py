"""Counts by the hour: how stories begin, how many could be looked at, and when a library says nothing."""

from __future__ import annotations

from datetime import timedelta

from agent.retrieve.bar import Rule
from agent.retrieve.series import FEWEST, Beginning, Beginnings, Count, series_of, too_little

DAY = 24


def story(at: int, *later: int, outlets: int = 3) -> list[Count]:
    return [Count(hour, f"o{n % outlets}", f"a{at}-{n}") for n, hour in enumerate((at, *later))]


def test_how_stories_begin_is_told_by_those_that_are_a_day_old() -> None:
    known = [story(hour, hour + 1) for hour in range(FEWEST)]
    huge = story(FEWEST, *[FEWEST] * 90)
    usual = Beginnings([*known, huge]).before(FEWEST + DAY)
    assert usual.rate * DAY == 2.0
    assert Beginnings([*known, huge]).before(FEWEST + DAY + 1).rate > usual.rate


def test_how_stories_begin_is_not_told_by_few_of_them() -> None:
    assert Beginnings([story(hour) for hour in range(FEWEST - 1)]).before(500) == Beginning()


def test_what_comes_after_the_first_day_does_not_count_for_how_a_story_began() -> None:
    assert Beginnings([story(n, n + DAY) for n in range(FEWEST)]).before(200).rate * DAY == 1.0


def test_stories_too_small_to_burst_are_counted_among_the_many() -> None:
    stories = {"large": story(100, 101, 102, 103), "small": story(110), "old": story(5, 6, 7, 8)}
    series, looked_at = series_of(stories, 200, 120, Rule())
    assert [one.about for one in series] == ["large"]
    assert (series[0].begins, looked_at[105], looked_at[112], looked_at[133], looked_at[134]) == (
        100,
        1,
        2,
        1,
        0,
    )


def test_a_library_that_is_young_or_small_says_so() -> None:
    week = timedelta(days=7)
    assert too_little(week, 50) == ""
    assert "go back 1 day, and 7 are needed" in too_little(timedelta(days=1), 900)
    assert "49 articles in the last 56 days, and 50 are needed" in too_little(week, 49)
    assert "No article states when" in too_little(None, 0)
