"""The figures that matter, beside the prose.

Pure. The table is made of sentences that stand already; nothing here is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.check.cited import cite
from agent.check.counts import Count, counts
from agent.check.naming import counted_thing
from agent.text.telling import Rarity, rarity_in, telling
from agent.types import Article, Citation, Claim, Evidence, FigureRow

MOST_FIGURES = 12
MOST_SOURCES = 5
"""Citations a line."""
SAME = 0.2
"""Share of one sentence's telling words that another with the same value must hold."""


@dataclass
class _Row:
    """A figure, and everything that gives it."""

    count: Count
    told: list[tuple[str, Count]]
    citations: list[Citation]
    weight: int = 0


def figures_table(
    claims: Sequence[Claim], evidence: Sequence[Evidence], articles: Mapping[str, Article]
) -> tuple[FigureRow, ...]:
    """Return the counts and sums of the sentences, in their order, each with all sources that give it.

    Args:
        claims: The delivered sentences.
        evidence: What else was found; a sentence that gives the same value for the same thing is cited too.
        articles: By id, for their dates.
    """
    rarity = rarity_in([e.text for e in evidence])
    rows: list[_Row] = []
    for claim in claims:
        for count in counts(claim.text):
            row = next((r for r in rows if _same(r, claim.text, count, rarity)), None)
            if row is None:
                row = _Row(count, [], [])
                rows.append(row)
            row.told.append((claim.text, count))
            row.citations += claim.citations
            row.weight += 1
    for row in rows:
        _others(row, evidence, rarity)
    named = [(row, name) for row in rows if len((name := counted_thing(row.told)).split()) > 1]
    least = sorted((row.weight for row, _ in named), reverse=True)[:MOST_FIGURES][-1:] or [0]
    best = [(row, name) for row, name in named if row.weight >= least[0]]
    return tuple(_figure_row(row, name, articles) for row, name in best[:MOST_FIGURES])


def _same(row: _Row, text: str, count: Count, rarity: Rarity) -> bool:
    if row.count.sort != count.sort or row.count.amount != count.amount:
        return False
    own = telling(text)
    return any(max(rarity.share(own, telling(t)), rarity.share(telling(t), own)) >= SAME for t, _ in row.told)


def _others(row: _Row, evidence: Sequence[Evidence], rarity: Rarity) -> None:
    for e in evidence:
        for count in counts(e.text):
            if not count.denied and _same(row, e.text, count, rarity):
                row.told.append((e.text, count))
                row.citations.append(cite(e.article, e.start, e.end))
                row.weight += 1


def _figure_row(row: _Row, name: str, articles: Mapping[str, Article]) -> FigureRow:
    citations = spread(row.citations, articles)
    moments = [m for c in row.citations if (m := articles[c.article_id].published)]
    return FigureRow(
        value=row.count.shown, counts=name, as_of=max(moments, default=None), citations=citations
    )


def spread(citations: Sequence[Citation], articles: Mapping[str, Article]) -> tuple[Citation, ...]:
    """Return up to five citations, one an outlet."""
    one: dict[str, Citation] = {}
    for citation in citations:
        one.setdefault(articles[citation.article_id].publisher, citation)
    return tuple(one.values())[:MOST_SOURCES]
