"""PDF files → the text a reader of them sees, in paragraphs, and what they say about themselves.

Runs in the reader's process (`agent.collect.worker`), which is bounded in time and memory.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from agent.collect.clean import clean_line, without_headline
from agent.collect.outcome import Unusable
from agent.collect.pdf_lines import Line, headline_of, joined
from agent.collect.pdf_sight import Seen, lines_of
from agent.collect.rows import Fields

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 1_000
"""Pages that are read; the rest is cut off, and reported."""
_MOST_CHARS = 500_000
"""Characters after which reading stops: some seconds of work, and what is kept of an article."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(?:Z|([+-]\d\d)'?(\d\d))?")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3}|\\|^\w+$")


def read_pdf(data: bytes) -> Fields:
    """Return what a PDF file says.

    The headline is its stated title where that also stands on the first page, else the largest words there.
    The date is that of the file, which is told in a remark.

    Raises:
        Unusable: it is damaged, encrypted, or holds no text but pictures of it.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "assword" in str(problem) or "ecurity" in str(problem):
            raise Unusable("it is encrypted and opens with a password only") from None
        raise Unusable("it is no PDF file, or a damaged one") from None
    with document:
        pages, remarks = _pages(document)
        said = document.get_metadata_dict()
    text = joined(pages)
    if not any(character.isalnum() for character in text):
        raise Unusable("it holds no text, only pictures of it, as scans do")
    published = _date(said.get("CreationDate", ""))
    if published:
        remarks.append("its date is the one on which the file was made")
    author = clean_line(said.get("Author", ""), 200)
    title = headline_of(pages, clean_line(said.get("Title", "")))
    return Fields(
        text=without_headline(text, title),
        headline=title,
        authors=(author,) if author and not _NOT_A_NAME.search(author) else (),
        published=published,
        remarks=remarks,
    )


def _pages(document: PdfDocument) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of every page, and remarks on pages that could not be read like the others."""
    pages: list[list[Line]] = []
    pictures: list[int] = []
    layers: list[int] = []
    damaged: list[int] = []
    chars = 0
    for number in range(min(len(document), MOST_PAGES)):
        seen = _seen(document, number)
        if seen is None:
            damaged.append(number + 1)
            pages.append([])
            continue
        pages.append(seen.lines)
        chars += sum(len(line.text) for line in seen.lines)
        if seen.pictures and not seen.lines:
            pictures.append(number + 1)
        if seen.layer:
            layers.append(number + 1)
        if chars > _MOST_CHARS:
            break
    remarks = []
    if len(pages) < len(document):
        remarks.append(f"cut off after {len(pages)} of {len(document)} pages")
    if damaged:
        remarks.append(f"damaged pages are left out: {_numbers(damaged)}")
    if pictures:
        remarks.append(f"pages without text, only pictures, are left out: {_numbers(pictures)}")
    if layers:
        remarks.append(f"the text of scanned pages is what a program read in them: {_numbers(layers)}")
    return pages, remarks


def _seen(document: PdfDocument, number: int) -> Seen | None:
    """Return what a reader sees on a page; None where it is damaged."""
    from pypdfium2 import PdfiumError

    try:
        return lines_of(document, number)
    except PdfiumError:
        return None


def _numbers(pages: list[int]) -> str:
    return ", ".join(map(str, pages[:20])) + (", …" if len(pages) > 20 else "")


def _date(stated: str) -> str:
    """Return a date as PDF writes it (ISO 32000-1, section 7.9.4) in ISO 8601; empty where it is none."""
    found = _DATE.match(stated.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second, zone, minutes = found.groups()
    time = f"T{hour}:{minute}:{second}" if hour else ""
    offset = f"{zone}:{minutes}" if zone else "+00:00" if time and "Z" in found[0] else ""
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}{time}{offset}").isoformat()
    except ValueError:
        return ""
