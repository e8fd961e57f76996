"""Rows of the training pool and pairs for the training: what they hold, and how they are read and written."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from agent.text.sentences import sentences


class Row(NamedTuple):
    """A document, a claim, and whether the document supports all of it."""

    set: str
    """The published set that the row comes from."""
    doc_id: str
    """Names the document, the set in front; rows of one document have the same."""
    doc: str
    claim: str
    label: int
    """1 where the document supports the claim, 0 where it does not."""


class Pair(NamedTuple):
    """What the model reads, and what it should say."""

    premise: str
    claim: str
    label: int
    kind: str
    """The set it comes from, or `told` for a sentence of a document; behind a slash the rule that made it."""
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
    """Yield, cleaned, the rows with enough words whose licence lets us ship what is trained on them."""
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


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs that `write_pairs` wrote."""
    with path.open(encoding="utf-8") as lines:
        found = [Pair(**json.loads(line)) for line in lines]
    return [pair._replace(wrong=pair.wrong and (pair.wrong[0], pair.wrong[1])) for pair in found]


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Write one pair a line."""
    with path.open("w", encoding="utf-8") as out:
        for pair in pairs:
            out.write(json.dumps(pair._asdict(), ensure_ascii=False) + "\n")
