"""The time that a person's words limit a question to: "since Friday", "in the last 24 hours".

Pure. A date limits what is searched only where the words say so; "the vote on Friday" is what is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from agent.text.dates import DateMention, dates
from agent.text.days import NUMBERS, Days
from agent.types import Window

_SINCE = r"since|after|from|starting"
_UNTIL = r"until|till|before|up to|by|through"
_BOTH = rf"(?P<since>{_SINCE})|(?P<until>{_UNTIL})|(?P<between>between)"
_LEADING = re.compile(rf"\b(?:{_BOTH})\s+(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?$", re.I)
_AS_OF = re.compile(r"\bas\s+(?:of|at)\s+(?:the\s+)?$", re.I)
_ON = re.compile(r"\b(?:on|in|during|for|of|over)\s+(?:the\s+)?$", re.I)
_KNEW = re.compile(
    r"\b(?:did|do|could|had)\s+(?:we|you|they|one|anyone|people)\s+(?:already\s+)?(?:know|known)\b"
    r"|\b(?:was|is|were)\s+(?:it\s+)?(?:already\s+)?known\b"
    r"|\b(?:was|were|is)\s+the\s+(?:state|status|picture|position|situation)\b",
    re.I,
)
_LAST = re.compile(
    r"\b(?:(?:in|over|during|for|from|within)\s+)?the\s+(?:last|past)\s+"
    r"(?:(?P<number>\d{1,3}|[a-z]+)\s+)?(?P<unit>hour|day|week|month|year)s?\b",
    re.I,
)
_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}
_FROM_NUMBER = re.compile(
    r"\b(?:between|from)\s+(?:the\s+)?(?P<day>[1-9]\d?)(?:st|nd|rd|th)?\s+(?:and|to)\s+(?:the\s+)?$", re.I
)
_TO = re.compile(r"\s*(?:and|to|until|till|through|[-–])\s*(?:the\s+)?$", re.I)
_ONLY_TIME = re.compile(
    r"(?:and|but|what|how|about|so|ok|okay|now|then|only|just|or|again|please|for|,|\?|\.|!|\s)*", re.I
)
_NOW = re.compile(
    r"(?:(?:and|but|so|what|how|about|as|of|at|until)\b\s*)*"
    r"\b(?:now|today|currently|at present|(?:at )?the moment|right now|at the moment)\b\s*[?.!]*",
    re.I,
)
"""Words that ask for the present state."""
_NEWS = re.compile(
    r"\b(?:said|say|says|new|news|happen(?:s|ed|ing)?|reported|reports?|published|wrote|written|going on)\b",
    re.I,
)
"""Questions for what was said or came out, which a stretch of time beside them limits."""
_TOLD_ON = re.compile(
    r"\b(?:say|said|says|tell|told|claim|claimed|announce|announced|report|reported)\s+(?P<on>on\s+)$", re.I
)
"""What somebody said on a day is what was published then; "what happened on Monday" is told later as well."""
_STRETCH = re.compile(r"(?:today|yesterday|(?:this|last) (?:week|month|weekend))", re.I)
_MONTHS = {
    name[:3]: name
    for name in [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
}
_SHORT_MONTH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<after>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|(?P<before>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\s+(?P<number>\d{1,2})(?:st|nd|rd|th)?)\b\.?",
    re.I,
)


@dataclass(frozen=True)
class AskedTime:
    """What the words limit a question to, and what else they say."""

    window: Window
    """Publication times; open where nothing was said."""
    as_of: datetime | None
    """The moment that is asked about; None for the present."""
    rest: str
    """The words without those that limit the time."""
    said: bool
    """The words limit the time."""
    alone: bool = False
    """They say nothing else."""
    ahead: str = ""
    """A time to come that they would limit it to; empty where there is none."""


def asked_time(words: str, now: datetime, zone: tzinfo) -> AskedTime:
    """Return the time that words limit a question to.

    Args:
        words: What a person wrote.
        now: The present moment, against which "Friday" is read: the last one that is not in the future.
        zone: In which days begin and end.
    """
    found = _read(_spelled(words), now, zone)
    return found if found.said else replace(found, rest=words)


def _read(words: str, now: datetime, zone: tzinfo) -> AskedTime:
    local = now.astimezone(zone)
    if _NOW.fullmatch(words.strip()) and not _STRETCH.fullmatch(words.strip(" ?.!")):
        return AskedTime(Window(), None, "", True)
    if (found := _LAST.search(words)) and (hours := _amount(found)) is not None:
        window = Window(since=now - timedelta(hours=hours * _HOURS[found["unit"].lower()]))
        return AskedTime(window, None, _without(words, [found.span()]), True)
    found_days = dates(words, local)
    mentions = [(one, days) for one in found_days if (days := _past(one, local.date()))]
    if ahead := next((one for one in found_days if _lies_ahead(one, words, local.date())), None):
        return AskedTime(Window(), None, words, False, ahead=ahead.text)
    for number, (one, days) in enumerate(mentions):
        second = mentions[number + 1] if number + 1 < len(mentions) else None
        if (limit := _limit(words, one, days, second, zone)) is not None:
            return limit
    return AskedTime(Window(), None, words, False)


def _limit(
    words: str, one: DateMention, days: Days, second: tuple[DateMention, Days] | None, zone: tzinfo
) -> AskedTime | None:
    """Return the limit that a date is; None where it is what is asked about."""
    before = words[: one.start]
    whole = Window(since=_start(days[0], zone), until=_start(days[1] + timedelta(days=1), zone))
    lead = _AS_OF.search(before)
    if lead is None and _KNEW.search(words):
        lead = _ON.search(before) or _LEADING.search(before)
    if lead is not None:
        return AskedTime(Window(), _end(days[1], zone), _without(words, [(lead.start(), one.end)]), True)
    if (lead := _FROM_NUMBER.search(before)) and int(lead["day"]) <= days[0].day:
        since = _start(days[0].replace(day=int(lead["day"])), zone)
        window = whole.model_copy(update={"since": since})
        return AskedTime(window, None, _without(words, [(lead.start(), one.end)]), True)
    if lead := _LEADING.search(before):
        return _ranged(words, lead, one, days, second, zone)
    if _alone(words, one):
        start = lead.start() if (lead := _ON.search(before)) else one.start
        return AskedTime(whole, None, _without(words, [(start, one.end)]), True, alone=True)
    if _STRETCH.fullmatch(one.text) and _NEWS.search(before):
        return AskedTime(whole, None, _without(words, [(one.start, one.end)]), True)
    if (lead := _TOLD_ON.search(before)) is not None:
        return AskedTime(whole, None, _without(words, [(lead.start("on"), one.end)]), True)
    return None


def _spelled(words: str) -> str:
    """Return the words with the names of months spelled out beside a day."""

    def whole(found: re.Match[str]) -> str:
        month = _MONTHS[(found["after"] or found["before"])[:3].capitalize()]
        return f"{found['day'] or found['number']} {month}"

    return _SHORT_MONTH.sub(whole, words)


def _lies_ahead(one: DateMention, words: str, today: date) -> bool:
    """Tell whether the words limit the question to what follows a day that has not begun."""
    lead = _LEADING.search(words[: one.start]) or _AS_OF.search(words[: one.start])
    if lead is None or lead.groupdict().get("until"):
        return False
    return bool(one.readings) and all(days[0] > today for days in one.readings)


def window_named(words: str, now: datetime, zone: tzinfo) -> Window | None:
    """Return the days that words name anywhere, as "compare with last week's" does; None for none."""
    words, local = _spelled(words), now.astimezone(zone)
    for one in dates(words, local):
        if days := _past(one, local.date()):
            return Window(since=_start(days[0], zone), until=_start(days[1] + timedelta(days=1), zone))
    return None


def _ranged(
    words: str,
    lead: re.Match[str],
    one: DateMention,
    days: Days,
    second: tuple[DateMention, Days] | None,
    zone: tzinfo,
) -> AskedTime:
    end, until, since = one.end, None, None
    if lead["until"]:
        whole = lead["until"].lower() not in ("before",)
        last = days[1] + timedelta(days=1) if whole else days[0]
        until = _start(last, zone)
    else:
        after = lead["since"] is not None and lead["since"].lower() == "after"
        since = _start(days[1] + timedelta(days=1) if after else days[0], zone)
        if second is not None and _TO.fullmatch(words[one.end : second[0].start]):
            end, until = second[0].end, _start(second[1][1] + timedelta(days=1), zone)
    if since is not None and until is not None and since >= until:
        since = None
    return AskedTime(Window(since=since, until=until), None, _without(words, [(lead.start(), end)]), True)


def _alone(words: str, one: DateMention) -> bool:
    """Tell whether the words are nothing but a time: "and yesterday?", "on 3 February"."""
    before = _ON.sub("", words[: one.start])
    return bool(_ONLY_TIME.fullmatch(before) and _ONLY_TIME.fullmatch(words[one.end :]))


def _past(one: DateMention, today: date) -> Days | None:
    """Return the days that are meant: the latest reading that has begun, as the news is of the past."""
    begun = [days for days in one.readings if days[0] <= today]
    return max(begun, default=None)


def _amount(found: re.Match[str]) -> int | None:
    number = (found["number"] or "one").lower()
    if number.isdecimal():
        return int(number) or None
    return {**NUMBERS, "couple": 2, "few": 3, "dozen": 12}.get(number)


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        words = f"{words[:start].rstrip()} {words[end:].lstrip()}"
    return re.sub(r"\s+([?.!,])", r"\1", words).strip(" ,")


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _end(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), zone)
