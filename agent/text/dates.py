"""Dates in English news prose: where they stand, and which days they mean.

Spans are found by strict patterns, so that "may", "sat" and "march" are not taken for dates. A value is read
against the day the text was published; where that leaves several readings open, all are kept, best first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from re import Match
from typing import Literal

from agent.text.date_patterns import RULES, is_month_name
from agent.text.days import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    Days,
    day,
    month,
    nth_weekday,
    part,
    season,
    week,
    weekday_after,
    weekday_on_or_before,
    year,
)
from agent.text.sentences import sentences
from agent.text.tense import Tense, tense
from agent.types import Mention

_VAGUE = re.compile(r"\b(?:early|mid|middle|late|beginning|start|end|close|turn)\b", re.I)

Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade"]


@dataclass(frozen=True)
class DateMention:
    """A date as it stands in a text."""

    start: int
    """First character."""
    end: int
    """One past the last character."""
    text: str
    """The characters between them."""
    precision: Precision
    """How exactly it speaks."""
    readings: tuple[Days, ...]
    """Every stretch of days it may mean, best first; empty where it cannot be resolved."""
    relative: bool
    """It names no year, so the publication date decides."""
    clash: bool = False
    """It contradicts itself: its weekday is not that day's, or there is no such day."""

    @property
    def vague(self) -> bool:
        """Tell whether its edges are nobody's exact meaning: a week, "late January", "early 2026"."""
        return self.precision == "week" or bool(_VAGUE.search(self.text))

    @property
    def first(self) -> date | None:
        """First day of the best reading, None where there is none."""
        return self.readings[0][0] if self.readings else None

    @property
    def last(self) -> date | None:
        """Last day of the best reading, inclusive."""
        return self.readings[0][1] if self.readings else None

    @property
    def value(self) -> str:
        """ISO day, or first and last day with a slash between; the words themselves where unresolved."""
        if not self.readings:
            return " ".join(self.text.split()).casefold()
        first, last = self.readings[0]
        return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"

    def mention(self) -> Mention:
        """Return it as the noun all checks share."""
        return Mention(kind="date", value=self.value, text=self.text, start=self.start, end=self.end)


@dataclass(frozen=True)
class _Read:
    """What a reader makes of a match."""

    precision: Precision
    readings: list[Days]
    relative: bool = False
    clash: bool = False


@dataclass(frozen=True)
class _When:
    """What a date is read against."""

    published: date | None
    tense: Tense


def dates(text: str, published: datetime | None) -> list[DateMention]:
    """Return the dates of a text in order, none overlapping, read against its day of publication.

    A weekday is the latest such day up to that day, or for something still to come the next one. A missing
    year is the nearest, the side the tense speaks for preferred. Without a day of publication, what lacks a
    year stays unresolved.
    """
    day_published = published.date() if published else None
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    spans = [(s.start, s.end) for s in sentences(text)]
    for name, pattern in RULES:
        for match in pattern.finditer(text):
            start, end = match.span("body") if "body" in pattern.groupindex else match.span()
            if any(start < b and a < end for a, b in taken) or not _is_date(name, match, text):
                continue
            taken.append((start, end))
            around = next(((a, b) for a, b in spans if a <= start < b), (0, len(text)))
            sentence = text[around[0] : around[1]]
            when = _When(day_published, tense(sentence, start - around[0], end - around[0]))
            read = _READERS[name](match, when)
            found.append(
                DateMention(
                    start,
                    end,
                    text[start:end],
                    read.precision,
                    tuple(read.readings),
                    read.relative,
                    read.clash,
                )
            )
    return sorted(found, key=lambda m: m.start)


def _is_date(name: str, match: Match[str], text: str) -> bool:
    if name == "year":
        return match["cue"] is not None or match["part"] is not None
    if name == "month":
        bare = not (match["part"] or match["near"] or match["year"])
        return is_month_name(text, match.start("month"), match.end(), match["month"], bare)
    return True


def _month_number(match: Match[str]) -> int:
    return MONTHS.index(match["month"][:3].lower()) + 1


_WRONG_SIDE = 3
"""How much nearer a date on the unexpected side must be: "began on 3 February" in October is past."""


