"""What the library as a whole does in a step: who is delivering at all, and how busy the hour is.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.retrieve.chance import nothing
from agent.retrieve.expected import Cutter, Habits, Rates, Slot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SILENT = 0.01
"""Chance of a run of empty steps below which an outlet is down rather than quiet."""
WEIGHT, OWN_WEIGHT = 20.0, 2.0
"""Expected articles that the belief in an ordinary day is worth, and how many more for each of the series'
own: what is left of a library that is little else says nothing.
"""
QUIETEST, BUSIEST = 0.7, 8.0
"""Bounds of what activity may do to an expectation. A quiet library makes nobody's usual count a burst."""


@dataclass(frozen=True)
class Day:
    """The library in a step."""

    up: NDArray[np.float64]
    """1 for each outlet that delivers, 0 for one that is down."""
    counts: NDArray[np.float64]
    """All articles of each outlet."""
    level: NDArray[np.float64]
    """How many each brings in a step on the average, this step included."""
    mean: NDArray[np.float64]
    """How many were expected of each in this step."""
    season: float
    """By how much the place in the week is above or below the level."""


class Library:
    """The rhythm of all outlets together, and whether each of them is delivering."""

    def __init__(self, outlets: int, step_days: float, habits: Habits) -> None:
        import numpy as np

        self._habits = habits
        self._rates = Rates(1, outlets, step_days, habits)
        self._cutter = Cutter(outlets, step_days, habits)
        self._empty = np.zeros(outlets)
        """Articles expected of each outlet since it last delivered one."""

    def step(self, slot: Slot, counts: NDArray[np.float64], out: Sequence[bool]) -> Day:
        """Return what a step looks like in the light of those before it, then learn from it.

        Args:
            slot: Where in the week it lies.
            counts: Articles of each outlet.
            out: Of each outlet, whether it is known that it could not be read; what came all the same counts.
        """
        import numpy as np

        season = float(self._rates.season(slot)[0])
        mean = self._rates.level()[0] * season
        unread = np.asarray(out, dtype=bool) & (counts == 0)
        self._empty = np.where(counts > 0, 0.0, self._empty + np.where(unread, 0.0, mean))
        up = np.array([nothing(due, self._habits.spread) >= SILENT for due in self._empty], dtype=float)
        up[unread] = 0.0
        spread = self._habits.spread + self._rates.doubt(slot)
        cut = self._cutter.cut(counts, mean, spread)
        self._rates.learn(slot, cut[None, :], up[None, :], np.array([self._habits.spread]))
        return Day(up, counts, self._rates.level()[0], mean, season)


def opening(day: Day, counts: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each outlet could deliver on each series, against an ordinary step without a rhythm.

    Activity is that of everything but the series itself, so that a burst does not excuse itself: counted over
    expected articles of each outlet, leaning on those of all outlets, leaning on an ordinary day.

    Args:
        day: The library in the step.
        counts: Articles by series and outlet.
        usual: What the series' own past lets one expect in an ordinary step at this place in the week.
    """
    import numpy as np

    rest = np.maximum(day.counts - counts, 0) * day.up
    due = np.maximum(day.mean - usual, 0) * day.up
    weight = WEIGHT + OWN_WEIGHT * usual
    together = WEIGHT + OWN_WEIGHT * usual.sum(1, keepdims=True)
    overall = (rest.sum(1, keepdims=True) + together) / (due.sum(1, keepdims=True) + together)
    busy = (rest + weight * overall) / (due + weight)
    opened: NDArray[np.float64] = np.clip(busy, QUIETEST, BUSIEST) * day.up * day.season
    return opened
