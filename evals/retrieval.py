"""Does the library find the evidence? Sets in `retrieval`, such as MultiHop-RAG (Tang and Yang 2024).

A fact counts as found when it stands, blanks removed, in one of the first 10 passages (of at most 190 words).
The same run scores what has to be beaten over the same passages, which carry headline, outlet and date: plain
BM25 (`bm25`), and the parts of the search alone (`words` without vectors, `vectors` without words).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agent.retrieve.entries import embedded_text, entries_of
from agent.retrieve.library import Embedder, Library
from agent.retrieve.split import header, split
from agent.types import Request
from evals.result import Miss, SuiteResult, bootstrap
from evals.retrieval_sets import Corpus, Query, Set, example_set, sets_in

TOP = 10
PARTS = ("words", "vectors")
GAINS = ("fact_recall@10", "all_facts@10", "mrr@10")
SHOWN = 3
"""Passages shown of a question whose facts were not all found."""
NOW = datetime(2030, 1, 1, tzinfo=UTC)
"""After everything in the sets: no question depends on it, every run gets the same."""


@dataclass(frozen=True)
class Case:
    """One question, and which facts each ranked passage holds."""

    type: str
    component: str
    facts: int
    found: tuple[frozenset[int], ...]
    others: Mapping[str, tuple[frozenset[int], ...]]
    """The same of what is compared, by name."""
    silent: bool
    miss: Miss | None = None
    """The question with the facts that were not found; None where all were."""


def retrieval(data: Path | None, embedder: Embedder | None = None) -> SuiteResult | None:
    """Score retrieval on the sets under a folder, or without one on the example newsroom; None for no set.

    `fact_recall@10` and its like are over questions that have an answer, and count what the library returns
    after its relevance floor; `abstention` is the share of unanswerable questions that return nothing.
    `gain.NAME` is a figure less that of the better part alone: below 0, the fusion loses. Where the folder
    holds several sets, each is told as `SET.NAME` as well.
    """
    sets = sets_in(data / "retrieval") if data is not None else {"example": example_set()}
    if not sets:
        return None
    metrics: dict[str, float] = {}
    cases: dict[str, list[Case]] = {}
    for name, one in sets.items():
        cases[name] = _cases(one, embedder)
        if len(sets) > 1:
            metrics |= {f"{name}.{key}": value for key, value in _figures(cases[name]).items()}
    groups: dict[Any, list[Case]] = defaultdict(list)
    for name, of_set in cases.items():
        for case in of_set:
            groups[name, case.component].append(case)
    every = [case for of_set in cases.values() for case in of_set]
    return SuiteResult(
        suite="retrieval",
        metrics={**_figures(every), **metrics},
        intervals=bootstrap(groups, _figures),
        n=sum(1 for case in every if case.facts),
        misses=tuple(case.miss for case in every if case.miss),
    )


Ranker = Callable[[str], Sequence[str]]
"""Gives the texts of the first passages for a question."""


def _cases(one: Set, embedder: Embedder | None) -> list[Case]:
    with TemporaryDirectory() as folder, Library(Path(folder) / "both", embedder, one.corpus) as library:
        library.sync()
        others: dict[str, Ranker] = {"bm25": _bm25(one.corpus)}
        if embedder is None:
            return [_case(query, library, others) for query in one.queries]
        others["vectors"] = _vectors(one.corpus, embedder)
        with Library(Path(folder) / "words", None, one.corpus) as words:
            words.sync()
            others["words"] = lambda question: _texts(words, question)
            return [_case(query, library, others) for query in one.queries]


def _texts(library: Library, question: str) -> list[str]:
    return [hit.passage.text for hit in library.passages(Request(question=question), NOW, TOP)]


# --- figures -------------------------------------------------------------------------------------------


def _figures(cases: Sequence[Case]) -> dict[str, float]:
    answerable = [case for case in cases if case.facts]
    nulls = [case for case in cases if not case.facts]
    figures = _ranking(answerable, lambda case: case.found)
    alone = {name: _of(name, answerable) for name in (answerable[0].others if answerable else ())}
    figures |= {f"{name}.{k}": v for name, told in alone.items() for k, v in told.items()}
    parts = [told for name, told in alone.items() if name in PARTS]
    if parts:
        figures |= {f"gain.{k}": figures[k] - max(told[k] for told in parts) for k in GAINS}
    for kind in sorted({case.type for case in answerable}):
        of_kind = _ranking([case for case in answerable if case.type == kind], lambda case: case.found)
        figures |= {f"{kind}.{name}": of_kind[name] for name in ("fact_recall@10", "all_facts@10")}
    if nulls:
        figures["abstention"] = _mean(case.silent for case in nulls)
    figures["false_abstention"] = _mean(case.silent for case in answerable)
    return figures


def _of(name: str, cases: Sequence[Case]) -> dict[str, float]:
    return _ranking(cases, lambda case: case.others[name])


def _ranking(cases: Sequence[Case], of: Callable[[Case], Sequence[frozenset[int]]]) -> dict[str, float]:
    """Return the usual ranking figures; MRR, MAP and Hits as in the paper's evaluation script."""
    lists = [(of(case), case.facts) for case in cases]
    together = [(len(frozenset().union(*found)), facts) for found, facts in lists]
    return {
        "fact_recall@10": _mean(found / facts for found, facts in together),
        "all_facts@10": _mean(found == facts for found, facts in together),
        "mrr@10": _mean(next((1 / rank for rank, hit in enumerate(f, 1) if hit), 0.0) for f, _ in lists),
        "map@10": _mean(_average_precision(found, facts) for found, facts in lists),
        "hits@4": _mean(any(found[:4]) for found, _ in lists),
        "hits@10": _mean(any(found) for found, _ in lists),
    }


