"""Made-up articles, the same in every run: sentences of the example corpus, shuffled."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from agent.store import Store
from agent.text.sentences import sentences
from agent.types import Article

PARAGRAPHS = 8
"""Of three sentences each: about as long as ordinary news."""
EXAMPLE = Path(__file__).parent.parent / "examples" / "colombia" / "articles.jsonl"
START = datetime(2026, 1, 1, tzinfo=UTC)
"""When the first one was published; the others follow a minute apart."""
_PAGE = 200


def articles(number: int) -> Iterator[Article]:
    """Yield so many articles."""
    chance = Random(1)
    rows = map(json.loads, EXAMPLE.read_text(encoding="utf-8").splitlines())
    texts = [row["text"] for row in rows if "text" in row]
    told = [text[span.start : span.end] for text in texts for span in sentences(text)]
    for at in range(number):
        text = "\n\n".join(" ".join(chance.choices(told, k=3)) for _ in range(PARAGRAPHS))
        yield Article(
            id=f"article-{at}",
            publisher=f"Outlet {at % 40}",
            headline=chance.choice(told)[:80],
            published=START + timedelta(minutes=at),
            retrieved=START,
            text=text,
            content_hash=sha256(text.encode()).hexdigest(),
        )


def rows(number: int, file: Path) -> Path:
    """Write the articles as rows of JSONL."""
    with file.open("w", encoding="utf-8") as lines:
        for one in articles(number):
            row = {
                "url": f"https://news.example/{one.id}",
                "publisher": one.publisher,
                "title": one.headline,
                "published": f"{one.published:%Y-%m-%dT%H:%M:%SZ}",
                "text": one.text,
            }
            lines.write(f"{json.dumps(row)}\n")
    return file


def fill(store: Store, number: int) -> None:
    """Put the articles into a store."""
    more = articles(number)
    while page := list(islice(more, _PAGE)):
        store.add_articles(page)


def machine() -> str:
    """Return a line about the machine, and how busy others keep it."""
    load = os.getloadavg()[0]
    return (
        f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        f"load before: {load:.1f}"
    )
