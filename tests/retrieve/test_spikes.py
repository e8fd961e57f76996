"""Bursts of coverage: what is one, what is none, and what each of the defences is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.retrieve.backtest import backtest
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched, totals_of
from agent.retrieve.expected import Habits
from agent.retrieve.spikes import history, spikes
from agent.types import Spike

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEKS = 4
OUTLETS = ("Quay Post", "Herald", "Skelby Times", "Orrin Daily")
QUIET_RULE = Rule()

Counts = dict[str, list[int]]


def library(weeks: int = WEEKS, rate: float = 6.0, seed: int = 1) -> Counts:
    """Return what outlets bring on all subjects together: about as much at every hour."""
    chance = np.random.default_rng(seed)
    return {name: chance.poisson(rate, weeks * 168).tolist() for name in OUTLETS}


def subject(weeks: int = WEEKS, rate: float = 0.1, seed: int = 2) -> Counts:
    """Return what each outlet brings on one subject: seldom an article."""
    chance = np.random.default_rng(seed)
    return {name: chance.poisson(rate, weeks * 168).tolist() for name in OUTLETS}


def burst(counts: Counts, at: int, **more: Sequence[int]) -> Counts:
    """Return the counts with articles added from a step on, by outlet (its first word)."""
    changed = {name: list(values) for name, values in counts.items()}
    for outlet, added in more.items():
        name = next(name for name in OUTLETS if name.startswith(outlet))
        for ahead, count in enumerate(added):
            changed[name][at + ahead] += count
    return changed


def found(
    counts: Counts, rest: Counts | None = None, rule: Rule = QUIET_RULE, besides: Sequence[Watched] = ()
) -> list[Spike]:
    """Return all spikes of one subject; the library is the rest, and the subject's own articles."""
    weeks = -(-max(map(len, counts.values())) // 168)
    rest = library(weeks) if rest is None else rest
    names = sorted({*rest, *counts})
    steps = max(map(len, counts.values()))
    none = [0] * steps
    totals = {n: [a + b for a, b in zip(rest.get(n, none), counts.get(n, none), strict=True)] for n in names}
    watched = [Watched("harbour", "harbour strike", counts), *besides]
    told = backtest(watched, Coverage(MONDAY, HOUR, totals), {}, rule).alarms
    return [spike for spike in told if spike.about == "harbour"]


AT = 3 * 168 + 34
"""A Tuesday at ten, after three weeks."""


# --- what is a spike, and what is told of it -----------------------------------------------------------


def test_a_burst_seen_by_three_outlets_is_one_spike_with_the_outlets_named() -> None:
    (spike,) = found(burst(subject(), AT, Quay=[4, 3, 2], Herald=[3, 3, 3], Skelby=[3, 2, 4]))
    assert spike.end == MONDAY + (AT + 1) * HOUR
    assert {"Quay Post", "Herald", "Skelby Times"} <= {one.outlet for one in spike.origins}
    assert spike.observed == sum(one.count for one in spike.origins) >= 10
    assert spike.expected < 1
    assert spike.p_value < 0.001
    assert spike.rests_on is None


def test_what_is_told_of_a_spike_is_plain_english() -> None:
    (spike,) = found(burst(subject(rate=0), AT, Quay=[4], Herald=[3], Skelby=[3]))
    assert spike.explanation == (
        "10 articles on “harbour strike” in the hour to 11:00 on Tuesday 27 January, where hardly any would"
        " be usual. By chance that would happen about once in more than 1,000,000 such looks, all series"
        " counted."
        " Quay Post 4, Herald 3, Skelby Times 3."
    )


def test_a_quiet_series_that_doubles_from_one_to_two_is_no_spike() -> None:
    counts = subject(rate=0)
    for at in range(9, WEEKS * 168, 24):
        counts["Quay Post"][at] = 1
    assert found(burst(counts, 3 * 168 + 33, Herald=[1])) == []


def test_what_is_sure_and_still_small_is_no_spike() -> None:
    counts = {name: [100] * (WEEKS * 168) for name in OUTLETS}
    more = burst(counts, AT, Quay=[60] * 3, Herald=[60] * 3, Skelby=[60] * 3)
    assert found(more) == []
    assert len(found(more, rule=Rule(times=1.2))) == 1


def test_a_burst_that_lasts_two_days_is_told_once() -> None:
    days = [4] * 48
    assert len(found(burst(subject(), AT, Quay=days, Herald=days, Skelby=days))) == 1


def test_a_second_burst_after_quiet_days_is_a_spike_of_its_own() -> None:
    once = burst(subject(), AT, Quay=[4, 3], Herald=[3, 3], Skelby=[3, 2])
    later = burst(once, AT + 96, Quay=[5, 5], Herald=[5, 5], Skelby=[5, 5])
    assert [spike.end for spike in found(later)] == [MONDAY + (AT + 1 + n) * HOUR for n in (0, 96)]


def test_a_slow_rise_is_seen_over_a_longer_window() -> None:
    slow = [1, 0, 0, 1, 0, 0] * 4
    counts = burst(subject(rate=0.01), AT, Quay=slow, Herald=slow, Skelby=slow)
    (spike,) = found(counts)
    assert spike.end - spike.start > HOUR
    assert found(counts, rule=Rule(windows=(1,))) == []


# --- habits --------------------------------------------------------------------------------------------


def weekly_peak(weeks: int = 6) -> Counts:
    counts = subject(weeks)
    for week in range(weeks):
        counts = burst(counts, week * 168 + 9, Quay=[5], Herald=[5], Skelby=[4])
    return counts


def test_a_monday_morning_peak_is_expected() -> None:
    last = MONDAY + (5 * 168 + 9) * HOUR
    assert not [spike for spike in found(weekly_peak()) if spike.end >= last]


def test_the_same_peak_on_a_wednesday_is_a_spike() -> None:
    at = 5 * 168 + 48 + 9
    (spike,) = [
        spike
        for spike in found(burst(weekly_peak(), at, Quay=[5], Herald=[5], Skelby=[4]))
        if spike.end > MONDAY + 5 * 7 * 24 * HOUR
    ]
    assert spike.end == MONDAY + (at + 1) * HOUR


def test_without_weekdays_and_hours_every_monday_would_be_a_spike() -> None:
    blind = Rule(habits=Habits(hour=1e9, weekday=1e9, cell=1e9))
    assert len(found(weekly_peak(), rule=blind)) > len(found(weekly_peak()))


def test_a_burst_does_not_become_the_habit() -> None:
    once = burst(subject(), AT, Quay=[40], Herald=[40], Skelby=[40])
    again = burst(once, AT + 120, Quay=[3], Herald=[3], Skelby=[3])
    unguarded = Rule(often=99, habits=Habits(clip=1e9))
    assert len(found(again, rule=Rule(often=99))) == 2
    assert len(found(again, rule=unguarded)) < 2


def test_a_level_that_stays_is_learned_however_high() -> None:
    counts = {name: [1000 + at % 7 for at in range(WEEKS * 168)] for name in OUTLETS}
    one = Watched("taxi", "taxi", counts)
    (pairs,) = history([one], Coverage(MONDAY, HOUR, totals_of([one])), MONDAY + 200 * HOUR)
    assert pairs[-1][1] == pytest.approx(4012, rel=0.1)
    assert len(pairs) == 200


def test_scattered_counts_need_more_than_even_ones() -> None:
    even = {name: [1] * (WEEKS * 168) for name in OUTLETS}
    chance = np.random.default_rng(3)
    moods = chance.gamma(0.25, 4, WEEKS * 168)
    uneven = {name: chance.poisson(moods).tolist() for name in OUTLETS}
    more = {"Quay": [4], "Herald": [4], "Skelby": [4], "Orrin": [4]}
    one_hour = Rule(windows=(1,))

    def told(counts: Counts) -> bool:
        ends = [spike.end for spike in found(burst(counts, AT, **more), rule=one_hour)]
        return MONDAY + (AT + 1) * HOUR in ends

    assert told(even)
    assert not told(uneven)


# --- how sure ------------------------------------------------------------------------------------------


def test_more_series_tested_means_a_stricter_bar() -> None:
    counts = burst(subject(), AT, Quay=[1], Herald=[2], Skelby=[1])
    others = [Watched(f"w{n}", f"w{n}", {}) for n in range(400)]
    (alone,) = [spike for spike in found(counts) if spike.end == MONDAY + (AT + 1) * HOUR]
    assert [spike for spike in found(counts, besides=others) if spike.end == alone.end] == []


def test_a_series_that_bursts_all_the_time_must_burst_higher_to_be_told() -> None:
    counts = subject(rate=0.01)
    sizes = [6, 6, 6, 6, 6, 3, 3, 9]
    for number, size in enumerate(sizes):
        counts = burst(counts, 168 + number * 54, Quay=[size], Herald=[size], Skelby=[size])
    told = {(spike.end - MONDAY) // HOUR - 1 for spike in found(counts)}
    assert 168 + 7 * 54 in told
    assert len(told) < len(found(counts, rule=Rule(often=99)))


COUNTS = st.lists(st.integers(0, 9), min_size=60, max_size=60)


@settings(max_examples=40)
@given(COUNTS, COUNTS, st.integers(1, 59), COUNTS)
def test_only_the_past_decides(one: list[int], other: list[int], cut: int, future: list[int]) -> None:
    def told(tail: list[int]) -> list[Spike]:
        counts = {"Quay Post": one[:cut] + tail[cut:], "Herald": other[:cut] + tail[cut:]}
        return [
            spike
            for spike in found(counts, {"Quay Post": [3] * 60, "Herald": [2] * 60})
            if spike.end <= MONDAY + cut * HOUR
        ]

    assert told(one) == told(future)


@settings(max_examples=40)
@given(COUNTS, COUNTS)
def test_p_values_are_valid_probabilities(one: list[int], other: list[int]) -> None:
    for spike in found({"Quay Post": one, "Herald": other}, {"Quay Post": [0] * 60}, Rule(alpha=1, least=1)):
        assert 0 <= spike.p_value <= 1
        assert spike.observed >= Rule().times * spike.expected - 0.01


def test_few_of_many_quiet_series_are_told_of() -> None:
    """Poisson counts without any burst: in a month, less than one of ten series."""
    watched = [Watched(f"w{n}", f"w{n}", subject(rate=0.05 + n / 40, seed=n)) for n in range(20)]
    parts = [library(), *(one.counts for one in watched)]
    totals = {
        name: [sum(step) for step in zip(*(part[name] for part in parts), strict=True)] for name in OUTLETS
    }
    assert len(backtest(watched, Coverage(MONDAY, HOUR, totals), {}).alarms) <= 2


# --- now, and the past ---------------------------------------------------------------------------------


def whole(counts: Counts) -> tuple[list[Watched], Coverage]:
    totals = {n: [a + b for a, b in zip(library()[n], counts[n], strict=True)] for n in OUTLETS}
    return [Watched("harbour", "harbour strike", counts)], Coverage(MONDAY, HOUR, totals)


def test_a_spike_is_told_in_the_moment_in_which_it_is_noticed_or_since() -> None:
    watched, coverage = whole(burst(subject(), AT, Quay=[4, 3], Herald=[3, 3], Skelby=[3, 2]))
    noticed = MONDAY + (AT + 1) * HOUR
    assert spikes(watched, coverage, noticed - timedelta(seconds=1)) == ()
    (spike,) = spikes(watched, coverage, noticed + timedelta(minutes=59))
    assert spikes(watched, coverage, noticed + HOUR) == ()
    assert spikes(watched, coverage, noticed + 5 * HOUR, since=noticed - HOUR) == (spike,)
    assert spikes(watched, coverage, MONDAY) == spikes([], coverage, noticed) == ()


def test_a_backtest_counts_what_was_hit_how_late_and_what_was_told_for_nothing() -> None:
    counts = burst(subject(), AT, Quay=[4, 3], Herald=[3, 3], Skelby=[3, 2])
    watched, coverage = whole(burst(counts, AT + 72, Quay=[6], Herald=[6], Skelby=[6]))
    start = MONDAY + (AT - 2) * HOUR
    missed = (MONDAY, MONDAY + HOUR)
    tested = backtest(watched, coverage, {"harbour": [(start, start + 6 * HOUR), missed]})
    assert (tested.hits, tested.missed, len(tested.false), tested.lags) == (1, 1, 1, (2.0,))
    assert (tested.precision, tested.recall, tested.lag) == (0.5, 0.5, 2.0)
    empty = backtest([], coverage, {})
    assert (empty.precision, empty.recall, empty.lag) == (None, None, None)


def test_hours_and_weekdays_are_those_of_the_zone_of_the_start() -> None:
    zone = Coverage(datetime(2026, 1, 5, tzinfo=UTC).astimezone(tz=None), HOUR, {"Quay Post": [1] * 30})
    assert zone.slot(25).weekday == zone.begins(25).weekday()
    assert zone.begins(30) - zone.start == 30 * HOUR
