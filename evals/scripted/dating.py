"""Days in sentences: the date for the name of a day, and the day before the month.

Pure.
"""

from __future__ import annotations

import re

from evals.scripted.plain import MONTHS, outside

_MONTH = {
    m[:3]: m
    for m in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    )
}  # fmt: skip
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


def day_first(text: str) -> str:
    """Write `February 6, 2018` as `6 February 2018`."""
    pattern = (
        rf"\b(?P<month>{MONTHS}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[:.]\d)"
        r"(?:, (?P<year>\d{4}),?)?"
    )

    def turned(found: re.Match[str]) -> str:
        year = f" {found['year']}" if found["year"] else ""
        return f"{found['day']} {_MONTH[found['month'][:3]]}{year}"

    return outside(text, lambda part: re.sub(pattern, turned, part))


_TOLD = re.compile(
    r"(?P<before>\b(?:on|until|till|by|since|from|before|after|of|to|and|or|for|an?|the|early|late) )?"
    rf"(?:this |next |last )?(?:{_WEEKDAY}|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)"
    r"(?: (?P<part>morning|afternoon|evening|night))?(?P<own>['’]s)?"
    rf" \[(?P<day>\d{{1,2}} {MONTHS}(?: \d{{4}})?)\](?P<behind>(?= (?:and|will|could|may|is|was)\b))?",
    re.IGNORECASE,
)
"""A day's name with the date that the prompt adds to it."""


def with_dates(text: str) -> str:
    """Put the date for the name of a day, where the prompt tells it."""

    def dated(found: re.Match[str]) -> str:
        before, day = found["before"] or "", found["day"]
        if found["own"]:
            article = "" if before.strip().casefold() in ("a", "an", "the") else "the "
            return f"{before}{article}{day}"
        if found["part"]:
            day = f"the {found['part']} of {day}"
        if before.strip().casefold() in ("early", "late"):
            return f"{before}on {day}"
        if before or (found.start() == 0 and found["behind"] is not None):
            return f"{before}{day}"
        return f"{'on' if found.start() else 'On'} {day}"

    return re.sub(r"\s\[\d{1,2} [^\]]*\]", "", outside(text, lambda part: _TOLD.sub(dated, part)))


def undated(text: str) -> str:
    """Return the sentence as it stands in its source, without the dates that the prompt adds."""
    return re.sub(rf"(?<=\w) \[\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\]", "", text)
