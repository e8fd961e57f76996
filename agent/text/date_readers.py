"""From what a date pattern matched to the days it may mean, best reading first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match
from typing import Literal

from agent.text.days import (
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    PARTS,
    STEPS,
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
from agent.text.tense import Tense

Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade"]


@dataclass(frozen=True)
class Read:
    """What a reader makes of a match."""

    precision: Precision
    """How exactly it speaks."""
    readings: list[Days]
    """What it may mean, best first."""
    relative: bool = False
    """The day of publication decides."""
    clash: bool = False
    """It contradicts itself."""


@dataclass(frozen=True)
class When:
    """What a date is read against."""

    published: date | None
    """The day of publication."""
    tense: Tense
    """What the words around it say."""
    own: bool = False
    """The words of its own clause say so."""
    year_ahead: str | None = None
    """The year that a second date, joined to this one, brings for both."""


def _month_number(match: Match[str]) -> int:
    return MONTHS.index(match["month"][:3].lower()) + 1


_NTH = NUMBERS | dict.fromkeys(("final", "last", "closing"), 4)
_WRONG_SIDE = 3
"""How much nearer a date on the side must be that another clause's tense, or one to come, does not expect."""


def _nearest_first(readings: list[Days], when: When) -> list[Days]:
    """Order the readings of a date without a year by nearness, the side the tense speaks for preferred.

    What its own clause tells as past is never after publication while an earlier day is at hand.
    """
    published = when.published
    if published is None:
        return []

    def rank(days: Days) -> tuple[bool, int]:
        far = max((days[0] - published).days, (published - days[1]).days, 0)
        wrong_side = {"past": days[0] > published, "coming": days[1] < published, "open": False}[when.tense]
        never = wrong_side and when.own and when.tense == "past"
        return never, far * _WRONG_SIDE if wrong_side else far

    return sorted(readings, key=rank)


def _years(when: When) -> list[int]:
    return [when.published.year + n for n in (-1, 0, 1)] if when.published else []


def _chosen(match: Match[str], when: When, build: Callable[[int], Days | None]) -> tuple[list[Days], bool]:
    """Return the readings of something that may or may not carry its year, and whether it does not."""
    stated = match["year"] or when.year_ahead
    if stated:
        days = build(int(stated))
        return ([days] if days else []), False
    near = (match["near"] or "").lower() if "near" in match.re.groupindex else None
    options = _nearest_first([days for number in _years(when) if (days := build(number))], when)
    return _near(options, near, when), True


def _near(options: list[Days], word: str | None, when: When) -> list[Days]:
    """Keep what "last", "this" or "next" leaves of the readings."""
    published = when.published
    if not word or published is None:
        return options
    if word in {"last", "past", "previous"}:
        return sorted((d for d in options if d[1] < published), reverse=True)[:1]
    if word in {"next", "coming"}:
        return sorted(d for d in options if d[0] > published)[:1]
    return [d for d in options if d[0].year == published.year or d[1].year == published.year][:1]


def _parted(days: Days, match: Match[str]) -> Days:
    name = (match["part"] or "").split()[-1:] if "part" in match.re.groupindex else []
    return part(days, PARTS.get(name[0], name[0])) if name else days


def _read_iso(match: Match[str], when: When) -> Read:
    found = day(int(match["year"]), int(match["m"]), int(match["day"]))
    return Read("day", [(found, found)] if found else [], clash=found is None)


def _read_slash(match: Match[str], when: When) -> Read:
    a, b, number = int(match["a"]), int(match["b"]), int(match["year"])
    both = {d for d in (day(number, b, a), day(number, a, b)) if d}
    return Read("day", sorted((d, d) for d in both), clash=not both)


def _read_day(match: Match[str], when: When) -> Read:
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
        return Read(
            "day", fitting or readings, relative, clash=impossible or (bool(readings) and not fitting)
        )
    return Read("day", readings, relative, clash=impossible or (not readings and not relative))


def _read_week_of_month(match: Match[str], when: When) -> Read:
    number = _month_number(match)

    def build(year_number: int) -> Days:
        first, last = month(year_number, number)
        if match["nth"] in {"last", "final"}:
            return last - timedelta(days=8), last
        start = first + timedelta(days=7 * (NUMBERS[match["nth"]] - 1))
        return start, start + timedelta(days=6)

    return Read("week", *_chosen(match, when, build))


def _read_month(match: Match[str], when: When) -> Read:
    number = _month_number(match)
    return Read("month", *_chosen(match, when, lambda y: _parted(month(y, number), match)))


