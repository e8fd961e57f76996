"""A walk through history: at each step what was counted beside what the steps before it let one expect.

Pure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agent.retrieve.activity import Library, opening
from agent.retrieve.coverage import Coverage, Table, Watched
from agent.retrieve.expected import Cutter, Habits, Rates, Scatter, Slot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pair = tuple[NDArray[np.float64], NDArray[np.float64]]
    """Counted and expected articles, by series and outlet."""


@dataclass(frozen=True)
class Look:
    """All series at the end of a step."""

    at: int
    """Number of the step."""
    counts: NDArray[np.float64]
    """Articles in each window that ends with the step, by series and window."""
    means: NDArray[np.float64]
    """How many were expected in each."""
    spread: NDArray[np.float64]
    """Variance beyond chance as a share of the squared mean, doubt about the mean included."""
    recent: Sequence[Pair]
    """The last steps by series and outlet, newest last: as many as the longest window has."""

    def by_outlet(self, series: int, window: int) -> Pair:
        """Return what each outlet brought and was expected to bring in the last steps."""
        steps = list(self.recent)[-window:]
        counted = sum((counts[series] for counts, _ in steps[1:]), steps[0][0][series])
        return counted, sum((means[series] for _, means in steps[1:]), steps[0][1][series])


class _Sums:
    """Sums over the last steps, for several windows at once."""

    def __init__(self, series: int, windows: Sequence[int]) -> None:
        import numpy as np

        self._windows = windows
        self._past: deque[NDArray[np.float64]] = deque(maxlen=max(windows))
        self._sums = np.zeros((series, len(windows)))

    def add(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take in a step and return the sums that end with it, by series and window."""
        import numpy as np

        for column, window in enumerate(self._windows):
            if len(self._past) >= window:
                self._sums[:, column] -= self._past[-window]
        self._past.append(values)
        self._sums += values[:, None]
        return np.maximum(self._sums, 0)


def looks(
    watched: Sequence[Watched], coverage: Coverage, windows: Sequence[int], habits: Habits, steps: int
) -> Iterator[Look]:
    """Yield one look for each of the first steps; each knows its own step and those before, nothing later."""
    outlets = coverage.outlets
    table = Table(watched, outlets, steps)
    whole = Table([Watched("", "", coverage.totals)], outlets, steps)
    library = Library(len(outlets), coverage.step_days, habits)
    walk = _Walk(watched, len(outlets), windows, coverage.step_days, habits)
    for at in range(steps):
        slot = coverage.slot(at)
        day = library.step(slot, whole.at(at)[0], coverage.out(at))
        counts = table.at(at) * day.up
        usual = walk.usual(slot, day.level)
        opened = opening(day, counts, usual * day.season) * walk.there(at)
        yield walk.step(at, slot, counts, usual, opened)


class _Walk:
    """What is known of all series after a number of steps."""

    def __init__(
        self,
        watched: Sequence[Watched],
        outlets: int,
        windows: Sequence[int],
        step_days: float,
        habits: Habits,
    ) -> None:
        import numpy as np

        series, self._longest = len(watched), max(windows)
        self._habits = habits
        self._begins = np.array([one.begins for one in watched])
        self._believed = np.array([one.rate for one in watched])
        self._rates = Rates(series, outlets, step_days, habits)
        self._rates.trust(np.array([one.shape for one in watched]))
        self._scatter = Scatter(series, len(windows), step_days, habits)
        self._counted, self._expected = _Sums(series, windows), _Sums(series, windows)
        wide = replace(habits, clip=1.5 * habits.clip)
        self._cutter = Cutter(series, step_days, habits)
        self._cutters = [Cutter(series, step_days, wide) for _ in windows]
        self._recent: deque[Pair] = deque(maxlen=max(windows))

    def usual(self, slot: Slot, level: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is expected of each series and outlet beside the rhythm of the library."""
        import numpy as np

        share = self._habits.share
        each = np.where(self._believed > 0, self._believed / max(float(level.sum()), 1e-9), share)
        self._rates.believe(each[:, None] * level)
        usual: NDArray[np.float64] = self._rates.level() * self._rates.season(slot)[:, None]
        return usual

    def there(self, at: int) -> NDArray[np.float64]:
        """Return 1 for each series that has come into being by a step, else 0, as a column."""
        there: NDArray[np.float64] = (self._begins <= at).astype(float)[:, None]
        return there

    def _settled(self, at: int) -> NDArray[np.bool_]:
        """Tell of each series whether the longest window lies in its life: until then it has no scatter.

        Next to nothing is expected of a story that begins, so that each article of it would be scatter.
        """
        settled: NDArray[np.bool_] = (self._begins == 0) | (self._begins + self._longest <= at)
        return settled

    def step(
        self,
        at: int,
        slot: Slot,
        counts: NDArray[np.float64],
        usual: NDArray[np.float64],
        opened: NDArray[np.float64],
    ) -> Look:
        """Return the look at a step, then learn from it: what was expected never knew what was counted."""
        means = usual * opened
        self._recent.append((counts, means))
        counted, expected = self._counted.add(counts.sum(1)), self._expected.add(means.sum(1))
        learned = self._scatter.spread()
        spread = learned + self._rates.doubt(slot)[:, None]
        look = Look(at, counted.copy(), expected, spread, tuple(self._recent))
        cut = self._cutter.cut(counts.sum(1), means.sum(1), spread[:, 0])
        self._rates.learn(slot, counts * _share(cut, counts.sum(1))[:, None], opened, learned[:, 0])
        for column, cutter in enumerate(self._cutters):
            counted[:, column] = cutter.cut(counted[:, column], expected[:, column], spread[:, column])
        self._scatter.learn(counted, expected, self._settled(at))
        return look


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.divide(part, whole, out=np.ones_like(whole), where=whole > 0)
