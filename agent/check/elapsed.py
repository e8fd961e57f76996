"""Spans of time between the days and years a source names: "ten days after", "four years earlier"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from agent.check.cited import Cited
from agent.check.context import Place
from agent.check.hedges import rounds
from agent.text.dates import DateMention, dates
from agent.text.figures import figures
from agent.text.units import UNITS

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_ONE = re.compile(
    r"\b(?:a|one|last|previous|the coming|the past|the next|this) "
    r"(second|minute|hour|day|week|month|year|decade)\b",
    re.IGNORECASE,
)


_PARTS_OF_A_YEAR = (
    (re.compile(r"\b(?:first|second)[- ]half\b|\bhalf[- ]year\b", re.I), 6),
    (re.compile(r"\b(?:first|second|third|fourth)[- ]quarter\b|\bquarterly\b", re.I), 3),
)
"""How many months they have."""
_IN_DAYS = {"day": 1, "week": 7}
_BETWEEN = re.compile(r"\b(?:after|before|later|earlier|within|since|ago|apart|away)\b", re.I)


def days_named(cited: Sequence[Cited], claimed: Sequence[DateMention] = ()) -> set[int]:
    """Return the days that cited texts name, and those of a claim that are given, as ordinal numbers."""
    given = [m for c in cited for m in dates(c.text, c.article.published)]
    return {m.readings[0][0].toordinal() for m in (*claimed, *given) if m.precision == "day" and m.readings}


_SO_FAR = re.compile(
    r"(?P<n>\w+(?:-\w+)?) (?P<unit>day|week)s? (?:after|before|later|earlier)\b", re.IGNORECASE
)


def lies_so_far(told: str, days: Collection[int]) -> bool:
    """Tell whether two of some days lie as far apart as words such as "six days after" say."""
    found = _SO_FAR.search(told)
    numbers = figures(f"{found['n']} days") if found else []
    if found is None or not numbers:
        return False
    wanted = int(numbers[0].low) * _IN_DAYS[found["unit"].casefold()]
    return any(day + wanted in days for day in days)


def elapsed(told: Place, claim: str, cited: Sequence[Cited]) -> bool:
    """Tell whether a figure is a span of time between days or years the citations name, or one unit of it.

    The years may be those of publication, and one that the claim itself names.
    """
    figure = told.figure
    if figure.unit.dimension not in ("time", "calendar"):
        return False
    for c in cited:
        for m in _ONE.finditer(c.text):
            unit = UNITS[m[1].casefold()]
            if unit.dimension == figure.unit.dimension and figure.base[0] == unit.factor:
                return True
    if figure.unit.name == "month" and figure.low == figure.high:
        texts = [c.text for c in cited]
        if any(figure.low == n and w.search(text) for w, n in _PARTS_OF_A_YEAR for text in texts):
            return True
    if figure.unit.name in _IN_DAYS and figure.hedge in ("none", "about") and _BETWEEN.search(claim):
        wanted = figure.low * _IN_DAYS[figure.unit.name]
        named = days_named(cited)
        named |= {c.article.published.date().toordinal() for c in cited if c.article.published}
        if figure.low == figure.high and wanted in {b - a for a in named for b in named if b > a}:
            return True
    if figure.unit.name != "year":
        return False
    years = {int(y) for c in cited for y in _YEAR.findall(c.text)} | {int(y) for y in _YEAR.findall(claim)}
    years |= {c.article.published.year for c in cited if c.article.published}
    spans = {b - a for a in years for b in years if b > a}
    return any(figure.low == s or rounds(figure, *(UNITS["year"].factor * s,) * 2) for s in spans)
