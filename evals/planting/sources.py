"""Faithful sentences to plant errors in: verbatim ones of articles, and paraphrases that people wrote.

From a folder of outside data where one is named, else from the example newsroom and from our own probes.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from agent.text.sentences import sentences
from evals.gold import EXAMPLE
from evals.planting import Host, quotable
from evals.probes import OWN, read_rows

PARAPHRASED = ("defacto", "wice", "frank")
"""Sets whose supported claims people wrote about a document."""
LONGEST = 12_000
"""Characters of a document that a reader would still check a sentence against."""


def verbatim(data: Path | None) -> list[Host]:
    """Return the sentences of articles that can host an error, in an order of chance; none without data."""
    file = EXAMPLE / "articles.jsonl" if data is None else data / "articles" / "realnews_sample.jsonl.gz"
    rows = read_rows(file) if file.is_file() else []
    found = [
        Host(text, row["text"], row.get("published"))
        for row in rows
        if 0 < len(row.get("text", "")) <= LONGEST
        for span in sentences(row["text"])
        if quotable(text := row["text"][span.start : span.end])
    ]
    return Random(1).sample(found, len(found))


def paraphrased(data: Path | None) -> list[Host]:
    """Return supported claims of one sentence with their documents, in an order of chance."""
    found = _of_probes() if data is None else _of_sets(data)
    return Random(1).sample(found, len(found))


def _of_sets(data: Path) -> list[Host]:
    return [
        Host(row["claim"], row["doc"])
        for file in sorted((data / "factuality").glob("dev.jsonl*"))
        for row in read_rows(file)
        if row["set"] in PARAPHRASED and row["label"] and len(row["doc"]) <= LONGEST
        if quotable(row["claim"])
    ]


def _of_probes() -> list[Host]:
    found = []
    for row in (row for file in OWN for row in read_rows(file)):
        passages = {p["id"]: p for p in row["passages"]}
        if row["label"] == "supported" and len(row["cites"]) == 1 and quotable(row["claim"]):
            cited = passages[row["cites"][0]]
            found.append(Host(row["claim"], cited["text"], cited["published"]))
    return found
