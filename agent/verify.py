"""Finished text → verdicts: the checks of a briefing, for a text somebody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.retrieve.library import Hit, Library
from agent.text.sentences import sentences
from agent.types import CheckedSentence, CheckReport, Claim, Request, VerdictLabel, Window

PASSAGES = 4
"""Passages a sentence is held against: enough for a sentence drawn from two sources, few enough to read."""


def verify(text: str, library: Library, checker: Checker, now: datetime) -> CheckReport:
    """Return a verdict on every sentence of the text.

    Raises:
        EmptyLibrary: there is nothing to check against.
    """
    spans = [s for s in sentences(text) if _is_statement(text[s.start : s.end])]
    hits = [_evidence(text[s.start : s.end], library, now) for s in spans]
    claims = [
        Claim(
            id=f"s{number}",
            text=text[span.start : span.end],
            kind="reported",
            citations=tuple(cite(h.article, h.passage.start, h.passage.end) for h in found),
        )
        for number, (span, found) in enumerate(zip(spans, hits, strict=True), 1)
    ]
    articles = {h.article.id: h.article for found in hits for h in found}
    verdicts = check_claims(claims, articles, checker)
    checked = tuple(
        CheckedSentence(
            text=claim.text,
            start=span.start,
            end=span.end,
            verdict=verdict,
            citations=claim.citations,
            publishers=tuple(h.article.publisher for h in found),
        )
        for claim, span, verdict, found in zip(claims, spans, verdicts, hits, strict=True)
    )
    labels: Sequence[VerdictLabel] = ("supported", "refuted", "not_enough_info", "unchecked")
    return CheckReport(
        sentences=checked,
        counts={name: sum(c.verdict.label == name for c in checked) for name in labels},
    )


def _evidence(sentence: str, library: Library, now: datetime) -> list[Hit]:
    request = Request(question=sentence, window=Window())
    return library.passages(request, now, PASSAGES) or library.nearest(request, now, 1)


def _is_statement(text: str) -> bool:
    """Tell sentences from headings, which end without a mark."""
    return text.rstrip("”\"’')] ").endswith((".", "!", "?", "…")) and len(text.split()) > 2
