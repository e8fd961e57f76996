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
        blocks.append(wrapped(f"Question: {page.question}"))
    blocks.append("\n".join(wrapped(fact) for fact in page.facts))
    blocks.extend(wrapped(f"Note: {note}") for note in page.notes)
    for one in page.parts:
        blocks.extend(part(one))
    blocks.extend(_rows("Figures", (_figure(row) for row in page.figures)))
    blocks.extend(_rows("Timeline", (f"{': '.join(row.cells)}{marks(row.marks)}" for row in page.timeline)))
    blocks.extend(_measures(page.measures))
    blocks.extend(disputes(page.disputes))
    blocks.extend(_rows("Withheld", page.held_reasons, page.held_summary))
    blocks.extend(_rows("Blind spots", page.blind_spots))
    if page.sources:
        blocks.append(_underlined("Sources", "-"))
        blocks.append("\n".join(_source(source) for source in page.sources))
    blocks.extend(_rows("Provenance", (f"{name}: {value}" for name, value in page.provenance)))
    return "\n\n".join(blocks) + "\n"


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    """Return text in lines of the width, with what stands before the first and the rest of them."""
    lines = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, expand_tabs=False
    )
    return "\n".join(lines)


def _underlined(heading: str, rule: str, width: int = WIDTH) -> str:
    shown = wrapped(heading, width=width)
    longest = max((len(line) for line in shown.splitlines()), default=0)
    return f"{shown}\n{rule * longest}"


def part(shown: Part, width: int = WIDTH) -> Iterable[str]:
    """Yield the heading, if there is one, and the sentences with their markers."""
    if shown.heading:
        yield _underlined(shown.heading, "-", width)
    yield wrapped(" ".join(_sentence(s) for s in shown.sentences), width=width)


def _sentence(sentence: Sentence) -> str:
    labels = [sentence.kind] if sentence.kind else []
    if sentence.label != "supported":
        labels.append(sentence.verdict)
    said = f"({', '.join(labels)}) " if labels else ""
    return f"{said}{sentence.text}{marks(sentence.marks)}{sentence.behind}"


def marks(some: tuple[Mark, ...]) -> str:
    """Return markers such as " [1][3]"; empty for none."""
    shown = "".join(m.source.label for m in some)
    return f" {shown}" if shown else ""


def _figure(row: Row) -> str:
    value, counts, as_of = row.cells
    return f"{value}: {counts}, as of {as_of}{marks(row.marks)}"


def _rows(heading: str, lines: Iterable[str], lead: str = "") -> Iterable[str]:
    items = [wrapped(line, "- ", "  ") for line in lines]
    if not (lead or items):
        return
    yield _underlined(heading, "-")
    if lead:
        yield wrapped(lead)
    if items:
        yield "\n".join(items)


def _measures(measures: tuple[Counted, ...]) -> Iterable[str]:
    if measures:
        yield _underlined("How coverage was measured", "-")
    for item in measures:
        yield wrapped(item.name)
        yield wrapped(item.explanation)
        yield f"{item.chart}\n{wrapped(item.span)}"
        told = (f"{outlet}: {count} (usual {usual})" for outlet, count, usual in (r.cells for r in item.rows))
        yield "\n".join(wrapped(line, "- ", "  ") for line in told)


def disputes(some: tuple[Dispute, ...], width: int = WIDTH) -> Iterable[str]:
    """Yield what sources tell differently."""
    if some:
        yield _underlined("Where the sources differ", "-", width)
    for item in some:
        lines = [wrapped(f"{item.variable} ({item.type})", width=width)]
        lines += [wrapped(_value(row), "- ", "  ", width) for row in item.rows]
        yield "\n".join(lines)


def _value(row: Row) -> str:
    value, publisher, published, origins = row.cells
    return f"{value}: {publisher}, {published}, {origins}{marks(row.marks)}"


def _source(source: Source) -> str:
    lines = [wrapped(f"{source.label} {source.line}", "", "    ")]
    if source.link:
        lines.append(f"    {source.link.href}")
    lines += [wrapped(p.quote, "    > ", "    > ") for p in source.passages if not p.printed]
    return "\n".join(lines)
