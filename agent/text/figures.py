"""Figures in English news prose: value, unit, currency, hedge, and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from agent.text.ages import is_age
from agent.text.calendar_case import with_capitals
from agent.text.hedges import Hedge, hedge_of
from agent.text.normalise import plain
from agent.text.not_figures import without_names_and_dates
from agent.text.numbers import AND_A_HALF, Number, NumberKind, numbers
from agent.text.tokenised import compacted, end_in
from agent.text.units import (
    COUNT,
    SHARE,
    UNITS,
    Unit,
    currency_after,
    currency_before,
    in_base,
    is_money_pound,
    unit_after,
)
from agent.types import Mention


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a text."""

    start: int
    """First character, currency sign included, hedge words not."""
    end: int
    """One past the last character, unit included."""
    text: str
    """The characters between them."""
    low: Decimal
    """The value, scale applied; the lower end of a range."""
    high: Decimal
    """The value, or the upper end of a range."""
    unit: Unit
    """What it is measured in; the count unit where it only counts."""
    currency: str
    """ISO code or name of the money; empty where it is none."""
    hedge: Hedge
    """How the text limits it."""
    kind: NumberKind
    """Cardinal, ordinal, fraction or vague."""
    counted: str
    """The words that follow and say what is counted; empty where none do."""
    score: str = ""
    """`first` or `second` where it is one side of a result such as 24-22."""

    @cached_property
    def bare(self) -> bool:
        """It names neither unit nor money nor thing, so that it may be of any kind named before."""
        return self.unit is COUNT and not self.currency and not self.counted

    @property
    def value(self) -> Decimal:
        """Its value, the lower end of a range."""
        return self.low

    @cached_property
    def dimension(self) -> str:
        """What can be compared with it."""
        return f"money {self.currency}" if self.currency else in_base(self.low, self.unit)[0]

    @cached_property
    def base(self) -> tuple[Decimal, Decimal]:
        """Both ends in the base unit of the dimension."""
        return in_base(self.low, self.unit)[1], in_base(self.high, self.unit)[1]

    def mention(self) -> Mention:
        """Return it as the noun all checks share."""
        span = f"{self.low.normalize():f}" + (f"..{self.high.normalize():f}" if self.high != self.low else "")
        sort = self.currency or self.unit.name or self.counted.casefold()
        value = " ".join(part for part in (self.hedge if self.hedge != "none" else "", span, sort) if part)
        return Mention(kind="figure", value=value, text=self.text, start=self.start, end=self.end)


_MAGNITUDE = re.compile(r"\bmagnitude(?: of)? $")
_MINUS = re.compile(r"\bminus $")
_RANGE_JOIN = re.compile(r" ?- ?| to | and ")
_SCORE_JOIN = re.compile(r"-|(?: votes| points| runs| goals)? to |:")
_BETWEEN = re.compile(r"\b(?:between|from) (?:[$€£¥] ?)?$", re.I)
_RANGE_OF = re.compile(r"\branges? (?:of|from) (?:[$€£¥] ?)?$", re.I)
_RACE_TIME = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):(\d\d)\.(\d{1,3})(?!\d)")
_PART_OF_A = re.compile(r" (?:of )?an?(?= )")
"""What stands between a fraction and its unit: "a tenth of a percentage point", "half a mile"."""
_GO_ON = re.compile(r"(?:,? and |,? )$")
_STOP = re.compile(
    r"(?:of|in|on|at|to|by|for|from|with|and|or|but|as|than|after|before|during|since|while|when|where"
    r"|which|who|that|is|are"
    r"|was|were|be|been|has|have|had|will|would|could|may|might|can|did|do|does|said|says|against|into"
    r"|over|under|through"
    r"|according|compared|between|because|until|if|the|a|an|its|their|his|her|this|last|next|per|each"
    r"|so|up|down|he|she|it"
    r"|they|we|not|now|still|also|only|aboard|dead|killed|wounded|injured|missing|died)$",
    re.I,
)
_STATES = re.compile(r" (?:dead|killed|wounded|injured|missing|hurt|died|aboard)\b", re.I)
_NEXT = re.compile(r"[ -]([A-Za-zÀ-ÿ][\w'’-]*)")
_OF = re.compile(r" (?:of|more of) (?:its|their|his|her|the|those|these|them|all)?(?: |$)")
_IRREGULAR = frozenset(
    re.split(
        r"\s+",
        """people men women children police troops personnel staff crew dead wounded feet cattle sheep fish
    data media aircraft spacecraft species percent deer mice teeth geese""",
    )
)