def _nearest_first(readings: list[Days], when: _When) -> list[Days]:
    """Order the readings of a date without a year by nearness, the side the tense speaks for preferred."""
    published = when.published
    if published is None:
        return []

    def rank(days: Days) -> int:
        far = max((days[0] - published).days, (published - days[1]).days, 0)
        wrong_side = {"past": days[0] > published, "coming": days[1] < published, "open": False}[when.tense]
        return far * _WRONG_SIDE if wrong_side else far

    return sorted(readings, key=rank)


def _years(when: _When) -> list[int]:
    return [when.published.year + n for n in (-1, 0, 1)] if when.published else []


def _chosen(match: Match[str], when: _When, build: Callable[[int], Days | None]) -> tuple[list[Days], bool]:
    """Return the readings of something that may or may not carry its year, and whether it does not."""
    if match["year"]:
        days = build(int(match["year"]))
        return ([days] if days else []), False
    near = match["near"] if "near" in match.re.groupindex else None
    options = [days for number in _years(when) if (days := build(number))]
    return _near(_nearest_first(options, when), near, when), True


def _near(options: list[Days], word: str | None, when: _When) -> list[Days]:
    """Keep what "last", "this" or "next" leaves of the readings."""
    published = when.published
    if not word or published is None:
        return options
    if word in {"last", "past", "previous"}:
        return sorted((d for d in options if d[1] < published), reverse=True)[:1]
    if word in {"next", "coming"}:
        return sorted(d for d in options if d[0] > published)[:1]
    return [d for d in options if d[0].year == published.year or d[1].year == published.year][:1]


_PARTS = {
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
    "turn": "early",
}


def _parted(days: Days, match: Match[str]) -> Days:
    name = (match["part"] or "").split()[-1:] if "part" in match.re.groupindex else []
    return part(days, _PARTS.get(name[0], name[0])) if name else days


def _read_iso(match: Match[str], when: _When) -> _Read:
    found = day(int(match["year"]), int(match["m"]), int(match["day"]))
    return _Read("day", [(found, found)] if found else [], clash=found is None)


def _read_slash(match: Match[str], when: _When) -> _Read:
    a, b, number = int(match["a"]), int(match["b"]), int(match["year"])
    both = {d for d in (day(number, b, a), day(number, a, b)) if d}
    return _Read("day", sorted((d, d) for d in both), clash=not both)


def _read_day(match: Match[str], when: _When) -> _Read:
    number, first = _month_number(match), int(match["day"])
    last = int(match["last"]) if match["last"] else first

    def build(year_number: int) -> Days | None:
        a, b = day(year_number, number, first), day(year_number, number, last)
        return (a, b) if a and b and a <= b else None

    readings, relative = _chosen(match, when, build)
    impossible = build(2000) is None
    if match["weekday"]:
        index = WEEKDAYS.index(match["weekday"][:3].lower())
        fitting = [d for d in readings if d[0].weekday() == index]
        return _Read(
            "day", fitting or readings, relative, clash=impossible or (bool(readings) and not fitting)
        )
    return _Read("day", readings, relative, clash=impossible or (not readings and not relative))


def _read_week_of_month(match: Match[str], when: _When) -> _Read:
    number = _month_number(match)

    def build(year_number: int) -> Days:
        first, last = month(year_number, number)
        if match["nth"] in {"last", "final"}:
            return last - timedelta(days=8), last
        start = first + timedelta(days=7 * (NUMBERS[match["nth"]] - 1))
        return start, start + timedelta(days=6)

    return _Read("week", *_chosen(match, when, build))


def _read_month(match: Match[str], when: _When) -> _Read:
    number = _month_number(match)
    return _Read("month", *_chosen(match, when, lambda y: _parted(month(y, number), match)))


def _read_holiday(match: Match[str], when: _When) -> _Read:
    name = " ".join(match["holiday"].split()).replace("’", "'")

    def build(year_number: int) -> Days:
        if name.startswith("Thanksgiving"):
            found = nth_weekday(year_number, 11, 3, 4)
        else:
            found = date(year_number, *_HOLIDAYS[name])
        return found, found

    readings, relative = _chosen(match, when, build)
    return _Read("day", readings, relative)


_HOLIDAYS = {
    "New Year's Eve": (12, 31),
    "New Year's Day": (1, 1),
    "Christmas Eve": (12, 24),
    "Christmas": (12, 25),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
    "Halloween": (10, 31),
    "Valentine's Day": (2, 14),
}


def _read_turn_of_year(match: Match[str], when: _When) -> _Read:
    options = [(date(y - 1, 12, 25), date(y, 1, 7)) for y in _years(when)]
    return _Read("week", _nearest_first(options, when), True)


