"""Judged sentences → the Briefing record: what is delivered, what is withheld, and what stands around it.

Pure.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version

from agent.prompts import Profile
from agent.reliance import blind_spots_of, sources_of
from agent.text.lineage import sources
from agent.types import (
    Article,
    Basis,
    Briefing,
    CheckedClaim,
    Citation,
    Claim,
    Disagreement,
    FigureRow,
    Measure,
    ModelCall,
    Provenance,
    Request,
    Section,
    Spent,
    TimelineEntry,
    Verdict,
    Withheld,
)


@dataclass(frozen=True)
class Weight:
    """How many stand behind a sentence."""

    outlets: int = 0
    origins: int = 0
    lone: tuple[str, ...] = ()
    """Its figures that rest on one origin."""
    said: tuple[Citation, ...] = ()
    """Where they do, beside what it cites."""


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict."""

    claim: Claim
    verdict: Verdict
    stands_for: str = ""
    """The failed claim it was offered in place of."""
    weight: Weight = field(default_factory=Weight)
    """Who else says so."""

    @property
    def delivered(self) -> bool:
        """Only what is supported reaches a reader."""
        return self.verdict.label == "supported"


@dataclass(frozen=True)
class JudgedSection:
    """A section with everything that was written for it."""

    key: str
    heading: str
    claims: tuple[Judged, ...]


