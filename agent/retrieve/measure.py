"""A spike with what it was worked out from, and the same worked out again.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose

from agent.errors import UnusableRequest
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.series import HOUR
from agent.retrieve.spike_words import explain
from agent.retrieve.spikes import Burst, again
from agent.types import Measure, Spike

NEAR = 1e-6
"""Share by which a chance may differ: machines add in different orders."""


def measured(burst: Burst, spike: Spike, one: Watched, coverage: Coverage) -> Measure:
    """Return a burst with the counts that it was worked out from.

    Args:
        burst: As it was found.
        spike: The same, named for readers.
        one: Its series.
        coverage: The library's.
    """
    steps = burst.at + 1
    return Measure(
        spike=spike,
        start=coverage.start,
        hours=steps,
        totals=_written(coverage.totals, steps),
        counts=_written(one.counts, steps),
        unread={
            name: tuple((a, min(b, steps - 1)) for a, b in stretches if a < steps)
            for name, stretches in sorted(coverage.unread.items())
            if any(a < steps for a, _ in stretches)
        },
        begins=one.begins,
        rate=one.rate,
        shape=one.shape,
        looked_at=coverage.looked_at[burst.at] if coverage.looked_at else 1 + len(burst.beside),
        beside=burst.beside,
    )


def worked_out(measure: Measure, rule: Rule | None = None) -> Spike | None:
    """Return the spike that follows from the counts; None where none does, or where they are no counts."""
    try:
        totals = {name: _read(text, measure.hours) for name, text in measure.totals.items()}
        counts = {name: _read(text, measure.hours) for name, text in measure.counts.items()}
    except ValueError:
        return None
    if any(n > m for name, row in counts.items() for n, m in zip(row, totals.get(name, row), strict=True)):
        return None  # more about it than at all
    spike = measure.spike
    looked_at = [max(measure.looked_at, 1 + len(measure.beside))] * measure.hours
    coverage = Coverage(measure.start, HOUR, totals, measure.unread, looked_at)
    one = Watched(spike.about, spike.label, counts, measure.begins, measure.rate, measure.shape)
    try:
        found = again(one, coverage, measure.beside, rule or Rule())
    except UnusableRequest:
        return None
    zone = spike.end.tzinfo
    if found is None:
        return None
    moved = {"start": found.start.astimezone(zone), "end": found.end.astimezone(zone)}
    return named(found.model_copy(update=moved), spike.label, len(totals))


def same(one: Spike, other: Spike) -> bool:
    """Tell whether two spikes are one, worked out on different machines."""
    near = isclose(one.p_value, other.p_value, rel_tol=NEAR, abs_tol=1e-300)
    return near and one == other.model_copy(update={"p_value": one.p_value})


def named(spike: Spike, label: str, outlets: int) -> Spike:
    """Return a spike under the name that readers know, explained anew.

    Args:
        spike: The spike.
        label: The name.
        outlets: Outlets in the whole library.
    """
    renamed = spike.model_copy(update={"label": label})
    return renamed.model_copy(update={"explanation": explain(renamed, outlets)})


def _written(counts: Mapping[str, Sequence[int]], steps: int) -> dict[str, str]:
    return {
        name: " ".join(f"{at}:{count}" for at, count in enumerate(row[:steps]) if count)
        for name, row in sorted(counts.items())
    }


def _read(text: str, steps: int) -> list[int]:
    """Return the counts that were written down.

    Raises:
        ValueError: they are none, or stand for other hours.
    """
    row = [0] * steps
    for pair in text.split():
        at, count = (int(part) for part in pair.split(":"))
        if not (0 <= at < steps and 0 < count < 1_000_000):
            raise ValueError(pair)
        row[at] += count
    return row
