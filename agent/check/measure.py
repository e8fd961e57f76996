"""What sets two figures of one kind apart: confirmed or suspected, the dead or all hit, a month or a year.

Pure. Two values that measure different things are no conflict, and the larger is no newer state of the
smaller. Only what stands beside the figure, or names a stretch of time or an area for the whole sentence, is
read. Where one of two sentences leaves open what it means, both are taken to mean the same, except that
"suspected", "killed and injured" and a part of the people are never the plain count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import lru_cache
from itertools import combinations

from agent.text.figures import Figure
from agent.text.places import country

_NOUNS = r"(?:cases?|deaths?|dead|victims?|infections?|fatalities|patients|people|outbreaks?)"
_UNSURE = r"(?:suspected|probable|presumed|possible|unconfirmed)"
_SURE = r"(?:confirmed|laboratory-confirmed|verified)"
_AFTER = 3
"""Words between a figure and the noun it counts."""
_BOTH = re.compile(
    r"\b(?:casualties|(?:killed|dead|deaths)(?: and| or|,? as well as) (?:the )?(?:wounded|injured|injuries)"
    r"|(?:wounded|injured) (?:and|or) (?:killed|dead))\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"^\s+(?:of (?:them|the dead) )?(?:(?!and\b|or\b)\w+ ){{0,{_AFTER - 1}}}?"
    r"(?P<who>children|minors|women|civilians|soldiers|troops|militants|fighters|officers|crew)\b",
    re.IGNORECASE,
)
_SOLDIERS = {"troops": "soldiers", "fighters": "militants", "minors": "children"}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIMES = (
    ("this year", r"(?:so far )?this year|year[- ]to[- ]date|since (?:the start of the year|January)"),
    ("this month", r"this month|(?:in )?the past month"),
    ("this week", r"this week|(?:in )?the past week"),
    ("in one day", r"in (?:a single|one) day|in (?:the past )?24 hours|overnight"),
    ("in all", r"in all|altogether|in total|overall|since (?:the|its) (?:\w+ )?(?:began|start|outbreak)"),
)  # fmt: skip
_IN_MONTH = re.compile(rf"\b(?:in|during|for) (?P<month>{_MONTH})\b(?! \d{{1,2}}\b)")
_WIDE = (
    ("worldwide", r"worldwide|globally|(?:around|across|in) the world"),
    ("nationwide", r"nation-?wide|country-?wide|(?:across|around|in) the (?:whole )?(?:country|nation)"),
)  # fmt: skip
_AREAS = (
    *_WIDE,
    (
        "in one region",
        r"(?:state|city)-?wide|(?:across|in) the (?:state|province|city|county|region|district)",
    ),
)
_IN_PLACE = re.compile(
    r"\b(?:in|across|throughout) (?:the )?(?P<name>U\.S\.|U\.K\.|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"(?=[,;]|[.]?$| (?:so far|since|this|last|alone|have|has|had|were|was|as of|by)\b)"
)
_WHOLE = re.compile(
    r"\b(?:in|across|throughout|over) the (?:whole|entire|rest)(?: of)? (?:the )?"
    r"(?P<name>(?:[A-Z][\w’'-]+ ?)+(?:[a-z]+)?)"
)
_SETTLEMENT = re.compile(
    r"\bin the (?P<name>(?:village|town|hamlet|suburb|quarter|port|parish) of"
    r" [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)
"""A part of something larger, where another sentence speaks of the whole."""
_IN_YEAR = re.compile(r"^[^.;]*?\bin (?P<year>(?:19|20)\d\d)(?=[,.;]|$)")
_KEPT = re.compile(
    r"\b(?:record|count|log|register|report|sell|sold|produc|issu|perform|build|built)(?:ed|s|e[sd]?)?\b",
    re.I,
)
"""What is counted year by year; what happens once and is dated by a year is two things in two years."""
_RATE = re.compile(r"\s*(?:a|an|per|each|every) (?P<time>day|week|month|year|decade)\b")
_NO_PLACE = re.compile(rf"{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


@dataclass(frozen=True)
class Measure:
    """What a figure is a measure of, as far as its sentence says so; empty where it does not."""

    certainty: str = ""
    """`suspected` or `confirmed`."""
    who: str = ""
    """`killed and injured`, or the part of the people counted: `children`."""
    time: str = ""
    """`this year`, `in January`."""
    area: str = ""
    """`worldwide`, `nationwide`, `in one region`, or `in` with a name."""
    rate: str = ""
    """`a year`: so much of it every time."""

    @property
    def told(self) -> str:
        """Return it in words."""
        return ", ".join(filter(None, astuple(self)))


@lru_cache(maxsize=4096)
def measure(sentence: str, figure: Figure) -> Measure:
    """Return what the sentence says its figure measures."""
    after = sentence[figure.end :]
    some = _SOME.match(after)
    who = some["who"].casefold() if some else ""
    return Measure(
        certainty=_certainty(after),
        who="killed and injured" if _BOTH.search(sentence) else _SOLDIERS.get(who, who),
        time=_time(sentence) or _year(sentence, figure),
        area=_area(sentence),
        rate=f"a {rate['time']}" if (rate := _RATE.match(after)) else "",
    )


def _year(sentence: str, figure: Figure) -> str:
    """Return the year for which something is counted, where it stands behind the figure."""
    if figure.currency or not _KEPT.search(sentence):
        return ""
    found = _IN_YEAR.match(sentence[figure.end :])
    return f"in {found['year']}" if found else ""


def _certainty(after: str) -> str:
    for word, name in ((_UNSURE, "suspected"), (_SURE, "confirmed")):
        if re.match(
            rf"\s+(?:\w+ ){{0,{_AFTER}}}?{word}\s+(?:\w+ ){{0,2}}?{_NOUNS}\b|\s+{word}\b", after, re.I
        ):
            return name
    return ""


def _time(sentence: str) -> str:
    if found := _IN_MONTH.search(sentence):
        return f"in {found['month']}"
    return _first(_TIMES, sentence)


_ALL_OF = "in the whole of "


def _area(sentence: str) -> str:
    if name := _first(_AREAS, sentence):
        return name
    if whole := _WHOLE.search(sentence):
        return f"{_ALL_OF}{whole['name'].strip()}"
    if part := _SETTLEMENT.search(sentence):
        return f"in the {part['name']}"
    found = [m["name"] for m in _IN_PLACE.finditer(sentence) if not _NO_PLACE.match(m["name"])]
    return f"in {found[0]}" if found else ""


def _first(named: Sequence[tuple[str, str]], sentence: str) -> str:
    found = (name for name, words in named if re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE))
    return next(found, "")


def differ(one: Measure, other: Measure) -> bool:
    """Tell whether two figures measure different things."""
    if "suspected" in (one.certainty, other.certainty) and one.certainty != other.certainty:
        return True
    if one.who != other.who or one.rate != other.rate:
        return True
    return _clash(one.time, other.time) or _areas_clash(one.area, other.area)


def in_words(measures: Sequence[Measure]) -> list[str]:
    """Return each measure in words, without what does not set them apart."""
    plain = Measure()
    said = measures
    for name in (field.name for field in fields(Measure)):
        alone = [replace(plain, **{name: getattr(m, name)}) for m in measures]
        if not any(differ(a, b) for a, b in combinations(alone, 2)):
            said = [replace(m, **{name: ""}) for m in said]
    return [m.told for m in said]


def _clash(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _areas_clash(one: str, other: str) -> bool:
    """Tell whether one names a country (or the world) and the other a part of it, or another country."""
    if _clash(one, other) and (one.startswith(_ALL_OF) != other.startswith(_ALL_OF)):
        return True
    wide = {name for name, _ in _WIDE}
    ranks = [area in wide or bool(country(area.removeprefix("in "))) for area in (one, other)]
    if not _clash(one, other) or not any(ranks):
        return False
    lands = [country(area.removeprefix("in ")) for area in (one, other)]
    return not (lands[0] & lands[1]) and not ("nationwide" in (one, other) and all(ranks))
