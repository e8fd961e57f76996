"""Rows of claims with their passages, as `aletheia check --claims` reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.types import Article, Claim


class PassageRow(BaseModel):
    """A passage to check against."""

    model_config = ConfigDict(frozen=True)

    id: str
    publisher: str = ""
    published: datetime | None = None
    text: str

    @field_validator("published", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return value or None

    def article(self) -> Article:
        """Return the passage as an article of its own; a date without a time is read as its noon."""
        published = self.published
        if published is not None and published.tzinfo is None:
            moment = published.time() if published.time() != time(0) else time(12)
            published = datetime.combine(published.date(), moment, tzinfo=UTC)
        return Article(
            id=self.id,
            publisher=self.publisher,
            published=published,
            retrieved=published or datetime(1970, 1, 1, tzinfo=UTC),
            text=self.text,
            content_hash=hashlib.sha256(self.text.encode()).hexdigest(),
        )


class ClaimRow(BaseModel):
    """One claim, its passages, and the ids of those it cites; other fields are ignored."""

    model_config = ConfigDict(frozen=True)

    id: str
    claim: str
    passages: tuple[PassageRow, ...]
    cites: tuple[str, ...]

    def articles(self) -> dict[str, Article]:
        """Return the passages as articles, by id unique to this row."""
        return {p.id: p.article() for p in self.passages}

    def read(self) -> tuple[Claim, dict[str, Article]]:
        """Return the claim, citing whole passages, and the articles its citations name."""
        articles = self.articles()
        citations = tuple(cite(articles[name]) for name in self.cites if name in articles)
        claim = Claim(id=self.id, text=self.claim, kind="reported", citations=citations)
        return claim, {name: articles[name] for name in self.cites if name in articles}


class JudgedRow(NamedTuple):
    """What became of one row."""

    number: int
    """Line in the file, from 1."""
    id: str
    label: str
    findings: list[dict[str, Any]]
    problem: str
    """Why the row could not be judged; empty where it could."""


def judge_rows(lines: Iterable[str], checker: Checker) -> Iterator[JudgedRow]:
    """Judge rows of JSON one after the other; a bad row is reported and the rest goes on."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = ClaimRow.model_validate_json(line)
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            yield JudgedRow(number, "", "", [], f"{where}: {first['msg']}".lstrip(": "))
            continue
        claim, articles = row.read()
        verdict = check_claims([claim], articles, checker)[0]
        findings = [f.model_dump(mode="json", exclude_none=True) for f in verdict.findings]
        yield JudgedRow(number, row.id, verdict.label, findings, "")
