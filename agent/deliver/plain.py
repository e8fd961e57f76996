"""Page → plain text for terminals, 80 columns wide. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from agent.deliver.parts import Counted, Dispute, Mark, Page, Part, Row, Sentence, Source

WIDTH = 80
"""Columns; the width every terminal has."""


def plain(page: Page) -> str:
    """Return the page as text; only an address may be longer than a line, so that it stays whole."""
    blocks = [_underlined(page.title, "=")]
    if page.question:
        blocks.append(_wrap(f"Question: {page.question}"))
    blocks.append("\n".join(_wrap(fact) for fact in page.facts))
    blocks.extend(_wrap(f"Note: {note}") for note in page.notes)
    for part in page.parts:
        blocks.extend(_part(part))
    blocks.extend(_rows("Figures", (_figure(row) for row in page.figures)))
    blocks.extend(_rows("Timeline", (f"{': '.join(row.cells)}{_marks(row.marks)}" for row in page.timeline)))
    blocks.extend(_measures(page.measures))
    blocks.extend(_disputes(page.disputes))
    blocks.extend(_rows("Withheld", page.held_reasons, page.held_summary))
    blocks.extend(_rows("Blind spots", page.blind_spots))
    if page.sources:
        blocks.append(_underlined("Sources", "-"))
        blocks.append("\n".join(_source(source) for source in page.sources))
    blocks.extend(_rows("Provenance", (f"{name}: {value}" for name, value in page.provenance)))
    return "\n\n".join(blocks) + "\n"


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, expand_tabs=False
    )
    return "\n".join(lines)


def _underlined(heading: str, rule: str) -> str:
    shown = _wrap(heading)
    longest = max((len(line) for line in shown.splitlines()), default=0)
    return f"{shown}\n{rule * longest}"


def _part(part: Part) -> Iterable[str]:
    if part.heading:
        yield _underlined(part.heading, "-")
    yield _wrap(" ".join(_sentence(s) for s in part.sentences))


def _sentence(sentence: Sentence) -> str:
    labels = [sentence.kind] if sentence.kind else []
    if sentence.label != "supported":
        labels.append(sentence.verdict)
    said = f"({', '.join(labels)}) " if labels else ""
    return f"{said}{sentence.text}{_marks(sentence.marks)}{sentence.behind}"


def _marks(marks: tuple[Mark, ...]) -> str:
    shown = "".join(m.source.label for m in marks)
    return f" {shown}" if shown else ""


def _figure(row: Row) -> str:
    value, counts, as_of = row.cells
    return f"{value}: {counts}, as of {as_of}{_marks(row.marks)}"


def _rows(heading: str, lines: Iterable[str], lead: str = "") -> Iterable[str]:
    items = [_wrap(line, "- ", "  ") for line in lines]
    if not (lead or items):
        return
    yield _underlined(heading, "-")
    if lead:
        yield _wrap(lead)
    if items:
        yield "\n".join(items)


def _measures(measures: tuple[Counted, ...]) -> Iterable[str]:
    if measures:
        yield _underlined("How coverage was measured", "-")
    for item in measures:
        yield _wrap(item.name)
        yield _wrap(item.explanation)
        yield f"{item.chart}\n{_wrap(item.span)}"
        told = (f"{outlet}: {count} (usual {usual})" for outlet, count, usual in (r.cells for r in item.rows))
        yield "\n".join(_wrap(line, "- ", "  ") for line in told)


def _disputes(disputes: tuple[Dispute, ...]) -> Iterable[str]:
    if disputes:
        yield _underlined("Where the sources differ", "-")
    for item in disputes:
        lines = [_wrap(f"{item.variable} ({item.type})")]
        lines += [_wrap(_value(row), "- ", "  ") for row in item.rows]
        yield "\n".join(lines)


def _value(row: Row) -> str:
    value, publisher, published, origins = row.cells
    return f"{value}: {publisher}, {published}, {origins}{_marks(row.marks)}"


def _source(source: Source) -> str:
    lines = [_wrap(f"{source.label} {source.line}", "", "    ")]
    if source.link:
        lines.append(f"    {source.link.href}")
    lines += [_wrap(p.quote, "    > ", "    > ") for p in source.passages if not p.printed]
    return "\n".join(lines)
