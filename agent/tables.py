"""The figures that matter, beside the prose.

Pure. The table is made of sentences that stand already; nothing here is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.check.backing import Backing
from agent.check.cited import cite
from agent.check.compounds import LENGTH
from agent.check.counts import PERCENT, Count, counts
from agent.check.disagree import Contests
from agent.check.naming import row_name
from agent.check.whose import Owner, owner_of, same_owner
from agent.text.hedges import HEDGE_WORDS, Hedge
from agent.text.lineage import cited_tellings
from agent.text.quotes import quotes
from agent.text.telling import Rarity, rarity_in, telling
from agent.types import Article, Citation, Claim, Evidence, FigureRow

MOST_FIGURES = 12
MOST_SOURCES = 5
"""Citations a line."""
SAME = 0.2
"""Share of one sentence's telling words that another with the same value must hold."""
ALIKE = 0.5
"""Share of the shorter name's words that another name must hold to say the same."""
FEW = 3
"""With fewer lines, only what two outlets tell makes a table."""
_CAPS = ("less_than", "at_most")
"""Hedges that turn a figure into a limit somebody else would not call by that figure."""
_SAY_MORE: Mapping[Hedge, tuple[Hedge, ...]] = {
    "at_least": ("none", "more_than"),
    "at_most": ("none", "less_than"),
    "about": ("none",),
}
"""What holds wherever the more exact does: "90" is at least 90, but "at least 90" is not 90."""
_LISTED = re.compile(
    rf"[^.;:]*?(?:,\s*(?:and\s+)?|\s+and\s+)(?:[a-z]+ed\s+)?(?:(?:{HEDGE_WORDS})\s+)?(?:the\s+|an?\s+)?", re.I
)
_MOST_BETWEEN = 9
"""Words between two figures of one list."""


@dataclass
class _Row:
    """A figure, and everything that gives it."""

    count: Count
    text: str
    """The delivered sentence that tells it."""
    owner: Owner | None
    listed: tuple[int, int]
    """Number of the sentence, and of the list in it: what is listed together enters together."""
    told: list[tuple[str, Count]]
    """Sentences that tell just this, the delivered one first."""
    citations: list[Citation]
    name: str = ""

    @property
    def weight(self) -> int:
        """How many sentences give it."""
        return len(self.told)


def figures_table(
    claims: Sequence[Claim],
    evidence: Sequence[Evidence],
    articles: Mapping[str, Article],
    backing: Backing,
    contested: Contests,
) -> tuple[FigureRow, ...]:
    """Return the counts and sums of the sentences, in their order, each with all sources that give it.

    Args:
        claims: The delivered sentences.
        evidence: What else was found; a sentence that gives the same value for the same thing is cited too.
        articles: By id, for their dates.
        backing: Knows how many origins give a figure.
        contested: Knows which values sources contest.
    """
    rarity = rarity_in([e.text for e in evidence])
    rows = _rows(claims, rarity)
    for row in rows:
        for e in evidence:
            for count in counts(e.text):
                if _same(row, e.text, count, rarity) and _attests(row, e.text, count):
                    row.told.append((e.text, count))
                    row.citations.append(cite(e.article, e.start, e.end))
        row.name = _name(row)
    named = _merged(_whole_lists(rows))
    least = sorted((row.weight for row in named), reverse=True)[:MOST_FIGURES][-1:] or [0]
    best = [row for row in named if row.weight >= least[0]][:MOST_FIGURES]
    if len(best) < FEW:
        best = [row for row in best if len(spread(row.citations, articles)) > 1]
    return tuple(_figure_row(row, articles, backing, contested) for row in best)


def _rows(claims: Sequence[Claim], rarity: Rarity) -> list[_Row]:
    """Return a line for each different figure of the sentences; what one speaker says in quotes is none."""
    rows: list[_Row] = []
    for number, claim in enumerate(claims):
        text = claim.text
        quoted = [range(q.start, q.end) for q in quotes(text)]
        for count, place in _listed(text):
            if count.denied or any(count.figure.start in span for span in quoted):
                continue
            row = next((r for r in rows if _same(r, text, count, rarity)), None)
            if row is None:
                owner = owner_of(text, count.figure)
                rows.append(_Row(count, text, owner, (number, place), [(text, count)], list(claim.citations)))
            elif _attests(row, text, count):
                row.told.append((text, count))
                row.citations += claim.citations
    return rows


