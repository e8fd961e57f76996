"""Whether articles of one event end up in one story: streams of other people, in the order of publication.

B-cubed is that of Bagga and Baldwin (1998): precision of an item is the share of its cluster that belongs to
its story, recall the share of its story that is in its cluster. Pair F counts pairs of items that are rightly
and wrongly together; where stories have two or three items it finds over-merging, to which B-cubed is kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from agent.retrieve.stories import Stories, StoryItem, feed_all
from evals.probes import read_rows
from evals.result import SuiteResult, bootstrap

STREAMS = ("roundups_2021", "allsides_2018h2", "mmds_sg")
"""Files of a folder's `stories`."""


class Grouped(NamedTuple):
    """An item whose story is known, and what became of it."""

    story: str
    """The story it belongs to."""
    cluster: str
    """Where it was put."""
    together: int
    """Labelled items of its story in its cluster, itself included."""
    of_cluster: int
    """Labelled items of its cluster."""
    of_story: int
    """Labelled items of its story."""


def stories(data: Path | None) -> SuiteResult | None:
    """Return how the streams of a folder are grouped; None where it holds none of them.

    The whole stream is grouped in one pass, and scored on the items of which the story is known. Intervals
    are over stories.
    """
    metrics: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    n = 0
    for name in STREAMS:
        file = data / "stories" / f"{name}.jsonl.gz" if data is not None else None
        if file is None or not file.is_file():
            continue
        items = grouped(read_rows(file))
        n += len(items)
        by_story: dict[str, list[Grouped]] = defaultdict(list)
        for item in items:
            by_story[item.story].append(item)
        metrics |= {f"{name}.{key}": value for key, value in figures(items).items()}
        drawn = bootstrap(by_story, figures)
        intervals |= {f"{name}.{key}": value for key, value in drawn.items()}
    if not n:
        return None
    return SuiteResult(suite="stories", metrics=metrics, intervals=intervals, n=n)


def grouped(rows: Iterable[Mapping[str, Any]]) -> list[Grouped]:
    """Return what becomes of the labelled rows of a stream when all of it is grouped."""
    ordered = sorted(rows, key=lambda row: str(row["published"]))
    grown = Stories()
    feed_all(grown, [_item(row) for row in ordered])
    return scored([(row["story"], grown.place[row["id"]]) for row in ordered if row["story"] is not None])


def scored(labels: Sequence[tuple[str, str]]) -> list[Grouped]:
    """Return items with the counts that B-cubed and pair F are made of.

    Args:
        labels: Right story and cluster of each item.
    """
    both, right, got = Counter(labels), Counter(s for s, _ in labels), Counter(c for _, c in labels)
    return [Grouped(s, c, both[s, c], got[c], right[s]) for s, c in labels]


def figures(items: Sequence[Grouped]) -> dict[str, float]:
    """Return B-cubed precision, recall and F, pair F, and clusters per story of some items."""
    n = max(1, len(items))
    precision = sum(item.together / item.of_cluster for item in items) / n
    recall = sum(item.together / item.of_story for item in items) / n
    pairs = sum(item.together - 1 for item in items)
    of_pairs = sum(item.of_cluster + item.of_story - 2 for item in items)
    # A cluster's items share it between them, so that a sum of shares counts clusters, drawn twice or not.
    clusters = sum(1 / item.of_cluster for item in items)
    return {
        "b_cubed_p": precision,
        "b_cubed_r": recall,
        "b_cubed_f": _harmonic(precision, recall),
        "pair_f": 2 * pairs / of_pairs if of_pairs else 0.0,
        "clusters_per_story": clusters / max(1e-9, sum(1 / item.of_story for item in items)),
    }


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _item(row: Mapping[str, Any]) -> StoryItem:
    return StoryItem(
        id=row["id"],
        published=datetime.fromisoformat(row["published"][:10]).replace(tzinfo=UTC),
        headline=row["title"] or "",
        text=row["text"] or "",
        outlet=row["outlet"] or "",
        language=row["lang"] or "en",
    )
