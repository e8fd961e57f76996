"""Times of day in English news prose: "3.40 a.m.", "15:30 GMT", "half past seven", "noon". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.text.normalise import plain
from agent.types import Mention

DAY = 24 * 60
"""Minutes of a day."""
HALF = DAY // 2

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOURS = {word: n for n, word in enumerate(_NAMES, start=1)}
_HOUR = rf"(?:{'|'.join(_HOURS)}|1[0-2]|[1-9])"
_HALF_OF_DAY = (
    r"(?P<half>[ap]\.?\s?m\b\.?|in the (?:small hours|early hours|morning|afternoon|evening)|at night)"
)
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330,
    "jst": 540,
}  # fmt: skip
"""Minutes ahead of UTC, as newspapers use these letters (IANA tz database)."""
_ZONE = rf"(?:\s?(?P<zone>{'|'.join(_ZONES)})\b)?"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w:.,$€£-])(?:{pattern})", re.IGNORECASE)
    for pattern in (
        rf"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)\s?{_HALF_OF_DAY}{_ZONE}",
        rf"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)\s?(?:hours\b|hrs?\b|(?P<zone>{'|'.join(_ZONES)})\b)",
        r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\d:.]\d|\d)",
        rf"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s(?:(?P<zone>{'|'.join(_ZONES)})\b|hours\b|hrs\b)",
        rf"(?P<past>half past|quarter past|quarter to)\s(?P<h>{_HOUR})\b(?:\s{_HALF_OF_DAY})?",
        rf"(?P<h>{_HOUR})\s?o'clock\b(?:\s{_HALF_OF_DAY})?{_ZONE}",
        rf"(?P<h>{_HOUR})\s?{_HALF_OF_DAY}{_ZONE}",
        r"(?P<word>noon|midday|midnight)\b",
    )
)
_PAST = {"half past": 30, "quarter past": 15, "quarter to": -15}
_WORDS = {"noon": HALF, "midday": HALF, "midnight": 0}
_NEAR = re.compile(r"\b(?:about|around|roughly|shortly|just|soon|nearly|almost|some time)(?: \w+)? $", re.I)


@dataclass(frozen=True)
class ClockTime:
    """A time of day where it stands."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    text: str
    """As it stands."""
    minute: int
    """Minutes after midnight; of the first half of the day where the text does not tell which half."""
    half_known: bool
    """Whether the text tells the half of the day."""
    zone: int | None
    """Minutes ahead of UTC, where the text names a zone."""
    rough: bool
    """Words such as "shortly after" stand before it."""

    def mention(self) -> Mention:
        """Return it as the noun all checks share."""
        value = f"{self.minute // 60:02}:{self.minute % 60:02}"
        return Mention(kind="date", value=value, text=self.text, start=self.start, end=self.end)


def clock_times(text: str) -> list[ClockTime]:
    """Return the times of day of a text in order, none overlapping."""
    flat = plain(text)
    found: dict[int, ClockTime] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(flat):
            if not any(t.start < match.end() and match.start() < t.end for t in found.values()):
                found[match.start()] = _read(text, flat, match)
    return [found[start] for start in sorted(found)]


def apart(one: ClockTime, other: ClockTime) -> int:
    """Return the fewest minutes two times can lie apart, as far as half of the day and zone are known."""
    gap = one.minute - other.minute
    if one.zone is not None and other.zone is not None:
        gap -= one.zone - other.zone
    turn = DAY if one.half_known and other.half_known else HALF
    return min(gap % turn, -gap % turn)


def _read(text: str, flat: str, match: re.Match[str]) -> ClockTime:
    given = match.groupdict()
    zone = given.get("zone")
    if word := given.get("word"):
        minute, known = _WORDS[word.casefold()], True
    else:
        minute, known = _minute(given)
    return ClockTime(
        start=match.start(),
        end=match.end(),
        text=text[match.start() : match.end()],
        minute=minute % DAY,
        half_known=known,
        zone=_ZONES[zone.casefold()] if zone else None,
        rough=bool(_NEAR.search(flat[max(0, match.start() - 30) : match.start()])),
    )


def _minute(given: dict[str, str | None]) -> tuple[int, bool]:
    told = (given["h"] or "").casefold()
    hour = _HOURS.get(told) or int(told)
    part = (given.get("half") or "").casefold().replace(".", "").replace(" ", "")
    minute = int(given.get("m") or 0) + _PAST.get((given.get("past") or "").casefold(), 0)
    if part:
        late = part.startswith("p") or "afternoon" in part or "evening" in part
        late = late or ("night" in part and 5 < hour < 12)
        return hour % 12 * 60 + minute + (HALF if late else 0), True
    written = len(told) == 2 and bool(given.get("m")) and (hour > 12 or told[0] == "0")
    return hour % 24 * 60 + minute, written or bool(given.get("zone")) or hour > 12
