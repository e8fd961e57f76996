"""What sentences are held to beside the passages they cite, as a pack tells it.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from agent.check.backing import Backing, gives
from agent.check.counts import Count
from agent.check.disagree import Contests, ledger
from agent.front import Front
from agent.text.lineage import Lineage, Telling, cited_tellings, sources
from agent.types import Article, Basis, Briefing, Citation, Copy, Given

_NOTHING = Basis(outlets=(), repeated=(), open=True, said=(), given=(), rivals=())
"""Of a briefing that was kept before anything was noted: nothing follows from it."""


@dataclass(frozen=True)
class Standing:
    """What a briefing was held to."""

    lineage: Lineage
    contests: Contests
    front: Front
    said: Mapping[str, tuple[Citation, ...]]
    """Who else says a sentence, by its id."""
    ties: Mapping[str, str]
    """What ties an article to another outlet, by its id."""


class Noted(Backing):
    """Knows of each figure who was noted to give it."""

    def __init__(self, given: Iterable[Given], articles: Mapping[str, Article], lineage: Lineage) -> None:
        """Take who gives what; those whose passage does not are left out when they are asked for."""
        super().__init__((), lineage)
        self._given = {(g.text, g.start): cited_tellings(g.citations, articles) for g in given}

    def tellers(self, text: str, count: Count) -> Iterator[Telling]:
        """Yield the noted places that give a figure of a text."""
        noted = self._given.get((text, count.figure.start), ())
        yield from (telling for telling in noted if gives(telling.text, count))


def standing(briefing: Briefing, articles: Mapping[str, Article], copies: Collection[Copy]) -> Standing:
    """Return what a briefing was held to, worked out from what it notes; its citations must hold."""
    basis = briefing.basis or _NOTHING
    pairs = {frozenset((copy.one, copy.other)) for copy in copies}

    def copied(one: Article, other: Article) -> bool:
        return frozenset((one.id, other.id)) in pairs

    known = {c.article_id for c in (*briefing.cited(), *briefing.held_against(), *briefing.rested_on())}
    known |= {version.article_id for version in basis.repeated}
    read = [article for name, article in articles.items() if name in known]
    lineage = Lineage(read, basis.outlets, copied)
    return Standing(
        lineage=lineage,
        contests=ledger(basis.rivals),
        front=Front(Noted(basis.given, articles, lineage), articles, basis.open),
        said={said.claim_id: said.citations for said in basis.said},
        ties=sources(read, basis.outlets, copied),
    )