def figures(text: str) -> list[Figure]:
    """Return the figures of a text, in order, without overlaps.

    Dates, years, times of day and numbers that are names ("F-16", "Covid-19", "No. 10", "Resolution 2728")
    are none; "one" is one only with a unit or a currency.
    """
    whole = with_capitals(plain(text))
    flat = compacted(whole)
    masked = without_names_and_dates(flat)
    found = _race_times(flat, masked)
    taken = [(f.start, f.end) for f in found]
    read = [n for n in numbers(masked) if not any(a < n.end and n.start < b for a, b in taken)]
    singles = [_figure(flat, masked, number) for number in read]
    pairs = list(zip(singles, read, strict=True))
    found += _joined(masked, pairs)
    found = sorted((f for f in found if not _lone_one(f)), key=lambda f: f.start)
    apart: list[Figure] = []
    for figure in found:
        if not apart or figure.start >= apart[-1].end:
            apart.append(figure)
    ends = [(f, end_in(whole, flat, f.end)) for f in _durations(masked, apart)]
    return [_ending(f, end, text[f.start : end]) for f, end in ends]


def _ending(figure: Figure, end: int, text: str) -> Figure:
    same = figure.end == end and figure.text == text
    return figure if same else replace(figure, end=end, text=text)


def _lone_one(figure: Figure) -> bool:
    plain_one = figure.low == 1 and figure.kind == "cardinal" and not figure.text[:1].isdigit()
    return plain_one and figure.unit is COUNT and not figure.currency


def _figure(text: str, masked: str, number: Number) -> Figure:
    start, end = number.start, number.end
    unit, currency = (SHARE if number.kind == "fraction" else COUNT), ""
    if sign := currency_before(masked, start):
        currency, start = sign
    parted = _PART_OF_A.match(masked, end) if number.kind == "fraction" else None
    at = parted.end() if parted else end
    measured = unit_after(masked, at) if number.kind != "ordinal" and not currency else None
    if number.kind == "ordinal":
        pass
    elif measured and not is_money_pound(masked, end):
        unit, end = measured
        end += len(AND_A_HALF) if number.low == Decimal("1.5") and masked.startswith(AND_A_HALF, end) else 0
        number = replace(number, kind="cardinal") if parted else number
    elif not currency and (named := currency_after(masked, end)):
        currency, end = named
    elif not currency and is_age(masked, number.start, number.end):
        unit = UNITS["year of age"]
    elif magnitude := _MAGNITUDE.search(masked, max(0, start - 20), start):
        unit, start = UNITS["magnitude"], magnitude.start()
    if currency and number.kind == "fraction":
        unit = COUNT
    if _MINUS.search(masked, max(0, start - 10), start):
        number = replace(number, low=-number.low, high=-number.high)
        start -= len("minus ")
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        low=number.low,
        high=number.high,
        unit=unit,
        currency=currency,
        hedge=hedge_of(masked, start, end, unit),
        kind=number.kind,
        counted=_counted(masked, end, number.kind == "ordinal" or number.low == 1),
    )