def _read_quarter(match: Match[str], when: _When) -> _Read:
    half = "half" in match.re.groupindex
    nth = int(match["q"][1]) if not half and match["q"] else NUMBERS[match["nth"]]
    length = 6 if half else 3
    readings, relative = _chosen(match, when, lambda y: month(y, (nth - 1) * length + 1, length))
    return _Read("quarter", readings, relative)


def _read_season(match: Match[str], when: _When) -> _Read:
    return _Read("season", *_chosen(match, when, lambda y: _parted(season(y, match["season"]), match)))


def _read_decade(match: Match[str], when: _When) -> _Read:
    first = int(match["decade"])
    return _Read("decade", [_parted((date(first, 1, 1), date(first + 9, 12, 31)), match)])


def _read_weekday(match: Match[str], when: _When) -> _Read:
    if when.published is None:
        return _Read("day", [], True)
    index = WEEKDAYS.index(match["weekday"][:3].lower())
    latest, following = (f(when.published, index) for f in (weekday_on_or_before, weekday_after))
    if match["near"] == "last":
        options = [latest if latest < when.published else latest - timedelta(days=7), latest]
        options = [*options, latest - timedelta(days=7)]
    elif match["near"] in {"next", "coming"}:
        options = [following, following + timedelta(days=7)]
    elif when.tense == "coming":
        options = [following, latest]
    else:
        options = [latest, following]
    return _Read("day", [(d, d) for d in dict.fromkeys(options)], True)


def _read_ago(match: Match[str], when: _When) -> _Read:
    count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]
    unit: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    precision = unit[match["unit"]]
    if when.published is None:
        return _Read(precision, [], True)
    if precision in {"day", "week"}:
        then = when.published - timedelta(days=count * (1 if precision == "day" else 7))
        return _Read(precision, [(then, then) if precision == "day" else week(then)], True)
    if precision == "month":
        index = when.published.year * 12 + when.published.month - 1 - count
        return _Read(precision, [month(index // 12, index % 12 + 1)], True)
    return _Read(precision, [year(when.published.year - count)], True)


_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _read_near_year(match: Match[str], when: _When) -> _Read:
    if when.published is None:
        return _Read("year", [], True)
    return _Read("year", [_parted(year(when.published.year + _STEPS[match["near"]]), match)], True)


def _read_near(match: Match[str], when: _When) -> _Read:
    step, unit = _STEPS[match["near"]], match["unit"]
    precision: Precision = "month" if unit == "month" else "week"
    if when.published is None:
        return _Read(precision, [], True)
    if unit == "month":
        index = when.published.year * 12 + when.published.month - 1 + step
        return _Read(precision, [_parted(month(index // 12, index % 12 + 1), match)], True)
    if unit == "weekend":
        return _Read(precision, _weekends(when, step), True)
    return _Read(precision, [_parted(week(when.published + timedelta(days=7 * step)), match)], True)


def _weekends(when: _When, step: int) -> list[Days]:
    if when.published is None:
        return []
    past = weekday_on_or_before(when.published, 5)
    coming = weekday_after(when.published, 5)
    order = [coming, past] if step > 0 or (step == 0 and when.tense == "coming") else [past, coming]
    return [(d, d + timedelta(days=1)) for d in order]


def _read_weekend(match: Match[str], when: _When) -> _Read:
    return _Read("week", _weekends(when, 0), True)


def _read_word(match: Match[str], when: _When) -> _Read:
    step = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["word"].lower()]
    if when.published is None:
        return _Read("day", [], True)
    then = when.published + timedelta(days=step)
    return _Read("day", [(then, then)], True)


def _read_year(match: Match[str], when: _When) -> _Read:
    return _Read("year", [_parted(year(int(match["year"])), match)])


_READERS: dict[str, Callable[[Match[str], _When], _Read]] = {
    "iso": _read_iso,
    "slash": _read_slash,
    "day": _read_day,
    "week_of_month": _read_week_of_month,
    "month": _read_month,
    "holiday": _read_holiday,
    "turn_of_year": _read_turn_of_year,
    "quarter": _read_quarter,
    "season": _read_season,
    "decade": _read_decade,
    "weekday": _read_weekday,
    "ago": _read_ago,
    "near_year": _read_near_year,
    "near": _read_near,
    "weekend": _read_weekend,
    "word": _read_word,
    "year": _read_year,
}
