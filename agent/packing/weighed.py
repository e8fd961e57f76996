"""How many say so, who says otherwise, and what may lead: worked out again from what a briefing notes.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.check.backing import gives
from agent.check.counted import counted
from agent.check.counts import Count, counts
from agent.front import FIRST, OPENS, has_behind
from agent.packing.doubt import Doubt, shown
from agent.packing.standing import Standing
from agent.text.dates import dates
from agent.text.lineage import cited_tellings
from agent.text.telling import telling
from agent.types import (
    Article,
    Briefing,
    CheckedClaim,
    Citation,
    FigureRow,
    PackedSection,
    Rival,
    Rivals,
)


def weighed(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Mapping[str, Article],
    known: Standing,
) -> Iterator[Doubt]:
    """Yield the numbers of outlets and origins, marks and rival values that do not come out again."""
    if briefing.basis is None:
        told = any(c.outlets for s in briefing.sections for c in s.claims)
        why = "what outlets and origins were counted from was not noted"
        yield Doubt("basis", why, "" if told else "absent")
        return
    claims = [claim for section in briefing.sections for claim in section.claims]
    yield from _noted(briefing, claims)
    for claim in claims:
        yield from _sentence(claim, articles, known)
    yield from _fronted(briefing, plan, known)
    for row in briefing.figures:
        yield from _row(row, claims, articles, known)
    for rivals in briefing.basis.rivals:
        for value in rivals.values:
            yield from _rival(value, rivals, articles, known)
    if known.contests.disagreements != briefing.disagreements:
        yield Doubt("disagreements", "they are not those that follow from what sources tell", "rules")


def _noted(briefing: Briefing, claims: Sequence[CheckedClaim]) -> Iterator[Doubt]:
    names = [said.claim_id for said in briefing.basis.said] if briefing.basis else []
    for name in dict.fromkeys(names):
        if names.count(name) > 1 or name not in {claim.id for claim in claims}:
            yield Doubt(f"sentence {shown(name)}", "who else says it is noted twice, or there is no such one")


def _sentence(claim: CheckedClaim, articles: Mapping[str, Article], known: Standing) -> Iterator[Doubt]:
    where = f"sentence {shown(claim.id)}"
    tellings = cited_tellings([*claim.citations, *known.said.get(claim.id, ())], articles)
    outlets = len({telling.article.publisher for telling in tellings})
    if outlets != claim.outlets:
        yield Doubt(where, f"it tells of {claim.outlets} outlets, and the pack of {outlets}")
    origins = known.lineage.origins(tellings)
    if origins != claim.origins:
        yield Doubt(where, f"it tells of {claim.origins} origins, and the pack of {origins}", "rules")
    lone = tuple(c.figure.text for c in known.front.lone(claim)) if origins == 1 else ()
    if lone != claim.lone_figures:
        told = [", ".join(figures) or "none" for figures in (claim.lone_figures, lone)]
        yield Doubt(
            where, f"it states {shown(told[0])} as figures of one origin, and {told[1]} come out", "rules"
        )


def _fronted(briefing: Briefing, plan: Sequence[PackedSection], known: Standing) -> Iterator[Doubt]:
    """Yield what may not open the background, and an exception that does not apply."""
    for first in (s.claims[0] for s in briefing.sections if s.key == OPENS and s.claims):
        if not known.front.open and known.front.lone(first):
            where = f"sentence {shown(first.id)}"
            yield Doubt(where, "it opens the background with a figure that only one origin gives", "rules")
    behind = has_behind((s.key, s.max) for s in plan)
    several = any(c.origins > 1 for s in briefing.sections if s.key in FIRST for c in s.claims)
    if plan and (known.front.open and several if behind else not known.front.open):
        yield Doubt("basis", "it is not so that the story has one origin, or that there is only a lead")


def _row(
    row: FigureRow, claims: Sequence[CheckedClaim], articles: Mapping[str, Article], known: Standing
) -> Iterator[Doubt]:
    told = [(claim.text, c) for claim in claims for c in counts(claim.text) if c.shown == row.value]
    where = f"figure {shown(row.value)}"
    if not any(_witnessed(row, count, articles, known) for _, count in told):
        yield Doubt(where, f"it states {row.origins} origins, and others come out", "rules")
    if not any(known.contests.disputes(text, count) == row.disputed for text, count in told):
        yield Doubt(where, "sources give other values or not, and it says the reverse", "rules")


def _witnessed(row: FigureRow, count: Count, articles: Mapping[str, Article], known: Standing) -> bool:
    """Tell whether the witnesses of a line, and nobody it cites beside them, give its figure."""
    if not all(gives(c.quote, count) for c in row.witnesses):
        return False
    giving = [c for c in row.citations if gives(c.quote, count)]
    return _origins([*row.witnesses, *giving], articles, known) == row.origins == len(row.witnesses)


def _rival(value: Rival, rivals: Rivals, articles: Mapping[str, Article], known: Standing) -> Iterator[Doubt]:
    where = f"“{shown(rivals.variable)}”, {shown(value.told.value)}"
    if not _stands(value, rivals):
        yield Doubt(where, "the passage does not give it", "rules")
    if not max(1, value.origins) == max(1, _origins(value.witnesses, articles, known)) == value.told.origins:
        yield Doubt(where, "its origins are not as many as it states", "rules")
    days = (value.oldest, value.told.published, value.newest)
    if value.told.published is None:
        dated = value.newest is None or value.oldest is not None
    else:
        dated = all(days) and list(days) == sorted(day for day in days if day)
    if not dated or not _telling_day(value):
        yield Doubt(where, "it is not as of its newest source")


def _telling_day(value: Rival) -> bool:
    told, newest = value.told.published, value.newest
    return told is None or newest is None or told.date() == newest.date()


def _stands(value: Rival, rivals: Rivals) -> bool:
    """Tell whether the passage gives the value, in words that the ledger knows it by."""
    quote = value.told.citation.quote
    place = (value.told.citation.article_id, value.told.citation.start, value.told.citation.end)
    if place not in value.places:
        return False
    if not rivals.sort:
        return any(
            day.first and float(day.first.toordinal()) == value.amount
            for day in dates(value.told.value, None)
        )
    same = [c for c in counted(quote) if c.amount == value.amount]
    words = set(rivals.words)
    return any(rivals.unlike or (c.sort == rivals.sort and telling(quote) - c.noun <= words) for c in same)


def _origins(citations: Sequence[Citation], articles: Mapping[str, Article], known: Standing) -> int:
    return known.lineage.origins(cited_tellings(dict.fromkeys(citations), articles))
