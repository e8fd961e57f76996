"""Briefing → Page: everything a reader sees, in order.

The one place where foreign text loses its control characters; markers are made beside it. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta, tzinfo

from agent.deliver import words
from agent.deliver.marks import Marker
from agent.deliver.parts import Counted, Dispute, Held, Page, Part, Row, Sentence
from agent.deliver.sparkline import blocks
from agent.deliver.standing import standing
from agent.text.safe import one_line
from agent.types import Briefing, CheckedClaim, Disagreement, FigureRow, Measure, TimelineEntry, Withheld

_DRAWN = 72
"""Hours of a chart."""


def page(briefing: Briefing, zone: tzinfo) -> Page:
    """Return the page of a briefing, dates in the given zone."""
    marker = Marker(briefing, zone)
    title = one_line(briefing.title)
    question = one_line(briefing.question)
    alone = question == title  # then it stands at the top, however it was typed
    return Page(
        title=f"{title[:1].upper()}{title[1:]}" if alone else title,
        question="" if alone else question,
        facts=_facts(briefing, zone),
        notes=tuple(one_line(note) for note in _notes(briefing)),
        parts=tuple(_parts(briefing, marker, zone)),
        figures=tuple(_figure(row, marker, zone) for row in briefing.figures),
        timeline=tuple(_event(entry, marker) for entry in briefing.timeline),
        measures=tuple(counted(item, zone) for item in briefing.measures),
        disputes=tuple(_dispute(item, marker, zone) for item in briefing.disagreements),
        held_summary=_held_summary(briefing.withheld),
        held_reasons=tuple(_held_reasons(briefing.withheld)),
        held=tuple(_held(item, _headings(briefing)) for item in briefing.withheld),
        blind_spots=tuple(one_line(line) for line in words.blind_spots(briefing.blind_spots)),
        sources=marker.sources,
        provenance=_provenance(briefing, zone),
    )


def _notes(briefing: Briefing) -> Iterable[str]:
    if said := words.version(briefing.version, briefing.edits):
        yield said
    yield from briefing.notes


def _parts(briefing: Briefing, marker: Marker, zone: tzinfo) -> Iterable[Part]:
    for section in (s for s in briefing.sections if s.claims):
        heading = "" if section.heading == briefing.title else one_line(section.heading)
        yield Part(heading, tuple(_sentence(claim, marker, briefing, zone) for claim in section.claims))


def _sentence(claim: CheckedClaim, marker: Marker, briefing: Briefing, zone: tzinfo) -> Sentence:
    return Sentence(
        id=claim.id,
        text=one_line(claim.text),
        kind=words.KINDS[claim.kind],
        label=claim.verdict.label,
        verdict=words.VERDICTS[claim.verdict.label],
        verbatim=claim.verbatim,
        standing=standing(claim, briefing.disagreements),
        marks=marker.marks(claim.citations),
        weight=words.weight(claim.outlets, claim.origins),
        lone=one_line(words.lone(claim.lone_figures)),
        edited=one_line(words.edited(briefing.edited(claim.id), zone)),
    )


def _figure(row: FigureRow, marker: Marker, zone: tzinfo) -> Row:
    doubt = words.doubt(row.origins, row.disputed)
    counts = one_line(f"{row.counts} ({doubt})" if doubt else row.counts)
    cells = (one_line(row.value), counts, words.day(row.as_of, zone))
    return Row(cells, marker.marks(row.citations))


def _event(entry: TimelineEntry, marker: Marker) -> Row:
    return Row((words.calendar_day(one_line(entry.day)), one_line(entry.text)), marker.marks(entry.citations))


def counted(item: Measure, zone: tzinfo) -> Counted:
    """Return a burst with the counts that are drawn of it."""
    counts = words.hours(item.counts, item.hours)[-_DRAWN:]
    spike = item.spike
    since = item.start + timedelta(hours=item.hours - len(counts))
    span = f"{words.instant(since, zone)} to {words.instant(spike.end, zone)}"
    rows = tuple(
        Row((one_line(one.outlet), f"{one.count:,}", f"{one.expected:.1f}"), ()) for one in spike.origins
    )
    return Counted(
        name=one_line(spike.label or "The story of this briefing"),
        explanation=one_line(spike.explanation),
        chart=blocks(counts, _DRAWN),
        span=f"Articles by the hour, {span}",
        rows=rows,
        counts=tuple(counts),
        within=min(len(counts), (spike.end - spike.start) // timedelta(hours=1)),
    )


def _dispute(item: Disagreement, marker: Marker, zone: tzinfo) -> Dispute:
    rows = tuple(
        Row(
            (
                one_line(f"{value.value} ({value.measure})" if value.measure else value.value),
                one_line(value.publisher),
                words.day(value.published, zone),
                words.count(value.origins, "origin"),
            ),
            marker.marks((value.citation,)),
        )
        for value in item.values
    )
    return Dispute(one_line(item.variable), item.type, rows)


def _headings(briefing: Briefing) -> dict[str, str]:
    return {s.key: s.heading for s in briefing.sections if s.heading}


def _held(item: Withheld, headings: dict[str, str]) -> Held:
    return Held(one_line(headings.get(item.section, item.section)), one_line(item.text), _why(item))


def _why(item: Withheld) -> str:
    """Return the reason that decided, the finding's own sentence first, and what became of the place."""
    failed = [f for f in item.verdict.findings if f.passed is False]
    open_ones = [f for f in item.verdict.findings if f.passed is None]
    told = [one_line(f.message) or words.REASONS[f.reason] for f in (failed or open_ones)[:2]]
    why = "; ".join(t.rstrip(".") for t in told) or words.VERDICTS[item.verdict.label].lower()
    return f"{why} (replaced by the source's own sentence)" if item.replaced else why


