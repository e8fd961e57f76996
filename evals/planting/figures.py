"""Errors about figures: another value, another scale or unit, another currency, another owner, another limit.

Pure but for the chance that is passed in.
"""

from __future__ import annotations

import re
from random import Random

from agent.text.figures import Figure, figures
from agent.text.hedges import HEDGE_WORDS
from agent.text.telling import telling
from agent.text.units import COUNT
from evals.planting.host import Host, absent, fitted, plain_figures, replaced, source_figures
from evals.scripted.faults import NUMBER_WORDS, other_number, swap

_NUMBER = re.compile(rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(NUMBER_WORDS)})\b")
_AT_LEAST, _AT_MOST = ("at_least", "more_than", "just_over"), ("at_most", "less_than", "nearly")
_TRIES = 8
_ALIKE = 0.34
"""Share of a sentence's telling words from which another sentence is about the same thing."""


def figure(host: Host, chance: Random) -> str | None:
    """Put a value that the document does not hold for one.

    Behind a limit only one that the limit does not take in: “more than 60” holds where “more than 100” does.
    """
    places = [(f, n) for f in plain_figures(host.text) if f.low > 1 and (n := _NUMBER.search(f.text))]
    if not places:
        return None
    for _ in range(_TRIES):
        told, number = chance.choice(places)
        other = other_number(number.group(), chance)
        more = _worth(other) > _worth(number.group())
        allowed = not (told.hedge in _AT_LEAST and not more) and not (told.hedge in _AT_MOST and more)
        if allowed and _worth(other) > 1 and absent(other, host.source):
            at = told.start + number.start()
            return fitted(swap(host.text, at, at + len(number.group()), other), at)
    return None


def _worth(number: str) -> float:
    return NUMBER_WORDS.index(number) + 2 if number in NUMBER_WORDS else float(number.replace(",", ""))


_NEXT = {
    "trillion": "billion", "billion": "million", "million": "billion", "thousand": "million", "tn": "bn",
    "bn": "m", "m": "bn", "kilometres": "miles", "kilometers": "miles", "miles": "kilometers", "km": "miles",
    "metres": "feet", "meters": "feet", "feet": "metres", "hours": "days", "minutes": "hours",
    "days": "weeks", "weeks": "months", "months": "years", "years": "months", "tonnes": "pounds",
    "tons": "pounds", "hour": "day", "day": "week", "week": "month", "month": "year", "year": "month",
    "mile": "kilometer", "centimetres": "inches", "inches": "centimetres", "acres": "hectares",
    "hectares": "acres", "percentage points": "percent", "kg": "tonnes",
}  # fmt: skip
_SCALED = re.compile(
    rf"(?P<number>(?:\d[\d,.]*|\b(?:{'|'.join(NUMBER_WORDS)}))[ -]?)"
    rf"(?P<unit>{'|'.join(sorted(_NEXT, key=len, reverse=True))})\b(?![’'])"
)
_SHORT = ("m", "bn", "tn")
"""Short forms of scales, read as such behind a sum only: “400m” may be a race."""
_MOVED = re.compile(
    r"(?P<number>\b(?:by|up|down|rose|fell|grew|dropped|climbed|gained|lost|increased|decreased) \d[\d.]*)"
    r"(?P<unit>%| percent\b| per cent\b)(?! of\b| a\b| per\b)"
)


def scale(host: Host, chance: Random) -> str | None:
    """Put another power of ten or another unit for one, or percentage points for percent."""
    found = [
        m
        for p in (_SCALED, _MOVED)
        for m in p.finditer(host.text)
        if absent(_rescaled(m), host.source)
        and (m["unit"] not in _SHORT or host.text[: m.start()].endswith(("$", "£", "€")))
    ]
    return replaced(host, m := chance.choice(found), _rescaled(m)) if found else None


def _rescaled(found: re.Match[str]) -> str:
    return found["number"] + _NEXT.get(found["unit"], " percentage points")


_SIGNS = {"$": ("€", "£"), "£": ("$", "€"), "€": ("$", "£")}
_MONEY_WORDS = {
    "dollars": "euros", "dollar": "euro", "euros": "dollars", "euro": "dollar", "pounds sterling": "dollars",
    "yen": "yuan", "yuan": "yen", "rupees": "dollars", "pesos": "dollars", "francs": "euros",
    "roubles": "dollars", "rubles": "dollars", "bolivars": "pesos",
}  # fmt: skip
_SIGN = re.compile(r"(?:(?:US|A|C)?\$|£|€)(?=\d)")
_MONEY_WORD = re.compile(rf"(?<=[\w] )(?:{'|'.join(sorted(_MONEY_WORDS, key=len, reverse=True))})\b")


