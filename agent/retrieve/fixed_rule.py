"""The rule of thumb that bursts of coverage are usually told by, to hold ours against.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from agent.retrieve.coverage import Coverage, Watched


@dataclass(frozen=True)
class FixedRule:
    """A rule of thumb that products use: a number of hits, a multiple of last week's rate, two publishers."""

    hits: int = 5
    times: float = 3.0
    publishers: int = 2
    window: timedelta = timedelta(hours=2)
    past: timedelta = timedelta(days=7)
    quiet: timedelta = timedelta(hours=24)
    """As long as ours, so that both tell a burst once."""

    def alarms(self, watched: Sequence[Watched], coverage: Coverage) -> dict[str, list[datetime]]:
        """Return when it would have told of each series."""
        return {one.about: self._of(one, coverage) for one in watched}

    def _of(self, one: Watched, coverage: Coverage) -> list[datetime]:
        window, past = self.window // coverage.step, self.past // coverage.step
        steps = list(zip(*one.counts.values(), strict=True))
        needed = min(self.publishers, len(one.counts))
        sums = list(accumulate(map(sum, steps), initial=0))
        found: list[datetime] = []
        last: datetime | None = None
        for end in range(window, len(steps) + 1):
            hits = sums[end] - sums[end - window]
            if hits < self.hits:
                continue
            begin = max(0, end - window - past)
            rate = (sums[end - window] - sums[begin]) / max(1, end - window - begin)
            outlets = sum(any(column) for column in zip(*steps[end - window : end], strict=True))
            if hits > self.times * rate * window and outlets >= needed:
                moment = coverage.begins(end)
                if last is None or moment - last > self.quiet:
                    found.append(moment)
                last = moment
        return found
