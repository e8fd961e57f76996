"""Numbers written in words, and the words they are written with. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NumberKind = Literal["cardinal", "ordinal", "fraction", "vague"]


@dataclass(frozen=True)
class Number:
    """A number and where it stands."""

    start: int
    """First character."""
    end: int
    """One past the last character."""
    low: Decimal
    """Smallest value meant."""
    high: Decimal
    """Largest value meant; equal to `low` unless the number is vague."""
    kind: NumberKind
    """How it counts."""
    scale: Decimal = Decimal(1)
    """The scale word's worth, so that "1.2-1.4 billion" can be read."""
    spelled: bool = False
    """It is written in words."""


_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
_TIES = "twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
SMALL = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TIES.split(), 2)}
ORDINAL = {word: value for value, word in enumerate(_RANKS.split(), 1)}
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
DIGIT_SCALES = {
    **SCALES,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio.": 10**6, "mio": 10**6, "bn": 10**9, "b": 10**9,
    "bln": 10**9, "mrd.": 10**9, "mrd": 10**9, "tn": 10**12, "trn": 10**12, "dozen": 12,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

ALT = "|".join
_UNIT_WORD = ALT([*SMALL, *TENS, *SCALES])
_WORDS = re.compile(
    rf"\b(?:(?:half )?an? (?=hundred|thousand|million|billion|trillion)(?:{ALT(SCALES)})"
    rf"|(?:{_UNIT_WORD}))\b"
    rf"(?:(?:[ -]| and |-and-)(?:{_UNIT_WORD})\b)*",
    re.IGNORECASE,
)
HALF_MORE = re.compile(r"[ -]and[ -]a[ -](half|quarter|third)\b| and (three)[- ]quarters\b", re.IGNORECASE)
_ORDINAL_WORD = re.compile(rf"\b(?:(?:{ALT(TENS)})-)?(?:{ALT(ORDINAL)})\b", re.IGNORECASE)


def exact(match: re.Match[str], value: Decimal, kind: NumberKind, end: int = 0) -> Number:
    """Return the number a match was read as."""
    return Number(match.start(), end or match.end(), value, value, kind, spelled=True)


def extra(more: re.Match[str]) -> Decimal:
    """Return what "and a half" and its like add."""
    return Decimal("0.75") if more[2] else Decimal(1) / PARTS[more[1].casefold()]


def worded(text: str) -> list[Number]:
    """Return the cardinal numbers written in words."""
    found = []
    for m in _WORDS.finditer(text):
        at = m.start()
        tokens = [
            (t.group().casefold(), t.start() + at, t.end() + at) for t in re.finditer(r"[A-Za-z]+", m.group())
        ]
        while tokens:
            value, used = _read(tokens)
            if not used:
                tokens = tokens[1:]
                continue
            start, end = tokens[0][1], tokens[used - 1][2]
            more = HALF_MORE.match(text, end)
            if more:
                value, end = value + extra(more), more.end()
            found.append(Number(start, end, value, value, "cardinal", spelled=True))
            tokens = tokens[used:]
    return found


def _read(tokens: list[tuple[str, int, int]]) -> tuple[Decimal, int]:
    """Read as many tokens as make one number; return its value and how many were used."""
    total, group, used, last = Decimal(0), Decimal(0), 0, ""
    half = False
    for place, (word, _, _) in enumerate(tokens):
        if word == "half" and place == 0:
            half, last = True, "half"
        elif word in ("a", "an") and last in ("", "half"):
            group, last = Decimal("0.5") if half else Decimal(1), "a"
        elif (
            word in SMALL
            and last in ("", "tens", "hundred", "scale")
            and not (last == "tens" and SMALL[word] > 9)
        ):
            group, last = group + SMALL[word], "small"
        elif word in TENS and last in ("", "hundred", "scale"):
            group, last = group + TENS[word], "tens"
        elif word == "hundred" and last in ("small", "a"):
            group, last = group * 100, "hundred"
        elif word in SCALES and last in ("small", "tens", "hundred", "a"):
            total, group, last = total + group * SCALES[word], Decimal(0), "scale"
        elif word == "and" and last in ("hundred", "scale") and place + 1 < len(tokens):
            continue
        else:
            break
        used = place + 1
    return (total + group, used) if last not in ("a", "half") else (Decimal(0), 0)


def ordinals(text: str) -> list[Number]:
    """Return the ordinal numbers written in words."""
    found = []
    for m in _ORDINAL_WORD.finditer(text):
        tens, _, last = m.group().casefold().rpartition("-")
        found.append(exact(m, Decimal(TENS.get(tens, 0) + ORDINAL[last]), "ordinal"))
    return found
