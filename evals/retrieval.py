"""Does the library find the evidence? Sets in `retrieval`, such as MultiHop-RAG (Tang and Yang 2024).

A fact counts as found when it stands, blanks removed, in one of the first 10 passages (of at most 190 words).
The same run scores plain BM25 over passages that carry headline, outlet and date: the control to beat.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agent.retrieve.library import Embedder, Library
from agent.retrieve.split import header, split
from agent.types import Article, Request
from evals.result import Miss, SuiteResult, bootstrap

TOP = 10
SHOWN = 3
"""Passages shown of a question whose facts were not all found."""
NOW = datetime(2024, 1, 1, tzinfo=UTC)
"""The end of the data: no question depends on it, every run gets the same."""


@dataclass(frozen=True)
class Case:
    """One question, and which facts each ranked passage of the two systems holds."""

    type: str
    component: str
    facts: int
    found: tuple[frozenset[int], ...]
    control: tuple[frozenset[int], ...]
    silent: bool
    miss: Miss | None = None
    """The question with the facts that were not found; None where all were."""


def retrieval(data: Path, embedder: Embedder | None = None) -> SuiteResult | None:
    """Score retrieval on the sets under a folder; None when there is none.

    `fact_recall@10` and its like are over questions that have an answer, and count what the library returns
    after its relevance floor; `abstention` is the share of unanswerable questions that return nothing. Where
    the folder holds several sets, each is told as `SET.NAME` as well.
    """
    sets = _sets(data / "retrieval")
    if not sets:
        return None
    metrics: dict[str, float] = {}
    cases: dict[str, list[Case]] = {}
    for name, (corpus, queries) in sets.items():
        cases[name] = _cases(corpus, queries, embedder)
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


Rows = list[dict[str, Any]]


def _sets(folder: Path) -> dict[str, tuple[Rows, Rows]]:
    """Return corpus and queries of every set in a folder, by the name of its folder."""
    found = {}
    for part in sorted(folder.iterdir()) if folder.is_dir() else ():
        corpus, queries = _rows(part / "corpus"), _rows(part / "queries")
        if corpus and queries:
            found[part.name] = (corpus, queries)
    return found


def _cases(corpus: Rows, queries: Rows, embedder: Embedder | None) -> list[Case]:
    shelf = _Corpus([_article(row) for row in corpus])
    with TemporaryDirectory() as folder, Library(Path(folder) / "index", embedder, shelf) as library:
        library.sync()
        control = _control(shelf)
        return [_case(row, library, control) for row in queries]


# --- figures -------------------------------------------------------------------------------------------


def _figures(cases: Sequence[Case]) -> dict[str, float]:
    answerable = [case for case in cases if case.facts]
    nulls = [case for case in cases if not case.facts]
    figures = _ranking(answerable, lambda case: case.found)
    figures |= {f"bm25.{k}": v for k, v in _ranking(answerable, lambda case: case.control).items()}
    for kind in sorted({case.type for case in answerable}):
        of_kind = _ranking([case for case in answerable if case.type == kind], lambda case: case.found)
        figures |= {f"{kind}.{name}": of_kind[name] for name in ("fact_recall@10", "all_facts@10")}
    figures["abstention"] = _mean(case.silent for case in nulls)
    figures["false_abstention"] = _mean(case.silent for case in answerable)
    return figures


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


def _case(row: dict[str, Any], library: Library, control: Callable[[str], list[str]]) -> Case:
    facts = [_squashed(one["fact"]) for one in row["evidence"]]

    def held(texts: Iterable[str]) -> tuple[frozenset[int], ...]:
        tight = map(_squashed, texts)
        return tuple(frozenset(i for i, fact in enumerate(facts) if fact in text) for text in tight)

    hits = library.passages(Request(question=row["query"]), NOW, TOP)
    found = held(hit.passage.text for hit in hits)
    lost = [one["fact"] for i, one in enumerate(row["evidence"]) if i not in frozenset().union(*found)]
    return Case(
        type=row["question_type"],
        component=str(row["component"]),
        facts=len(facts),
        found=found,
        control=held(control(row["query"])) if facts else (),
        silent=not hits,
        miss=_miss(row, lost, [hit.passage.text for hit in hits[:SHOWN]]) if lost else None,
    )


def _miss(row: dict[str, Any], lost: Sequence[str], first: Sequence[str]) -> Miss:
    return Miss(
        case=str(row.get("query_id", "")),
        group=row["question_type"],
        passages=tuple(first),
        claim=row["query"],
        expected=f"all {len(row['evidence'])} facts in the first {TOP} passages",
        got=f"{len(row['evidence']) - len(lost)} of them",
        findings=tuple(f"Not found: {fact}" for fact in lost),
    )


def _squashed(text: str) -> str:
    return "".join(text.split())


# --- the control ---------------------------------------------------------------------------------------


def _control(shelf: _Corpus) -> Callable[[str], list[str]]:
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


# --- data ----------------------------------------------------------------------------------------------


class _Corpus:
    """The articles as a store that never changes."""

    def __init__(self, articles: list[Article]) -> None:
        self._by_id = {one.id: one for one in articles}

    def articles(self) -> list[Article]:
        return list(self._by_id.values())

    def versions(self) -> list[tuple[str, str]]:
        return [(one.id, one.content_hash) for one in self.articles()]

    def article(self, article_id: str, content_hash: str | None = None) -> Article | None:
        return self._by_id.get(article_id)

    def articles_of(self, versions: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        return {version: self._by_id[version[0]] for version in versions if version[0] in self._by_id}

    def article_at(self, article_id: str, moment: datetime) -> Article | None:
        return self._by_id.get(article_id)

    def publishers(self) -> set[str]:
        return {one.publisher for one in self.articles()}


def _article(row: dict[str, Any]) -> Article:
    published = datetime.fromisoformat(row["published"])
    return Article(
        id=str(row["doc_id"]),
        publisher=row["publisher"],
        url=row["url"],
        headline=row["title"],
        published=published,
        retrieved=published,
        text=row["text"],
        content_hash=hashlib.sha256(f"{row['title']}\n{row['text']}".encode()).hexdigest(),
    )


def _rows(path: Path) -> list[dict[str, Any]] | None:
    packed, plain = path.with_name(f"{path.name}.jsonl.gz"), path.with_name(f"{path.name}.jsonl")
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as file:
            return list(_parsed(file))
    if plain.exists():
        with plain.open(encoding="utf-8") as file:
            return list(_parsed(file))
    return None


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in lines if line.strip())
