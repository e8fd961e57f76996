"""A finished text, in Markdown or HTML → the words its reader sees, each knowing where it stands in the file.

Both go one way: every run of text gets a note of its place, Markdown becomes a page, and the visible words of
the page are read block by block. A text that is neither is taken as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from agent.collect.pages import parsed
from agent.collect.places import NOTE, noted_html, noted_markdown
from agent.collect.visible import keep_visible

Form = Literal["text", "markdown", "html"]
"""How a finished text is written."""

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
        "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "ul",
    }
)  # fmt: skip
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PIECE = re.compile(rf"{NOTE.pattern}|(?P<space>\s+)|(?P<word>[^\s\ue000]+)")
_FOOTNOTE = re.compile(r"\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*")
_UNIT = re.compile(r"(?:\b|\d)(?:[kcm]?m|ft|in|mi|yd)$")
_OURS = -1
"""Place of a character that stands nowhere in the file, because it was set here."""


@dataclass(frozen=True)
class Finished:
    """A finished text as its reader sees it."""

    text: str
    """Its words, blocks apart by blank lines, each row of a table on a line of its own."""
    places: tuple[int, ...] | None = None
    """Where each character stands in the file, -1 for those that were set here; None: just where it is."""
    code: tuple[str, ...] = ()
    """First lines of blocks of code that name their language; no part of `text`."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text begins and ends in the file."""
        if self.places is None:
            return start, end
        told = [place for place in self.places[start:end] if place != _OURS]
        return (told[0], max(told[-1], told[0]) + 1) if told else (0, 0)


def form_of(name: str, text: str) -> Form:
    """Return how a text is written, by the ending of its name; one without an ending we know by its look.

    Models answer in Markdown, and plain prose is Markdown too, so that is what a text without a name is.
    """
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending in ("html", "htm", "xhtml"):
        return "html"
    if ending in ("md", "markdown"):
        return "markdown"
    if ending == "txt":
        return "text"
    return "html" if _PAGE.match(text) else "markdown"


def read_finished(text: str, form: Form) -> Finished:
    """Return what a reader of the text sees.

    Raises:
        Unusable: it is a page that cannot be read whole.
    """
    if form == "text":
        return Finished(text)
    plain = text.replace("\ue000", " ").replace("\ue001", " ")
    source = noted_html(plain) if form == "html" else noted_markdown(plain)
    if not NOTE.search(source):
        return Finished("", ())
    page = parsed(source if form == "html" else f"<html><body>{source}</body></html>")
    keep_visible(page)
    return _Reader().read(page)


class _Reader:
    """Walks through a page and writes down what stands there."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._places: list[int] = []
        self._code: list[str] = []
        self._at = 0
        self._flat = False

    def read(self, page: HtmlElement) -> Finished:
        """Return everything below an element."""
        self._element(page)
        return Finished("".join(self._text), tuple(self._places), tuple(self._code))

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in ("head", "title"):
            return
        if tag == "br":
            self._ours(" " if self._flat else "\n")
        elif tag == "pre" and (language := _language(element)):
            self._code.append(f"{language} code: {_first_line(element)}")
        elif tag == "tr":
            self._row(element)
        elif tag in ("td", "th"):  # outside a row, or in a table within a cell
            self._blank()
            self._inside(element)
            self._blank()
        elif tag == "sup":
            self._superscript(element)
        elif tag in _BLOCKS:
            self._gap()
            self._inside(element)
            self._gap()
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        kept = element.tag == "pre"
        self._words(element.text, kept)
        for child in element:
            self._element(child)
            self._words(child.tail, kept)

    def _words(self, raw: str | None, kept: bool = False) -> None:
        for piece in _PIECE.finditer(raw or ""):
            if piece["place"]:
                self._at = int(piece["place"], 16)
            elif piece["word"]:
                shown = piece["word"].replace("|", "/") if self._flat else piece["word"]
                self._put(shown, range(self._at, self._at + len(shown)))
                self._at += len(shown)
            else:
                length = len(piece["space"])
                if kept and not self._flat:
                    self._put(piece["space"], range(self._at, self._at + length))
                elif self._text and not self._text[-1].isspace():
                    self._put(" ", (self._at,))
                self._at += length

    def _row(self, row: HtmlElement) -> None:
        """Write a row as one line between bars, and a rule below one that holds nothing but heads."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if self._flat or not cells:  # a table in a table is part of its cell
            self._inside(row)
            return
        self._line()
        self._flat = True
        for cell in cells:
            self._ours("| ")
            self._inside(cell)
            self._blank()
        self._ours("|")
        self._flat = False
        if all(cell.tag == "th" for cell in cells):
            self._ours("\n" + "|---" * len(cells) + "|")

    def _superscript(self, element: HtmlElement) -> None:
        """Write the number of a note as one: in brackets, so that it is no figure of the sentence."""
        words = NOTE.sub("", element.text_content()).strip()
        linked = next(element.iter("a"), None) is not None
        before = "".join(self._text[-4:])
        note = _FOOTNOTE.fullmatch(words) and (linked or not (_UNIT.search(before) or before[-1:].isdigit()))
        self._ours("[" if note else "^" if before[-1:].isdigit() else "")
        self._inside(element)
        self._ours("]" if note else "")

    def _gap(self) -> None:
        """End a block: what comes next stands below a blank line."""
        if self._flat:
            self._blank()
            return
        self._line()
        if self._text and self._text[-2:] != ["\n", "\n"]:
            self._ours("\n")

    def _blank(self) -> None:
        if self._text and not self._text[-1].isspace():
            self._ours(" ")

    def _line(self) -> None:
        while self._text and self._text[-1] == " ":
            self._text.pop()
            self._places.pop()
        if self._text and self._text[-1] != "\n":
            self._ours("\n")

    def _ours(self, text: str) -> None:
        self._put(text, (_OURS,) * len(text))

    def _put(self, text: str, places: range | tuple[int, ...]) -> None:
        self._text.extend(text)
        self._places.extend(places)


def _language(block: HtmlElement) -> str:
    """Return the language that a block of code names; prose in a box names none."""
    for element in block.iter():
        for name in (element.get("class") or "").split():
            if name.startswith("language-") and name[9:].lower() not in ("text", "plain", "plaintext", "txt"):
                return name[9:][:20]
    return ""


def _first_line(block: HtmlElement) -> str:
    lines = NOTE.sub("", block.text_content()).strip().splitlines()
    return lines[0][:80] if lines else ""
