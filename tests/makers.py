"""Small makers of nouns: say what matters to the test, leave the rest to the defaults."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.collect.identity import article_id, content_hash
from agent.types import (
    Article,
    BlindSpots,
    Briefing,
    CheckedClaim,
    Citation,
    Claim,
    Evidence,
    Provenance,
    Request,
    Section,
    Span,
    Verdict,
)

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
"""The moment at which every test takes place."""
TEXT = "The harbour of Port Marren was closed on Monday. At least 12 ships were waiting outside."


def make_article(
    key: str = "harbour",
    text: str = TEXT,
    *,
    publisher: str = "The Harbour Post",
    headline: str = "Harbour closed",
    published: datetime | None = NOW,
    modified: datetime | None = None,
    retrieved: datetime = NOW,
    language: str = "en",
) -> Article:
    """Return an article at an address made of its outlet and its key."""
    host = "news" if publisher == "The Harbour Post" else publisher.casefold().replace(" ", "-")
    url = f"https://{host}.example/{key}"
    return Article(
        id=article_id(url, key),
        external_id=key,
        publisher=publisher,
        url=url,
        headline=headline,
        published=published,
        modified=modified,
        retrieved=retrieved,
        language=language,
        text=text,
        content_hash=content_hash(headline, text),
    )


def make_citation(article: Article, quote: str) -> Citation:
    """Return the citation of words that stand in an article."""
    start = article.text.index(quote)
    return Citation(
        article_id=article.id,
        content_hash=article.content_hash,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def make_evidence(article: Article, sentence: str, label: int = 1) -> Evidence:
    """Return a sentence of an article as offered to a writer."""
    start = article.text.index(sentence)
    span = Span(start=start, end=start + len(sentence))
    return Evidence(
        label=label, article=article, start=span.start, end=span.end, text=sentence, passage=span, score=1.0
    )


def make_claim(text: str, *citations: Citation, key: str = "lead-1") -> Claim:
    """Return a reported claim."""
    return Claim(id=key, text=text, kind="reported", citations=citations)


def make_request(question: str = "What happened at the harbour?") -> Request:
    """Return a request with open ends."""
    return Request(question=question)


def make_briefing(
    article: Article, quote: str, key: str = "b1", created: datetime = NOW, question: str = "What happened?"
) -> Briefing:
    """Return a briefing of one supported sentence."""
    claim = CheckedClaim(
        id="lead-1",
        text=quote,
        kind="reported",
        citations=(make_citation(article, quote),),
        verdict=Verdict(claim_id="lead-1", label="supported", findings=()),
        verbatim=True,
    )
    return Briefing(
        id=key,
        question=question,
        profile="situation",
        window=make_request().window,
        as_of=created,
        created=created,
        title="A harbour is closed",
        sections=(Section(key="lead", heading="", claims=(claim,)),),
        figures=(),
        timeline=(),
        disagreements=(),
        withheld=(),
        blind_spots=BlindSpots(
            silent=(),
            single_outlet_share=1.0,
            top_outlet=article.publisher,
            top_outlet_share=1.0,
            undated=0,
        ),
        sources=(),
        provenance=Provenance(
            version="0", writer="extractive", embedder="none", checker="lexical", profile_hash="0", articles=1
        ),
    )
