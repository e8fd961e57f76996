"""A window of time is looked for among the nearest vectors, and named to Chroma only where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from agent.retrieve import dense
from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.keys import place_of
from agent.retrieve.places import Entry, Filter, Place, instant

COUNT, LIMIT, DAYS = 600, 20, 30
START = datetime(2026, 1, 1, 6, tzinfo=UTC)
ROWS = np.random.default_rng(1).standard_normal((COUNT + 1, 8)).astype(np.float32)
ROWS /= np.linalg.norm(ROWS, axis=1, keepdims=True)
QUESTION = ROWS[COUNT]


def published(n: int) -> datetime | None:
    """Every tenth passage has no date; the others are spread evenly."""
    return None if n % 10 == 0 else START + timedelta(days=DAYS) * (n / COUNT)


ENTRIES = [
    Entry(Place(f"a{n}", "v", 0, 9, instant(published(n))), "", "", "", f"Outlet {n % 3}", published(n))
    for n in range(COUNT)
]


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vectors]:
    made = Vectors(Spot(tmp_path_factory.mktemp("vectors"), "random-8"))
    made.add(ENTRIES, ROWS[:COUNT])
    yield made
    made.close()


def nearest(only: Filter) -> list[Place]:
    """Return what exhaustive comparison finds."""
    fitting = [
        n
        for n, entry in enumerate(ENTRIES)
        if (only.since is None and only.until is None)
        or (
            entry.published is not None
            and (only.since is None or entry.published >= only.since)
            and (only.until is None or entry.published < only.until)
        )
        if not only.publishers or entry.publisher in only.publishers
    ]
    return [ENTRIES[n].place for n in sorted(fitting, key=lambda n: -float(ROWS[n] @ QUESTION))[:LIMIT]]


def after(days: float) -> datetime:
    return START + timedelta(days=days)


@pytest.mark.parametrize("most", [0, 60, 10_000], ids=["by days", "first one, then the other", "among all"])
@pytest.mark.parametrize(
    "only",
    [
        Filter(),
        Filter(since=after(3)),
        Filter(until=after(20)),
        Filter(since=after(28.7)),
        Filter(until=after(0.4)),
        Filter(since=after(10), until=after(20)),
        Filter(since=after(10.3), until=after(10.8)),
        Filter(since=after(-9), until=after(-1)),
        Filter(since=after(-9000), until=after(3)),
        Filter(since=after(2), until=after(25), publishers=frozenset({"Outlet 1"})),
        Filter(publishers=frozenset({"Outlet 2"})),
    ],
    ids=str,
)
def test_the_nearest_inside_a_window_are_found_whichever_way_is_taken(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch, only: Filter, most: int
) -> None:
    monkeypatch.setattr(dense, "MOST_NEAREST", most)
    assert [place_of(key) for key, _ in vectors.search(QUESTION, LIMIT, only)] == nearest(only)


@pytest.mark.parametrize(
    ("only", "conditions"),
    [
        (Filter(since=after(5), until=after(25)), [None, None]),
        (Filter(since=after(10.3), until=after(10.8)), [None, {"day": {"$in": [20464, 20465]}}]),
    ],
)
def test_only_a_narrow_window_is_named_to_chroma(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch, only: Filter, conditions: list[Any]
) -> None:
    monkeypatch.setattr(dense, "MOST_NEAREST", 60)
    asked: list[Any] = []
    ask = vectors._asked

    def note(name: str, seconds: float, raw: bytes = b"", **arguments: Any) -> Any:
        asked.append(arguments["where"])
        return ask(name, seconds, raw, **arguments)

    monkeypatch.setattr(vectors, "_asked", note)
    vectors.search(QUESTION, LIMIT, only)
    assert list(dict.fromkeys(map(str, asked))) == list(dict.fromkeys(map(str, conditions)))
