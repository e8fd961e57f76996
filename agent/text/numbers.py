"""Numbers in English prose, written in digits or in words, with their scale applied."""

from __future__ import annotations

import re
from decimal import Decimal

from agent.text.number_words import (
    ALT,
    DIGIT_SCALES,
    HALF_MORE,
    PARTS,
    SCALES,
    SMALL,
    Number,
    NumberKind,
    exact,
    extra,
    ordinals,
    worded,
)

__all__ = ["AND_A_HALF", "Number", "NumberKind", "numbers"]

_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333333333", "⅔": "0.6666666667", "⅛": "0.125"}
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
_FRACTION = re.compile(
    rf"\b(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>{ALT(PARTS)})\b"
    r"|\b(?P<half>half)\b(?! an?\b)",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"\b(?P<a>\d{{1,3}}|{ALT(SMALL)})(?: [a-z]+)? (?:in|out of|of) (?:every )?(?P<b>\d{{1,3}}"
    rf"|{ALT(SMALL)})\b"
    r"(?! (?:million|billion|thousand|hundred)|[.,]?\d|%| ?per ?cent)",
    re.IGNORECASE,
)
_DOZEN = re.compile(
    r"\b(?:(?P<half>half a)|(?P<n>a|one|two|three|four|five"
    r"|six))[ -]dozen\b",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"\b(?:a|the last|the next|the past) couple of(?= [a-z]+s\b)", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:(?P<a>dozens|scores|tens|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?P<b>thousands?|millions?|billions?|trillions?))?)\b(?= of\b| more\b| [a-z]|[,.;]|$)",
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
_MILLIONS_FOLLOW = re.compile(
    r"(?: (?:and|to|or)|[-\u2013]) ?\d[\d.,]*m (?:of )?(?:[a-z]+ )?"
    r"(?:euros?|dollars?|pounds?|crowns?|francs?|lira|yen|yuan"
    r"|pesos?|people|tonnes?|barrels?|passengers?|customers?|users?)\b"
)
"""The other end of a range of millions: "between 18m and 25m euros"."""


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order, without overlaps.

    The longest reading at a place wins: "half a million" is one number.
    """
    found = [
        *_fractions(text), *_scaled_parts(text), *_and_a_half(text),
        *_of_so_many(text), *_dozens(text), *_vague(text), *_digits(text), *worded(text),
        *ordinals(text),
    ]  # fmt: skip
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


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
            scale = Decimal(DIGIT_SCALES[word.casefold()])
            if m["scale"] and not m["scale"].endswith(".") and m.group().endswith(".") and word[0] != "M":
                end -= 1
        value *= scale * (-1 if m["minus"] else 1)
        more = HALF_MORE.match(text, end) if scale == 1 else None
        if more:
            value, end = value + extra(more), more.end()
        found.append(Number(m.start(), end, value, value, "ordinal" if m["suffix"] else "cardinal", scale))
    for m in _BARE_VULGAR.finditer(text):
        found.append(exact(m, Decimal(_VULGAR[m.group()]), "fraction"))
    return found


def _million(text: str, m: re.Match[str]) -> bool:
    """Tell "1.2m barrels" and "$3m" from "100m hurdles" and "a 38m penalty"."""
    if re.search(r"[$€£¥₹]\s?$", text[: m.start()]):
        return True
    rest = text[m.end("tight") :]
    if _MILLIONS_FOLLOW.match(rest):
        return True
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


_SCALED_PART = re.compile(
    rf"\b(?P<top>a|one|two|three)[ -](?P<part>{ALT(PARTS)})(?: of)? an? (?P<scale>million|billion"
    r"|trillion)\b",
    re.I,
)
AND_A_HALF = " and a half"
_AND_A_HALF = re.compile(
    r"\b(?P<one>an?|one) (?=(?P<unit>year|month|week|day|hour|minute|mile|decade) and a half\b)", re.I
)


def _scaled_parts(text: str) -> list[Number]:
    """Return “three-quarters of a billion” and its like."""
    found = []
    for m in _SCALED_PART.finditer(text):
        top = m["top"].casefold()
        value = Decimal(SMALL.get(top, 1)) / PARTS[m["part"].casefold()] * SCALES[m["scale"].casefold()]
        found.append(exact(m, value, "cardinal"))
    return found


def _and_a_half(text: str) -> list[Number]:
    """Return the one and a half of “a year and a half”; the unit stands behind it."""
    return [
        Number(m.start(), m.end() - 1, Decimal("1.5"), Decimal("1.5"), "cardinal", spelled=True)
        for m in _AND_A_HALF.finditer(text)
    ]


def _fractions(text: str) -> list[Number]:
    found = []
    behind_unit = {m.end() + len(m["unit"]) for m in _AND_A_HALF.finditer(text)}
    for m in _FRACTION.finditer(text):
        if m.start() - len(" and ") in behind_unit:
            continue
        if m["half"]:
            if re.match(r" (?:of|the|its|their|as|his|her|what)\b|[.,;]", text[m.end() :]):
                found.append(exact(m, Decimal("0.5"), "fraction"))
            continue
        top, part = m["top"].casefold(), m["part"].casefold()
        plural = top not in ("a", "an", "one")
        if plural != part.endswith("s") or (part.startswith("quarter") and _time_quarter(text, m)):
            continue
        if not _AFTER_FRACTION.match(text, m.end()):
            continue
        count = SMALL[top] if plural else 1
        found.append(exact(m, Decimal(count) / PARTS[part], "fraction"))
    return found


def _time_quarter(text: str, m: re.Match[str]) -> bool:
    rest = text[m.end() : m.end() + 24].casefold()
    return bool(re.match(r" of an? (?:year|hour|century)|-hour| (?:earlier|later|ago|before)\b", rest))


def _of_so_many(text: str) -> list[Number]:
    found = []
    for m in _IN.finditer(text):
        a, b = (SMALL.get(x.casefold()) if not x.isdigit() else int(x) for x in (m["a"], m["b"]))
        common = " of " not in m.group() or " out of " in m.group() or False
        if (
            a is not None
            and b is not None
            and 0 < a < b
            and b in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100)
            and common
        ):
            found.append(exact(m, Decimal(a) / Decimal(b), "fraction"))
    return found


def _dozens(text: str) -> list[Number]:
    found = []
    for m in _DOZEN.finditer(text):
        count = (
            Decimal("0.5")
            if m["half"]
            else Decimal({"a": 1}.get(m["n"].casefold(), SMALL.get(m["n"].casefold(), 1)))
        )
        found.append(exact(m, count * 12, "cardinal"))
    return found + [exact(m, Decimal(2), "cardinal") for m in _COUPLE.finditer(text)]


def _vague(text: str) -> list[Number]:
    found = []
    for m in _VAGUE.finditer(text):
        low, high = _VAGUE_WORTH[m["a"].casefold()]
        if m["b"]:
            one = _VAGUE_WORTH[m["b"].casefold().rstrip("s") + "s"][0]
            low, high = low * one, high * one
        found.append(Number(m.start(), m.end(), Decimal(low), Decimal(high), "vague", spelled=True))
    return found
