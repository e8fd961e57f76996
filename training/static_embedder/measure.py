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

import numpy as np

from agent.providers.static import StaticEmbedder
from agent.retrieve.split import header, split
from evals import retrieval as suite
from evals.retrieval_sets import Query, sets_in


def cases(data: Path, embedder: StaticEmbedder) -> tuple[list[suite.Case], float]:
    """Return what the nearest ten passages of each answerable question hold, and passages per second."""
    one = sets_in(data / "retrieval")["multihop_rag"]
    queries = [query for query in one.queries if query.facts]
    articles = one.corpus.articles()
    texts = [f"{header(article)}\n{passage.text}" for article in articles for passage in split(article)]
    embedder.passages(texts[:10])
    started = perf_counter()
    vectors = embedder.passages(texts)
    speed = len(texts) / (perf_counter() - started)
    tight = ["".join(text.split()) for text in texts]
    questions = embedder.passages([query.text for query in queries])
    scores = questions @ vectors.T
    found = np.argsort(-scores, axis=1, kind="stable")[:, : suite.TOP]
    return [
        _case(query, [tight[at] for at in ranked]) for query, ranked in zip(queries, found, strict=True)
    ], speed


def _case(query: Query, texts: list[str]) -> suite.Case:
    facts = [["".join(sentence.split()) for sentence in fact] for fact in query.facts]
    held = tuple(
        frozenset(i for i, fact in enumerate(facts) if any(sentence in text for sentence in fact))
        for text in texts
    )
    return suite.Case(query.type, query.component, len(facts), held, {}, False)


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
