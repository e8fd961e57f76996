"""One page of a PDF file → the lines a reader sees on it. Runs in the reader's process.

A file can hold words that nobody sees: drawn without ink, in white, without size, or beside the page. They
are left out, as on pages of the web. Where all words are without ink and the page is a picture, they are what
a program read in that picture, and are taken.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import groupby, islice
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from agent.collect.pdf_lines import Line

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_LINE_HYPHENS = "\ufffe\x02"
"""How the library writes a hyphen that ends a line."""
_SMALLEST = 2.0
"""Points below which letters are no letters."""
_WHITE, _CLEAR = 242, 20
"""Least of red, green and blue in white; most of alpha in what is clear."""
_LARGE = 0.4
"""Share of a page that a picture covers where the page is one."""
_MOST_DRAWN = 5_000
_MOST_CHARS = 100_000
"""Characters of one page; a newspaper's have 30,000."""


class Seen(NamedTuple):
    """What a reader sees on a page."""

    lines: list[Line]
    """Its lines, in the order in which the file gives them."""
    pictures: bool
    """It shows a picture."""
    layer: bool
    """Its words are a layer without ink under a picture of the page."""


class _Look(NamedTuple):
    inked: bool
    """Drawn at all."""
    white: bool
    """In a colour that white paper does not show."""


_PLAIN = _Look(inked=True, white=False)


def lines_of(document: PdfDocument, number: int) -> Seen:
    """Return what a reader sees on a page, by its index."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            shown, grounds, pictures = page.get_cropbox(), *_drawn(page)
            chars = list(_chars(text, shown))
            inked = [look.inked for char, _, look in chars if char.strip()]
            layer = bool(inked) and not any(inked) and _covered(pictures, shown)
            kept = [
                (char, box)
                for char, box, look in chars
                if layer or (look.inked and not (look.white and not _on(box, grounds)))
            ]
            return Seen(list(_lines(kept, number)), bool(pictures), layer)
        finally:
            text.close()
    finally:
        page.close()


def _chars(text: PdfTextPage, shown: Box) -> Iterator[tuple[str, Box, _Look]]:
    """Yield the characters on the page, with the box of each; ends of lines have an empty one."""
    from pypdfium2 import raw

    looks: dict[int, _Look] = {}
    rect = raw.FS_RECTF()
    for index in range(min(text.count_chars(), _MOST_CHARS)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in _LINE_HYPHENS:  # the library takes the end of the line behind it away
            char = "\ufffe"
        if char in "\r\n":
            yield "\n", (0.0, 0.0, 0.0, 0.0), _PLAIN
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, rect):
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if char.strip() and (box[3] - box[1] < _SMALLEST or not _inside(box, shown)):
            continue
        handle = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(handle.contents) if handle else 0
        if address not in looks:
            looks[address] = _look(handle) if address else _PLAIN  # a blank between words
        yield char, box, looks[address]
        if char == "\ufffe":
            yield "\n", box, _PLAIN


def _look(handle: Any) -> _Look:
    from pypdfium2 import raw

    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    inked = mode not in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
    colour = _fill(handle)
    clear = colour is not None and colour[3] < _CLEAR
    outlined = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE)
    white = colour is not None and min(colour[:3]) >= _WHITE and not outlined
    return _Look(inked and not clear, white)


def _fill(handle: Any) -> tuple[int, int, int, int] | None:
    """Return red, green, blue and alpha, 0 to 255, in which an object is filled; None if unsaid."""
    from pypdfium2 import raw

    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _drawn(page: PdfPage) -> tuple[list[Box], list[Box]]:
    """Return what is drawn on a page that white letters can stand on, and which of that are pictures."""
    from pypdfium2 import raw

    grounds: list[Box] = []
    pictures: list[Box] = []
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING]
    for drawn in islice(page.get_objects(kinds, max_depth=1), _MOST_DRAWN):
        box = drawn.get_bounds()
        colour = _fill(drawn.raw)
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        elif drawn.type == raw.FPDF_PAGEOBJ_PATH and (colour is None or min(colour[:3]) >= _WHITE):
            continue
        grounds.append(box)
    return grounds, pictures


def _inside(box: Box, outer: Box) -> bool:
    """Tell whether the middle of a box lies in another one."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= up <= outer[3]


def _on(box: Box, grounds: list[Box]) -> bool:
    return any(_inside(box, ground) for ground in grounds)


def _covered(pictures: list[Box], shown: Box) -> bool:
    """Tell whether a picture covers so much of a page that it is one."""
    whole = (shown[2] - shown[0]) * (shown[3] - shown[1])
    return any((box[2] - box[0]) * (box[3] - box[1]) >= _LARGE * whole for box in pictures)


def _lines(chars: list[tuple[str, Box]], page: int) -> Iterator[Line]:
    for ends, group in groupby(chars, lambda one: one[0] == "\n"):
        line = list(group)
        inked = [box for char, box in line if char.strip()]
        if ends or not inked:
            continue
        text = "".join(char for char, _ in line)
        yield Line(
            text=text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
            left=min(box[0] for box in inked),
            right=max(box[2] for box in inked),
            bottom=median(box[1] for box in inked),
            size=median(box[3] - box[1] for box in inked),
            page=page,
        )
