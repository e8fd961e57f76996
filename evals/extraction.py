"""Whether pages of the web come out as their reader sees them: body, title, author, date; beside trafilatura.

The body is scored as in the article-extraction-benchmark of Zyte: runs of four words, counted as often as
they occur; precision and recall are means over pages, F1 is made of the two. Segments are those of
trafilatura's own evaluation: stretches that must, and must not, be in the text; their F1 is over all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agent.collect.clean import clean_text, folded
from agent.collect.moments import moment_of
from agent.collect.outcome import Unusable
from agent.collect.pages import decode_page, read_page
from evals.probes import read_rows
from evals.result import Miss, SuiteResult, bootstrap

FILE = Path("extraction", "pages.jsonl.gz")
"""Where a folder of outside data has its pages."""
RUN = 4
"""Words of a run."""
_WORD = re.compile(r"\w+")
_SHOWN = 300
"""Characters of a body that a miss shows."""


@dataclass(frozen=True)
class Read:
    """What was read from a page; what was not found is empty."""

    body: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    """ISO 8601 day, as the page's own zone has it."""


@dataclass(frozen=True)
class Scored:
    """One page held against what is known of it; None where nothing is."""

    precision: float | None
    recall: float | None
    hits: int
    """Segments that must be in the text, and are."""
    lost: int
    """Segments that must be, and are not."""
    noise: int
    """Segments that must not be, and are."""
    title: bool | None
    author: bool | None
    date: bool | None


Reader = Callable[[bytes], Read]
"""Reads a page from its bytes."""


def extraction(data: Path | None) -> SuiteResult | None:
    """Return how the pages of a folder are read; None where it holds none.

    `plain.` stands before the same figure of trafilatura alone, and `body.over_plain` is by how much the F1
    of ours is higher. Shares are of the pages of which the thing in question is known; dates are compared by
    day, titles and authors without case, blanks and marks.
    """
    file = data / FILE if data is not None else None
    if file is None or not file.is_file():
        return None
    rows = read_rows(file)
    pages = [(row, row["html"].encode(row["encoding"])) for row in rows]
    metrics: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    misses: list[Miss] = []
    for prefix, reader in (("", ours), ("plain.", plain)):
        read = [(row, reader(page)) for row, page in pages]
        scored = [score(row, found) for row, found in read]
        metrics |= {f"{prefix}{name}": value for name, value in figures(scored).items()}
        drawn = bootstrap({number: [one] for number, one in enumerate(scored)}, figures)
        intervals |= {f"{prefix}{name}": value for name, value in drawn.items()}
        if not prefix:
            for (row, found), one in zip(read, scored, strict=True):
                misses += missed(row, found, one)
    if "body.f1" in metrics:
        metrics["body.over_plain"] = metrics["body.f1"] - metrics["plain.body.f1"]
    return SuiteResult(
        suite="extraction", metrics=metrics, intervals=intervals, n=len(rows), misses=tuple(misses)
    )


def ours(page: bytes) -> Read:
    """Read a page as the product does."""
    try:
        said = read_page(decode_page(page))
    except Unusable:
        return Read()
    moment = moment_of(said.published, ZoneInfo("UTC"))
    return Read(
        body=clean_text(said.text),
        title=said.headline,
        author=", ".join(said.authors),
        date=moment.date().isoformat() if moment else "",
    )


def plain(page: bytes) -> Read:
    """Read a page with trafilatura alone, as it comes."""
    import trafilatura

    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None:
        return Read()
    said = found if isinstance(found, dict) else found.as_dict()
    return Read(
        body=said["text"] or "",
        title=said["title"] or "",
        author=(said["author"] or "").replace("; ", ", "),
        date=said["date"] or "",
    )


def score(row: Mapping[str, Any], read: Read) -> Scored:
    """Hold what was read against what is known of a page."""
    precision, recall = _runs(row["body"], read.body) if row["body"] else (None, None)
    text = " ".join(read.body.split())
    wanted = [" ".join(one.split()) in text for one in row["with"] or ()]
    return Scored(
        precision=precision,
        recall=recall,
        hits=sum(wanted),
        lost=len(wanted) - sum(wanted),
        noise=sum(" ".join(one.split()) in text for one in row["without"] or ()),
        title=folded(row["title"]) == folded(read.title) if row["title"] else None,
        author=folded(row["author"]) == folded(read.author) if row["author"] else None,
        date=row["date"] == read.date if row["date"] else None,
    )


def figures(pages: Sequence[Scored]) -> dict[str, float]:
    """Return the figures of some pages; one of which nothing is known among them is left out."""
    precision = _mean([page.precision for page in pages])
    recall = _mean([page.recall for page in pages])
    hits, lost, noise = (sum(getattr(page, name) for page in pages) for name in ("hits", "lost", "noise"))
    found = {
        "body.precision": precision,
        "body.recall": recall,
        "body.f1": _harmonic(precision, recall),
        "segments.f1": 2 * hits / (2 * hits + lost + noise) if hits + lost + noise else None,
        "title": _mean([page.title for page in pages]),
        "author": _mean([page.author for page in pages]),
        "date": _mean([page.date for page in pages]),
    }
    return {name: value for name, value in found.items() if value is not None}


def missed(row: Mapping[str, Any], read: Read, page: Scored) -> list[Miss]:
    """Return what of a page counts against the product."""
    wrong = [
        (name, row[name], getattr(read, name))
        for name in ("title", "author", "date")
        if getattr(page, name) is False
    ]
    if page.recall is not None and page.precision is not None and min(page.recall, page.precision) < 0.8:
        told = f"precision {page.precision:.2f}, recall {page.recall:.2f}"
        wrong.append(("body", row["body"][:_SHOWN], f"{told}: {read.body[:_SHOWN]}"))
    return [
        Miss(case=row["id"], group=name, passages=(row["url"] or "",), claim=name, expected=right, got=got)
        for name, right, got in wrong
    ]


def _runs(right: str, got: str) -> tuple[float, float]:
    """Return precision and recall of the runs of words; a text shorter than a run is one run."""
    wanted, found = _counted(right), _counted(got)
    common = (wanted & found).total()
    return (
        common / found.total() if found else float(not wanted),
        common / wanted.total() if wanted else 1.0,
    )


def _counted(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))


def _mean(values: Sequence[float | bool | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _harmonic(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return None
    return 2 * one * other / (one + other) if one + other else 0.0
