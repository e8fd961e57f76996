"""What dates look like in English news prose, most specific first."""

from __future__ import annotations

import re

_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?P<month>(?:{_LONG})\b|(?:{_SHORT})\b\.?)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ANY_WEEKDAY = rf"(?P<weekday>{_WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\d,.]\d|\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
_UNTIL_DAY = r"(?:\s?[-–]\s?(?P<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d))?"
_PART = (
    r"(?:(?:the\s+)?(?P<part>(?:very\s+)?(?:early|mid|late)(?=[-\s])"
    r"|(?:beginning|start|middle|end|turn|close)(?=\s+of\s))(?:[-\s]+(?:in|of)(?:\s+the)?)?[-\s]+)?"
)
_EDGE = r"(?=[tbsmec])\b(?:the\s+)?(?P<part>beginning|start|middle|end|close)\s+of\s+the\s+(?P<near>)"
"""Of the month or year in which the text appeared."""
_NEAR = r"(?P<near>[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Cc]oming|[Cc]urrent|[Pp]revious)"
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# A year stands after one of these, or is left alone: "2,000", "2030 people" and "bus 2025" are no dates.
_YEAR_CUE = (
    r"(?:\b(?:(?:[Ii]n|[Ss]ince|[Uu]ntil|till|[Bb]y|of|[Ff]rom|for|[Dd]uring|[Bb]efore|[Aa]fter|through|throughout"
    r"|around|to|and|than|year|early|late|mid|spring|summer|autumn|winter|fall|[Bb]etween|over|except)[\s-]"
    r"|since at least\s)|\b[Oo]nly\s(?=\d{4}(?:,|\s(?:was|had|saw)\b))|\(|[-–—]\s?|^)"
)
_YEAR_UNIT = (
    r"(?!\s+(?:percent|per\s|people|workers|men|women|children|soldiers|troops|jobs|homes|houses|seats|votes"
    r"|dollars|euros|pounds|francs|yen|miles|metres|meters|km|kilomet|feet|tonnes|tons|kg|litres|hours|days|times"
    r"|patients|cases|members|households|megawatts|others|more|of\s+(?:them|the)))(?!\s?%)"
)
_HOLIDAY = (
    r"New\s+Year['’]s\s+(?:Eve|Day)|Christmas\s+Eve|Christmas(?:\s+Day)?|Boxing\s+Day|Halloween"
    r"|Valentine['’]s\s+Day|Thanksgiving(?:\s+Day)?"
)

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("iso", r"(?<![\d-])(?P<year>\d{4})-(?P<m>\d\d)-(?P<day>\d\d)(?:T[\d:.Z+-]*)?(?![\d-])"),
        ("slash", r"(?<![\d/.])(?P<a>\d{1,2})([/.])(?P<b>\d{1,2})\2(?P<year>\d{4})(?![\d/])"),
        (
            "day",
            rf"(?=[A-Z])(?:\b{_ANY_WEEKDAY},?\s+)?\b{_MONTH}\s+(?:the\s+)?{_DAY}{_UNTIL_DAY}(?:,?\s+{_YEAR})?"
            r"(?!\s*(?:percent|million|billion|people))",
        ),
        (
            "day",
            rf"(?=[A-Z\dt])(?:\b{_ANY_WEEKDAY},?\s+)?(?:\bthe\s+)?(?<![\d.,$€£]){_DAY}{_UNTIL_DAY}\s+(?:of\s+)?{_MONTH}"
            rf"(?:,?\s+{_YEAR})?",
        ),
        (
            "week_of_month",
            rf"\bthe\s+(?P<nth>first|second|third|fourth|last|final)\s+week\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?",
        ),
        ("holiday", rf"\b(?P<holiday>{_HOLIDAY})(?:,?\s+{_YEAR})?"),
        ("turn_of_year", r"\bthe\s+turn\s+of\s+the\s+year\b"),
        ("month", rf"\b{_PART}(?:{_NEAR}\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?(?!['’]?\w)"),
        (
            "quarter",
            r"\b(?:(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal)[\s-]+quarter|(?P<q>[Qq][1-4]))"
            rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|{_NEAR}\s+year\b))?",
        ),
        (
            "quarter",
            r"\b(?P<nth>first|last|final|closing)\s+three\s+months\s+of\s+(?P<q>)"
            rf"(?:the\s+)?(?:{_YEAR}|{_NEAR}\s+year\b)",
        ),
        ("quarter", rf"\b(?P<nth>first|second)[\s-]+half\s+of\s+(?P<half>)(?:{_YEAR}|{_NEAR}\s+year\b)"),
        (
            "season",
            rf"\b{_PART}(?:the\s+)?(?:{_NEAR}\s+)(?P<season>spring|summer|autumn|fall|winter)\b(?P<year>)",
        ),
        (
            "season",
            rf"\b{_PART}(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}(?P<near>)",
        ),
        (
            "season",
            r"\b(?:(?P<part>early|mid|late)(?:\s+in)?[-\s]+)?(?<!in[-\s])(?:the\s+)?"
            r"(?:(?<=in the )|(?<=in )|(?<=by )|(?<=by the )|(?<=since )|(?<=until )"
            r"|(?<=until the )|(?<=this )|(?<=early )|(?<=late ))"
            r"(?P<season>spring|summer|autumn|winter|(?<=the )fall)\b(?P<year>)(?P<near>)",
        ),
        ("decade", rf"\b{_PART}(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
        (
            "weekday",
            r"\b(?=[A-Zltnc])(?<!Black )(?<!Good )(?<!Holy )(?<!Super )(?<!Ash )(?<!Palm )(?<!Easter )"
            r"(?<!Cyber )(?<!Bloody )"
            rf"(?:(?P<near>last|this|next|coming)\s+)?(?P<weekday>{_WEEKDAY})"
            r"(?:\s+(?:late|early\s+)?(?:night|evening|morning|afternoon))?\b(?!s\b)",
        ),
        (
            "ago",
            rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago\b",
        ),
        (
            "near_year",
            rf"(?<!of which the )\b{_PART}{_NEAR}\s+year\b(?!['’]s\s+(?:end|eve)|-)",
        ),
        ("near", rf"\b{_PART}{_NEAR}\s+(?P<unit>week|month|weekend)\b(?!-)"),
        ("near", rf"{_EDGE}(?P<unit>month)\b"),
        ("near_year", rf"{_EDGE}year\b"),
        ("weekend", r"\b(?:the|over\sthe|at\sthe)\s+weekend\b"),
        ("word", r"\b(?P<word>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b(?!['’]s)"),
        (
            "year",
            rf"(?P<cue>{_YEAR_CUE}(?:the\s+)?)?(?P<body>\b{_PART}(?<![\d$€£.,])\b{_YEAR}(?!['’]?s?\d)"
            rf"{_YEAR_UNIT})(?![\w%/]|-\d)",
        ),
    )
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
TRIGGERS: dict[str, tuple[str, ...]] = {
    "day": _MONTHS,
    "week_of_month": _MONTHS,
    "month": _MONTHS,
    "quarter": ("quarter", "half", "Q", "q", "months"),
    "season": _SEASONS,
    "decade": ("0s", "0's", "0’s"),
    "weekday": ("day",),
    "ago": ("ago",),
    "near_year": ("year",),
    "near": ("week", "month"),
    "weekend": ("weekend",),
    "word": ("esterday", "oday", "onight", "omorrow"),
    "turn_of_year": ("turn",),
}
"""A text that holds none of these has no date of that kind: looking is cheaper than matching."""

