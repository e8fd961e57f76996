"""Briefing → Page: everything a reader sees, in order, as plain strings ready to be set in a format.

The one place where numbers become markers and foreign text loses its control characters. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.links import Link, web_link
from agent.text.safe import one_line
from agent.types import (
    Briefing,
    CheckedClaim,
    Citation,
    Disagreement,
    FigureRow,
    SourceEntry,
    TimelineEntry,
    VerdictLabel,
    Withheld,
)


@dataclass(frozen=True)
class Passage:
    """A cited stretch of text."""

    anchor: str
    quote: str
    printed: bool
    """It stands in a section word for word, so a format without room need not print it again."""
    first_use: str
    """Anchor of the marker that cites it first."""


@dataclass(frozen=True)
class Source:
    """A line of the list of sources."""

    number: int | None
    """None: cited, but not in the briefing's list."""
    publisher: str
    title: str
    published: str
    link: Link | None
    passages: tuple[Passage, ...]

    @property
    def line(self) -> str:
        """Outlet, headline and date as one string."""
        said = f"{self.publisher}: {self.title}" if self.title else self.publisher
        return f"{said} ({self.published})" if self.published else said

    @property
    def label(self) -> str:
        """What the marker shows."""
        return f"[{self.number}]" if self.number is not None else "[unlisted]"


@dataclass(frozen=True)
class Mark:
    """A marker in the text: one source, one or more of its passages."""

    anchor: str
    source: Source
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its marks."""

    text: str
    kind: str
    """`Assessment`, `Measured`, or empty."""
    label: VerdictLabel
    verdict: str
    verbatim: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Part:
    """A printed section."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Row:
    """A line of a table or list: cells in order, then where it stands."""

    cells: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Dispute:
    """The same thing, told differently."""

    variable: str
    type: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Held:
    """A sentence that was not delivered, and why."""

    section: str
    text: str
    why: str


@dataclass(frozen=True)
class Page:
    """A briefing as a reader sees it."""

    title: str
    question: str
    """Empty where the title says it already."""
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    figures: tuple[Row, ...]
    timeline: tuple[Row, ...]
    disputes: tuple[Dispute, ...]
    held_summary: str
    held_reasons: tuple[str, ...]
    held: tuple[Held, ...]
    blind_spots: tuple[str, ...]
    sources: tuple[Source, ...]
    provenance: tuple[tuple[str, str], ...]


def page(briefing: Briefing, zone: tzinfo) -> Page:
    """Return the page of a briefing, dates in the given zone."""
    marker = _Marker(briefing, zone)
    title = one_line(briefing.title)
    question = one_line(briefing.question)
    return Page(
        title=title,
        question="" if question == title else question,
        facts=_facts(briefing, zone),
        notes=tuple(one_line(note) for note in briefing.notes),
        parts=tuple(_parts(briefing, marker)),
        figures=tuple(_figure(row, marker, zone) for row in briefing.figures),
        timeline=tuple(_event(entry, marker) for entry in briefing.timeline),
        disputes=tuple(_dispute(item, marker, zone) for item in briefing.disagreements),
        held_summary=_held_summary(briefing.withheld),
        held_reasons=tuple(_held_reasons(briefing.withheld)),
        held=tuple(_held(item, _headings(briefing)) for item in briefing.withheld),
        blind_spots=tuple(one_line(line) for line in words.blind_spots(briefing.blind_spots)),
        sources=marker.sources,
        provenance=_provenance(briefing, zone),
    )


