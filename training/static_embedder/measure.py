"""Measure an embedder alone, no words matched: MultiHop-RAG (Tang and Yang 2024), and its speed.

The passages, the ranking figures and the reading of the data are those of `evals/retrieval.py`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from agent.providers.static import StaticEmbedder
from agent.retrieve.split import header, split
from evals import retrieval as suite


def cases(data: Path, embedder: StaticEmbedder) -> tuple[list[suite.Case], float]:
    """Return what the nearest ten passages of each answerable question hold, and passages per second."""
    folder = data / "retrieval" / "multihop_rag"
    corpus = suite._rows(folder / "corpus") or []
    queries = [row for row in suite._rows(folder / "queries") or [] if row["evidence"]]
    articles = [suite._article(row) for row in corpus]
    texts = [f"{header(article)}\n{passage.text}" for article in articles for passage in split(article)]
    embedder.passages(texts[:10])
    started = perf_counter()
    vectors = embedder.passages(texts)
    speed = len(texts) / (perf_counter() - started)
    tight = ["".join(text.split()) for text in texts]
    questions = embedder.passages([row["query"] for row in queries])
    scores = questions @ vectors.T
    found = np.argsort(-scores, axis=1, kind="stable")[:, : suite.TOP]
    return [
        _case(row, [tight[at] for at in ranked]) for row, ranked in zip(queries, found, strict=True)
    ], speed


def _case(row: dict[str, Any], texts: list[str]) -> suite.Case:
    facts = ["".join(one["fact"].split()) for one in row["evidence"]]
    held = tuple(frozenset(i for i, fact in enumerate(facts) if fact in text) for text in texts)
    return suite.Case(row["question_type"], str(row["component"]), len(facts), held, (), False)


def intervals(all_cases: list[suite.Case], rounds: int = 500) -> dict[str, tuple[float, float]]:
    """Return 95% intervals: questions that share evidence are drawn together."""
    groups: dict[str, list[suite.Case]] = defaultdict(list)
    for case in all_cases:
        groups[case.component].append(case)
    draw, parts = random.Random(0), list(groups.values())
    drawn = [
        suite._ranking(
            [case for part in draw.choices(parts, k=len(parts)) for case in part], lambda c: c.found
        )
        for _ in range(rounds)
    ]
    return {
        name: (
            sorted(d[name] for d in drawn)[int(rounds * 0.025)],
            sorted(d[name] for d in drawn)[int(rounds * 0.975)],
        )
        for name in drawn[0]
    }


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds retrieval/multihop_rag")
    parser.add_argument("--model", type=Path, default=Path("agent/models/static-en-v1"))
    args = parser.parse_args()
    found, speed = cases(args.data, StaticEmbedder(args.model))
    figures = suite._ranking(found, lambda case: case.found)
    limits = intervals(found)
    for name, value in figures.items():
        print(f"{name:16} {value:.3f}  [{limits[name][0]:.3f}, {limits[name][1]:.3f}]")
    print(json.dumps({"questions": len(found), "passages_per_second": round(speed)}))


if __name__ == "__main__":
    main()
