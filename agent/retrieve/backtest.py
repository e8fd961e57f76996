"""What would have been told in the past, held against what happened.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.spikes import alarms
from agent.types import Spike


@dataclass(frozen=True)
class Backtest:
    """What would have been told in the past, held against what happened."""

    alarms: tuple[Spike, ...]
    """All spikes, oldest first."""
    hits: int
    """Windows in which there was an alarm."""
    missed: int
    """Windows in which there was none."""
    false: tuple[Spike, ...]
    """Alarms in no window of their series."""
    lags: tuple[float, ...]
    """Steps from the beginning of each window that was hit to its first alarm; 0 if its first step told."""

    @property
    def precision(self) -> float | None:
        """Share of the alarms that were right; None without alarms."""
        return 1 - len(self.false) / len(self.alarms) if self.alarms else None

    @property
    def recall(self) -> float | None:
        """Share of the windows that were hit; None without windows."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None

    @property
    def lag(self) -> float | None:
        """The middle lag in steps; None where nothing was hit."""
        return median(self.lags) if self.lags else None


def backtest(
    watched: Sequence[Watched],
    coverage: Coverage,
    windows: Mapping[str, Sequence[tuple[datetime, datetime]]],
    rule: Rule | None = None,
) -> Backtest:
    """Run over the whole history as if each step were the last, and hold the alarms against what happened.

    Args:
        watched: The series.
        coverage: What the whole library took in.
        windows: By key of a series, when something happened: beginning and end, the end exclusive.
        rule: What counts as a spike.

    Raises:
        UnusableRequest: a series counts articles of an outlet that the library does not have.
    """
    found = tuple(one.spike for one in alarms(watched, coverage, coverage.steps, rule or Rule()))
    lags: list[float] = []
    count = sum(len(of_series) for of_series in windows.values())
    for about, of_series in windows.items():
        ends = [spike.end for spike in found if spike.about == about]
        for start, end in of_series:
            if inside := [moment for moment in ends if start < moment <= end]:
                lags.append((min(inside) - start) / coverage.step - 1)
    false = tuple(
        spike for spike in found if not any(a < spike.end <= b for a, b in windows.get(spike.about, ()))
    )
    return Backtest(found, len(lags), count - len(lags), false, tuple(lags))
