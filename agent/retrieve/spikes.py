"""Bursts of coverage: found step by step, each with its expectation, its chance and the outlets it rests on.

Pure: `now` is an argument, and each step is judged by itself and those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from agent.errors import UnusableRequest
from agent.retrieve.chance import corrected, tail
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.expected import Habits
from agent.retrieve.scan import Look, looks
from agent.retrieve.spike_words import explain
from agent.types import Contribution, Spike

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """What counts as a spike."""

    windows: tuple[int, ...] = (1, 3, 6, 24)
    """Lengths of the windows that end with each step, in steps."""
    alpha: float = 0.15
    """Share of false ones accepted among the spikes of one moment (Benjamini and Hochberg)."""
    a_month: float = 3.0
    """False alarms that chance may raise in a series in 30 days, however few series there are. What is told
    is far less: windows overlap, a burst is told once, and there are the bounds below.
    """
    least: int = 4
    """Articles below which nothing is a spike."""
    times: float = 2.0
    """Times the expected count that a spike must at least have: what is sure may still be small."""
    outlets: int = 2
    """Outlets that must bear a spike out, where the library has as many."""
    others: float = 0.05
    """Chance at most of what the other outlets have: without the loudest it must still be unusual."""
    quiet: int = 24
    """Steps without a burst after which another one of the same series is a spike of its own."""
    often: int = 5
    """Bursts of a series in `often_days` that may be told; a further one must be rarer than one of them."""
    often_days: float = 28.0
    """Days for which bursts are remembered for that."""
    habits: Habits = field(default_factory=Habits)
    """How expectations are learned."""


def spikes(
    watched: Sequence[Watched],
    coverage: Coverage,
    now: datetime,
    since: datetime | None = None,
    rule: Rule | None = None,
) -> tuple[Spike, ...]:
    """Return the spikes that were noticed with the last whole step before now, or since an earlier moment.

    Steps after now are not looked at. A burst is told once, when it is noticed, until it was quiet again.

    Args:
        watched: The series, all of them together: the more are looked at, the stricter the bar for each.
        coverage: What the whole library took in.
        now: The moment to judge from, aware.
        since: Spikes noticed at this moment or before are left out; by default all but the last step's.
        rule: What counts as a spike.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    steps = coverage.whole_steps(now)
    after = coverage.begins(steps - 1) if since is None else since
    return tuple(spike for spike in alarms(watched, coverage, steps, rule or Rule()) if spike.end > after)


