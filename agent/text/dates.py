"""Dates in English news prose: where they stand, and which days they mean.

Spans are found by strict patterns, so that "may", "sat" and "march" are not taken for dates. A value is read
against the day the text was published; where that leaves several readings open, all are kept, best first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from re import Match

from agent.text.anchored import anchored
from agent.text.calendar_case import with_capitals
from agent.text.date_patterns import RULES, TRIGGERS, YEAR_TO_COME, is_month_name
from agent.text.date_readers import READERS, Precision, When
from agent.text.days import Days
from agent.text.fiscal import fiscal, is_fiscal
from agent.text.sentences import sentences
from agent.text.tense import clause_tense, tense
from agent.types import Mention

_VAGUE = re.compile(r"\b(?:early|mid|middle|late|beginning|start|end|close|turn)\b", re.I)


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
    def fiscal(self) -> bool:
        """Tell whether it is one of a fiscal year, which need not begin in January."""
        return is_fiscal(self.text)

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


def dates(text: str, published: datetime | None) -> list[DateMention]:
    """Return the dates of a text in order, none overlapping, read against its day of publication.

    A weekday is the latest such day up to that day, or for something still to come the next one. A missing
    year is the nearest, the side the tense speaks for preferred. Without a day of publication, what lacks a
    year stays unresolved.
    """
    cased = with_capitals(text)
    found = _dates(cased, published.date() if published else None)
    return [m if cased == text else replace(m, text=text[m.start : m.end]) for m in found]


@lru_cache(maxsize=8192)
def _dates(text: str, day_published: date | None) -> tuple[DateMention, ...]:
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    spans = [(s.start, s.end) for s in sentences(text)]
    for one in fiscal(text):
        if any(one.start < b and a < one.end for a, b in taken):
            continue
        taken.append((one.start, one.end))
        readings = (one.days,) if one.days else ()
        precision: Precision = "quarter" if one.quarter else "year"
        found.append(
            DateMention(one.start, one.end, text[one.start : one.end], precision, readings, not readings)
        )
    for name, pattern in RULES:
        if not any(sign in text for sign in TRIGGERS.get(name, ("",))):
            continue
        for match in pattern.finditer(text):
            start, end = match.span("body") if "body" in pattern.groupindex else match.span()
            if any(start < b and a < end for a, b in taken) or not _is_date(name, match, text):
                continue
            taken.append((start, end))
            around = next(((a, b) for a, b in spans if a <= start < b), (0, len(text)))
            read = READERS[name](match, _when(text, (start, end), around, day_published))
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
    found.sort(key=lambda m: m.start)
    single = [(m.start, m.readings[0]) for m in found if m.precision == "day" and m.readings]
    for start, end, days in anchored(text, single, [a for a, _ in spans]):
        if not any(start < b and a < end for a, b in taken):
            found.append(DateMention(start, end, text[start:end], "day", (days,), True))
    return tuple(sorted(found, key=lambda m: m.start))


def _when(text: str, span: tuple[int, int], around: tuple[int, int], published: date | None) -> When:
    """Return what the date at `span`, in the sentence `around` it, is read against."""
    sentence, start, end = text[around[0] : around[1]], span[0] - around[0], span[1] - around[0]
    own = clause_tense(sentence, start, end) != "open"
    return When(published, tense(sentence, start, end), own, _year_ahead(text, span[1]))


def _year_ahead(text: str, end: int) -> str | None:
    match = YEAR_TO_COME.match(text, end)
    return (match["year"] or match["year2"]) if match else None


def _is_date(name: str, match: Match[str], text: str) -> bool:
    if name == "year":
        return match["cue"] is not None or match["part"] is not None
    if name == "month":
        bare = not (match["part"] or match["near"] or match["year"])
        return is_month_name(text, match.start("month"), match.end(), match["month"], bare)
    if name in ("near", "near_year") and not match["near"]:
        return not _OTHER_TIME.search(text, max(0, match.start() - _NEAR_BEFORE), match.start())
    return True


_OTHER_TIME = re.compile(
    r"\b(?:(?:Janu|Febru)ary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|(?:19|20)\d\d"
    r"|(?:last|next|previous|following|that|same) (?:month|year))\b"
)
"""After it "the end of the month" is that of another month than the one the text appeared in."""
_NEAR_BEFORE = 160
"""Characters, some two sentences, within which it is."""