def _counted(text: str, end: int, single: bool) -> str:
    """Return the noun phrase after a number: up to four words, ending with the first plural."""
    at = end
    hyphened = text[end : end + 1] == "-"
    if of := _OF.match(text, end):
        at = of.end() - 1
    taken: list[str] = []
    plural = False
    while len(taken) < 4 and (word := _NEXT.match(text, at)):
        if _STOP.match(word[1]):
            break
        taken.append(word[1])
        at = word.end()
        low = word[1].casefold()
        if (low.endswith("s") and not low.endswith(("ss", "us", "'s", "ous"))) or low in _IRREGULAR:
            plural = True
            break
    if taken and not plural and not hyphened and not single:
        taken = taken if taken[0][0].isupper() else []
    if not taken and (state := _STATES.match(text, end)):
        return state.group().strip()
    return " ".join(taken)


def _joined(text: str, pairs: list[tuple[Figure, Number]]) -> list[Figure]:
    """Put ranges together and mark the two sides of results."""
    done: list[Figure] = []
    place = 0
    while place < len(pairs):
        figure, number = pairs[place]
        if place + 1 < len(pairs):
            after, next_number = pairs[place + 1]
            if (both := _range(text, figure, number, after, next_number)) is not None:
                done.append(both)
                place += 2
                continue
            if _is_score(text, figure, after):
                done += [replace(figure, score="first"), replace(after, score="second")]
                place += 2
                continue
        done.append(figure)
        place += 1
    return done


def _range(text: str, a: Figure, a_number: Number, b: Figure, b_number: Number) -> Figure | None:
    gap = text[a.end : b.start]
    if not _RANGE_JOIN.fullmatch(gap) or a.kind != "cardinal" or b.kind != "cardinal":
        return None
    if (a.unit is not COUNT and a.unit != b.unit) or (a.currency and b.currency and a.currency != b.currency):
        return None
    shares_scale = a_number.scale == 1 and a.low < b.low / b_number.scale
    low = a.low * b_number.scale if shares_scale else a.low
    between = _BETWEEN.search(text[max(0, a.start - 12) : a.start])
    if gap == " and " and not (between and between.group().casefold().startswith("between")):
        return None
    stated = _RANGE_OF.search(text[max(0, a.start - 16) : a.start])
    if gap == " to " and not stated and (between or a.unit is not COUNT or a.currency):
        return None
    if low >= b.high or (gap == "-" and not b.currency and b.unit is COUNT and not b.counted):
        return None
    if gap == " to " and not stated and b.unit is COUNT and not b.currency and not b.counted:
        return None
    if a.counted and a.unit is COUNT and gap != "-" and not a.currency:
        return None
    return replace(
        b,
        start=a.start,
        text=text[a.start : b.end],
        low=low,
        high=b.high,
        hedge=a.hedge,
        currency=b.currency or a.currency,
    )


def _is_score(text: str, a: Figure, b: Figure) -> bool:
    gap = text[a.end : b.start]
    plainly = a.unit is COUNT and b.unit is COUNT and not a.currency and not b.currency
    between = _BETWEEN.search(text[max(0, a.start - 12) : a.start])
    return plainly and _SCORE_JOIN.fullmatch(gap) is not None and not between


def _race_times(text: str, masked: str) -> list[Figure]:
    found = []
    for m in _RACE_TIME.finditer(text):
        seconds = Decimal(int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3])) + Decimal(f"0.{m[4]}")
        span = (m.start(), m.end(), m.group())
        found.append(Figure(*span, seconds, seconds, UNITS["second"], "", "none", "cardinal", ""))
    return found


_FINER = {"hour": "minute", "minute": "second", "year": "month", "foot": "inch", "day": "hour", "week": "day"}


def _durations(text: str, found: list[Figure]) -> list[Figure]:
    """Put "8 minutes 10 seconds" and "six years and three months" together."""
    done: list[Figure] = []
    for figure in found:
        last = done[-1] if done else None
        if (
            last is not None
            and _FINER.get(last.unit.name) == figure.unit.name
            and _GO_ON.fullmatch(text[last.end : figure.start])
        ):
            whole = (last.low * last.unit.factor + figure.low * figure.unit.factor) / figure.unit.factor
            done[-1] = replace(figure, start=last.start, low=whole, high=whole, hedge=last.hedge)
        else:
            done.append(figure)
    return done
