"""Which series are above the bar at the end of a step: how likely each is, and how likely among all.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agent.retrieve.chance import corrected, tail
from agent.retrieve.expected import Habits
from agent.retrieve.scan import Look

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


@dataclass(frozen=True)
class Above:
    """A series that is above the bar at the end of a step."""

    series: int
    window: int
    """Length of its most telling window, in steps."""
    chance: float
    """Corrected for windows and series."""
    rests_on: int | None
    """Number of the outlet without which it would not be above the bar."""
    beside: tuple[float, ...]
    """Chances of the other series, before they were corrected."""


def above_bar(look: Look, rule: Rule, rate: float, series: int) -> list[Above]:
    """Return the series that are above the bar of this moment, and no likelier by themselves than a rate.

    `series` is the number of all that could have been, those that are not in the look included.
    """
    best = {row: found for row in worth_a_look(look, rule) if (found := least_chance(look, row, rule))}
    return held_to_bar(look, best, rule, rate, series)


def held_to_bar(
    look: Look,
    best: Mapping[int, tuple[float, int]],
    rule: Rule,
    rate: float,
    series: int,
    beside: Sequence[float] = (),
) -> list[Above]:
    """Return which series are above the bar, given their least chances and windows, and chances of others."""
    rows = list(best)
    raw = [*(best[row][0] for row in rows), *beside]
    chances = corrected(raw + [1.0] * max(0, series - len(raw)))
    above = sum(chance <= rule.alpha for chance in chances)
    bar = rule.alpha * above / max(series, len(raw), 1)  # of Benjamini and Hochberg
    bar = min(bar, rate)  # with few series that correction forgives much, and there is a look at each step
    return [
        Above(
            row,
            rule.windows[best[row][1]],
            chances[n],
            _rests_on(look, row, best[row][1], bar, rule),
            (*raw[:n], *raw[n + 1 :]),
        )
        for n, row in enumerate(rows)
        if chances[n] <= rule.alpha and best[row][0] <= rate
    ]


def worth_a_look(look: Look, rule: Rule) -> list[int]:
    """Return the series with enough articles in some window, and enough more than expected."""
    import numpy as np

    enough = (look.counts >= rule.least) & (look.counts >= rule.times * look.means)
    return [int(row) for row in np.flatnonzero(enough.any(1))]


def least_chance(look: Look, row: int, rule: Rule) -> tuple[float, int] | None:
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
