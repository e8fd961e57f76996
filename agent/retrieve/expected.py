"""How many articles to expect: the level of each outlet, times hour and weekday, learned step by step.

Every figure is a posterior mean of a Gamma prior and Poisson counts in which the past fades (discounted
Gamma-Poisson filter: Harvey and Fernandes, Time series models for count or qualitative observations, 1989;
West and Harrison, Bayesian Forecasting and Dynamic Models, 1997, section 10.8). Where there is little history
the prior speaks, and each season leans on the coarser one: hour of the week on weekday and hour of the day,
those on the rhythm of the whole library, that on no rhythm at all.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Habits:
    """How fast is learned and forgotten, and what is believed before anything was seen."""

    level_days: float = 10.0
    """Days after which a day counts 1/e of today for the level."""
    season_days: float = 42.0
    """The same for hours and weekdays, and for how much counts scatter."""
    share: float = 0.05
    """Share of all articles of an outlet, believed of a series of which nothing was seen."""
    shape: float = 0.5
    """How sure that is: the shape of its Gamma distribution, as in the prior of Jeffreys for a mean."""
    hour: float = 8.0
    """Expected articles that the belief in no rhythm of its own is worth, for hours of the day."""
    weekday: float = 12.0
    """The same for weekdays."""
    cell: float = 24.0
    """The same for an hour of the week beyond its hour and its weekday."""
    spread: float = 0.25
    """Variance beyond chance as a share of the squared mean, believed before anything was seen."""
    spread_weight: float = 20.0
    """What that belief is worth, as a sum of squared means."""
    clip: float = 4.0
    """Standard deviations above the mean from which more articles teach nothing about the habit."""
    clip_days: float = 2.0
    """Days after which what is cut all the time is the habit, and no burst."""


class Slot(NamedTuple):
    """The place of a step in its week."""

    hour: int
    """0 to 23."""
    weekday: int
    """0 is Monday."""

    @property
    def cells(self) -> tuple[int, int, int]:
        """Its hour of the day, its weekday and its hour of the week."""
        return self.hour, self.weekday, self.weekday * 24 + self.hour


CELLS = (24, 7, 168)


class Rates:
    """What is expected of a number of series in a number of outlets, after the steps that it was shown."""

    def __init__(self, series: int, outlets: int, step_days: float, habits: Habits) -> None:
        import numpy as np

        self._seen, self._due = np.zeros((series, outlets)), np.zeros((series, outlets))
        self._belief = np.ones((series, outlets))
        self._shape = np.full(series, habits.shape)
        self._firm = np.zeros(series, dtype=bool)
        self._cells = [(np.zeros((series, n)), np.zeros((series, n))) for n in CELLS]
        self._beliefs = (habits.hour, habits.weekday, habits.cell)
        self._fade = exp(-step_days / habits.level_days)
        self._fades = [exp(-n * step_days / habits.season_days) for n in CELLS]
        self._habits = habits

    def trust(self, shape: NDArray[np.float64]) -> None:
        """Take how sure beliefs are that were learned from other series; 0 for what is only guessed.

        What was learned holds back, however high the first step is; a guess that is far too low does not.
        """
        import numpy as np

        self._firm = shape > 0
        self._shape = np.where(self._firm, shape, self._habits.shape)

    def believe(self, rates: NDArray[np.float64]) -> None:
        """Take what is believed before anything was seen: articles a step by series and outlet."""
        self._belief = rates

    def level(self) -> NDArray[np.float64]:
        """Return articles a step of each series and outlet, rhythm aside."""
        import numpy as np

        believed = np.maximum(self._belief.sum(1), 1e-9)
        seen = self._seen.sum(1) / np.maximum(self._due.max(1), 1e-9)
        weight = self._shape / np.where(self._firm, believed, np.maximum(believed, seen))
        prior = (self._shape / believed)[:, None] * self._belief
        level: NDArray[np.float64] = (self._seen + prior) / (self._due + weight[:, None])
        return level

    def season(self, slot: Slot) -> NDArray[np.float64]:
        """Return by how much a place in the week is above or below the level, for each series."""
        hour, weekday, cell = self._factors(slot)
        return hour * weekday * cell

    def _factors(self, slot: Slot) -> list[NDArray[np.float64]]:
        return [
            (seen[:, at] + belief) / (due[:, at] + belief)
            for (seen, due), at, belief in zip(self._cells, slot.cells, self._beliefs, strict=True)
        ]

    def doubt(self, slot: Slot) -> NDArray[np.float64]:
        """Return the variance of what is expected, as a share of its square: 1/shape of each Gamma, added."""
        doubt: NDArray[np.float64] = 1 / (self._seen.sum(1) + self._shape)
        for (seen, _), at, belief in zip(self._cells, slot.cells, self._beliefs, strict=True):
            doubt = doubt + 1 / (seen[:, at] + belief)
        return doubt

    def learn(
        self,
        slot: Slot,
        counts: NDArray[np.float64],
        open_: NDArray[np.float64],
        spread: NDArray[np.float64],
    ) -> None:
        """Take in what a step brought.

        Args:
            slot: Where in the week it lies.
            counts: Articles by series and outlet, bursts cut.
            open_: What each outlet could have delivered by series: 0 while it is down, 1 on an ordinary day.
            spread: Variance beyond chance of each series as a share of the squared mean. An article of a step
                counts 1/(1 + spread · mean), as in the score of the negative binomial (Cameron and Trivedi
                1998, section 3.3), so that no step is worth more than 1/spread articles however many it has.
        """
        season, factors = self.season(slot), self._factors(slot)
        past = self._seen * self._fade, self._due * self._fade
        total = counts.sum(1)
        for _ in range(2):  # the second time knows how high the level is, were it the first step of all
            mean = (self.level() * open_).sum(1) * season
            worth = 1 / (1 + spread * mean)
            self._seen = past[0] + counts * worth[:, None]
            self._due = past[1] + open_ * (season * worth)[:, None]
        mean = (self.level() * open_).sum(1) * season  # what the level explains by now is no season
        for (seen, due), at, fade, factor in zip(self._cells, slot.cells, self._fades, factors, strict=True):
            seen[:, at] = seen[:, at] * fade + total * worth
            due[:, at] = due[:, at] * fade + mean * worth / factor


class Scatter:
    """How much sums over each of several windows scatter beyond chance, after the steps it was shown.

    The estimate is of moments: the sum of (y - m)² - m over that of m² (Cameron and Trivedi 1998, section
    3.2), with the past fading and a belief to start from. Each window has its own, since neighbouring steps
    rise together and a long window scatters more than independent steps would.
    """

    def __init__(self, series: int, windows: int, step_days: float, habits: Habits) -> None:
        import numpy as np

        self._excess = np.full((series, windows), habits.spread * habits.spread_weight)
        self._squares = np.full((series, windows), habits.spread_weight)
        self._belief = habits.spread * habits.spread_weight, habits.spread_weight
        self._fade = exp(-step_days / habits.season_days)

    def spread(self) -> NDArray[np.float64]:
        """Return the spread of each series and window, at least nearly 0."""
        import numpy as np

        spread: NDArray[np.float64] = np.maximum(self._excess / self._squares, 1e-3)
        return spread

    def learn(
        self, counts: NDArray[np.float64], means: NDArray[np.float64], teaches: NDArray[np.bool_]
    ) -> None:
        """Take in the sums of a step, bursts cut, beside what was expected of them.

        Args:
            counts: Articles by series and window.
            means: How many were expected.
            teaches: By series, whether the step says anything about scatter.
        """
        excess, weight = self._belief
        told = teaches.astype(float)[:, None]
        beyond = told * ((counts - means) ** 2 - means)
        self._excess = excess + (self._excess - excess) * self._fade + beyond
        self._squares = weight + (self._squares - weight) * self._fade + told * means**2


class Cutter:
    """Cuts bursts out of what is learned from, unless they have become the habit or none is known yet."""

    def __init__(self, rows: int, step_days: float, habits: Habits) -> None:
        import numpy as np

        self._often = np.ones(rows)
        """Share of the recent steps that were above the cut; at first as if all had been."""
        self._fade = exp(-step_days / habits.clip_days)
        self._clip = habits.clip

    def cut(
        self, counts: NDArray[np.float64], means: NDArray[np.float64], spread: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the counts of a step, no more than `clip` standard deviations above their means."""
        import numpy as np

        most = means + 1 + self._clip * np.sqrt(means + spread * means**2)
        habit = self._often > 0.5
        self._often = self._often * self._fade + (counts > most) * (1 - self._fade)
        return np.where(habit, counts, np.minimum(counts, most))
