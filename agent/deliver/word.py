"""Page → a file for word processors (DOCX): headings, tables, and numbers that lead to the list of sources.

What sources wrote becomes text and nothing else: no field, no link, no picture, and nothing that the file
would fetch from elsewhere. Addresses are printed. The same page gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Length, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from agent.deliver.parts import Mark, Page, Part, Row, Sentence, Source

_NO_XML = re.compile("[\ufffe\uffff]")
"""What one line of a page may still hold and XML may not."""
_GREY, _BLUE = RGBColor(0x55, 0x55, 0x55), RGBColor(0x1F, 0x4E, 0x9E)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Stands as the time of every part of the file, so that the same page gives the same bytes."""
NARROWEST, WIDEST = 12, 50
"""Characters for which a column of a table has room at least, and for which it is widened at most."""


def docx(page: Page, created: datetime) -> bytes:
    """Return the page as a DOCX file, dated when the briefing was written."""
    file = Document()
    for section in file.sections:
        section.left_margin = section.right_margin = Inches(1)
    _properties(file, page, created)
    file.add_heading(_text(page.title), 0)
    if page.question:
        file.add_paragraph(_text(f"Question: {page.question}"))
    _small(file.add_paragraph(), " · ".join(page.facts))
    for note in page.notes:
        file.add_paragraph().add_run(_text(f"Note: {note}")).italic = True
    for part in page.parts:
        _part(file, part)
    _table(file, "Figures", ("Value", "What it counts", "As of", "Sources"), page.figures)
    _table(file, "Timeline", ("Day", "What happened", "Sources"), page.timeline)
    for item in page.measures:
        _table(file, f"Coverage: {item.name}", ("Outlet", "Articles", "Usual"), item.rows)
        file.add_paragraph(_text(item.explanation))
    for dispute in page.disputes:
        told = f"Where the sources differ: {dispute.variable} ({dispute.type})"
        _table(file, told, ("Value", "Outlet", "Published", "Told by", "Source"), dispute.rows)
    _list(file, "Withheld", (page.held_summary, *page.held_reasons))
    _list(file, "Blind spots", page.blind_spots)
    _sources(file, page.sources)
    _list(file, "Provenance", [f"{name}: {value}" for name, value in page.provenance])
    return _packed(file)


def _properties(file: File, page: Page, created: datetime) -> None:
    told = file.core_properties
    told.title, told.author, told.comments = _text(page.title)[:255], "aletheia", ""
    told.last_modified_by, told.created, told.modified = "aletheia", created, created
    told.language = "en"


def _part(file: File, part: Part) -> None:
    if part.heading:
        file.add_heading(_text(part.heading), 1)
    paragraph = file.add_paragraph()
    for sentence in part.sentences:
        _sentence(paragraph, sentence)


def _sentence(paragraph: Paragraph, sentence: Sentence) -> None:
    labels = [sentence.kind] if sentence.kind else []
    if sentence.label != "supported":
        labels.append(sentence.verdict)
    if labels:
        paragraph.add_run(_text(f"{', '.join(labels)}: ")).italic = True
    paragraph.add_run(_text(f"{sentence.text} "))
    _marks(paragraph, sentence.marks)
    _small(paragraph, f"{sentence.behind} ")


def _marks(paragraph: Paragraph, marks: Iterable[Mark]) -> None:
    """Add numbers that lead to the sources in the same file."""
    for mark in marks:
        run = paragraph.add_run(mark.source.label)
        run.font.color.rgb = _BLUE
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _anchor(mark.source))
        run._r.addprevious(link)
        link.append(run._r)


def _anchor(source: Source) -> str:
    return f"source_{source.number if source.number is not None else 'unlisted'}"


def _table(file: File, heading: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    file.add_heading(_text(heading), 1)
    table = file.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row.cells, strict=False):
            cell.paragraphs[0].add_run(_text(value))
        _marks(cells[-1].paragraphs[0], row.marks)
    page = file.sections[0]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    _spread(table, [columns, *(row.cells for row in rows)], room)


def _spread(table: Table, told: Sequence[Sequence[str]], room: int) -> None:
    """Give each column width by the longest text in it, within bounds: numbers of sources need little."""
    longest = [max(len(cells[at]) for cells in told if at < len(cells)) for at in range(len(told[0]))]
    wanted = [max(NARROWEST, min(WIDEST, length)) for length in longest]
    table.autofit = False
    widths = [Length(room * share // sum(wanted)) for share in wanted]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # some programs read these, and some those of the cells
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _list(file: File, heading: str, lines: Sequence[str]) -> None:
    if lines:
        file.add_heading(heading, 1)
    for line in lines:
        file.add_paragraph(_text(line), style="List Bullet")


def _sources(file: File, sources: Sequence[Source]) -> None:
    if sources:
        file.add_heading("Sources", 1)
    for number, source in enumerate(sources, 1):
        paragraph = file.add_paragraph()
        where = f" {source.link.href}" if source.link else ""
        run = paragraph.add_run(_text(f"{source.label} {source.line}"))
        _small(paragraph, where)
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (begin, end):
            mark.set(qn("w:id"), str(number))
        begin.set(qn("w:name"), _anchor(source))
        run._r.addprevious(begin)
        run._r.addnext(end)
        for passage in source.passages:
            quoted = file.add_paragraph(style="Quote")
            quoted.add_run(_text(f"“{passage.quote}”"))


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(_text(text))
    run.font.size, run.font.color.rgb = Pt(9), _GREY


def _text(text: str) -> str:
    """Return a line of the page as the file can hold it."""
    return _NO_XML.sub("\ufffd", text)


def _packed(file: File) -> bytes:
    """Return the file as bytes, without the time of day in it."""
    made, packed = BytesIO(), BytesIO()
    file.save(made)
    with ZipFile(made) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _LONG_AGO), before.read(name), ZIP_DEFLATED)
    return packed.getvalue()