def _listed(text: str) -> list[tuple[Count, int]]:
    """Return the counts of a sentence, each with the number of the list it stands in."""
    found: list[tuple[Count, int]] = []
    for count in counts(text):
        between = text[found[-1][0].figure.end : count.figure.start] if found else ""
        joined = len(between.split()) <= _MOST_BETWEEN and _LISTED.fullmatch(between)
        found.append((count, found[-1][1] if found and joined else len(found)))
    return found


def _whole_lists(rows: Sequence[_Row]) -> list[_Row]:
    """Leave out what has no name, and what is listed beside it."""
    broken = {row.listed for row in rows if not row.name}
    return [row for row in rows if row.listed not in broken]


def _merged(rows: Sequence[_Row]) -> list[_Row]:
    """Leave out a second line of one value and one name, and how long something had gone on before."""
    kept: list[_Row] = []
    for row in rows:
        longer = any(r.count.sort == row.count.sort and r.count.amount > row.count.amount for r in rows)
        grown = row.count.sort.startswith(LENGTH) and longer
        if not grown and not any(_twins(k, row) for k in kept):
            kept.append(row)
    return kept


def _twins(one: _Row, other: _Row) -> bool:
    if (one.count.sort, one.count.amount) != (other.count.sort, other.count.amount):
        return False
    mine, theirs = telling(one.name), telling(other.name)
    return _limit(one.count) == _limit(other.count) and len(mine & theirs) >= ALIKE * min(
        len(mine), len(theirs)
    )


def _limit(count: Count) -> str:
    return count.figure.hedge if count.figure.hedge in _CAPS else ""


def _same(row: _Row, text: str, count: Count, rarity: Rarity) -> bool:
    """Tell whether a sentence speaks of the same figure, however it limits it."""
    mine, theirs = ((c.sort, c.amount, c.thing, _limit(c)) for c in (row.count, count))
    if mine != theirs:
        return False
    own = telling(text)
    return any(max(rarity.share(own, telling(t)), rarity.share(telling(t), own)) >= SAME for t, _ in row.told)


def _attests(row: _Row, text: str, count: Count) -> bool:
    """Tell whether a sentence may be cited for a line: it says no less, and of a sum or a share one owner."""
    limit = row.count.figure.hedge
    if count.denied or count.figure.hedge not in (limit, *_SAY_MORE.get(limit, ())):
        return False
    if not count.money and count.sort != PERCENT:
        return True
    return same_owner(row.owner, owner_of(text, count.figure)) or text == row.text


def _name(row: _Row) -> str:
    """Return the name from the delivered sentence, else from another that tells the same; bare ones last."""
    names = [name for text, count in row.told if (name := row_name(text, count))]
    return next((name for name in names if len(name.split()) > 2), names[0] if names else "")


def _figure_row(
    row: _Row, articles: Mapping[str, Article], backing: Backing, contested: Contests
) -> FigureRow:
    moments = [m for c in row.citations if (m := articles[c.article_id].published)]
    witnesses = backing.witnesses(row.text, row.count, cited_tellings(row.citations, articles))
    return FigureRow(
        value=row.count.shown,
        counts=row.name,
        as_of=max(moments, default=None),
        citations=spread(row.citations, articles),
        origins=len(witnesses),
        disputed=contested.disputes(row.text, row.count),
        witnesses=tuple(cite(*witness) for witness in witnesses),
    )


def spread(citations: Sequence[Citation], articles: Mapping[str, Article]) -> tuple[Citation, ...]:
    """Return up to five citations, one an outlet."""
    one: dict[str, Citation] = {}
    for citation in citations:
        one.setdefault(articles[citation.article_id].publisher, citation)
    return tuple(one.values())[:MOST_SOURCES]
