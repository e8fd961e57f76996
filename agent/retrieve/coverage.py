"""Counts of coverage: articles by outlet and step, for what is watched and for the whole library.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from agent.retrieve.expected import Slot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Watched:
    """A series: a story or a query, and how many articles about it each outlet published in each step."""

    about: str
    """Key of the story or of the query; two series never share one."""
    label: str
    """Its name, as shown to readers."""
    counts: Mapping[str, Sequence[int]]
    """Articles by outlet, from the library's first step on; outlets and steps left out brought none."""
    begins: int = 0
    """Step in which it came into being: that there was nothing before says nothing about it."""
    rate: float = 0.0
    """Articles a step that are believed of it at first, over all outlets; 0: a share of the library's."""
    shape: float = 0.0
    """How sure that is, as the shape of a Gamma distribution; 0: as sure as of any series."""


@dataclass(frozen=True)
class Coverage:
    """What the whole library took in, step by step: the measure of who was delivering at all."""

    start: datetime
    """Beginning of the first step, aware; its zone says which hour and weekday a step has."""
    step: timedelta
    """Length of a step, such as an hour."""
    totals: Mapping[str, Sequence[int]]
    """All articles by outlet, those of the watched series included, one number for each step."""
    unread: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    """First and last step of each stretch in which an outlet could not be read: then it was not silent."""
    looked_at: Sequence[int] = ()
    """Series that could be looked at in each step, those left out because they are too small included; none:
    as many as there are."""

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, in alphabetical order."""
        return tuple(sorted(self.totals))

    @cached_property
    def steps(self) -> int:
        """Number of steps."""
        return max((len(counts) for counts in self.totals.values()), default=0)

    @cached_property
    def step_days(self) -> float:
        """Length of a step in days."""
        return self.step / timedelta(days=1)

    def begins(self, at: int) -> datetime:
        """Return the beginning of a step, which is the end of the one before, in the zone of the start."""
        return (self.start.astimezone(UTC) + at * self.step).astimezone(self.start.tzinfo)

    def whole_steps(self, now: datetime) -> int:
        """Return how many steps are over at a moment."""
        return max(0, min(self.steps, (now - self.start) // self.step))

    def out(self, at: int) -> list[bool]:
        """Tell of each outlet whether it could not be read in a step."""
        return [any(a <= at <= b for a, b in self.unread.get(name, ())) for name in self.outlets]

    def slot(self, at: int) -> Slot:
        """Return where in its week a step lies."""
        begin = self.begins(at)
        return Slot(begin.hour, begin.weekday())


@dataclass(frozen=True)
class _Events:
    """Where counts are not zero, sorted by step: series, outlet and count of each."""

    first: NDArray[np.int64]
    series: NDArray[np.int64]
    outlets: NDArray[np.int64]
    counts: NDArray[np.float64]


class Table:
    """Counts of many series, handed out a step at a time; what is zero is not kept."""

    def __init__(self, watched: Sequence[Watched], outlets: Sequence[str], steps: int) -> None:
        import numpy as np

        self._shape = len(watched), len(outlets)
        column = {outlet: at for at, outlet in enumerate(outlets)}
        found: list[tuple[int, int, int, float]] = []
        for row, one in enumerate(watched):
            for outlet, counts in one.counts.items():
                known = np.asarray(counts[:steps], dtype=float)
                at = column[outlet]
                found += [(int(t), row, at, float(known[t])) for t in np.flatnonzero(known)]
        table = np.array(sorted(found), dtype=float).reshape(-1, 4)
        ids = table[:, :3].astype(np.int64)
        first = np.searchsorted(ids[:, 0], np.arange(steps + 1))
        self._events = _Events(first, ids[:, 1], ids[:, 2], table[:, 3])

    def at(self, step: int) -> NDArray[np.float64]:
        """Return the counts of a step by series and outlet."""
        import numpy as np

        dense = np.zeros(self._shape)
        these = slice(self._events.first[step], self._events.first[step + 1])
        dense[self._events.series[these], self._events.outlets[these]] = self._events.counts[these]
        return dense


def totals_of(watched: Sequence[Watched]) -> dict[str, list[int]]:
    """Return the articles of all series by outlet, for where nothing but the watched series is known.

    Articles of two series are counted twice; outages are still seen, a general rise is not.
    """
    steps = max((len(counts) for one in watched for counts in one.counts.values()), default=0)
    totals: dict[str, list[int]] = {}
    for one in watched:
        for outlet, counts in one.counts.items():
            sums = totals.setdefault(outlet, [0] * steps)
            for at, count in enumerate(counts):
                sums[at] += count
    return totals