class _Marker:
    """Gives every cited passage and every marker its anchor, in the order of the page."""

    def __init__(self, briefing: Briefing, zone: tzinfo) -> None:
        self._uses = 0
        self._entries = {(s.article_id, s.content_hash): s.number for s in briefing.sources}
        self._by_article = {s.article_id: s.number for s in briefing.sources}
        self._passages: dict[tuple[str, str, int, int], Passage] = {}
        printed = {claim.text for section in briefing.sections for claim in section.claims}
        spans: dict[int | None, list[Passage]] = {}
        for number, use, citation in self._walk(briefing):
            key = _key(citation)
            if key not in self._passages:
                anchor = f"p{len(self._passages) + 1}"
                self._passages[key] = Passage(
                    anchor, one_line(citation.quote), citation.quote in printed, f"r{use}"
                )
                spans.setdefault(number, []).append(self._passages[key])
        listed = [_source(s, spans.get(s.number, ()), zone) for s in briefing.sources]
        if None in spans:
            listed.append(
                Source(None, "Cited, but not in the list of sources", "", "", None, tuple(spans[None]))
            )
        self.sources = tuple(listed)
        self._by_number = {s.number: s for s in listed}

    def marks(self, citations: Iterable[Citation]) -> tuple[Mark, ...]:
        """Return one mark per source, in the order given; call it in the order of the page."""
        made = []
        for number, group in self._grouped(citations).items():
            self._uses += 1
            passages = tuple(self._passages[key] for key in dict.fromkeys(_key(c) for c in group))
            made.append(Mark(f"r{self._uses}", self._by_number[number], passages))
        return tuple(made)

    def _walk(self, briefing: Briefing) -> Iterable[tuple[int | None, int, Citation]]:
        """Go through all citations as the page will, with the use that each belongs to."""
        use = 0
        for citations in _cited(briefing):
            for number, group in self._grouped(citations).items():
                use += 1
                for citation in group:
                    yield number, use, citation

    def _grouped(self, citations: Iterable[Citation]) -> dict[int | None, list[Citation]]:
        groups: dict[int | None, list[Citation]] = {}
        for c in citations:
            number = self._entries.get((c.article_id, c.content_hash), self._by_article.get(c.article_id))
            groups.setdefault(number, []).append(c)
        return groups


def _key(citation: Citation) -> tuple[str, str, int, int]:
    return citation.article_id, citation.content_hash, citation.start, citation.end


def _cited(briefing: Briefing) -> Iterable[tuple[Citation, ...]]:
    """Return what each line of the page cites, in the order in which the page prints them."""
    for section in briefing.sections:
        for claim in section.claims:
            yield claim.citations
    for row in briefing.figures:
        yield row.citations
    for entry in briefing.timeline:
        yield entry.citations
    for item in briefing.disagreements:
        for value in item.values:
            yield (value.citation,)


def _source(entry: SourceEntry, passages: Iterable[Passage], zone: tzinfo) -> Source:
    return Source(
        number=entry.number,
        publisher=one_line(entry.publisher),
        title=one_line(entry.title),
        published=words.day(entry.published, zone),
        link=web_link(entry.url),
        passages=tuple(passages),
    )


def _parts(briefing: Briefing, marker: _Marker) -> Iterable[Part]:
    for section in briefing.sections:
        heading = "" if section.heading == briefing.title else one_line(section.heading)
        yield Part(heading, tuple(_sentence(claim, marker) for claim in section.claims))


def _sentence(claim: CheckedClaim, marker: _Marker) -> Sentence:
    return Sentence(
        text=one_line(claim.text),
        kind=words.KINDS[claim.kind],
        label=claim.verdict.label,
        verdict=words.VERDICTS[claim.verdict.label],
        verbatim=claim.verbatim,
        marks=marker.marks(claim.citations),
    )


def _figure(row: FigureRow, marker: _Marker, zone: tzinfo) -> Row:
    cells = (one_line(row.value), one_line(row.counts), words.day(row.as_of, zone))
    return Row(cells, marker.marks(row.citations))


def _event(entry: TimelineEntry, marker: _Marker) -> Row:
    return Row((words.calendar_day(one_line(entry.day)), one_line(entry.text)), marker.marks(entry.citations))


def _dispute(item: Disagreement, marker: _Marker, zone: tzinfo) -> Dispute:
    rows = tuple(
        Row(
            (
                one_line(value.value),
                one_line(value.publisher),
                words.day(value.published, zone),
                words.count(value.origins, "independent text"),
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
    sentences = words.count(sum(len(s.claims) for s in briefing.sections), "sentence")
    outlets = words.count(len({s.publisher for s in briefing.sources}), "outlet")
    articles = words.count(len(briefing.sources), "article")
    return (
        f"As of {words.instant(briefing.as_of, zone)}",
        f"Articles {words.window(briefing.window, zone)}",
        f"{sentences} from {articles} of {outlets}, each checked against the passage it cites",
    )


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
        ("Model calls", f"{made.calls:,} ({words.count(made.tokens, 'token')})"),
    )
    return tuple((name, one_line(value)) for name, value in pairs)
