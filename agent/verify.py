"""Finished text → verdicts: the checks of a briefing, for a text somebody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.retrieve.library import Hit, Library
from agent.statements import statements
from agent.types import CheckedSentence, CheckReport, Claim, Request, VerdictLabel, Window

PASSAGES = 4
"""Passages a sentence is held against: enough for a sentence drawn from two sources, few enough to read."""


def verify(text: str, library: Library, checker: Checker, now: datetime) -> CheckReport:
    """Return a verdict on everything the text states, and what was left out because it states nothing.

    Raises:
        EmptyLibrary: there is nothing to check against.
    """
    stated, skipped = statements(text)
    hits = [_evidence(statement.text, library, now) for statement in stated]
    claims = [
        Claim(
            id=f"s{number}",
            text=statement.text,
            kind="reported",
            citations=tuple(cite(h.article, h.passage.start, h.passage.end) for h in found),
        )
        for number, (statement, found) in enumerate(zip(stated, hits, strict=True), 1)
    ]
    articles = {h.article.id: h.article for found in hits for h in found}
    verdicts = check_claims(claims, articles, checker)
    checked = tuple(
        CheckedSentence(
            text=claim.text,
            start=statement.start,
            end=statement.end,
            verdict=verdict,
            citations=claim.citations,
            publishers=tuple(h.article.publisher for h in found),
        )
        for claim, statement, verdict, found in zip(claims, stated, verdicts, hits, strict=True)
    )
    labels: Sequence[VerdictLabel] = ("supported", "refuted", "not_enough_info", "unchecked")
    return CheckReport(
        sentences=checked,
        counts={name: sum(c.verdict.label == name for c in checked) for name in labels},
        skipped=tuple(heading.text for heading in skipped),
    )


def _evidence(sentence: str, library: Library, now: datetime) -> list[Hit]:
    request = Request(question=sentence, window=Window())
    return library.passages(request, now, PASSAGES) or library.nearest(request, now, 1)
