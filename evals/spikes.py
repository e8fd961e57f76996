"""Whether bursts of coverage are found, how soon, and what is told for nothing; beside a fixed rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from agent.retrieve.backtest import backtest
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched, totals_of
from agent.retrieve.fixed_rule import FixedRule
from evals.newsroom import HOUR, Windows, newsroom
from evals.probes import read_rows
from evals.result import SuiteResult
from evals.wilson import wilson

SEEDS = (1, 2, 3)
MONTH = 30 * 24 * HOUR
ALONE = Rule(outlets=1)
"""For series of which only the sum is known."""

Alarms = Mapping[str, Sequence[datetime]]
"""Ends of the steps in which a series was told, by its key."""


def spikes(data: Path | None) -> SuiteResult | None:
    """Return how bursts that were planted in generated coverage are found, by ours and by the fixed rule.

    `precision` is the share of alarms in a planted burst, `recall` the share of bursts with an alarm, `lag`
    the middle number of hours from the end of a burst's first hour to its alarm, `false_alarms` those for a
    series and 30 days; `fixed.` stands before the same of the fixed rule. With a folder the same is told of
    `nab`, for which `false_alarms` are for a series and day.
    """
    ours, fixed = Tally(), Tally()
    for seed in SEEDS:
        made = newsroom(seed)
        months = made.coverage.steps * made.coverage.step / MONTH
        ours.add(_ours(made.watched, made.coverage, Rule()), made.windows, months)
        fixed.add(FixedRule().alarms(made.watched, made.coverage), made.windows, months)
    tallies = {"": ours, "fixed.": fixed}
    file = data / "stories" / "spikes.jsonl.gz" if data is not None else None
    if file is not None and file.is_file():
        tallies |= nab(read_rows(file))
    return SuiteResult(
        suite="spikes",
        metrics={
            f"{name}{key}": value for name, one in tallies.items() for key, value in one.metrics().items()
        },
        intervals={f"{name}{key}": v for name, one in tallies.items() for key, v in one.intervals().items()},
        n=ours.windows,
    )


@dataclass
class Tally:
    """Alarms held against windows, summed over runs."""

    windows: int = 0
    """Times in which something happened."""
    hits: int = 0
    """Those with an alarm."""
    alarms: int = 0
    """Alarms in all."""
    false: int = 0
    """Those in no window."""
    spans: float = 0.0
    """Series times the length of each, in the unit that false alarms are told for."""
    lags: list[float] = field(default_factory=list)
    """Hours from the beginning of each window that was hit to its first alarm."""

    def add(self, alarms: Alarms, windows: Windows, span: float) -> None:
        """Count the alarms of a run of which each series is as long as the span."""
        for about, moments in alarms.items():
            told = windows.get(about, ())
            self.windows += len(told)
            self.alarms += len(moments)
            self.false += sum(not any(a < moment <= b for a, b in told) for moment in moments)
            self.spans += span
            for start, end in told:
                if inside := [moment for moment in moments if start < moment <= end]:
                    self.hits += 1
                    self.lags.append((min(inside) - start) / HOUR)

    def metrics(self) -> dict[str, float]:
        """Return the figures; a lag only where something was hit."""
        found = {
            "precision": 1 - self.false / self.alarms if self.alarms else 0.0,
            "recall": self.hits / self.windows,
            "false_alarms": self.false / self.spans,
        }
        return found | ({"lag": median(self.lags) - 1} if self.lags else {})

    def intervals(self) -> dict[str, tuple[float, float]]:
        """Return the intervals of the shares."""
        right = self.alarms - self.false
        return {"precision": wilson(right, self.alarms), "recall": wilson(self.hits, self.windows)}


def _ours(watched: Sequence[Watched], coverage: Coverage, rule: Rule) -> Alarms:
    found: dict[str, list[datetime]] = {one.about: [] for one in watched}
    for spike in backtest(watched, coverage, {}, rule).alarms:
        found[spike.about].append(spike.end)
    return found


# --- counts of other people ----------------------------------------------------------------------------


def nab(rows: Sequence[Mapping[str, Any]]) -> dict[str, Tally]:
    """Return how the labelled windows of counts are found: those of the Numenta Anomaly Benchmark.

    Each series is a library of its own, since of none is known who counted. Both see the same counts by the
    hour, which is the step of the product; the fixed rule does no better in shorter ones.
    """
    ours, fixed = Tally(), Tally()
    for row in rows:
        if not row["group"].startswith("nab"):
            continue
        watched, coverage = read_series(row)
        windows = {watched.about: [(_moment(a), _moment(b)) for a, b in row["windows"]]}
        days = coverage.steps * coverage.step / timedelta(days=1)
        ours.add(_ours([watched], coverage, ALONE), windows, days)
        fixed.add(FixedRule().alarms([watched], coverage), windows, days)
    return {"nab.": ours, "nab.fixed.": fixed}


def read_series(row: Mapping[str, Any]) -> tuple[Watched, Coverage]:
    """Return a row of counts as a series of one outlet that is the whole library, by the hour or coarser."""
    moments = [_moment(moment) for moment, _ in row["points"]]
    step = sorted(b - a for a, b in pairwise(moments))[len(moments) // 2]
    step = max(step, HOUR)
    counts = [0] * ((moments[-1] - moments[0]) // step + 1)
    for moment, (_, value) in zip(moments, row["points"], strict=True):
        counts[(moment - moments[0]) // step] += int(value)
    watched = Watched(row["series"], row["series"], {"all": counts})
    return watched, Coverage(moments[0], step, totals_of([watched]))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
