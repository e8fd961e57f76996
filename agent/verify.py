"""Finished text → verdicts: the checks of a briefing, for a text somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.disagree import Contests, contests
from agent.check.verdict import verdict
from agent.collect.finished import Finished
from agent.retrieve.library import Hit, Library
from agent.statements import statements
from agent.types import (
    Article,
    CheckedSentence,
    CheckReport,
    Claim,
    Evidence,
    Request,
    SourceEntry,
    Span,
    Verdict,
    VerdictLabel,
    Window,
)

PASSAGES = 4
"""Passages a sentence is held against: enough for a sentence drawn from two sources, few enough to read."""
LABELS: Sequence[VerdictLabel] = ("supported", "refuted", "not_enough_info", "unchecked")


def verify(source: str, finished: Finished, library: Library, checker: Checker, now: datetime) -> CheckReport:
    """Return a verdict on everything a text states, and what was left out because it states nothing.

    Args:
        source: The text as it stands in the file, for the lines.
        finished: The same as its reader sees it.
        library: What it is held against.
        checker: Scores the support.
        now: The moment of asking.

    Raises:
        EmptyLibrary: there is nothing to check against.
    """
    stated, skipped = statements(finished.text)
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
    contested = contests(_sentences(hits))
    verdicts = [
        _with_ledger(claim, found, contested, articles)
        for claim, found in zip(claims, check_claims(claims, articles, checker), strict=True)
    ]
    checked = tuple(
        _checked(source, finished.span(statement.start, statement.end), claim, verdict, articles)
        for claim, statement, verdict in zip(claims, stated, verdicts, strict=True)
    )
    return CheckReport(
        sentences=checked,
        counts={name: sum(c.verdict.label == name for c in checked) for name in LABELS},
        skipped=(*(heading.text for heading in skipped), *finished.code),
        sources=tuple(_sources(articles.values())),
    )


def _with_ledger(
    claim: Claim, found: Verdict, contested: Contests, articles: Mapping[str, Article]
) -> Verdict:
    """Add what the ledger says of a sentence that its passages support: overtaken, outvoted, or contested."""
    if found.label != "supported":
        return found
    return verdict(claim.id, [*found.findings, *check_ledger(claim, contested, articles)])


def _sentences(hits: Iterable[Sequence[Hit]]) -> list[Evidence]:
    """Return each sentence of the passages that were found, once, in the order they were found."""
    places = {(h.article.id, s.start, s.end): h for found in hits for h in found for s in h.passage.sentences}
    return [
        Evidence(
            label=number,
            article=hit.article,
            start=start,
            end=end,
            text=hit.article.text[start:end],
            passage=Span(start=hit.passage.start, end=hit.passage.end),
            score=hit.score,
        )
        for number, ((_, start, end), hit) in enumerate(places.items(), 1)
    ]


def _checked(
    source: str, place: tuple[int, int], claim: Claim, verdict: Verdict, articles: Mapping[str, Article]
) -> CheckedSentence:
    return CheckedSentence(
        text=claim.text,
        start=place[0],
        end=place[1],
        line=source.count("\n", 0, place[0]) + 1,
        verdict=verdict,
        citations=claim.citations,
        publishers=tuple(articles[c.article_id].publisher for c in claim.citations),
    )


def _sources(articles: Iterable[Article]) -> Iterable[SourceEntry]:
    for number, article in enumerate(articles, 1):
        yield SourceEntry(
            number=number,
            article_id=article.id,
            content_hash=article.content_hash,
            publisher=article.publisher,
            title=article.headline,
            published=article.published,
            url=article.url,
        )


def _evidence(sentence: str, library: Library, now: datetime) -> list[Hit]:
    request = Request(question=sentence, window=Window())
    return library.passages(request, now, PASSAGES) or library.nearest(request, now, 1)
