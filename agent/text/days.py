"""Stretches of whole days, and the arithmetic that names of days, months and seasons need."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both inclusive."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {
    w: n
    for n, w in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        start=1,
    )
} | {"a": 1, "an": 1, "first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
"""Meteorological seasons of the northern half of the earth, as news of the north uses them (WMO)."""

STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
"""Stretches from the present one that a word goes back or ahead."""
PARTS = {
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
    "turn": "early",
}
"""What else the parts of a stretch are called."""
HOLIDAYS = {
    "New Year's Eve": (12, 31),
    "New Year's Day": (1, 1),
    "Christmas Eve": (12, 24),
    "Christmas": (12, 25),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
    "Halloween": (10, 31),
    "Valentine's Day": (2, 14),
}
"""Month and day of those that are the same every year."""


def day(year: int, month: int, number: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int, count: int = 1) -> Days:
    """Return `count` months from that month on; numbers past 12 run into the next year."""
    first_year, first = year + (number - 1) // 12, (number - 1) % 12 + 1
    last_year, last = year + (number + count - 2) // 12, (number + count - 2) % 12 + 1
    return date(first_year, first, 1), date(last_year, last, calendar.monthrange(last_year, last)[1])


def year(number: int) -> Days:
    """Return the year."""
    return date(number, 1, 1), date(number, 12, 31)


def season(year_number: int, name: str) -> Days:
    """Return the season; a winter is named after the year in which it begins."""
    first, last = _SEASONS[name]
    return month(year_number, first, last - first + 1)


def week(containing: date) -> Days:
    """Return the week, Monday to Sunday (ISO 8601)."""
    monday = containing - timedelta(days=containing.weekday())
    return monday, monday + timedelta(days=6)


def part(whole: Days, name: str) -> Days:
    """Return the early, middle or late part of a stretch: its first, middle or last 40 percent or so.

    The parts overlap, because writers do not agree where "early" ends.
    """
    first, last = whole
    length = (last - first).days + 1
    bounds = {"early": (0.0, 0.42), "mid": (0.28, 0.72), "late": (0.58, 1.0)}[name]
    start = first + timedelta(days=int(length * bounds[0]))
    return start, first + timedelta(days=max(int(length * bounds[1]) - 1, 0))


def weekday_on_or_before(moment: date, number: int) -> date:
    """Return the latest day with that weekday number (Monday is 0) up to and with the moment."""
    return moment - timedelta(days=(moment.weekday() - number) % 7)


def weekday_after(moment: date, number: int) -> date:
    """Return the next day with that weekday number, the moment itself excluded."""
    return moment + timedelta(days=(number - moment.weekday() - 1) % 7 + 1)


def nth_weekday(year_number: int, month_number: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month."""
    first = date(year_number, month_number, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def within(inner: Days, outer: Days) -> bool:
    """Tell whether one stretch lies inside the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
