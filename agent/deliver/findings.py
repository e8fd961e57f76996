"""Verdicts on finished texts → one self-contained page: each sentence beside the passage it was held against.

Pure but for reading its own template. The page needs no script and asks nothing of the outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.html import document
from agent.deliver.links import Link, web_link
from agent.deliver.verdicts import MARKS, deciding, nearest_sentence, told_in
from agent.text.safe import one_line, printable
from agent.text.sentences import sentences
from agent.types import CheckedSentence, CheckReport, Citation, Finding, SourceEntry, Span, VerdictLabel

_WORST: Sequence[VerdictLabel] = ("refuted", "not_enough_info", "unchecked", "supported")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is set in one way."""

    text: str
    mark: str
    """`ok`, `bad`, `open` or `hit`; empty for plain text."""


@dataclass(frozen=True)
class Passage:
    """A passage that a sentence was held against."""

    publisher: str
    title: str
    published: str
    link: Link | None
    excerpt: tuple[Piece, ...]
    """The sentence nearest to what is said, with its neighbours."""
    pieces: tuple[Piece, ...]
    """The whole passage."""


@dataclass(frozen=True)
class Line:
    """A sentence of the text, with everything found about it."""

    number: int
    line: int
    label: VerdictLabel
    verdict: str
    pieces: tuple[Piece, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    """What a reader should know of what was found right: how a figure was computed."""
    passages: tuple[Passage, ...]
    """The one that decided comes first."""


@dataclass(frozen=True)
class Text:
    """A checked text."""

    name: str
    summary: str
    lines: tuple[Line, ...]
    skipped: tuple[str, ...]


def findings_page(reports: Sequence[CheckReport], zone: tzinfo) -> str:
    """Return the reports as a complete HTML document, dates in the given zone."""
    texts = [_text(report, zone) for report in reports]
    totals = [(label, sum(r.counts[label] for r in reports)) for label in _WORST]
    shown = [(label, MARKS[label], number) for label, number in totals if number]
    return document("findings.html.j2", ("page.css", "findings.css"), None, texts=texts, totals=shown)


def _text(report: CheckReport, zone: tzinfo) -> Text:
    sources = {(s.article_id, s.content_hash): s for s in report.sources}
    lines = (_line(number, s, sources, zone) for number, s in enumerate(report.sentences, 1))
    return Text(
        one_line(report.file),
        f"{words.count(len(report.sentences), 'sentence')}: {told_in(report)}",
        tuple(lines),
        tuple(one_line(text) for text in report.skipped),
    )


def _line(
    number: int, checked: CheckedSentence, sources: dict[tuple[str, str], SourceEntry], zone: tzinfo
) -> Line:
    first = deciding(checked)
    ordered = [c for c in (first, *(c for c in checked.citations if c != first)) if c is not None]
    return Line(
        number=number,
        line=checked.line,
        label=checked.verdict.label,
        verdict=MARKS[checked.verdict.label],
        pieces=tuple(_said(checked)),
        problems=tuple(
            dict.fromkeys(
                one_line(f.message) or words.REASONS[f.reason]
                for f in checked.verdict.findings
                if f.passed is not True
            )
        ),
        notes=tuple(
            dict.fromkeys(
                one_line(f.message) for f in checked.verdict.findings if f.passed is True and f.message
            )
        ),
        passages=tuple(
            _passage(checked, c, sources.get((c.article_id, c.content_hash)), zone) for c in ordered
        ),
    )


def _said(checked: CheckedSentence) -> Iterator[Piece]:
    """Yield a sentence with its figures, dates, quotations and names marked by what was found about each."""
    at = 0
    for finding in _by_place(checked.verdict.findings):
        mention = finding.mention
        if mention is None or mention.start < at or mention.end > len(checked.text):
            continue
        yield Piece(printable(checked.text[at : mention.start]), "")
        mark = "ok" if finding.passed else "open" if finding.passed is None else "bad"
        yield Piece(printable(checked.text[mention.start : mention.end]), mark)
        at = mention.end
    yield Piece(printable(checked.text[at:]), "")


def _by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Return what was found about stretches of the sentence, in their order, failures before the rest."""
    marked = [f for f in findings if f.mention is not None]
    return sorted(marked, key=lambda f: (f.mention.start if f.mention else 0, f.passed is not False))


def _passage(
    checked: CheckedSentence, citation: Citation, source: SourceEntry | None, zone: tzinfo
) -> Passage:
    near = nearest_sentence(checked.text, citation.quote)
    around = [s for s in sentences(citation.quote) if s.end <= near.start or s.start >= near.end]
    first = max((s.start for s in around if s.end <= near.start), default=near.start)
    last = min((s.end for s in around if s.start >= near.end), default=near.end)
    return Passage(
        publisher=one_line(source.publisher) if source else "",
        title=one_line(source.title) if source else "",
        published=words.day(source.published, zone) if source else "",
        link=web_link(source.url) if source else None,
        excerpt=_pieces(citation.quote, Span(start=first, end=last), near),
        pieces=_pieces(citation.quote, Span(start=0, end=len(citation.quote)), near),
    )


def _pieces(quote: str, shown: Span, near: Span) -> tuple[Piece, ...]:
    """Return a part of a passage with its nearest sentence marked, and a sign of what is left out."""
    before = ("… " if quote[: shown.start].strip() else "") + quote[shown.start : near.start]
    after = quote[near.end : shown.end] + (" …" if quote[shown.end :].strip() else "")
    parts = ((before, ""), (quote[near.start : near.end], "hit"), (after, ""))
    return tuple(Piece(printable(text), mark) for text, mark in parts if text)