def _average_precision(found: Sequence[frozenset[int]], facts: int) -> float:
    """Mean over the facts of the precision at the rank where each is first found."""
    seen: set[int] = set()
    total = 0.0
    for rank, hit in enumerate(found, 1):
        new = hit - seen
        seen |= hit
        if new:
            total += len(new) * min(len(seen) / rank, 1.0)
    return total / facts


def _mean(values: Iterable[float]) -> float:
    listed = [float(value) for value in values]
    return sum(listed) / len(listed) if listed else 0.0


# --- cases ---------------------------------------------------------------------------------------------


def _case(query: Query, library: Library, others: Mapping[str, Ranker]) -> Case:
    facts = [tuple(map(_squashed, fact)) for fact in query.facts]

    def held(texts: Iterable[str]) -> tuple[frozenset[int], ...]:
        return tuple(
            frozenset(i for i, fact in enumerate(facts) if any(one in text for one in fact))
            for text in map(_squashed, texts)
        )

    texts = _texts(library, query.text)
    found = held(texts)
    lost = [fact[0] for i, fact in enumerate(query.facts) if i not in frozenset().union(*found)]
    return Case(
        type=query.type,
        component=query.component,
        facts=len(facts),
        found=found,
        others={name: held(rank(query.text)) for name, rank in others.items()} if facts else {},
        silent=not texts,
        miss=_miss(query, lost, texts[:SHOWN]) if lost else None,
    )


def _miss(query: Query, lost: Sequence[str], first: Sequence[str]) -> Miss:
    return Miss(
        case=query.id,
        group=query.type,
        passages=tuple(first),
        claim=query.text,
        expected=f"all {len(query.facts)} facts in the first {TOP} passages",
        got=f"{len(query.facts) - len(lost)} of them",
        findings=tuple(f"Not found: {fact}" for fact in lost),
    )


def _squashed(text: str) -> str:
    return "".join(text.split())


# --- what is compared ---------------------------------------------------------------------------------------


def _bm25(shelf: Corpus) -> Ranker:
    """Return BM25 (k1 = 1.2, b = 0.75, stemmed, whole question) over the same passages with their headers."""
    from agent.retrieve.lexical import Words

    tokens = Words(None).tokens
    texts = [(header(one), passage.text) for one in shelf.articles() for passage in split(one)]
    counts = [Counter(tokens(f"{above}\n{text}")) for above, text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / max(len(lengths), 1)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, count in enumerate(counts):
        for token, times in count.items():
            saturated = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths[at] / average))
            postings[token].append((at, saturated))

    def search(question: str) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for token in set(tokens(question)):
            frequency = len(postings.get(token, ()))
            weight = log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))
            for at, value in postings.get(token, ()):
                scores[at] += weight * value
        return [texts[at][1] for at in sorted(scores, key=lambda at: -scores[at])[:TOP]]

    return search


def _vectors(shelf: Corpus, embedder: Embedder) -> Ranker:
    """Return the nearest passages by their vectors, every one of them compared."""
    import numpy as np

    entries = [entry for article in shelf.articles() for entry in entries_of(article)]
    rows = embedder.passages([embedded_text(entry) for entry in entries])

    def search(question: str) -> list[str]:
        return [entries[at].text for at in np.argsort(-(rows @ embedder.question(question)))[:TOP]]

    return search
