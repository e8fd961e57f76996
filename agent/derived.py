"""A briefing after one of its sentences changed: everything that follows from its sentences, again.

Pure but for the checker. Nothing is looked up anew: it rests on the passages that the briefing cites and
notes, so that whoever has its pack comes to the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.basis import given
from agent.check.backing import Backing
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.counts import counts
from agent.front import Front
from agent.packing.standing import Standing, standing
from agent.publish import Judged, JudgedSection, Weight, foreign_notes
from agent.reliance import blind_spots_of, sources_of
from agent.tables import figures_table
from agent.text.lineage import cited_tellings
from agent.timeline import timeline
from agent.types import (
    Article,
    Basis,
    Briefing,
    CheckedClaim,
    Citation,
    Claim,
    Copy,
    Evidence,
    FigureRow,
    Given,
    Said,
    Section,
    Span,
    TimelineEntry,
)


@dataclass(frozen=True)
class Noted:
    """What a briefing cites and notes, ready to hold a sentence to."""

    articles: Mapping[str, Article]
    copies: Sequence[Copy]
    evidence: tuple[Evidence, ...]
    """Its passages, each as if it had been found for the question."""
    known: Standing
    """Who says otherwise, and who is whose source."""
    front: Front
    """What may stand in front."""
    checker: Checker
    language: str
    """Of the profile."""


@dataclass(frozen=True)
class Changed:
    """What became of a sentence."""

    old: CheckedClaim
    new: CheckedClaim | None = None
    """None where it is gone."""
    said: tuple[Citation, ...] = ()
    """Who says the new one beside what it cites."""


def noted(
    briefing: Briefing,
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
    checker: Checker,
    language: str,
) -> Noted:
    """Return what a briefing cites and notes; its citations must hold.

    Args:
        briefing: As it is kept.
        articles: The versions it rests on, by id.
        copies: Which of them are copies.
        checker: Scores the support.
        language: Of its profile.
    """
    known = standing(briefing, articles, copies)
    evidence = tuple(
        Evidence(
            label=number,
            article=articles[c.article_id],
            start=c.start,
            end=c.end,
            text=c.quote,
            passage=Span(start=c.start, end=c.end),
            score=1.0,
        )
        for number, c in enumerate(dict.fromkeys([*briefing.cited(), *briefing.rested_on()]), 1)
    )
    front = Front(Backing(evidence, known.lineage), articles, known.front.open)
    return Noted(articles, copies, evidence, known, front, checker, language)


def derived(before: Briefing, sections: Sequence[Section], change: Changed, held: Noted) -> Briefing:
    """Return the briefing with these sections and what follows from them: tables, sources, counts, limits."""
    whole = before.model_copy(update={"sections": tuple(s for s in sections if s.claims)})
    claims = [claim for claim in whole.claims() if claim.kind != "measured"]
    spikes = {claim.spike for claim in whole.claims() if claim.kind == "measured"}
    whole = whole.model_copy(
        update={
            "basis": before.basis and _basis(before.basis, whole, change, held),
            "figures": _figures(before, claims, change, held),
            "timeline": _timeline(before, change, held),
            "measures": tuple(m for m in before.measures if m.spike.about in spikes),
            "notes": _notes(before, claims, held),
        }
    )
    known = standing(whole, held.articles, held.copies)
    if whole.basis is not None:
        counted = tuple(
            s.model_copy(update={"claims": tuple(_counted(c, known, held.articles) for c in s.claims)})
            for s in whole.sections
        )
        whole = whole.model_copy(update={"sections": counted})
    spots = before.blind_spots
    return whole.model_copy(
        update={
            "sources": sources_of(whole.cited(), held.articles, known.ties),
            "blind_spots": blind_spots_of(list(whole.claims()), held.articles, spots.silent, spots.unheard),
        }
    )


def _counted(claim: CheckedClaim, known: Standing, articles: Mapping[str, Article]) -> CheckedClaim:
    """Return a sentence with how many say so, and which of its figures rest on one origin."""
    if claim.kind == "measured":
        return claim
    tellings = cited_tellings([*claim.citations, *known.said.get(claim.id, ())], articles)
    origins = known.lineage.origins(tellings)
    lone = tuple(c.figure.text for c in known.front.lone(claim)) if origins == 1 else ()
    outlets = len({telling.article.publisher for telling in tellings})
    return claim.model_copy(update={"outlets": outlets, "origins": origins, "lone_figures": lone})


def _basis(before: Basis, whole: Briefing, change: Changed, held: Noted) -> Basis:
    """Return what it is held to: of the new sentence what was found, and nothing of what is gone."""
    said = [one for one in before.said if one.claim_id != change.old.id]
    more: tuple[Given, ...] = ()
    if change.new is not None:
        said += [Said(claim_id=change.new.id, citations=change.said)] if change.said else []
        more = tuple(given([_judged(whole, change.new, change.said, held)], held.front))
    texts = {whole.title, *(c.text for c in whole.claims()), *(w.text for w in whole.withheld)}
    texts |= {section.heading for section in whole.sections}
    again = {(one.text, one.start) for one in more}
    kept = (g for g in before.given if g.text in texts and (g.text, g.start) not in again)
    return before.model_copy(update={"said": tuple(said), "given": (*kept, *more)})


def _judged(whole: Briefing, claim: CheckedClaim, said: Sequence[Citation], held: Noted) -> JudgedSection:
    tellings = cited_tellings([*claim.citations, *said], held.articles)
    weight = Weight(origins=held.known.lineage.origins(tellings))
    home = next(section for section in whole.sections if claim in section.claims)
    return JudgedSection(home.key, "", (Judged(claim, claim.verdict, weight=weight),))


def _figures(
    before: Briefing, claims: Sequence[CheckedClaim], change: Changed, held: Noted
) -> tuple[FigureRow, ...]:
    """Return the lines that other sentences tell, and those that the new one brings, in their order."""
    new = change.new
    others = [claim for claim in claims if new is None or claim.id != new.id]
    rows = [row for row in before.figures if any(_tells(claim, row) for claim in others)]
    if new is not None:
        named = {(row.value, row.counts) for row in rows}
        table = figures_table(claims, held.evidence, held.articles, held.front.backing, held.known.contests)
        fresh = (row for row in table if (row.value, row.counts) not in named)
        rows += [
            row for row in fresh if _tells(new, row) and any(_shows(c.quote, row) for c in row.citations)
        ]
    order = {id(row): next((n for n, c in enumerate(claims) if _tells(c, row)), 0) for row in rows}
    return tuple(sorted(rows, key=lambda row: order[id(row)]))


def _tells(claim: Claim, row: FigureRow) -> bool:
    """Tell whether a sentence gives the figure of a line, by one of the articles that the line cites."""
    cited = {c.article_id for c in claim.citations} & {c.article_id for c in row.citations}
    return bool(cited) and _shows(claim.text, row)


def _shows(text: str, row: FigureRow) -> bool:
    """Tell whether a text gives the figure of a line in the form that the line has it in."""
    return any(count.shown == row.value for count in counts(text))


def _timeline(before: Briefing, change: Changed, held: Noted) -> tuple[TimelineEntry, ...]:
    """Return the events, that of the old sentence left out, that of the new one put in its place."""
    entries = [entry for entry in before.timeline if entry.text != change.old.text]
    if change.new is not None:
        moment = before.as_of
        found = timeline(before.question, [change.new], held.evidence, held.articles, moment, held.language)
        own = [entry for entry in found if entry.text == change.new.text]
        entries += [entry for entry in own if _holds(entry, held)]
    return tuple(sorted(entries, key=lambda entry: entry.day))


def _holds(entry: TimelineEntry, held: Noted) -> bool:
    """Tell whether the first source of an event supports it alone, and no other source outdoes it."""
    claim = Claim(id="event", text=entry.text, kind="reported", citations=entry.citations[:1])
    (found,) = check_claims([claim], held.articles, held.checker)
    return found.label == "supported" and not check_ledger(claim, held.known.contests, held.articles)


def _notes(before: Briefing, claims: Sequence[Claim], held: Noted) -> tuple[str, ...]:
    then = [claim for claim in before.claims() if claim.kind != "measured"]
    old = set(foreign_notes(then, held.articles, held.language))
    rest = (note for note in before.notes if note not in old)
    return (*rest, *foreign_notes(claims, held.articles, held.language))
