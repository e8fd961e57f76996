"""Question → Briefing. Start reading here.

Values go in, values come out: evidence is found, a writer drafts, code binds the draft to spans, every
sentence is checked against the spans it cites, and what fails is replaced by the source's own sentence or
held back. Nothing is delivered that is not supported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from agent.basis import basis_of
from agent.budget import Ledger
from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.disagree import contests
from agent.corroborate import corroborated
from agent.errors import NothingFits, NothingToSay
from agent.front import Front, front
from agent.headings import checked_headings
from agent.judging import Bench, Failed, judge, nothing_mended
from agent.measured import Noticed, opened_by, place_of
from agent.once import once, within
from agent.prompts import Profile
from agent.publish import Around, Judged, JudgedSection, Names, Stock, Weight, publish
from agent.retrieve.library import Library
from agent.tables import figures_table
from agent.text.lineage import Lineage
from agent.text.machine import is_news
from agent.timeline import timeline
from agent.tracing import span
from agent.types import (
    Article,
    Briefing,
    Claim,
    Draft,
    Evidence,
    Plan,
    RepairedClaim,
    Request,
    Spent,
    Verdict,
    Window,
)
from agent.write.bind import bind, bind_repaired


class Writer(Protocol):
    """Fills a plan from evidence."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        ...

    def draft(self, request: Request, plan: Plan, evidence: Sequence[Evidence], now: datetime) -> Draft:
        """Return what it would print, citing evidence by label; a draft with nothing in it if it cannot."""
        ...

    def repair(
        self, failed: Sequence[tuple[Claim, Verdict]], evidence: Sequence[Evidence], now: datetime
    ) -> Sequence[RepairedClaim]:
        """Return sentences that did not hold, written anew from what was found about them."""
        ...


@dataclass(frozen=True)
class Kit:
    """The real parts a briefing needs, put together by `make`."""

    library: Library
    writer: Writer
    checker: Checker
    stock: Callable[[Request], Stock]
    """What the store holds in the request's window."""
    standby: Writer | None = None
    """Fills the sections that the writer leaves empty, or that hold nothing once they are checked."""
    ledger: Ledger | None = None
    """What a model was asked, and what that cost."""
    measured: Callable[[Request, datetime, Collection[str]], Sequence[Noticed]] | None = None
    """Spikes in the days before a moment, as far as they were known by then."""
    judge: Checker | None = None
    """Decides on the sentences a writer composed; headings, tables and further sources keep the checker."""


def brief(request: Request, profile: Profile, kit: Kit, now: datetime) -> Briefing:
    """Answer the request from the library, and stand behind every sentence.

    Raises:
        NothingToSay: no evidence was found.
        NothingFits: nothing fitted the profile, or nothing that was written could be supported.
        EmptyLibrary: there is no article at all.
    """
    with span("brief", profile=profile.plan.name, writer=kit.writer.name):
        return _brief(request, profile, kit, now)


def _brief(request: Request, profile: Profile, kit: Kit, now: datetime) -> Briefing:
    with span("find"):
        evidence = kit.library.find(request, now)
    if not evidence:
        raise NothingToSay(f"“{request.whole}”", _nearest(request, kit.library, now))
    moment = request.as_of or now
    articles = {e.article.id: e.article for e in evidence}
    contested = contests(evidence)
    sound = [e for e in evidence if is_news(e.article.text, e.start)]
    first = front(request.whole, profile.plan, sound, articles)
    offered = first.marked([e for e in sound if not contested.outdated(e)])
    kinds = {s.key: s.kinds for s in profile.plan.sections}
    bench = Bench(request.whole, articles, contested, first, kit.checker, kinds, kit.judge)
    judged = first.opened(_written(request, profile.plan, kit, offered, bench, moment))
    if not any(claim.delivered for section in judged for claim in section.claims):
        raise NothingFits(f"“{request.whole}”", _unfit(profile.plan.name, judged))
    judged = checked_headings(judged, profile.plan, offered, articles, contested, first, kit.checker)
    judged = _with_more_sources(judged, offered, articles, first, kit.checker)
    around = _around(request, judged, offered, bench, moment)
    around = replace(around, basis=basis_of(profile.plan, judged, around, articles, contested, first))
    stock = _stock(request, judged, articles, kit, now)
    cited = {c.article_id for s in judged for j in s.claims if j.delivered for c in j.claim.citations}
    # Counting reads weeks of the library: only where a section takes what comes of it.
    noticed = kit.measured(request, moment, cited) if kit.measured and place_of(profile.plan) else ()
    judged, measures = opened_by(request.whole, judged, profile.plan, noticed)
    around = replace(around, measures=measures)
    return publish(request, profile, judged, articles, around, stock, _names(kit), moment, now)


