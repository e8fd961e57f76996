"""Page → Markdown (CommonMark with tables), readable as it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.deliver.parts import Counted, Dispute, Mark, Page, Part, Row, Sentence, Source

_INLINE = re.compile(r"[\\`*_\[\]<>|~]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_MATH = re.compile(r"\$(?!\d)")
_AUTOLINK = re.compile(
    r"(?<=\w):(?=//)|(?<=mailto):|(?<=xmpp):|(?<=[\w-])\.(?=[A-Za-z]{2,}(?![A-Za-z]))", re.IGNORECASE
)
_WWW = re.compile(r"(?<=www)\.", re.IGNORECASE)
_MAIL = re.compile(r"(?<=[\w.+-])@(?=\w)")
_BLOCK = re.compile(r"^(?=[#+=:-])|^(?P<number>\d+)(?=[.)](?:\s|$))")
_JOINER = "\u2060"
_BACKSLASH = r"\\\g<0>"


def escape(text: str) -> str:
    """Return foreign text that Markdown prints as it stands: no markup, HTML, image, link or block.

    Backslashes do all but one thing: GitHub's renderer links mail addresses after it has removed them,
    so an invisible word joiner follows their at sign.
    """
    text = _INLINE.sub(_BACKSLASH, text)
    text = _ENTITY.sub(r"\\&", text)
    text = _MATH.sub(r"\\$", text)
    text = _AUTOLINK.sub(_BACKSLASH, text)
    text = _WWW.sub(r"\\.", text)
    text = _MAIL.sub(f"@{_JOINER}", text)
    return _BLOCK.sub(lambda m: f"{m['number'] or ''}\\", text)


def markdown(page: Page) -> str:
    """Return the page as Markdown."""
    blocks = [f"# {escape(page.title)}"]
    if page.question:
        blocks.append(f"**Question:** {escape(page.question)}")
    blocks.append(" · ".join(escape(fact) for fact in page.facts))
    blocks.extend(f"> **Note:** {escape(note)}" for note in page.notes)
    for part in page.parts:
        blocks.extend(_part(part))
    blocks.extend(_table("Figures", ("Value", "What it counts", "As of", "Sources"), page.figures))
    blocks.extend(_table("Timeline", ("Day", "What happened", "Sources"), page.timeline))
    blocks.extend(_measures(page.measures))
    blocks.extend(_disputes(page.disputes))
    blocks.extend(_list("Withheld", page.held_summary, (escape(reason) for reason in page.held_reasons)))
    blocks.extend(_list("Blind spots", "", (escape(line) for line in page.blind_spots)))
    blocks.extend(_list("Sources", "", (_source(source) for source in page.sources)))
    blocks.extend(_list("Provenance", "", (f"{name}: {escape(value)}" for name, value in page.provenance)))
    return "\n\n".join(blocks) + "\n"


def _part(part: Part) -> Iterable[str]:
    if part.heading:
        yield f"## {escape(part.heading)}"
    yield " ".join(_sentence(s) for s in part.sentences)


def _sentence(sentence: Sentence) -> str:
    labels = [sentence.kind] if sentence.kind else []
    if sentence.label != "supported":
        labels.append(sentence.verdict)
    said = f"*{', '.join(labels)}:* " if labels else ""
    return f"{said}{escape(sentence.text)}{_marks(sentence.marks, ' ')}{escape(sentence.behind)}"


def _marks(marks: tuple[Mark, ...], before: str = "") -> str:
    shown = "".join(m.source.label for m in marks)
    return f"{before}{shown}" if shown else ""


def _table(heading: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> Iterable[str]:
    if not rows:
        return
    yield f"## {heading}"
    yield _grid(columns, rows)


def _grid(columns: tuple[str, ...], rows: tuple[Row, ...]) -> str:
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    for row in rows:
        cells = [escape(cell) for cell in row.cells]
        marks = [_marks(row.marks)] if len(columns) > len(cells) else []
        lines.append(f"| {' | '.join([*cells, *marks])} |")
    return "\n".join(lines)


def _measures(measures: tuple[Counted, ...]) -> Iterable[str]:
    if measures:
        yield "## How coverage was measured"
    for item in measures:
        yield f"**{escape(item.name)}**"
        yield escape(item.explanation)
        yield f"    {item.chart}"
        yield f"{escape(item.span)}."
        yield _grid(("Outlet", "Articles", "Usual"), item.rows)


def _disputes(disputes: tuple[Dispute, ...]) -> Iterable[str]:
    if disputes:
        yield "## Where the sources differ"
    for item in disputes:
        yield f"**{escape(item.variable)}** ({item.type})"
        yield _grid(("Value", "Outlet", "Published", "Told by", "Source"), item.rows)


def _list(heading: str, lead: str, lines: Iterable[str]) -> Iterable[str]:
    items = [f"- {line}" for line in lines]
    if not (lead or items):
        return
    yield f"## {heading}"
    if lead:
        yield lead
    if items:
        yield "\n".join(items)


def _source(source: Source) -> str:
    where = f", [{_INLINE.sub(_BACKSLASH, source.link.host)}](<{source.link.href}>)" if source.link else ""
    quotes = [f"\n  > {escape(p.quote)}" for p in source.passages if not p.printed]
    return f"{source.label} {escape(source.line)}{where}" + "\n".join(quotes)