_DAY_2, _MONTH_2, _YEAR_2 = (
    part.replace(f"<{name}>", f"<{name}2>")
    for part, name in ((_DAY, "day"), (_MONTH, "month"), (_YEAR, "year"))
)
YEAR_TO_COME = re.compile(
    rf"\s*(?:and|or|to|until|through|[-–,])\s*(?:and\s+)?{_MONTH}(?:\s+{_DAY})?,?\s+(?:of\s+)?{_YEAR}"
    rf"|\s*(?:and|or|to|until|through|[-–])\s*{_DAY_2}\s+{_MONTH_2},?\s+{_YEAR_2}"
)
"""What follows "May" in "May and June 2022": the year of both."""

_NAME_LIKE = {"May", "March", "Mar", "Jun", "Jan", "June", "April", "August", "Sep", "Dec"}
_MONTH_CUE = re.compile(
    r"(?:^|\b(?:in|since|until|till|by|of|from|for|during|before|after|through|throughout|around|to|and|than|between"
    r"|or|this|last|next|each|every|early|late|mid|into|over|on|with)[\s-]+|['’]s\s+|[(–—-])$",
    re.I,
)


def is_month_name(text: str, start: int, end: int, name: str, bare: bool) -> bool:
    """Tell a month from a name or a verb spelled the same ("May said", "June Smith", "a March on Rome").

    `bare` means that neither a part, a "last" nor a year stands with it.
    """
    if not bare or name.strip(".") not in _NAME_LIKE:
        return True
    behind = text[end : end + 24]
    cued = _MONTH_CUE.search(text[max(0, start - 12) : start])
    if cued and not cued.group():
        cued = None if name in {"May", "March"} else cued
    if name.strip(".") in {"May", "March", "Mar", "Jun", "Jan", "Sep", "Dec"}:
        return bool(cued) and not re.match(r"\s+(?:[A-Z]|said|says|told|will|was|has)", behind)
    return not re.match(r"\s+[A-Z]", behind) and not re.search(r"[A-Z]\w+\s+$", text[:start][-20:])