def _written(
    request: Request, plan: Plan, kit: Kit, evidence: Sequence[Evidence], bench: Bench, moment: datetime
) -> list[JudgedSection]:
    """Return what the writer wrote, judged and mended once; the standby fills what holds nothing."""

    def mend(failed: Failed) -> dict[str, Claim]:
        return bind_repaired(kit.writer.repair(failed, evidence, moment), evidence)

    drafted = bind(kit.writer.draft(request, plan, evidence, moment), plan, evidence)
    judged = within(once(judge(drafted, bench, mend)), plan.max_words)
    if kit.standby is None:
        return judged
    spare = [s for s in kit.standby.draft(request, plan, evidence, moment).sections if _lacks(s.key, judged)]
    others = bind(Draft(sections=tuple(spare), complete=True), plan, evidence, prefix="standby-")
    order = {section.key: n for n, section in enumerate(plan.sections)}
    both = [*judged, *judge(others, replace(bench, judge=None), nothing_mended)]
    return within(once(sorted(both, key=lambda section: order[section.key])), plan.max_words)


def _lacks(key: str, judged: Sequence[JudgedSection]) -> bool:
    """Tell whether no section of a key holds a sentence; a second title may stand behind the first."""
    return key == "title" or not any(j.delivered for s in judged if s.key == key for j in s.claims)


def _names(kit: Kit) -> Names:
    spent, calls = (kit.ledger.spent, kit.ledger.calls) if kit.ledger else (Spent(), ())
    library = kit.library
    checker = (kit.judge or kit.checker).name
    return Names(kit.writer.name, library.embedder, checker, library.degraded, spent, calls)


def _stock(
    request: Request, judged: Sequence[JudgedSection], articles: dict[str, Article], kit: Kit, now: datetime
) -> Stock:
    """Return what the store holds, and the outlets that were silent while what is cited was published."""
    cited = {c.article_id for s in judged for j in s.claims if j.delivered for c in j.claim.citations}
    days = sorted(day for name in cited if (day := articles[name].published))
    asked = request
    if days:
        since = max(filter(None, (days[0], request.window.since)))
        until = min(filter(None, (days[-1] + timedelta(seconds=1), request.window.until)))
        asked = request.model_copy(update={"window": Window(since=since, until=until)})
    stock = kit.stock(asked)
    others = set(stock.outlets) - {a.publisher for a in articles.values()}
    return replace(stock, outlets=tuple(kit.library.silent(asked, now, others)))


def _with_more_sources(
    judged: Sequence[JudgedSection],
    evidence: Sequence[Evidence],
    articles: dict[str, Article],
    first: Front,
    checker: Checker,
) -> list[JudgedSection]:
    """Name the others who say the same, and count them."""
    claims = [j.claim for section in judged for j in section.claims if j.delivered]
    backed = {b.claim.id: b for b in corroborated(claims, evidence, articles, checker)}
    lineage = Lineage(articles.values())

    def weighed(j: Judged) -> Judged:
        if j.claim.id not in backed:
            return j
        found = backed[j.claim.id]
        outlets, origins = len({t.article.publisher for t in found.tellings}), lineage.origins(found.tellings)
        said = tuple(c for t in found.tellings if (c := cite(*t)) not in found.claim.citations)
        lone = tuple(c.figure.text for c in first.lone(found.claim)) if origins == 1 else ()
        return replace(j, claim=found.claim, weight=Weight(outlets, origins, lone, said))

    return [replace(s, claims=tuple(map(weighed, s.claims))) for s in judged]


def _around(
    request: Request,
    judged: Sequence[JudgedSection],
    evidence: Sequence[Evidence],
    bench: Bench,
    moment: datetime,
) -> Around:
    """Return the tables; an event that its sources do not support, or others contest, is left out."""
    articles, contested = bench.articles, bench.contested
    claims = [j.claim for section in judged for j in section.claims if j.delivered]
    events = timeline(request.whole, claims, evidence, articles, moment)
    asked = [
        Claim(id=f"timeline-{n}", text=e.text, kind="reported", citations=e.citations[:1])
        for n, e in enumerate(events, 1)
    ]
    verdicts = check_claims(asked, articles, bench.checker)
    fallen = {
        n
        for n, (claim, verdict) in enumerate(zip(asked, verdicts, strict=True))
        if verdict.label != "supported" or check_ledger(claim, contested, articles)
    }
    return Around(
        disagreements=contested.disagreements,
        figures=figures_table(claims, evidence, articles, bench.front.backing, contested),
        timeline=tuple(e for n, e in enumerate(events) if n not in fallen),
    )


def _unfit(profile: str, judged: Sequence[JudgedSection]) -> str:
    """Say why nothing can be printed although something was found."""
    if any(section.claims for section in judged):
        return "no sentence could be supported by its source"
    return f"articles on it were found, but no sentence in them fits a section of the profile {profile}"


def _nearest(request: Request, library: Library, now: datetime) -> str:
    """Return what comes closest, for a refusal that helps."""
    hits = library.nearest(request, now)
    shown = "; ".join(f"{h.article.publisher}: “{h.article.headline}”" for h in hits)
    return f"nearest: {shown}" if shown else "nothing was published in the window"
