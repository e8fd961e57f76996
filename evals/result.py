"""What an eval suite returns: named numbers, how sure they are, and over how many cases."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

from agent.types import Record

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Miss(Record):
    """A case that a suite counts against the product."""

    case: str
    """Which one, such as a row's id."""
    group: str
    """The set or kind it belongs to."""
    passages: tuple[str, ...]
    """What it was judged by; outside text, that never goes into the repository."""
    claim: str
    """What was judged."""
    expected: str
    """What would have been right."""
    got: str
    """What came out."""
    findings: tuple[str, ...] = ()
    """What the checks say, a plain sentence each."""


class SuiteResult(Record):
    """The figures of one suite."""

    suite: str
    """Name of the suite."""
    metrics: Mapping[str, float]
    """Figures by name, such as `fact_recall@10`."""
    intervals: Mapping[str, tuple[float, float]]
    """95 % intervals of those figures that have one."""
    n: int
    """Cases behind the headline figure."""
    misses: tuple[Miss, ...] = ()
    """The cases it counts against the product, for a report; never kept with the figures."""


def bootstrap(
    groups: Mapping[K, Sequence[T]],
    figures: Callable[[Sequence[T]], Mapping[str, float]],
    rounds: int = 200,
    seed: int = 1,
) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of figures by drawing whole groups with replacement (Efron's percentile method).

    Cases of one group depend on each other (they share evidence or a document), so that drawing single cases
    would make the intervals too narrow.
    """
    keys = sorted(groups, key=repr)
    if not keys:
        return {}
    chance = Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        cases = [case for key in chance.choices(keys, k=len(keys)) for case in groups[key]]
        for name, value in figures(cases).items():
            drawn.setdefault(name, []).append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: list[float]) -> tuple[float, float]:
    cut = int(0.025 * len(values))
    return values[cut], values[len(values) - 1 - cut]