def currency(host: Host, chance: Random) -> str | None:
    """Put another currency for the one a sum is in."""
    told = [(m, chance.choice(_SIGNS[m.group()[-1]])) for m in _SIGN.finditer(host.text)]
    told += [
        (m, _MONEY_WORDS[m.group()])
        for f in figures(host.text)
        if f.currency
        for m in _MONEY_WORD.finditer(host.text, f.start, f.end)
    ]
    told = [(m, other) for m, other in told if other not in host.source]
    return replaced(host, *chance.choice(told)) if told else None


def owner(host: Host, chance: Random) -> str | None:
    """Give a figure the value of another thing that the document counts in the same unit.

    Of two figures in the sentence each gets the other's value; else the value comes from a sentence that
    speaks of something else.
    """
    own = [(f, n) for f in plain_figures(host.text) if f.low > 1 and (n := _NUMBER.search(f.text))]
    crossed = [
        (a, b)
        for i, a in enumerate(own)
        for b in own[i + 1 :]
        if _same_kind(a[0], b[0]) and a[0].low != b[0].low and a[0].hedge == b[0].hedge == "none"
    ]
    if crossed and chance.random() < 0.5:
        return _crossed(host.text, *chance.choice(crossed))
    values = {f.low for f in figures(host.text)}
    strangers = [
        (mine, theirs)
        for sentence, other in source_figures(host.source)
        if other.low not in values and other.low > 1 and (theirs := _NUMBER.search(other.text))
        if not _about_the_same(host.text, sentence)
        for mine in own
        if _same_kind(mine[0], other) and mine[0].hedge == "none"
    ]
    if strangers:
        (told, number), other = chance.choice(strangers)
        at = told.start + number.start()
        return fitted(swap(host.text, at, at + len(number.group()), other.group()), at)
    return _crossed(host.text, *chance.choice(crossed)) if crossed else None


Told = tuple[Figure, re.Match[str]]


def _crossed(text: str, one: Told, other: Told) -> str:
    first, second = one[0].start + one[1].start(), other[0].start + other[1].start()
    swapped = swap(text, second, second + len(other[1].group()), one[1].group())
    return swap(swapped, first, first + len(one[1].group()), other[1].group())


def _same_kind(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can change places: of one unit, both with its scale or both without."""
    numbers = [re.sub(_NUMBER, "", f.text).strip() for f in (one, other)]
    return one.unit == other.unit and one.currency == other.currency and numbers[0] == numbers[1]


def _about_the_same(text: str, sentence: str) -> bool:
    words = telling(text)
    return len(words & telling(sentence)) > _ALIKE * len(words)


_LIMIT = re.compile(rf"\b{HEDGE_WORDS} (?=[$£€]?[\d])", re.IGNORECASE)
_ADDED = ("more than", "fewer than", "nearly")
_BOUND = re.compile(
    r"(?:\b(?:the|these|those|his|her|its|their|our|my|this|that|an?|all|both|other|another|last|first|next|past"
    r"|no|only|just|every|each|top|some|final|age|aged|page|nor|or|between)|[^\w]) $|^$",
    re.IGNORECASE,
)
"""What stands before a figure that can get no limit."""
_LASTS = re.compile(r"\b(?:for|lasted|spent|took|after|of|within) $")


def hedge(host: Host, chance: Random) -> str | None:
    """Take the limit from a figure, or set one before a figure that the document gives as exact."""
    lost = [m for m in _LIMIT.finditer(host.text) if _only_limited(host, m.end())]
    if lost and chance.random() < 0.7:
        return replaced(host, chance.choice(lost), "")
    bare = [f for f in plain_figures(host.text) if _countable(host.text, f) and _only_bare(host, f)]
    if not bare:
        return replaced(host, chance.choice(lost), "") if lost else None
    told = chance.choice(bare)
    word = chance.choice([w for w in _ADDED if w != "fewer than" or not told.currency])
    return swap(host.text, told.start, told.start, f"{word} ")


def _only_limited(host: Host, at: int) -> bool:
    """Tell whether the figure that stands here has its limit wherever the document gives it."""
    here = next((f for f in plain_figures(host.text) if f.start == at and f.hedge != "none"), None)
    same = [f for f in figures(host.source) if here and f.low == here.low and f.currency == here.currency]
    return bool(same) and all(f.hedge != "none" for f in same)


def _only_bare(host: Host, told: Figure) -> bool:
    same = [f for f in figures(host.source) if f.low == told.low]
    return bool(same) and all(f.hedge == "none" for f in same)


def _countable(text: str, told: Figure) -> bool:
    """Tell whether a limit can stand before the figure: it counts things, is a sum, or says how long."""
    before = text[: told.start]
    lasts = told.unit.dimension == "time" and _LASTS.search(before)
    counts = told.currency or lasts or (told.unit is COUNT and told.counted and told.low > 2)
    free = told.hedge == "none" and not _BOUND.search(before) and text[told.end : told.end + 1] != "-"
    return bool(counts) and free and "-" not in told.text
