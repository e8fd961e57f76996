"""Text as a reader sees it: no invisible characters, one way of writing it. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARAGRAPH_ENDS = re.compile("\u2029|\f")
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028]")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""Single blanks, one character in six, are what they should be and are not replaced by themselves."""
_BLANK_LINES = re.compile(r"\n{3,}")
_JOINERS = "\u200c\u200d"
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that are drawn: number and verse signs of Arabic, Syriac and Kaithi."""
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by their category that nothing is drawn for."""
_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Everything that may have to go, so that ordinary text is scanned once and left alone."""


@lru_cache(maxsize=8)  # a row without an id is named by its cleaned text, which is asked for again at once
def clean_text(text: str) -> str:
    """Return a body: NFC, paragraphs separated by one blank line, nothing a reader cannot see.

    Dropped are control characters, zero-width and direction characters, Unicode tags, variation selectors
    (bytes can be smuggled in them), halves of surrogate pairs and blank letters. A joiner stays between two
    letters of a script that needs it.
    """
    text = _PARAGRAPH_ENDS.sub("\n\n", text)
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _visible(text))
    text = _SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str, most: int = 500) -> str:
    """Return a headline or a name: cleaned, on one line, cut off after `most` characters at a word."""
    line = " ".join(clean_text(text).split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip() + "…"


def without_headline(text: str, headline: str) -> str:
    """Leave out a headline that is repeated above a text, unless nothing else is there."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and folded(first) == folded(headline) else text


def folded(text: str) -> str:
    """Return the letters and digits of a text, without case: what two ways of printing it have in common."""
    return re.sub(r"\W+", "", text).casefold()


def shorten(text: str, most: int) -> str:
    """Return a cleaned body cut off at the last paragraph, line or word that fits."""
    if len(text) <= most:
        return text
    head = text[:most]
    for end in ("\n\n", "\n", " "):
        place = head.rfind(end)
        if place > most // 2:
            return head[:place].rstrip()
    return head


def _visible(text: str) -> str:
    if _SUSPECT.search(text) is None:
        return text
    return _SUSPECT.sub(lambda found: _kept(found[0], text, found.start()), text)


def _kept(character: str, text: str, place: int) -> str:
    if character in _SIGNS:
        return character
    if character in _JOINERS:
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        return character if _joins(before) and _joins(after) else ""
    if character in _FILLERS:
        return " " if character in "\u2800\u3164\uffa0" else ""
    return ""


def _joins(neighbour: str) -> bool:
    """Tell whether a joiner beside this character changes what is drawn: Arabic and Indic letters, marks."""
    if not neighbour or not "\u0600" <= neighbour <= "\u1cff":
        return False
    return unicodedata.category(neighbour)[0] in "LM"
