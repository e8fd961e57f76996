"""Rows of claims with their passages, as `aletheia check --claims` reads them.

Whoever wrote the rows may not have kept to the letter: what can be read is read, what a row lacks becomes a
finding of it, and only a row without an id has no verdict.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, NamedTuple

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.check.verdict import verdict
from agent.types import Article, Claim, Finding, Reason, Verdict

CHUNK = 64
"""Rows judged together: enough for a checker to work in batches, few enough to see progress."""
_FIRST_YEAR, _LAST_YEAR = 1600, 2200


@dataclass(frozen=True)
class PassageRow:
    """A passage to check against."""

    id: str
    publisher: str
    published: datetime | None
    text: str

    def article(self, scope: str) -> Article:
        """Return the passage as an article of its own, by an id that no other row has."""
        return Article(
            id=f"{scope}/{self.id}",
            publisher=self.publisher,
            published=self.published,
            retrieved=self.published or datetime(1970, 1, 1, tzinfo=UTC),
            text=self.text,
            content_hash=hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest(),
        )


@dataclass(frozen=True)
class ClaimRow:
    """One claim, its passages, and the ids of those it cites; other fields are ignored."""

    id: str
    claim: str
    passages: tuple[PassageRow, ...]
    cites: tuple[str, ...]

    @property
    def unusable(self) -> Finding | None:
        """Why the row cannot be judged at all; None where it can."""
        names = [p.id for p in self.passages]
        twice = next((name for name in names if names.count(name) > 1), None)
        if not self.claim.strip():
            return _finding(None, Reason.SUPPORT_UNAVAILABLE, "The row holds no claim.")
        if twice is not None:
            return _finding(None, Reason.CITATION_AMBIGUOUS, f"Two passages have the id “{twice}”.")
        return None

    @property
    def dead(self) -> list[Finding]:
        """A finding for every passage it cites and does not bring along."""
        names = {p.id for p in self.passages}
        return [
            _finding(False, Reason.CITATION_MISSING, f"It cites “{name}”, and no passage has that id.")
            for name in self.cites
            if name not in names
        ]

    def read(self, scope: str = "row") -> tuple[Claim, dict[str, Article]]:
        """Return the claim, citing whole passages, and the articles its citations name."""
        there = {p.id: p.article(scope) for p in self.passages}
        cited = [there[name] for name in dict.fromkeys(self.cites) if name in there]
        claim = Claim(id=self.id, text=self.claim, kind="reported", citations=tuple(map(cite, cited)))
        return claim, {article.id: article for article in cited}


class JudgedRow(NamedTuple):
    """What became of one row."""

    number: int
    """Line in the file, from 1."""
    id: str
    label: str
    findings: list[dict[str, Any]]
    problem: str
    """Why the row could not be read; empty where it could."""


def judge_rows(lines: Iterable[str | bytes], checker: Checker) -> Iterator[JudgedRow]:
    """Judge rows of JSON in their order, some at a time; a row that cannot be read is named and left out."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while some := list(islice(numbered, CHUNK)):
        read = [(number, _read_line(line)) for number, line in some]
        verdicts = iter(judge_all([row for _, row in read if isinstance(row, ClaimRow)], checker))
        for number, row in read:
            if isinstance(row, str):
                yield JudgedRow(number, "", "", [], row)
                continue
            found = next(verdicts)
            findings = [f.model_dump(mode="json", exclude_none=True) for f in found.findings]
            yield JudgedRow(number, row.id, found.label, findings, "")


def judge_all(rows: Sequence[ClaimRow], checker: Checker) -> list[Verdict]:
    """Return one verdict a row, in order: the checks of a briefing, for all rows together."""
    scopes = [str(number) for number in range(len(rows))]
    read = [row.read(scope) for row, scope in zip(rows, scopes, strict=True)]
    asked = [n for n, row in enumerate(rows) if row.unusable is None]
    articles = {name: article for n in asked for name, article in read[n][1].items()}
    checked = dict(zip(asked, check_claims([read[n][0] for n in asked], articles, checker), strict=True))
    return [_verdict(row, checked.get(n), scopes[n]) for n, row in enumerate(rows)]


def read_row(value: Any) -> ClaimRow | None:
    """Return the row that a value of JSON holds; None where it has no id."""
    name = _name(value.get("id")) if isinstance(value, dict) else None
    if name is None:
        return None
    passages = value.get("passages")
    found = [_passage(p) for p in passages] if isinstance(passages, list) else []
    cites = value.get("cites")
    named = [_name(c) for c in (cites if isinstance(cites, list) else [cites])]
    return ClaimRow(
        id=name,
        claim=_text(value.get("claim")),
        passages=tuple(p for p in found if p is not None),
        cites=tuple(c for c in named if c is not None),
    )


def _read_line(line: str | bytes) -> ClaimRow | str:
    """Return the row, or why it cannot be read."""
    try:
        value = json.loads(
            line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        )
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    except (ValueError, RecursionError) as problem:
        return f"it is not JSON ({str(problem)[:80]})"
    return read_row(value) or "it has no id"


def _verdict(row: ClaimRow, checked: Verdict | None, scope: str) -> Verdict:
    if checked is None:
        return verdict(row.id, [row.unusable] if row.unusable else [])
    found = checked.findings if row.passages or not row.dead else ()
    return verdict(row.id, [*(_own(f, scope) for f in found), *row.dead])


def _own(finding: Finding, scope: str) -> Finding:
    """Return the finding with the passage named as the row names it."""
    if finding.citation is None:
        return finding
    name = finding.citation.article_id.removeprefix(f"{scope}/")
    return finding.model_copy(update={"citation": finding.citation.model_copy(update={"article_id": name})})


def _passage(value: Any) -> PassageRow | None:
    """Return the passage; None where it has no id or no text, so that citing it cites nothing."""
    name = _name(value.get("id")) if isinstance(value, dict) else None
    if name is None or not isinstance(value.get("text"), str):
        return None
    published = _moment(value.get("published"))
    return PassageRow(name, _text(value.get("publisher")), published, _text(value["text"]))


def _name(value: Any) -> str | None:
    """Return an id as text; numbers are ids too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _text(str(value))


def _text(value: Any) -> str:
    """Return a text without halves of characters, which no encoding can print."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    """Return when a passage was published; None where that cannot be read. A bare day is read as its noon."""
    for read in (_iso, _mail, _epoch):
        try:
            found = read(value)
        except (ValueError, TypeError, OverflowError, OSError, IndexError):
            continue
        if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            continue
        if found.tzinfo is None:
            moment = found.time() if found.time() != time(0) else time(12)
            found = datetime.combine(found.date(), moment, tzinfo=UTC)
        return found
    return None


def _iso(value: Any) -> datetime | None:
    return datetime.fromisoformat(value.strip()) if isinstance(value, str) else None


def _mail(value: Any) -> datetime | None:
    return parsedate_to_datetime(value.strip()) if isinstance(value, str) else None


def _epoch(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, tz=UTC)


def _finding(passed: bool | None, reason: Reason, message: str) -> Finding:
    return Finding(check="citations", passed=passed, reason=reason, message=message)
