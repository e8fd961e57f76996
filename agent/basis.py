"""What a briefing was held to, noted down, so that it can be held to it again elsewhere.

Pure. It notes no more than that takes: of those who give a figure one of each origin, and only where
somebody asked whether it is lone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agent.check.cited import cite
from agent.check.counts import counts
from agent.check.disagree import Contests
from agent.front import Front, has_behind
from agent.publish import Around, JudgedSection
from agent.text.lineage import cited_tellings, repeated
from agent.types import Article, Basis, Citation, Given, Plan, Said, Version

ENOUGH = 2
"""Origins from which a sentence has no lone figures."""


def basis_of(
    plan: Plan,
    sections: Sequence[JudgedSection],
    around: Around,
    articles: Mapping[str, Article],
    contested: Contests,
    front: Front,
) -> Basis:
    """Return what the sentences were held to beside what they cite.

    Args:
        plan: What it was written by.
        sections: With the weight of each sentence.
        around: The tables.
        articles: Everything that was read.
        contested: What sources tell differently.
        front: Which figures may stand in front.
    """
    front = replace(front, open=_open(plan, sections, front))
    sent = [j for section in sections for j in section.claims if j.delivered]
    cited = {c.article_id for j in sent for c in j.claim.citations} | {c.article_id for c in around.citations}
    return Basis(
        outlets=tuple(sorted({article.publisher for article in articles.values()})),
        repeated=tuple(_repeated(cited, articles)),
        open=front.open,
        said=tuple(Said(claim_id=j.claim.id, citations=j.weight.said) for j in sent if j.weight.said),
        given=tuple(given(sections, front)),
        rivals=contested.rivals,
    )


def _open(plan: Plan, sections: Sequence[JudgedSection], front: Front) -> bool:
    """Tell whether lone figures may lead, and any does: an exception that nobody needed is none."""
    if not (front.open and has_behind((s.key, s.max) for s in plan.sections)):
        return front.open
    closed = replace(front, open=False)
    return (
        any(closed.check(s.key, j.claim) for s in sections for j in s.claims)
        or not all(closed.heads(s.heading) for s in sections)
        or closed.opened(sections) != list(sections)
    )


def _repeated(cited: set[str], articles: Mapping[str, Article]) -> Iterator[Version]:
    behind = repeated(articles.values())
    first = {behind[name].id: behind[name] for name in sorted(cited) if name in behind}
    for name, article in sorted(first.items()):
        if name not in cited:
            yield Version(article_id=name, content_hash=article.content_hash)


def given(sections: Sequence[JudgedSection], front: Front) -> Iterator[Given]:
    """Yield who else gives the figures of which it is asked whether they are lone."""
    noted: dict[tuple[str, int], dict[Citation, None]] = {}
    for text, citations in dict.fromkeys(_asked(sections, front)):
        own = cited_tellings(citations, front.articles)
        for count in (c for c in counts(text) if not c.denied):
            witnesses = (t for t in front.backing.witnesses(text, count, own) if t not in own)
            places = noted.setdefault((text, count.figure.start), {})
            places |= {cite(*telling): None for telling in witnesses}
    for (text, start), places in noted.items():
        if places:
            yield Given(text=text, start=start, citations=tuple(places))


def _asked(sections: Sequence[JudgedSection], front: Front) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the texts of which it matters whether their figures are lone, with what they cite."""
    for section in sections:
        if section.heading and not front.open:
            yield section.heading, ()
        for j in section.claims:
            if front.asks(section.key, j.claim) or (j.delivered and j.weight.origins < ENOUGH):
                yield j.claim.text, j.claim.citations
