"""Rows of the training pool: which may be used, and what their texts look like once cleaned."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from agent.text.sentences import sentences


class Row(NamedTuple):
    """A document, a claim, and whether the document supports all of it."""

    set: str
    doc_id: str
    doc: str
    claim: str
    label: int


class Pair(NamedTuple):
    """What the model reads, and what it should say."""

    premise: str
    claim: str
    label: int
    kind: str
    """The set it comes from, or the rule that made it."""
    doc_id: str
    wrong: tuple[int, int] | None
    """Where the claim errs, end exclusive; (0, 0) where nowhere; None where nobody marked it."""


_TOKENISED = (
    (re.compile(r"</?t>|<t(?=[a-z0-9])"), " "),
    (re.compile(r"-LRB-|-LSB-"), "("),
    (re.compile(r"-RRB-|-RSB-"), ")"),
    (re.compile(r"``|''"), '"'),
    (re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m)\b"), r"\1"),
    (re.compile(r" ([.,;:!?)%])"), r"\1"),
    (re.compile(r"([($£€]) "), r"\1"),
    (re.compile(r"Â(?=[£€])"), ""),
    (re.compile(r"\s+"), " "),
)


def clean(text: str) -> str:
    """Return the text as a newspaper would print it: no tokeniser's blanks, brackets or tags."""
    for pattern, instead in _TOKENISED:
        text = pattern.sub(instead, text)
    return text.strip()


def read_pool(path: Path) -> Iterator[Row]:
    """Yield the rows whose licence lets us ship what is trained on them, cleaned, documents with words only."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row["licence_ok"]:
                continue
            doc, claim = clean(row["doc"]), clean(row["claim"])
            if len(doc.split()) > 3 and len(claim.split()) > 2:
                yield Row(row["set"], f"{row['set']}:{row['doc_id']}", doc, claim, int(row["label"]))


def pieces(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[s.start : s.end] for s in sentences(text)]