def history(
    watched: Sequence[Watched], coverage: Coverage, now: datetime, rule: Rule | None = None
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return what was counted and what was expected, of each series in each whole step before now.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    _known(watched, coverage)
    steps = coverage.whole_steps(now)
    found: list[list[tuple[float, float]]] = [[] for _ in watched]
    for look in looks(watched, coverage, (1,), (rule or Rule()).habits, steps):
        for row, pairs in enumerate(found):
            pairs.append((float(look.counts[row, 0]), float(look.means[row, 0])))
    return tuple(map(tuple, found))


def _known(watched: Sequence[Watched], coverage: Coverage) -> None:
    """Refuse series of which the library does not say whether their outlets deliver."""
    for one in watched:
        if unknown := sorted(set(one.counts) - set(coverage.outlets)):
            raise UnusableRequest(
                f"series {one.about}", f"outlet {unknown[0]} is not among those of the library"
            )


# --- one step ------------------------------------------------------------------------------------------


def alarms(watched: Sequence[Watched], coverage: Coverage, steps: int, rule: Rule) -> Iterator[Spike]:
    """Yield each spike of the first steps, in the order in which they are noticed.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    _known(watched, coverage)
    if not watched:
        return
    memories = [_Memory() for _ in watched]
    for look in looks(watched, coverage, rule.windows, rule.habits, steps):
        for burst in _bursts(look, rule, rule.a_month * coverage.step_days / 30):
            if memories[burst.series].tells(look.at, burst.chance, rule, coverage.step_days):
                yield _told(watched[burst.series], coverage, look, burst)


@dataclass
class _Memory:
    """The bursts of a series so far: when each was last seen, how rare it was at its height, whether told."""

    past: list[tuple[int, float]] = field(default_factory=list)
    """Bursts that are over: last step and least chance."""
    last: int = -1
    least: float = 1.0
    told: bool = False

    def tells(self, at: int, chance: float, rule: Rule, step_days: float) -> bool:
        """Take in that the series is above the bar at a step; tell whether that is a spike to speak of."""
        if at - self.last > rule.quiet and self.least < 1:
            self.past.append((self.last, self.least))
            self.least, self.told = 1.0, False
        self.last, self.least = at, min(self.least, chance)
        since = at - rule.often_days / step_days
        rarer = sum(least <= chance for last, least in self.past if last >= since)
        tells = not self.told and rarer < rule.often
        self.told = self.told or tells
        return tells


@dataclass(frozen=True)
class _Burst:
    """A series that is above the bar at the end of a step."""

    series: int
    window: int
    """Length of its most telling window, in steps."""
    chance: float
    """Corrected for windows and series."""
    rests_on: int | None
    """Number of the outlet without which it would not be above the bar."""


def _bursts(look: Look, rule: Rule, rate: float) -> list[_Burst]:
    """Return the series that are above the bar of this moment, and no likelier by themselves than a rate."""
    series = len(look.counts)
    best = {row: found for row in _worth_a_look(look, rule) if (found := _least_chance(look, row, rule))}
    rows = list(best)
    chances = corrected([best[row][0] for row in rows] + [1.0] * (series - len(rows)))
    above = [row for row, chance in zip(rows, chances, strict=False) if chance <= rule.alpha]
    bar = rule.alpha * len(above) / series  # of Benjamini and Hochberg: all chances up to here are above it
    bar = min(bar, rate)  # with few series that correction forgives much, and there is a look at each step
    return [
        _Burst(row, rule.windows[best[row][1]], chance, _rests_on(look, row, best[row][1], bar, rule))
        for row, chance in zip(rows, chances, strict=False)
        if row in above and best[row][0] <= rate
    ]


def _worth_a_look(look: Look, rule: Rule) -> list[int]:
    """Return the series with enough articles in some window, and enough more than expected."""
    import numpy as np

    enough = (look.counts >= rule.least) & (look.counts >= rule.times * look.means)
    return [int(row) for row in np.flatnonzero(enough.any(1))]


def _least_chance(look: Look, row: int, rule: Rule) -> tuple[float, int] | None:
    """Return the least chance of a series' windows, times their number (Bonferroni), and which it is."""
    found = []
    for column, window in enumerate(rule.windows):
        count, mean = float(look.counts[row, column]), float(look.means[row, column])
        if count < rule.least or count < rule.times * mean:
            continue
        counted, expected = look.by_outlet(row, window)
        if _borne_out(counted, expected, float(look.spread[row, column]), rule):
            chance = tail(count, mean, float(look.spread[row, column]))
            found.append((min(1.0, chance * len(rule.windows)), column))
    return min(found, default=None)


def _borne_out(counted: Floats, expected: Floats, spread: float, rule: Rule) -> bool:
    """Tell whether it is still unusual without the loudest outlets, one fewer than must bear it out."""
    if len(counted) < rule.outlets or rule.outlets < 2:
        return True  # nobody else could bear it out
    others = (counted - expected).argsort()[: 1 - rule.outlets]
    left, due = float(counted[others].sum()), float(expected[others].sum())
    return left > due and tail(left, due, spread) <= rule.others


def _rests_on(look: Look, row: int, column: int, bar: float, rule: Rule) -> int | None:
    """Return the outlet without which it would be no spike; of several, the one that adds most."""
    counted, expected = look.by_outlet(row, rule.windows[column])
    count, mean = float(look.counts[row, column]), float(look.means[row, column])
    needed = []
    for outlet in counted.nonzero()[0]:
        left, due = count - float(counted[outlet]), max(0.0, mean - float(expected[outlet]))
        chance = tail(left, due, float(look.spread[row, column])) * len(rule.windows)
        if chance > bar or left < rule.least or left < rule.times * due:
            needed.append((float(counted[outlet] - expected[outlet]), int(outlet)))
    return max(needed)[1] if needed else None


def _told(one: Watched, coverage: Coverage, look: Look, burst: _Burst) -> Spike:
    """Return a burst as a record, with its explanation."""
    counted, expected = look.by_outlet(burst.series, burst.window)
    names = coverage.outlets
    origins = [
        Contribution(outlet=names[i], count=round(counted[i]), expected=round(float(expected[i]), 3))
        for i in counted.nonzero()[0]
    ]
    spike = Spike(
        about=one.about,
        label=one.label,
        start=coverage.begins(max(0, look.at + 1 - burst.window)),
        end=coverage.begins(look.at + 1),
        observed=round(counted.sum()),
        expected=round(float(expected.sum()), 3),
        p_value=burst.chance,
        origins=tuple(sorted(origins, key=lambda one: (-one.count, one.outlet))),
        explanation="",
        rests_on=None if burst.rests_on is None else names[burst.rests_on],
    )
    return spike.model_copy(update={"explanation": explain(spike, len(names))})
