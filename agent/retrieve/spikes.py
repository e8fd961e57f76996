"""Bursts of coverage: found step by step, each with its expectation, its chance and the outlets it rests on.

Pure: `now` is an argument, and each step is judged by itself and those before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from agent.errors import UnusableRequest
from agent.retrieve.bar import Above, Rule, above_bar, held_to_bar, least_chance, worth_a_look
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.scan import Look, looks
from agent.retrieve.spike_words import explain
from agent.types import Contribution, Spike


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
    return tuple(
        burst.spike for burst in alarms(watched, coverage, steps, rule or Rule()) if burst.spike.end > after
    )


class Burst(NamedTuple):
    """A series above the bar at the end of a step."""

    spike: Spike
    """As it stood then."""
    told: bool
    """It was noticed in this step, and is a spike to speak of."""
    at: int
    """Number of the step."""
    beside: tuple[float, ...]
    """Chances of the other series that were worth a look in that step, before they were corrected."""


def heights(
    watched: Sequence[Watched],
    coverage: Coverage,
    now: datetime,
    since: datetime,
    rule: Rule | None = None,
) -> tuple[tuple[Spike, Burst], ...]:
    """Return the spikes noticed after a moment, each with the burst as it stood at its height so far.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    rule = rule or Rule()
    found: dict[str, list[tuple[Spike, Burst]]] = {}
    for burst in bursts(watched, coverage, coverage.whole_steps(now), rule):
        of_series = found.setdefault(burst.spike.about, [])
        if burst.told:
            of_series.append((burst.spike, burst))
        elif of_series and burst.at - of_series[-1][1].at <= rule.quiet:
            noticed, height = of_series[-1]
            if burst.spike.p_value <= height.spike.p_value:
                of_series[-1] = noticed, burst
    pairs = [pair for of_series in found.values() for pair in of_series if pair[0].end > since]
    return tuple(sorted(pairs, key=lambda pair: (pair[0].end, pair[0].about)))


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


def alarms(watched: Sequence[Watched], coverage: Coverage, steps: int, rule: Rule) -> Iterator[Burst]:
    """Yield each spike of the first steps, in the order in which they are noticed.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    return (burst for burst in bursts(watched, coverage, steps, rule) if burst.told)


def bursts(watched: Sequence[Watched], coverage: Coverage, steps: int, rule: Rule) -> Iterator[Burst]:
    """Yield each series in each of the first steps in which it is above the bar.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    _known(watched, coverage)
    if not watched:
        return
    memories = [_Memory() for _ in watched]
    for look in looks(watched, coverage, rule.windows, rule.habits, steps):
        series = coverage.looked_at[look.at] if coverage.looked_at else len(watched)
        for burst in above_bar(look, rule, rule.a_month * coverage.step_days / 30, series):
            told = memories[burst.series].tells(look.at, burst.chance, rule, coverage.step_days)
            yield Burst(_told(watched[burst.series], coverage, look, burst), told, look.at, burst.beside)


def again(one: Watched, coverage: Coverage, beside: Sequence[float], rule: Rule) -> Spike | None:
    """Return the burst of one series at the end of all steps, judged beside others of known chance.

    Returns:
        The spike; None where it is not above the bar.

    Raises:
        UnusableRequest: the series counts articles of an outlet that the library does not have.
    """
    _known([one], coverage)
    last = deque(looks([one], coverage, rule.windows, rule.habits, coverage.steps), maxlen=1)
    if not last or not worth_a_look(last[0], rule):
        return None
    look = last[0]
    best = least_chance(look, 0, rule)
    if best is None:
        return None
    series = coverage.looked_at[-1] if coverage.looked_at else 1 + len(beside)
    found = held_to_bar(look, {0: best}, rule, rule.a_month * coverage.step_days / 30, series, beside)
    return _told(one, coverage, look, found[0]) if found else None


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


def _told(one: Watched, coverage: Coverage, look: Look, burst: Above) -> Spike:
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
