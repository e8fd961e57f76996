"""Months and years that a clause names, so that "the second quarter" meets "April to June"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = re.split(
    r"\s+",
    """january february march april may june july august september october november december""",
)
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_SPAN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "nine": 9, "ten": 10}
_PATTERN = re.compile(
    rf"\b(?P<from>{_NAME})(?:-| to | and | through | until )(?P<to>{_NAME})"
    rf"|\b(?P<month>{_NAME})"
    r"|\b(?P<quarter>first|second|third|fourth|final)[ -]quarter\b"
    r"|\b(?P<lastspan>final|last|closing) three months of (?=the year|\d{4})"
    r"|\bfirst (?P<span>two|three|four|five|six|eight|nine|ten) months\b"
    r"|\b(?P<firsthalf>first half)\b(?= of (?:the year|\d{4})|,|\.)"
    r"|\b(?P<secondhalf>second half)\b(?= of (?:the year|\d{4})|,|\.)"
    r"|\b(?P<year>(?:19|20)\d\d)\b(?!,\d)"
    r"|\b(?P<lastyear>[Ll]ast year|(?:a|A|the|The|one) year (?:earlier|before|ago)|previous year"
    r"|twelve months (?:ago|earlier))(?P<s>'s)?\b"
    r"|\b(?P<thisyear>[Tt]his year)\b"
    r"|\b(?P<newyear>New Year's Eve|turn of the year|end of the year|year's end)\b"
    r"|\b(?P<priorspan>(?:three|previous|preceding) (?:months|quarter) (?:before|earlier)"
    r"|previous (?:three months|quarter|month)|month (?:before|earlier|ago)|last month)\b"
)

_SINCE = re.compile(
    r"\b(?:since|until|from) (?:the )?(?:start of|beginning of|end of|early|late|mid-)? ?$", re.IGNORECASE
)
"""A stretch that only begins or ends there."""


@dataclass(frozen=True)
class Period:
    """A stretch of time a text names."""

    start: int
    """Where its name begins."""
    keys: frozenset[str]
    """`m4` for April, `y2025` for the year, `prior` for the stretch before the one spoken of."""


@lru_cache(maxsize=2048)
def periods(text: str, year: int | None) -> tuple[Period, ...]:
    """Return the months and years a text names; `year` is the one it was written in, None where unknown."""
    found: list[Period] = []
    for m in _PATTERN.finditer(text):
        if _SINCE.search(text[: m.start()]):
            continue
        keys = _months(m) or _month_before(m, found) or _years(m, year)
        if keys:
            found.append(Period(m.start(), frozenset(keys)))
    return tuple(found)


def _months(m: re.Match[str]) -> set[str]:
    if m["from"]:
        low, high = _SHORT[m["from"][:3].casefold()], _SHORT[m["to"][:3].casefold()]
        between = " and " not in m.group() or m.string[: m.start()].casefold().endswith("between ")
        return _run(low, high) if between and low < high else {f"m{low}", f"m{high}"}
    if m["month"]:
        return {f"m{_SHORT[m['month'][:3].casefold()]}"}
    if m["quarter"]:
        first = 3 * _QUARTER[m["quarter"]] - 2
        return _run(first, first + 2)
    if m["lastspan"]:
        return _run(10, 12)
    if m["span"]:
        return _run(1, _SPAN[m["span"]])
    if m["firsthalf"]:
        return _run(1, 6)
    if m["secondhalf"]:
        return _run(7, 12)
    return {"m12", "newyear"} if m["newyear"] else set()


def _month_before(m: re.Match[str], found: list[Period]) -> set[str]:
    """Return the month before the last one named, for "down from 17 a month before"."""
    if not m["priorspan"] or not re.search(r"month (?:before|earlier)|previous month", m.group()):
        return set()
    named = [int(k[1:]) for p in found[-1:] for k in p.keys if k[0] == "m"]
    return {f"m{(named[0] - 2) % 12 + 1}"} if len(named) == 1 else set()


def _run(low: int, high: int) -> set[str]:
    return {f"m{n}" for n in range(low, high + 1)}


def _years(m: re.Match[str], year: int | None) -> set[str]:
    if m["year"]:
        return {f"y{m['year']}"}
    if m["lastyear"]:
        return {f"y{year - 1}"} if year else {"prior"}
    if m["thisyear"]:
        return {f"y{year}"} if year else set()
    return {"prior"} if m["priorspan"] else set()
