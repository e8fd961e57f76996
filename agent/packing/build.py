"""A briefing and the articles it cites → a pack.

Pure but for the checker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.check.claims import Checker
from agent.packing.articles import copies_among, packed, unpacked
from agent.packing.canonical import digests_of, fingerprint_of
from agent.packing.recheck import Recheck, recheck
from agent.text.credits import credit_places
from agent.text.sentences import sentences
from agent.text.words import word_set
from agent.types import (
    Article,
    Briefing,
    Citation,
    Copy,
    Digests,
    Pack,
    PackedArticle,
    PackedBy,
    PackedSection,
    Span,
)

_SHARED = 2
"""Words that a sentence of an article shares with one of the briefing if the checks may read it beside."""

Spans = dict[str, set[tuple[int, int]]]
"""Stretches that are needed, by article."""


def build(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Mapping[str, Article],
    checker: Checker,
    made_by: PackedBy,
) -> tuple[Pack, Recheck]:
    """Return the pack of a briefing, and what does not hold about it.

    It holds the cited characters, and those in which newsrooms give credit. The checks also look into the
    rest of an article, rarely: where one of them comes out otherwise without it, the sentences it may have
    read go in as well, and if that is not enough the whole text of the article.

    Args:
        briefing: As it was delivered.
        plan: Sections of its profile; empty where they are not known.
        articles: The versions it cites or rests on, whole, and the one whose headline is its title.
        checker: Scores the support.
        made_by: What the checker and the checks are.
    """
    articles = dict(sorted(articles.items()))
    copies = copies_among(articles.values())
    whole = recheck(briefing, plan, articles, copies, checker)
    spans = _needed(briefing, articles)
    chosen = _packed(articles, spans)
    for widen in (_beside, _all):
        again = recheck(briefing, plan, {a.id: unpacked(a) for a in chosen}, copies, checker)
        if again == whole:
            break
        for name, text in _concerned(briefing, whole, again, articles):
            spans[name] |= widen(articles[name], text)
        chosen = _packed(articles, spans)
    return _sealed(briefing, plan, chosen, copies, made_by, whole), whole


def _sealed(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Sequence[PackedArticle],
    copies: tuple[Copy, ...],
    made_by: PackedBy,
    found: Recheck,
) -> Pack:
    empty = Digests(briefing="", plan="", articles="", copies="", made_by="", verdicts="")
    pack = Pack(
        briefing=briefing,
        plan=tuple(plan),
        articles=tuple(articles),
        copies=copies,
        made_by=made_by,
        verdicts=found.verdicts,
        digests=empty,
        fingerprint="",
    )
    value = pack.model_dump(mode="json")
    value["digests"] = digests_of(value)
    value["fingerprint"] = fingerprint_of(value)
    return Pack.model_validate(value)


def _packed(articles: Mapping[str, Article], spans: Spans) -> list[PackedArticle]:
    return [
        packed(articles[name], [Span(start=start, end=end) for start, end in spans[name]])
        for name in articles
    ]


def _needed(briefing: Briefing, articles: Mapping[str, Article]) -> Spans:
    """Return what is cited, and where newsrooms give credit."""
    spans: Spans = defaultdict(set)
    for name, article in articles.items():
        spans[name] |= {(s.start, s.end) for s in credit_places(article.text) if s.start < s.end}
    for citation in _citations(briefing):
        spans[citation.article_id].add((citation.start, citation.end))
    return spans


def _citations(briefing: Briefing) -> Iterator[Citation]:
    yield from briefing.cited()
    yield from briefing.held_against()
    yield from briefing.rested_on()
    verdicts = [claim.verdict for section in briefing.sections for claim in section.claims]
    verdicts += [held.verdict for held in briefing.withheld]
    yield from (f.citation for found in verdicts for f in found.findings if f.citation)


def _concerned(
    briefing: Briefing, whole: Recheck, again: Recheck, articles: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    """Yield the articles behind each verdict that comes out otherwise, with the sentence it is about."""
    before = {found.claim_id: found for found in whole.verdicts}
    after = {found.claim_id: found for found in again.verdicts}
    for name, text, citations in _said(briefing):
        if before.get(name) != after.get(name):
            yield from ((article, text) for article in dict.fromkeys(c.article_id for c in citations))
            yield from ((a.id, text) for a in articles.values() if a.headline == text)


def _said(briefing: Briefing) -> Iterator[tuple[str, str, Sequence[Citation]]]:
    """Yield everything that gets a verdict, by the name of that."""
    yield "/title", briefing.title, ()
    for number, section in enumerate(briefing.sections, 1):
        yield f"/heading/{number}", section.heading, ()
        yield from ((claim.id, claim.text, claim.citations) for claim in section.claims)
    for held in briefing.withheld:
        yield held.verdict.claim_id, held.text, held.citations
    for number, entry in enumerate(briefing.timeline, 1):
        yield f"/event/{number}", entry.text, entry.citations


def _beside(article: Article, text: str) -> set[tuple[int, int]]:
    """Return the sentences of an article that speak of the same, or hold the word the other begins with."""
    wanted, first = word_set(text), text.split()[:1]
    return {
        (s.start, s.end)
        for s in sentences(article.text)
        if len(wanted & word_set(article.text[s.start : s.end])) >= _SHARED
        or any(word in article.text[s.start : s.end] for word in first)
    }


def _all(article: Article, text: str) -> set[tuple[int, int]]:
    return {(0, len(article.text))}
