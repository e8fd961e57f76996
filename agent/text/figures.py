"""Figures in English news prose: value, unit, currency, hedge, and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from agent.text.normalise import plain
from agent.text.not_figures import without_names_and_dates
from agent.text.numbers import Number, NumberKind, numbers
from agent.text.units import (
    COUNT,
    SHARE,
    UNITS,
    Unit,
    currency_after,
    currency_before,
    in_base,
    unit_after,
)
from agent.types import Mention

Hedge = Literal["none", "at_least", "at_most", "about", "more_than", "less_than", "nearly", "just_over"]


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

    @property
    def bare(self) -> bool:
        """It names neither unit nor money nor thing, so that it may be of any kind named before."""
        return self.unit is COUNT and not self.currency and not self.counted

    @property
    def value(self) -> Decimal:
        """Its value, the lower end of a range."""
        return self.low

    @property
    def dimension(self) -> str:
        """What can be compared with it."""
        return f"money {self.currency}" if self.currency else in_base(self.low, self.unit)[0]

    @property
    def base(self) -> tuple[Decimal, Decimal]:
        """Both ends in the base unit of the dimension."""
        return in_base(self.low, self.unit)[1], in_base(self.high, self.unit)[1]

    def mention(self) -> Mention:
        """Return it as the noun all checks share."""
        span = f"{self.low.normalize():f}" + (f"..{self.high.normalize():f}" if self.high != self.low else "")
        sort = self.currency or self.unit.name or self.counted.casefold()
        value = " ".join(part for part in (self.hedge if self.hedge != "none" else "", span, sort) if part)
        return Mention(kind="figure", value=value, text=self.text, start=self.start, end=self.end)


_HEDGES: tuple[tuple[Hedge, str], ...] = (
    ("nearly", r"nearly|almost|close to|just (?:under|short of|below|shy of)|approaching|not quite"
    r"|slightly (?:less|fewer|under)"
               r"(?: than)?|a (?:little|bit|shade) (?:less|fewer|under)(?: than)?|a little short of"),
    ("just_over", r"just (?:over|above|more than)|(?:slightly|a (?:little|bit|shade|touch)"
    r"|marginally) (?:more than|over|above)"),
    ("at_least", r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of"
    r"|a minimum increase of|minimum"),
    ("at_most", r"at most|up to|as (?:many|much) as|no more than|not more than|a maximum of|maximum"),
    ("more_than", r"more than|greater than|in excess of|upwards? of|well over|over|above|exceed(?:s|ed"
    r"|ing)?|north of|topp(?:ed|ing)"),
    ("less_than", r"less than|fewer than|under|below"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|circa|or so"
    r"|in the region of"
              r"|on the order of|nearer|more or less|in the neighbou?rhood of"),
)  # fmt: skip
_HEDGE = [
    (name, re.compile(rf"\b(?:{p})(?: an estimated| about| around| some| another)? ?$", re.I))
    for name, p in _HEDGES
]
_HEDGE_AFTER: tuple[tuple[Hedge, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(
            r"\+|,? (?:\w+ )?(?:or more|at least|and (?:more|counting))\b(?! [$€£¥\d])(?! than)", re.I
        ),
    ),
    ("at_most", re.compile(r",? (?:\w+ )?(?:or (?:fewer|less)|at most|at the most)\b", re.I)),
    ("about", re.compile(r",? (?:\w+ )?or (?:so|thereabouts)\b", re.I)),
)
_MORE_NOT_HEDGE = {"over", "above", "under", "below"}
_RANGE_JOIN = re.compile(r" ?- ?| to | and ")
_SCORE_JOIN = re.compile(r"-|(?: votes| points| runs| goals)? to |:")
_BETWEEN = re.compile(r"\b(?:between|from) (?:[$€£¥] ?)?$", re.I)
_RACE_TIME = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):(\d\d)\.(\d{1,3})(?!\d)")
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
    ["people", "men", "women", "children", "police", "troops", "personnel", "staff", "crew", "dead", "wounded", "feet", "cattle", "sheep", "fish", "data", "media", "aircraft", "spacecraft", "species", "percent", "deer", "mice", "teeth", "geese"]
)


def figures(text: str) -> list[Figure]:
    """Return the figures of a text, in order, without overlaps.

    Dates, years, times of day and numbers that are names ("F-16", "Covid-19", "No. 10", "Resolution 2728")
    are none; "one" is one only with a unit or a currency.
    """
    flat = plain(text)
    masked = without_names_and_dates(flat)
    found = _race_times(flat, masked)
    taken = [(f.start, f.end) for f in found]
    read = [n for n in numbers(masked) if not any(a < n.end and n.start < b for a, b in taken)]
    singles = [_figure(flat, masked, number) for number in read]
    pairs = list(zip(singles, read, strict=True))
    for figure in _joined(masked, pairs):
        found.append(figure)
    found = [f for f in found if not _lone_one(f)]
    found.sort(key=lambda f: f.start)
    apart = [f for i, f in enumerate(found) if i == 0 or f.start >= max(g.end for g in found[:i])]
    return [replace(f, text=text[f.start : f.end]) for f in _durations(masked, apart)]


def _lone_one(figure: Figure) -> bool:
    return figure.low == 1 and figure.unit is COUNT and not figure.currency and figure.kind == "cardinal" and (
        not figure.text[:1].isdigit()
    )  # fmt: skip


def _figure(text: str, masked: str, number: Number) -> Figure:
    start, end = number.start, number.end
    unit, currency = (SHARE if number.kind == "fraction" else COUNT), ""
    if sign := currency_before(masked, start):
        currency, start = sign
    measured = unit_after(masked, end) if number.kind != "ordinal" and not currency else None
    if number.kind == "ordinal":
        pass
    elif measured and not _is_money_pound(masked, end):
        unit, end = measured
    elif not currency and (named := currency_after(masked, end)):
        currency, end = named
    elif magnitude := re.search(r"\bmagnitude(?: of)? $", masked[:start]):
        unit, start = UNITS["magnitude"], magnitude.start()
    if currency and number.kind == "fraction":
        unit = COUNT
    if re.search(r"\bminus $", masked[:start]):
        number = replace(number, low=-number.low, high=-number.high)
        start -= len("minus ")
    figure = Figure(
        start=start, end=end, text=text[start:end], low=number.low, high=number.high, unit=unit, currency=currency,
        hedge=_hedge(masked, start, end, unit), kind=number.kind, counted=_counted(masked, end, Decimal(1) if number.kind == "ordinal" else number.low),
    )  # fmt: skip
    return figure


def _is_money_pound(text: str, at: int) -> bool:
    return bool(re.match(r" pounds?\b(?! of| in weight| heavier| lighter)", text[at:]))


def _hedge(text: str, start: int, end: int, unit: Unit) -> Hedge:
    head = text[max(0, start - 40) : start]
    for name, pattern in _HEDGE:
        if match := pattern.search(head):
            word = match.group().strip().casefold()
            if word in _MORE_NOT_HEDGE and unit.dimension in ("length", "time", "calendar", "ratio"):
                return "none"
            return name
    tail = text[end : end + 30]
    for name, pattern in _HEDGE_AFTER:
        if pattern.match(tail):
            return name
    return "none"


def _counted(text: str, end: int, lone: Decimal) -> str:
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
    if taken and not plural and not hyphened and lone != 1:
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
    low = a.low * (b_number.scale if a_number.scale == 1 and a.low < b.low / max(b_number.scale, 1) else 1)
    between = _BETWEEN.search(text[max(0, a.start - 12) : a.start])
    if gap == " and " and not (between and between.group().casefold().startswith("between")):
        return None
    if gap == " to " and (between or a.unit is not COUNT or a.currency):
        return None
    if low >= b.high or (gap == "-" and not b.currency and b.unit is COUNT and not b.counted):
        return None
    if gap == " to " and b.unit is COUNT and not b.currency and not b.counted:
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
    return (
        plainly
        and bool(_SCORE_JOIN.fullmatch(gap))
        and not _BETWEEN.search(text[max(0, a.start - 12) : a.start])
    )


def _race_times(text: str, masked: str) -> list[Figure]:
    found = []
    for m in _RACE_TIME.finditer(text):
        seconds = Decimal(int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3])) + Decimal(f"0.{m[4]}")
        found.append(
            Figure(
                m.start(), m.end(), m.group(), seconds, seconds, UNITS["second"], "", "none", "cardinal", ""
            )
        )
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
