"""A turn of a conversation → text for a terminal, 80 columns wide or as many as there are. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from agent.deliver import words
from agent.deliver.parts import Page, Row, Source
from agent.deliver.plain import WIDTH, disputes, marks, part, wrapped
from agent.deliver.view import page
from agent.text.safe import one_line
from agent.types import Article, Briefing, Shown, Turn

_WIDEST = 30
"""Columns that a value takes in a table at most."""
_NO_TABLE = 60
"""Columns below which a table has no room, and is a list."""


def reply(
    turn: Turn,
    briefing: Briefing | None,
    passages: Sequence[tuple[Shown, Article]],
    zone: tzinfo,
    width: int = WIDTH,
) -> str:
    """Return what came back: what the program says, the answer or its table, the passages.

    Args:
        turn: The turn.
        briefing: The briefing it names; None for none.
        passages: What it shows, with the articles in which that stands; what is gone is left out.
        zone: In which times are told.
        width: Columns of a line.
    """
    blocks = [*answer(turn, briefing, zone, width)]
    blocks += [_passage(n, one, article, zone, width) for n, (one, article) in enumerate(passages, 1)]
    return "\n\n".join(blocks) + "\n"


def answer(turn: Turn, briefing: Briefing | None, zone: tzinfo, width: int = WIDTH) -> Iterator[str]:
    """Yield what the program says, and the answer or its table, without the passages that a turn shows."""
    if turn.said:
        yield wrapped(one_line(turn.said), width=width)
    if briefing is not None and turn.step is not None and not turn.shown:
        shown = page(briefing, zone)
        table = turn.step.kind == "table" and shown.figures
        yield from _table(shown, width) if table else _answer(shown, width)


def opened(source: Source, width: int = WIDTH) -> str:
    """Return a source with the passages that are cited from it."""
    lines = [wrapped(f"{source.label} {source.line}", "", "    ", width)]
    if source.link:
        lines.append(f"    {source.link.href}")
    lines += [wrapped(f"“{one.quote}”", "    ", "    ", width) for one in source.passages]
    return "\n".join(lines) + "\n"


def _answer(shown: Page, width: int) -> Iterator[str]:
    for one in shown.parts:
        yield from part(one, width)
    yield from disputes(shown.disputes, width)
    told = [*shown.notes, *([shown.held_summary] if shown.held else [])]
    yield from (wrapped(f"({line})", width=width) for line in told)
    yield "\n".join(_listed(shown, width))


def _listed(shown: Page, width: int) -> Iterator[str]:
    """Yield the sources that sentences cite, and how those that were only compared can be looked at."""
    cited = {mark.source.label for one in shown.parts for s in one.sentences for mark in s.marks}
    first = [one for one in shown.sources if one.label in cited] or list(shown.sources)
    for one in first:
        yield wrapped(f"{one.label} {one.line}", "  ", " " * (len(one.label) + 3), width)
    if others := [one.label for one in shown.sources if one not in first]:
        yield wrapped(f"Only compared: {' '.join(others)}. A number opens it.", "  ", "  ", width)


def _table(shown: Page, columns: int) -> list[str]:
    rows = [_cells(row) for row in shown.figures]
    if columns < _NO_TABLE:
        told = [wrapped(f"{value}: {counts}, {day}", "- ", "  ", columns) for value, counts, day in rows]
        return ["\n".join(told), "\n".join(_listed(shown, columns))]
    width = min(_WIDEST, max(len(value) for value, _, _ in rows))
    dated = max(len(day) for _, _, day in rows)
    left = columns - width - dated - 4
    lines = [f"{'figure'.ljust(width)}  {'what it counts'.ljust(left)}  as of"]
    lines.append(f"{'-' * width}  {'-' * left}  {'-' * dated}")
    for value, counts, day in rows:
        values = wrapped(value).splitlines() if len(value) <= width else _cut(value, width)
        counted = _cut(counts, left)
        for n in range(max(len(values), len(counted))):
            first = values[n] if n < len(values) else ""
            second = counted[n] if n < len(counted) else ""
            lines.append(f"{first.ljust(width)}  {second.ljust(left)}  {day if n == 0 else ''}".rstrip())
    return ["\n".join(lines), "\n".join(_listed(shown, columns))]


def _cells(row: Row) -> tuple[str, str, str]:
    value, counts, day = row.cells
    return value, f"{counts}{marks(row.marks)}", day


def _cut(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width) or [""]


def _passage(number: int, one: Shown, article: Article, zone: tzinfo, width: int) -> str:
    before = f"Sentence {one.sentence}: " if one.sentence else ""
    head = f"{number}. {before}{article.publisher}, {words.day(article.published, zone)}: {article.headline}"
    lines = [wrapped(one_line(head), "", "   ", width)]
    lines.append(wrapped(f"“{one_line(article.text[one.start : one.end])}”", "   ", "   ", width))
    if article.url:
        lines.append(f"   {one_line(article.url)}")
    return "\n".join(lines)