def _read_holiday(match: Match[str], when: When) -> Read:
    name = " ".join(match["holiday"].split()).replace("’", "'")

    def build(year_number: int) -> Days:
        if name.startswith("Thanksgiving"):
            found = nth_weekday(year_number, 11, 3, 4)
        else:
            found = date(year_number, *HOLIDAYS[name])
        return found, found

    readings, relative = _chosen(match, when, build)
    return Read("day", readings, relative)


def _read_turn_of_year(match: Match[str], when: When) -> Read:
    options = [(date(y - 1, 12, 25), date(y, 1, 7)) for y in _years(when)]
    return Read("week", _nearest_first(options, when), True)


def _read_quarter(match: Match[str], when: When) -> Read:
    half = "half" in match.re.groupindex
    nth = int(match["q"][1]) if not half and match["q"] else _NTH[match["nth"].casefold()]
    length = 6 if half else 3
    return Read("quarter", *_chosen(match, when, lambda y: month(y, (nth - 1) * length + 1, length)))


def _read_season(match: Match[str], when: When) -> Read:
    return Read("season", *_chosen(match, when, lambda y: _parted(season(y, match["season"]), match)))


def _read_decade(match: Match[str], when: When) -> Read:
    first = int(match["decade"])
    return Read("decade", [_parted((date(first, 1, 1), date(first + 9, 12, 31)), match)])


def _read_weekday(match: Match[str], when: When) -> Read:
    if when.published is None:
        return Read("day", [], True)
    index = WEEKDAYS.index(match["weekday"][:3].lower())
    latest, following = (f(when.published, index) for f in (weekday_on_or_before, weekday_after))
    if match["near"] == "last":
        options = [latest if latest < when.published else latest - timedelta(days=7), latest]
        options = [*options, latest - timedelta(days=7)]
    elif match["near"] in {"next", "coming"}:
        options = [following, following + timedelta(days=7)]
    elif when.tense == "coming":
        # "will vote Friday", printed on a Friday, is that very day.
        options = [latest, following] if latest == when.published else [following, latest]
    else:
        options = [latest, following]
    return Read("day", [(d, d) for d in dict.fromkeys(options)], True)


def _read_ago(match: Match[str], when: When) -> Read:
    count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]
    unit: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    precision = unit[match["unit"]]
    if when.published is None:
        return Read(precision, [], True)
    if precision in {"day", "week"}:
        then = when.published - timedelta(days=count * (1 if precision == "day" else 7))
        return Read(precision, [(then, then) if precision == "day" else week(then)], True)
    if precision == "month":
        index = when.published.year * 12 + when.published.month - 1 - count
        return Read(precision, [month(index // 12, index % 12 + 1)], True)
    return Read(precision, [year(when.published.year - count)], True)


def _read_near_year(match: Match[str], when: When) -> Read:
    if when.published is None:
        return Read("year", [], True)
    return Read(
        "year", [_parted(year(when.published.year + STEPS[(match["near"] or "this").lower()]), match)], True
    )


def _read_near(match: Match[str], when: When) -> Read:
    step, unit = STEPS[(match["near"] or "this").lower()], match["unit"]
    precision: Precision = "month" if unit == "month" else "week"
    if when.published is None:
        return Read(precision, [], True)
    if unit == "month":
        index = when.published.year * 12 + when.published.month - 1 + step
        return Read(precision, [_parted(month(index // 12, index % 12 + 1), match)], True)
    if unit == "weekend":
        return Read(precision, _weekends(when, step), True)
    return Read(precision, [_parted(week(when.published + timedelta(days=7 * step)), match)], True)


def _weekends(when: When, step: int) -> list[Days]:
    if when.published is None:
        return []
    past = weekday_on_or_before(when.published, 5)
    coming = weekday_after(when.published, 5)
    order = [coming, past] if step > 0 or (step == 0 and when.tense == "coming") else [past, coming]
    return [(d, d + timedelta(days=1)) for d in order]


def _read_word(match: Match[str], when: When) -> Read:
    step = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["word"].lower()]
    if when.published is None:
        return Read("day", [], True)
    then = when.published + timedelta(days=step)
    return Read("day", [(then, then)], True)


def _read_year(match: Match[str], when: When) -> Read:
    return Read("year", [_parted(year(int(match["year"])), match)])


READERS: dict[str, Callable[[Match[str], When], Read]] = {
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
    "weekend": lambda match, when: Read("week", _weekends(when, 0), True),
    "word": _read_word,
    "year": _read_year,
}
"""One reader for each name in `date_patterns.RULES`."""
