"""Texts that went through a tokeniser: "23 - year - old", "$ 1, 000", "a £ 50 m bid". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:, 000)+(?!\d)|(?<=[$£€] )\d{1,3}(?:, \d{3})+(?!\d)")
"""“100, 101 and 102” stay apart: only money and round thousands are sure to be one figure."""
_HYPHENS = re.compile(
    r"(?:(?<=\d)|(?<=\b(?:two|six|ten))|(?<=\b(?:four|five|nine))|(?<=\b(?:three|seven|eight)))"
    r" - [a-z]+(?: - (?:olds?|long|deep|high|wide)\b)?"
)
_SCALE = re.compile(r"[$£€] ?\d[\d.,]* (?:m|bn|k)\b")


@lru_cache(maxsize=2048)
def compacted(text: str) -> str:
    """Return the text with figures and their units drawn together, of the same length.

    What is drawn together keeps its first position; the blanks taken out stand behind it, so that everything
    else stays where it is.
    """
    for pattern in (_THOUSANDS, _HYPHENS, _SCALE):
        text = pattern.sub(_drawn_together, text)
    return text


def end_in(original: str, compact: str, end: int) -> int:
    """Return where something that ends at `end` in the compact text ends in the original."""
    if original[:end] == compact[:end]:
        return end
    wanted = sum(not c.isspace() for c in compact[:end])
    at = found = 0
    while found < wanted:
        found += not original[at].isspace()
        at += 1
    return at


def _drawn_together(match: re.Match[str]) -> str:
    tight = match.group().replace(" ", "")
    return tight + " " * (len(match.group()) - len(tight))
