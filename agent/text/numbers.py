"""Numbers in English prose, written in digits or in words, with their scale applied."""

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


_SMALL = {
    word: value
    for value, word in enumerate(
        re.split(
            r"\s+",
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""",
        )
    )
}
_TENS = {
    w: 10 * v
    for v, w in enumerate(
        re.split(
            r"\s+",
            """twenty thirty forty fifty sixty seventy eighty ninety""",
        ),
        2,
    )
}
_ORDINAL = {
    word: value
    for value, word in enumerate(
        re.split(
            r"\s+",
            """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""",
        ),
        1,
    )
}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_DIGIT_SCALES = {
    **_SCALES,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio.": 10**6, "mio": 10**6, "bn": 10**9, "b": 10**9,
    "bln": 10**9, "mrd.": 10**9, "mrd": 10**9, "tn": 10**12, "trn": 10**12, "dozen": 12,
}  # fmt: skip
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333333333", "⅔": "0.6666666667", "⅛": "0.125"}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

_ALT = "|".join
_UNIT_WORD = _ALT([*_SMALL, *_TENS, *_SCALES])
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<minus>(?<![\w%] )(?<![\w%)])-(?=\d))?"
    r"(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    rf"(?P<vulgar>[{''.join(_VULGAR)}])?"
    r"(?:(?P<suffix>st|nd|rd|th)\b)?"
    r"(?:(?P<tight>k|mn|m|bn|bln|b|tn|trn)\b(?![²³])"
    r"|[ -]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mn|mln|bln|Mio\.?|Mrd\.?"
    r"|tn)\b\.?)?",
)
_BARE_VULGAR = re.compile(rf"(?<!\d)[{''.join(_VULGAR)}]")
_WORDS = re.compile(
    rf"\b(?:(?:half )?an? (?=hundred|thousand|million|billion|trillion)(?:{_ALT(_SCALES)})"
    rf"|(?:{_UNIT_WORD}))\b"
    rf"(?:(?:[ -]| and |-and-)(?:{_UNIT_WORD})\b)*",
    re.IGNORECASE,
)
_HALF_MORE = re.compile(r" and a (half|quarter|third)\b| and (three)[- ]quarters\b", re.IGNORECASE)
_ORDINAL_WORD = re.compile(rf"\b(?:(?:{_ALT(_TENS)})-)?(?:{_ALT(_ORDINAL)})\b", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>{_ALT(_PARTS)})\b"
    r"|\b(?P<half>half)\b(?! an?\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"\b(?P<a>\d{{1,3}}|{_ALT(_SMALL)})(?: [a-z]+)? (?:in|out of|of) (?:every )?(?P<b>\d{{1,3}}"
    rf"|{_ALT(_SMALL)})\b"
    r"(?! (?:million|billion|thousand|hundred)|[.,]?\d|%| ?per ?cent)",
    re.IGNORECASE,
)
_DOZEN = re.compile(
    r"\b(?:(?P<half>half a)|(?P<n>a|one|two|three|four|five"
    r"|six))[ -]dozen\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?P<a>dozens|scores|tens|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?P<b>thousands|millions|billions|trillions))?)\b(?= of\b| more\b| [a-z]|[,.;]|$)",
    re.IGNORECASE,
)
_VAGUE_WORTH = {
    "dozens": (24, 99), "scores": (40, 199), "tens": (20, 99), "hundreds": (200, 999),
    "thousands": (1000, 9999), "millions": (10**6, 10**7), "billions": (10**9, 10**10),
    "trillions": (10**12, 10**13),
}  # fmt: skip
_AFTER_FRACTION = re.compile(
    r"(?:s\b)?(?: of\b| (?:more|less|fewer|higher|lower|larger|smaller|bigger|the|its|their|his|her|as"
    r"|in|from|to|by|on|since"
    r"|after|and|or|below|above|up|down|cheaper|dearer)\b|[-,.;:)!?\"”’']|\s*$)"
)
_PLURAL_FOLLOWS = re.compile(
    r"(?: (?!in\b|at|on|of|to|from|after|before|and|or|for|with|the|by|as)[a-z-]+){0,2}"
    r" (?:[a-z]+s|people|men|women|children|yuan|euro|yen)\b"
)
_METRES_FOLLOW = re.compile(r" ?(?:freestyle|butterfly|backstroke|race|sprint|hurdles|final|relay|tall"
r"|high|deep|wide|long"
                            r"|away|from|above|below|off|apart|of|medley|run|dash|title"
                            r"|event)\b")  # fmt: skip


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order, without overlaps.

    The longest reading at a place wins: "half a million" is one number.
    """
    found = [
        *_fractions(text), *_of_so_many(text), *_dozens(text), *_vague(text), *_digits(text), *_worded(text),
        *_ordinals(text),
    ]  # fmt: skip
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _exact(match: re.Match[str], value: Decimal, kind: NumberKind, end: int = 0) -> Number:
    return Number(match.start(), end or match.end(), value, value, kind, spelled=True)


def _digits(text: str) -> list[Number]:
    found = []
    for m in _DIGITS.finditer(text):
        value = _numeral(m["num"], text[m.end() : m.end() + 24])
        if m["vulgar"]:
            value += Decimal(_VULGAR[m["vulgar"]])
        scale, end = Decimal(1), m.end()
        if m["tight"] == "m" and not _million(text, m):
            end = m.end("tight") - 1
        elif word := m["tight"] or m["scale"]:
            scale = Decimal(_DIGIT_SCALES[word.casefold()])
            if m["scale"] and not m["scale"].endswith(".") and m.group().endswith(".") and word[0] != "M":
                end -= 1
        value *= scale * (-1 if m["minus"] else 1)
        more = _HALF_MORE.match(text, end) if scale == 1 else None
        if more:
            value, end = value + _extra(more), more.end()
        found.append(Number(m.start(), end, value, value, "ordinal" if m["suffix"] else "cardinal", scale))
    for m in _BARE_VULGAR.finditer(text):
        found.append(_exact(m, Decimal(_VULGAR[m.group()]), "fraction"))
    return found


def _extra(more: re.Match[str]) -> Decimal:
    return Decimal("0.75") if more[2] else Decimal(1) / _PARTS[more[1].casefold()]


def _million(text: str, m: re.Match[str]) -> bool:
    """Tell "1.2m barrels" and "$3m" from "100m hurdles" and "a 38m penalty"."""
    if re.search(r"[$€£¥₹]\s?$", text[: m.start()]):
        return True
    rest = text[m.end("tight") :]
    return bool(_PLURAL_FOLLOWS.match(rest)) and not _METRES_FOLLOW.match(rest)


def _numeral(digits: str, rest: str) -> Decimal:
    digits = re.sub(r"[ \u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return Decimal(digits.replace(",", ""))
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) and re.match(
        r" (?:[a-z]+s|people|men|women|children)\b", rest
    ):
        return Decimal(digits.replace(".", ""))
    return Decimal(digits.replace(",", "."))


def _worded(text: str) -> list[Number]:
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
            more = _HALF_MORE.match(text, end)
            if more:
                value, end = value + _extra(more), more.end()
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
            word in _SMALL
            and last in ("", "tens", "hundred", "scale")
            and not (last == "tens" and _SMALL[word] > 9)
        ):
            group, last = group + _SMALL[word], "small"
        elif word in _TENS and last in ("", "hundred", "scale"):
            group, last = group + _TENS[word], "tens"
        elif word == "hundred" and last in ("small", "a"):
            group, last = group * 100, "hundred"
        elif word in _SCALES and last in ("small", "tens", "hundred", "a"):
            total, group, last = total + group * _SCALES[word], Decimal(0), "scale"
        elif word == "and" and last in ("hundred", "scale") and place + 1 < len(tokens):
            continue
        else:
            break
        used = place + 1
    return (total + group, used) if last not in ("a", "half") else (Decimal(0), 0)


def _ordinals(text: str) -> list[Number]:
    found = []
    for m in _ORDINAL_WORD.finditer(text):
        tens, _, last = m.group().casefold().rpartition("-")
        found.append(_exact(m, Decimal(_TENS.get(tens, 0) + _ORDINAL[last]), "ordinal"))
    return found


def _fractions(text: str) -> list[Number]:
    found = []
    for m in _FRACTION.finditer(text):
        if m["half"]:
            if re.match(r" (?:of|the|its|their|as|his|her|what)\b|[.,;]", text[m.end() :]):
                found.append(_exact(m, Decimal("0.5"), "fraction"))
            continue
        top, part = m["top"].casefold(), m["part"].casefold()
        plural = top not in ("a", "an", "one")
        if plural != part.endswith("s") or (part.startswith("quarter") and _time_quarter(text, m)):
            continue
        if not _AFTER_FRACTION.match(text, m.end()):
            continue
        count = _SMALL[top] if plural else 1
        found.append(_exact(m, Decimal(count) / _PARTS[part], "fraction"))
    return found


def _time_quarter(text: str, m: re.Match[str]) -> bool:
    rest = text[m.end() : m.end() + 24].casefold()
    return bool(re.match(r" of an? (?:year|hour|century)|-hour| (?:earlier|later|ago|before)\b", rest))


def _of_so_many(text: str) -> list[Number]:
    found = []
    for m in _IN.finditer(text):
        a, b = (_SMALL.get(x.casefold()) if not x.isdigit() else int(x) for x in (m["a"], m["b"]))
        common = " of " not in m.group() or " out of " in m.group() or False
        if (
            a is not None
            and b is not None
            and 0 < a < b
            and b in (3, 4, 5, 6, 7, 8, 9, 10, 20, 100)
            and common
        ):
            found.append(_exact(m, Decimal(a) / Decimal(b), "fraction"))
    return found


def _dozens(text: str) -> list[Number]:
    found = []
    for m in _DOZEN.finditer(text):
        count = (
            Decimal("0.5")
            if m["half"]
            else Decimal({"a": 1}.get(m["n"].casefold(), _SMALL.get(m["n"].casefold(), 1)))
        )
        found.append(_exact(m, count * 12, "cardinal"))
    return found


def _vague(text: str) -> list[Number]:
    found = []
    for m in _VAGUE.finditer(text):
        low, high = _VAGUE_WORTH[m["a"].casefold()]
        if m["b"]:
            one = _VAGUE_WORTH[m["b"].casefold()][0]
            low, high = low * one, high * one
        found.append(Number(m.start(), m.end(), Decimal(low), Decimal(high), "vague", spelled=True))
    return found
