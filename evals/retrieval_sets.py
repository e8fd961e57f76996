"""Sets of questions with the facts that answer them: those under a folder, and the example newsroom's own."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from agent.commands import filled
from agent.settings import load_settings
from agent.types import Article
from evals.gold import EXAMPLE

OFF = (
    "Who won the chess championship in Reykjavik?",
    "How is sourdough bread kept fresh in summer?",
    "What did the orchestra of Vantaa play at its anniversary?",
    "Which telescope first photographed the rings of Saturn?",
    "Why did the ferry company of Gotland raise its fares?",
    "How many medals did Norway win in the biathlon?",
    "When will the new library of Ghent open its reading room?",
    "What causes rust on wheat in Kazakhstan?",
)
"""Questions about nothing in the example newsroom."""


class Query(NamedTuple):
    """A question, and what answers it."""

    id: str
    type: str
    component: str
    """Questions of one share evidence."""
    text: str
    facts: tuple[tuple[str, ...], ...]
    """Sentences that state a fact, any of which will do; no facts where nothing answers the question."""


class Set(NamedTuple):
    """Articles, and questions about them."""

    corpus: Corpus
    queries: list[Query]


class Corpus:
    """The articles as a store that never changes."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Hold the articles."""
        self._by_id = {one.id: one for one in articles}

    def articles(self) -> list[Article]:
        """Return all of them."""
        return list(self._by_id.values())

    def versions(self) -> list[tuple[str, str]]:
        """Return id and hash of each."""
        return [(one.id, one.content_hash) for one in self.articles()]

    def article(self, article_id: str, content_hash: str | None = None) -> Article | None:
        """Return one by its id; it has one version."""
        return self._by_id.get(article_id)

    def articles_of(self, versions: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
        """Return those that are there."""
        return {version: self._by_id[version[0]] for version in versions if version[0] in self._by_id}

    def article_at(self, article_id: str, moment: datetime) -> Article | None:
        """Return the one version there is."""
        return self._by_id.get(article_id)

    def publishers(self) -> set[str]:
        """Return the outlets."""
        return {one.publisher for one in self.articles()}


def sets_in(folder: Path) -> dict[str, Set]:
    """Return corpus and queries of every set in a folder, by the name of its folder."""
    found = {}
    for part in sorted(folder.iterdir()) if folder.is_dir() else ():
        corpus, queries = _rows(part / "corpus"), _rows(part / "queries")
        if corpus and queries:
            found[part.name] = Set(Corpus(map(_article, corpus)), list(map(_query, queries)))
    return found


def example_set() -> Set:
    """Return the example newsroom, each gold fact asked for in the words of the list of facts.

    A fact counts as found where any outlet's sentence that states it was found.
    """
    gold = json.loads((EXAMPLE / "gold.json").read_text("utf-8"))
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-eval-") as folder,
        filled([EXAMPLE / "articles.jsonl"], load_settings(Path(folder))) as (_, store, _),
    ):
        corpus = Corpus(store.articles())
    return Set(
        corpus,
        [
            Query(f["id"], "fact", f["id"], f["fact"], (tuple(span["quote"] for span in f["spans"]),))
            for f in gold["facts"]
        ]
        + [Query(question, "null", question, question, ()) for question in OFF],
    )


def _query(row: dict[str, Any]) -> Query:
    return Query(
        str(row.get("query_id", "")),
        row["question_type"],
        str(row["component"]),
        row["query"],
        tuple((one["fact"],) for one in row["evidence"]),
    )


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
