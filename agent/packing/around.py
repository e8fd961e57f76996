"""Title, headings, timeline and tables of a briefing, held to their sources once more.

Pure but for the checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.check.cited import cite
from agent.check.claims import Checker, check_claims
from agent.check.contested import check_ledger
from agent.check.counts import counts
from agent.check.verdict import verdict
from agent.headings import EXACT, OURS, passes
from agent.packing.doubt import Doubt, because, rests_on, shown
from agent.packing.sentences import Judged
from agent.packing.standing import Standing
from agent.text.dates import dates
from agent.text.figures import figures
from agent.timeline import day_told
from agent.types import (
    Article,
    Briefing,
    Citation,
    Claim,
    DisagreementValue,
    FigureRow,
    Finding,
    PackedSection,
    Reason,
    Section,
    Verdict,
)

_HEADLINE = Finding(
    check="citations", passed=True, reason=Reason.OK, message="It is the headline of a cited article."
)


def headings(
    briefing: Briefing,
    plan: Sequence[PackedSection],
    articles: Mapping[str, Article],
    known: Standing,
    checker: Checker,
) -> Judged:
    """Judge the title and the headings that are neither the profile's nor of our list of subjects.

    A source's own headline is held to its article by its figures, dates and quotations, and its verdict says
    no more than that.
    """
    home = {article.headline: article for article in articles.values() if article.headline}
    asked = _headings(briefing, {*OURS, *(s.heading for s in plan if s.heading)}, home)
    verdicts: list[Verdict] = []
    doubts: list[Doubt] = []
    for claim, found in zip(asked, check_claims(asked, articles, checker), strict=True):
        headline = claim.text in home
        if not passes(claim, found, headline=headline):
            why = f"“{shown(claim.text)}” is {because(found)}"
            rests = rests_on(found) if plan or claim.id == "/title" else "absent"
            doubts.append(Doubt(_place(claim), why, rests))
        doubts += [
            Doubt(_place(claim), f.message, "rules") for f in check_ledger(claim, known.contests, articles)
        ]
        if not known.front.heads(claim.text):
            doubts.append(Doubt(_place(claim), "it holds a figure that fewer than two origins give", "rules"))
        verdicts.append(_of_headline(found) if headline else found)
    return verdicts, doubts


def _place(heading: Claim) -> str:
    return heading.id.replace("/", " ").strip()


def _of_headline(found: Verdict) -> Verdict:
    """Return a verdict without the article's text, and without what a headline is not held to."""
    exact = [f.model_copy(update={"citation": None}) for f in found.findings if f.check in EXACT]
    return verdict(found.claim_id, [_HEADLINE, *exact])


def _headings(briefing: Briefing, known: set[str], home: Mapping[str, Article]) -> list[Claim]:
    """Return what stands above the sections as claims; a heading rests on its section, the title on all."""
    told = tuple(c for s in briefing.sections for claim in s.claims for c in claim.citations)
    lines: list[tuple[str, str, tuple[Citation, ...]]] = []
    if briefing.title != briefing.question:
        own = next((s for s in briefing.sections if s.key == "title"), None)
        lines.append(("/title", briefing.title, _below(own) if own else told))
    lines += [(f"/heading/{n}", s.heading, _below(s)) for n, s in enumerate(briefing.sections, 1)]
    return [
        Claim(
            id=name,
            text=text,
            kind="reported",
            citations=(cite(home[text]),) if text in home else behind or told,
        )
        for name, text, behind in lines
        if text and text not in known
    ]


def _below(section: Section) -> tuple[Citation, ...]:
    return tuple(c for claim in section.claims for c in claim.citations)


def events(briefing: Briefing, articles: Mapping[str, Article], known: Standing, checker: Checker) -> Judged:
    """Judge the events of the timeline by the first passage they cite, and work out their days again."""
    asked = [
        Claim(id=f"/event/{n}", text=entry.text, kind="reported", citations=entry.citations[:1])
        for n, entry in enumerate(briefing.timeline, 1)
    ]
    verdicts = check_claims(asked, articles, checker)
    doubts: list[Doubt] = []
    for entry, claim, found in zip(briefing.timeline, asked, verdicts, strict=True):
        where = f"event “{shown(entry.text)}”"
        doubts += [Doubt(where, f.message, "rules") for f in check_ledger(claim, known.contests, articles)]
        if found.label != "supported":
            doubts.append(Doubt(where, f"checked again it is {because(found)}", rests_on(found)))
        elif day_told(entry.text, articles[entry.citations[0].article_id], briefing.as_of) != entry.day:
            doubts.append(Doubt(where, f"its day does not come out as {shown(entry.day)}", "rules"))
    if sorted(entry.day for entry in briefing.timeline) != [entry.day for entry in briefing.timeline]:
        doubts.append(Doubt("timeline", "its days do not stand in their order"))
    return verdicts, doubts


def tables(briefing: Briefing, articles: Mapping[str, Article]) -> Iterator[Doubt]:
    """Yield the figures and rival values that the passages they cite do not give."""
    told = {c.shown for s in briefing.sections for claim in s.claims for c in counts(claim.text)}
    for row in briefing.figures:
        if row.value not in told or not any(_counts(c, row.value) for c in row.citations):
            yield Doubt(f"figure {shown(row.value)}", "no passage it cites gives it", "rules")
        if not _as_of(row, articles, briefing):
            yield Doubt(f"figure {shown(row.value)}", "it is not as of its newest source", "rules")
    for item in briefing.disagreements:
        for value in item.values:
            if not _gives(value, articles):
                where = f"“{shown(item.variable)}”"
                yield Doubt(where, f"the passage does not give {shown(value.value)}", "rules")


def _counts(citation: Citation, value: str) -> bool:
    return any(count.shown == value for count in counts(citation.quote))


def _as_of(row: FigureRow, articles: Mapping[str, Article], briefing: Briefing) -> bool:
    """Tell whether the date can be that of the newest source, of which a row may not list all."""
    days = [day for c in row.citations if (day := articles[c.article_id].published)]
    newest = max(days, default=None)
    if row.as_of is None or newest is None:
        return row.as_of == newest
    return newest <= row.as_of <= briefing.as_of


def _gives(value: DisagreementValue, articles: Mapping[str, Article]) -> bool:
    quote = value.citation.quote
    wanted = figures(value.value)
    if wanted:
        return any(figure.base == wanted[0].base for figure in figures(quote))
    days = {mention.first for mention in dates(value.value, None)} - {None}
    published = articles[value.citation.article_id].published
    return bool(days & {mention.first for mention in dates(quote, published)})