@dataclass(frozen=True)
class Around:
    """What stands beside the sections."""

    disagreements: tuple[Disagreement, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    basis: Basis | None = None
    """What the sentences were held to."""
    measures: tuple[Measure, ...] = ()
    """What measured sentences state."""

    @property
    def citations(self) -> Iterable[Citation]:
        """Every passage it cites, in printed order."""
        for row in self.figures:
            yield from row.citations
        for entry in self.timeline:
            yield from entry.citations
        for disagreement in self.disagreements:
            yield from (value.citation for value in disagreement.values)


@dataclass(frozen=True)
class Stock:
    """What the store holds, for the reader who wonders what was not seen."""

    articles: int
    """In the library at the time."""
    outlets: tuple[str, ...]
    """That published meanwhile, and nothing on the question."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """Names of the countries of outlets of which it is known."""

    def unheard(self, cited: Iterable[str]) -> set[str]:
        """Return the countries of silent outlets of which none of the cited outlets is."""
        heard = {self.countries[one] for one in cited if one in self.countries}
        return {self.countries[one] for one in self.outlets if one in self.countries} - heard


@dataclass(frozen=True)
class Names:
    """The parts that made the briefing."""

    writer: str
    embedder: str
    checker: str
    degraded: str
    spent: Spent = field(default_factory=Spent)
    """What a model cost."""
    calls: tuple[ModelCall, ...] = ()
    """What a model was asked, and how it ended."""


def publish(
    request: Request,
    profile: Profile,
    judged: Sequence[JudgedSection],
    articles: Mapping[str, Article],
    around: Around,
    stock: Stock,
    names: Names,
    moment: datetime,
    now: datetime,
) -> Briefing:
    """Return the briefing: supported sentences in their sections, and everything around them."""
    sections = tuple(_section(s) for s in judged)
    claims = [claim for section in sections for claim in section.claims]
    cited = [*(c for claim in claims for c in claim.citations), *around.citations]
    return Briefing(
        id=_name(request, now),
        question=request.whole,
        profile=profile.plan.name,
        window=request.window,
        as_of=moment,
        created=now,
        title=next((s.heading for s in sections if s.key == "title" and s.heading), request.whole),
        sections=tuple(s for s in sections if s.claims),
        figures=around.figures,
        timeline=around.timeline,
        disagreements=around.disagreements,
        withheld=tuple(_withheld(judged)),
        blind_spots=blind_spots_of(claims, articles, stock.outlets, _unheard(claims, articles, stock)),
        sources=sources_of(cited, articles, sources(articles.values())),
        provenance=_provenance(profile, names, stock),
        notes=(
            *_limits(request),
            *_notes(claims, articles, profile.plan.language, names.degraded),
            *_model_notes(names.calls, judged),
        ),
        measures=around.measures,
        basis=around.basis,
        asked=request,
    )


def _unheard(claims: Sequence[Claim], articles: Mapping[str, Article], stock: Stock) -> list[str]:
    cited = {articles[c.article_id].publisher for claim in claims for c in claim.citations}
    return sorted(stock.unheard(cited))


def _limits(request: Request) -> Iterable[str]:
    """Yield what was left aside because the question said so."""
    if request.outlets:
        yield f"Only articles of {', '.join(request.outlets)} were read."
    if request.language:
        yield f"Only articles in the language “{request.language}” were read."
    if request.excluded:
        yield f"Left out, as asked: {', '.join(pick.name for pick in request.excluded)}."
    if request.pinned:
        yield f"Read in any case, as asked: {', '.join(pick.name for pick in request.pinned)}."


def _notes(
    claims: Sequence[Claim], articles: Mapping[str, Article], language: str, degraded: str
) -> Iterable[str]:
    """Yield what a reader must know before trusting what is printed."""
    if degraded:
        yield degraded
    yield from foreign_notes(claims, articles, language)


def foreign_notes(claims: Sequence[Claim], articles: Mapping[str, Article], language: str) -> Iterable[str]:
    """Yield how many sentences stand in other languages than the checks read, a note each language."""
    foreign = Counter(
        articles[c.citations[0].article_id].language
        for c in claims
        if c.citations and articles[c.citations[0].article_id].language != language
    )
    for name, number in sorted(foreign.items()):
        told = "1 sentence is" if number == 1 else f"{number} sentences are"
        yield f"{told} printed word for word in the source's language ({name}); the checks read {language}."


def _provenance(profile: Profile, names: Names, stock: Stock) -> Provenance:
    return Provenance(
        version=version("aletheia"),
        writer=names.writer,
        embedder=names.embedder,
        checker=names.checker,
        profile_hash=profile.hash,
        articles=stock.articles,
        spent=names.spent,
        asked=names.calls,
    )


def _model_notes(calls: Sequence[ModelCall], judged: Sequence[JudgedSection]) -> Iterable[str]:
    """Yield what became of a model's part: calls that failed, and sentences that did not hold."""
    for call in calls:
        if call.state != "ok":
            why = f"{call.state.replace('_', ' ')}{': ' if call.detail else ''}{call.detail}".rstrip(".")
            yield f"The model's answer to “{call.prompt}” could not be used ({why})."
    if not any(call.prompt == "write" for call in calls):
        return
    written = [j for s in judged for j in s.claims if not j.stands_for]
    stood_in = {j.stands_for: j for s in judged for j in s.claims if j.stands_for and j.delivered}
    fallen = [j for j in written if not j.delivered]
    if fallen:
        mended = sum(j.claim.id in stood_in and stood_in[j.claim.id].claim.id.endswith("r") for j in fallen)
        own = sum(j.claim.id in stood_in for j in fallen) - mended
        yield (
            f"{len(fallen)} of {len(written)} sentences did not hold against their sources: {mended} were "
            f"mended, {own} gave way to the source's own, {len(fallen) - mended - own} were withheld."
        )


def _section(section: JudgedSection) -> Section:
    claims = tuple(
        CheckedClaim(
            **j.claim.model_dump(exclude={"citations"}),
            citations=j.claim.citations,
            verdict=j.verdict,
            verbatim=is_verbatim(j.claim),
            outlets=j.weight.outlets,
            origins=j.weight.origins,
            lone_figures=j.weight.lone,
        )
        for j in section.claims
        if j.delivered
    )
    return Section(key=section.key, heading=section.heading, claims=claims)


def is_verbatim(claim: Claim) -> bool:
    """Tell whether a sentence is one of those it cites, word for word."""
    return any(claim.text == c.quote for c in claim.citations)


def _withheld(judged: Sequence[JudgedSection]) -> Iterable[Withheld]:
    for section in judged:
        stood_in = {j.stands_for for j in section.claims if j.delivered}
        for j in section.claims:
            if not j.delivered and not j.stands_for:
                yield Withheld(
                    section=section.key,
                    text=j.claim.text,
                    verdict=j.verdict,
                    replaced=j.claim.id in stood_in,
                    kind=j.claim.kind,
                    citations=j.claim.citations,
                )


def _name(request: Request, now: datetime) -> str:
    """Return an id that begins with the time, so that ids sort as they were written."""
    digest = hashlib.sha256(f"{request.model_dump_json()}{now.isoformat()}".encode()).hexdigest()
    return f"{now:%Y%m%d-%H%M%S}-{digest[:6]}"
