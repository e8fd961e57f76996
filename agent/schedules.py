"""When a digest is due: plain words or cron → local times → instants, each local time once.

A local time is due at the first instant at which the clock on the wall shows it or a later time. So a time
that comes twice counts the first time, and one that is skipped counts at the end of the gap. Pure: the
present is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, pairwise

from cronsim import CronSim, CronSimError

from agent.errors import UnusableRequest
from agent.types import Due, Run, Schedule

SHORTEST = timedelta(minutes=15)
"""The least time between two runs: a briefing more often tells nobody more."""
MOST_MISSED = 1_000
"""Missed runs that are recorded one by one; of more, the youngest are."""
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_SETS = {
    "": "*", "day": "*", "days": "*", "daily": "*", "weekday": "1-5", "weekdays": "1-5",
    "workday": "1-5", "workdays": "1-5", "weekend": "0,6", "weekends": "0,6",
}  # fmt: skip
_NTH = re.compile(r"(?:the )?(first|last|\d{1,2}(?:st|nd|rd|th)?)(?: day)? of (?:the|each|every) month")
_TIME = re.compile(r"(?:^|\s)(?:at )?(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm|h|o'clock)?$")
_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_HOWTO = (
    "Write it like “weekdays 07:30”, “every day at 6”, “Mondays and Thursdays 18:00”, “hourly”, "
    "“first of the month 09:00”, or as cron: “30 7 * * 1-5”."
)


def schedule(said: str) -> Schedule:
    """Return the schedule that plain words or five cron fields stand for.

    Raises:
        UnusableRequest: nobody can tell when it is due, it never is, or more often than every 15 minutes.
    """
    words = " ".join(said.split())
    cron = words if len(words.split()) == 5 and not re.search(r"[a-z]{4}", words, re.I) else _cron(words)
    made = Schedule(said=words, cron=cron)
    try:
        first = list(islice(_after(made, datetime(2026, 1, 1)), 200))  # noqa: DTZ001 - a local time
    except CronSimError as problem:
        raise UnusableRequest(f"schedule “{words}”", str(problem).lower(), _HOWTO) from None
    if not first:
        raise UnusableRequest(f"schedule “{words}”", "no such day ever comes", _HOWTO)
    if any(later - earlier < SHORTEST for earlier, later in pairwise(first)):
        raise UnusableRequest(f"schedule “{words}”", "it is due more often than every 15 minutes", _HOWTO)
    return made


def _cron(words: str) -> str:
    """Return plain words as cron fields."""
    text = words.casefold().replace("’", "'").strip(" .")
    for word, clock in _WORDS.items():
        text = re.sub(rf"\b{word}\b", clock, text)
    if re.fullmatch(r"hourly|(?:every|each) hour", text):
        return "0 * * * *"
    if every := re.fullmatch(r"every (\d{1,2}) (minute|hour)s?", text):
        return _every(int(every[1]), every[2], words)
    time = _TIME.search(text)
    if time is None:
        raise _unclear(words, "it names no time of day")
    hour, minute = _clock(time, words)
    days = text[: time.start()].strip(" ,")
    if nth := _NTH.fullmatch(days.removeprefix("on ").removesuffix(" at").strip()):
        day = {"first": "1", "last": "L"}.get(nth[1]) or re.sub(r"\D", "", nth[1])
        return f"{minute} {hour} {day} * *"
    return f"{minute} {hour} * * {_weekdays(days, words)}"


def _every(number: int, unit: str, words: str) -> str:
    whole = 60 if unit == "minute" else 24
    if not number or whole % number:
        raise _unclear(words, f"{number} {unit}s do not divide {'an hour' if unit == 'minute' else 'a day'}")
    return f"*/{number} * * * *" if unit == "minute" else f"0 */{number} * * *"


def _clock(time: re.Match[str], words: str) -> tuple[int, int]:
    hour, minute, half = int(time[1]), int(time[2] or 0), time[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise _unclear(words, f"there is no {hour} {half}")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise _unclear(words, f"no clock shows {time[1]}:{minute:02}")
    return hour, minute


def _weekdays(text: str, words: str) -> str:
    parts = [part.strip() for part in re.split(r",|\band\b|&", text)]
    found = []
    for part in filter(None, parts):
        bare = re.sub(r"^(?:every|each|on)\s+|\s+at$", "", part).strip()
        named = _SETS.get(bare) or _named(bare)
        if named is None:
            raise _unclear(words, f"“{part}” names no days")
        found.append(named)
    return "*" if not found or "*" in found else ",".join(found)


def _named(text: str) -> str | None:
    """Return the days that a name or a run of two stands for, such as `1-4` for Monday to Thursday."""
    if run := re.fullmatch(r"(\w+)\s*(?:-|–|to|through)\s*(\w+)", text):
        first, last = _day(run[1]), _day(run[2])
        if first is None or last is None:
            return None
        return ",".join(str((first + n) % 7) for n in range((last - first) % 7 + 1))
    day = _day(text)
    return None if day is None else str(day)


def _day(name: str) -> int | None:
    bare = name.removesuffix(".").removesuffix("s") if len(name) > 4 else name
    fits = [n for n, day in enumerate(_DAYS) if len(bare) >= 3 and day.startswith(bare)]
    return fits[0] if len(fits) == 1 else None


def _unclear(words: str, why: str) -> UnusableRequest:
    return UnusableRequest(f"schedule “{words}”", why, _HOWTO)


def instant(local: datetime, zone: tzinfo) -> datetime:
    """Return the first instant, in UTC, at which the clock of a zone shows a local time or a later one.

    Args:
        local: Without a zone.
        zone: Whose clock.
    """
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early >= late:  # an ordinary time, or one that comes twice: the first is fold 0
        return late
    # It is skipped: somewhere in between the clock jumps past it. Offsets are whole seconds.
    before, after = int(early.timestamp()), int(late.timestamp())
    while after - before > 1:
        middle = (before + after) // 2
        shown = datetime.fromtimestamp(middle, zone).replace(tzinfo=None)
        before, after = (before, middle) if shown >= local else (middle, after)
    return datetime.fromtimestamp(after, UTC)


def local_time(moment: datetime, zone: tzinfo) -> datetime:
    """Return what the clock of a zone shows, without the zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def times(order: Schedule, zone: tzinfo, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the local times after one at which a schedule is due, and the instants that they are.

    Of several that fall on one instant, which only a skipped hour makes, the last stands for all.
    """
    held: tuple[datetime, datetime] | None = None
    for local in _after(order, after):
        at = instant(local, zone)
        if held is not None and at > held[1]:
            yield held
        held = local, at
    if held is not None:
        yield held


def due(order: Schedule, zone: tzinfo, last: datetime, now: datetime, late: timedelta) -> Due:
    """Return what is to be run now: the youngest due time, where it is not too late; the others are missed.

    Args:
        order: The schedule.
        zone: Whose clock counts.
        last: Local time of the last run that was handled, run or missed.
        now: The present.
        late: How late a run may be.
    """
    passed: list[tuple[datetime, datetime]] = []
    for local, at in times(order, zone, last):
        if at > now:
            break
        passed.append((local, at))
    if not passed:
        return Due()
    run = passed.pop()[0] if now - passed[-1][1] <= late else None
    return Due(run=run, missed=tuple(local for local, _ in passed[-MOST_MISSED:]))


def coming(order: Schedule, zone: tzinfo, now: datetime, number: int) -> list[Run]:
    """Return the next runs after a moment, with what the clock on the wall does on their day."""
    start = local_time(now, zone) - timedelta(days=2)  # a clock that goes back shows earlier times again
    later = ((local, at) for local, at in times(order, zone, start) if at > now)
    return [Run(local=local, at=at, why=_why(local, at, zone)) for local, at in islice(later, number)]


def _why(local: datetime, at: datetime, zone: tzinfo) -> str:
    shown = local_time(at, zone)
    if shown != local:
        return f"{local:%H:%M} is skipped that day: it runs when the clock jumps to {shown:%H:%M}"
    if local.replace(tzinfo=zone, fold=1).utcoffset() != local.replace(tzinfo=zone, fold=0).utcoffset():
        return f"{local:%H:%M} comes twice that day: it runs the first time"
    day = local.replace(hour=0, minute=0)
    offsets = [moment.replace(tzinfo=zone).utcoffset() for moment in (day, day + timedelta(days=1))]
    if offsets[0] == offsets[1] or None in offsets:
        return ""
    jump = (offsets[1] or timedelta()) - (offsets[0] or timedelta())
    return f"the clock goes {'forward' if jump > timedelta() else 'back'} by {_length(abs(jump))} that day"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _after(order: Schedule, local: datetime) -> Iterator[datetime]:
    return iter(CronSim(order.cron, local))
