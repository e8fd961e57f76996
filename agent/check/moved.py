"""Whether something rose or fell, by the words around a figure. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from agent.check.nearness import Marked
from agent.check.vocabulary import DOWN, MOVE, STILL, UP
from agent.text.figures import Figure

Direction = Literal["up", "down", ""]

_DELTA = re.compile(
    r"(?: ?(?:points?|percent(?:age points?)?|%|per cent|\w+){0,2})? ?(?:more|fewer|less|higher|lower"
    r"|above|below|ahead|behind|up|down|over|under"
    r"|longer|shorter|short|shy)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"(?:about|around|roughly|nearly|almost|some|approximately) $",
    re.I,
)
_CLAUSE_BEFORE = re.compile(r"[;:()]|,\s(?:and|but|while)\b|\b(?:and|but|while)\b")
_DELTA_BEFORE = re.compile(
    rf"\b(?:by|rise of|increase of|fall of|drop of|gain of|loss of|gained|added|lost|shed|(?:{UP}"
    rf"|{DOWN}) by|go up by|up|down) ?$",
    re.I,
)
_GAP = re.compile(
    r"[^,;:()]{0,20}(?:,| and|, and) (?:(?!\w+ed\b|by\b|to\b|from\b|of\b)[\w’'-]+ ){1,4}(?:by )?"
)
"""What stands between two figures of one verb."""


def direction_of(sentence: Marked, f: Figure) -> Direction:
    """Return whether the clause of a figure says that it rose or fell."""
    if f.unit.dimension in ("time", "calendar") and _SPAN.search(sentence.text[: f.start - sentence.start]):
        return ""  # what rose within two years is not the years
    if (level := _compared_to(sentence, f)) is not None:
        return direction_of(sentence, level)
    at, to = f.start - sentence.start, f.end - sentence.start
    ranked: list[tuple[int, int, Direction]] = []
    for start, way in _moves(sentence.text):
        steps = sentence.steps(start, f)
        if steps <= 1:
            ranked.append((steps, min(abs(start - at), abs(start - to)), way))
    return min(ranked)[2] if ranked else _gapped(sentence, f)


@lru_cache(maxsize=1024)
def _quiet(text: str) -> str:
    """Return a sentence without the words that look as if something moved and say that nothing did."""
    return STILL.sub(lambda m: " " * len(m.group()), text)


@lru_cache(maxsize=1024)
def _moves(text: str) -> tuple[tuple[int, Direction], ...]:
    return tuple((m.start(), "up" if m["up"] else "down") for m in MOVE.finditer(_quiet(text)))


_SPAN = re.compile(r"\b(?:within|over|in|for|after|during)(?: the| its)?(?: next| last| past)? $")
_FROM = re.compile(r",? (?:up |down )?from ")


def _compared_to(sentence: Marked, f: Figure) -> Figure | None:
    """Return the figure that another was given up for: 1.1 of "to 1.1 percent from 1.6"."""
    before = [o for _, o in sentence.numbered if o.end <= f.start]
    if not before:
        return None
    between = sentence.text[before[-1].end - sentence.start : f.start - sentence.start]
    return before[-1] if _FROM.fullmatch(between) else None


def _gapped(sentence: Marked, f: Figure) -> Direction:
    """Return how the figure before moved, where the verb is left out: "wages rose 5% and rents 2%"."""
    before = [o for _, o in sentence.numbered if o.end <= f.start]
    if not before or before[-1].kind != f.kind:
        return ""
    between = sentence.text[before[-1].end - sentence.start : f.start - sentence.start]
    return direction_of(sentence, before[-1]) if _GAP.fullmatch(between) else ""


def size_of_difference(raw: str, at: int, to: int) -> Direction:
    """Return which way a difference goes whose size the figure at these places is; empty where it is none."""
    quiet = _quiet(raw)
    before = _HEDGED.sub("", quiet[max(0, at - 40) : at])[-24:]
    m = _DELTA.match(quiet[to : to + 30]) or _DELTA_BEFORE.search(before)
    if m is None:
        return ""
    moves = list(MOVE.finditer(m.group())) or list(MOVE.finditer(_CLAUSE_BEFORE.split(quiet[:at])[-1]))
    return "down" if moves and moves[-1]["down"] else "up"