def _held_summary(withheld: tuple[Withheld, ...]) -> str:
    if not withheld:
        return "Nothing was withheld."
    replaced = sum(item.replaced for item in withheld)
    stand_in = f"; the source's own sentence stands in for {replaced} of them" if replaced else ""
    were = "was" if len(withheld) == 1 else "were"
    return f"{words.count(len(withheld), 'sentence')} failed the checks and {were} not delivered{stand_in}."


def _held_reasons(withheld: tuple[Withheld, ...]) -> Iterable[str]:
    """Return how often each first reason decided, the most frequent first."""
    firsts = Counter(_first_reason(item) for item in withheld)
    for reason, number in firsts.most_common():
        yield f"{number} × {reason}"


def _first_reason(item: Withheld) -> str:
    for passed in (False, None):
        for finding in item.verdict.findings:
            if finding.passed is passed:
                return words.REASONS[finding.reason]
    return words.VERDICTS[item.verdict.label].lower()


def _facts(briefing: Briefing, zone: tzinfo) -> tuple[str, ...]:
    claims = [claim for section in briefing.sections for claim in section.claims]
    sentences = words.count(sum(claim.kind != "measured" for claim in claims), "sentence")
    cited = {c.article_id for s in briefing.sections for claim in s.claims for c in claim.citations}
    outlets = words.count(len({s.publisher for s in briefing.sources if s.article_id in cited}), "outlet")
    articles = words.count(len(cited), "article")
    return (
        f"As of {words.instant(briefing.as_of, zone)}",
        f"Articles {words.window(briefing.window, zone)}",
        f"{sentences} from {articles} of {outlets}, each checked against the passage it cites",
        *(["Where no number of outlets follows a sentence, one outlet says so"] if _alone(claims) else []),
        *(["1 sentence measured: worked out from the library's own counts"] if briefing.measures else []),
    )


def _alone(claims: Sequence[CheckedClaim]) -> bool:
    return any(claim.outlets == 1 for claim in claims)


def _provenance(briefing: Briefing, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    made = briefing.provenance
    pairs = (
        ("Briefing", briefing.id),
        ("Written", words.instant(briefing.created, zone)),
        ("Program", f"aletheia {made.version}"),
        ("Profile", f"{briefing.profile} ({made.profile_hash[:12]})"),
        ("Writer", made.writer),
        ("Embedder", made.embedder),
        ("Checker", made.checker),
        ("Library", words.count(made.articles, "article")),
        ("Model calls", words.spent(made.spent)),
        *(
            ("Prompt", f"{call.prompt} ({call.hash[:12]}): {call.state.replace('_', ' ')}")
            for call in made.asked
        ),
    )
    return tuple((name, one_line(value)) for name, value in pairs)
