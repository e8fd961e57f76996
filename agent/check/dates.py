"""Dates of a claim against those of its citations, each read against its own article's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.check.ahead import told_as_past
from agent.check.cited import Cited
from agent.check.date_edges import (
    COMPARED,
    DONE_BY,
    OTHER_EDGE,
    SAME_EDGE,
    day_of_saying,
    edge_of,
    same_weekday,
    tells_old_plan,
    was_dropped,
)
from agent.check.durations import follows
from agent.check.events import around, kinship, spread_over
from agent.text.date_parts import date_parts, same_date
from agent.text.dates import DateMention, dates
from agent.text.days import within
from agent.text.normalise import folded, stands_in
from agent.text.sentences import sentences
from agent.types import Claim, Finding, Reason

_DOUBT = {"day": (1.25, 0.35)}
_COARSE_DOUBT = (2.0, 1.0)
"""How many times better, and by how much at least (in words of the same clause), another date must fit the
event before it speaks against the claim's own. A month or year covers many events: it takes more there."""


@dataclass(frozen=True)
class _Candidate:
    """A date of a cited text, and how well what stands around it fits the claim."""

    mention: DateMention
    cited: Cited
    agrees: bool
    """It lies inside what the claim may mean."""
    rivals: bool
    """It could contradict: no date of the claim agrees with it, and "since" meets only "since"."""
    fit: float
    dropped: bool
    """The source tells it as a plan that was changed."""
    same_edge: bool
    """Like the claim's, it is where something ends or begins."""
    stands: tuple[str, tuple[tuple[int, int], ...], int]
    """Its sentence, where the dates of that stand, and which of them it is."""


def check_dates(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return one finding for each date of the claim.

    A date passes when a citation gives the same day, or one inside the claim's wider stretch, for the same
    event: of the source's dates, the one whose surroundings fit the claim best must not be another one.
    """
    published = next((c.article.published for c in cited if c.article.published), None)
    mentions = dates(claim.text, published)
    if not mentions:
        return []
    home = next((c for c in cited if stands_in(claim.text, c.text)), None)
    if home:
        return [_finding(m, True, Reason.OK, home) for m in mentions]
    return [_check(claim.text, mentions, n, cited) for n in range(len(mentions))]


def _check(text: str, mentions: Sequence[DateMention], number: int, cited: Sequence[Cited]) -> Finding:
    mention = mentions[number]
    if mention.clash:
        message = f"“{mention.text}” contradicts itself."
        return _finding(mention, False, Reason.DATE_WRONG, None, message, refutes=True)
    if told_as_past(text, mention, cited):
        message = f"“{mention.text}” had not come when the source appeared; the sentence tells it as past."
        return _finding(mention, False, Reason.DATE_WRONG, None, message, refutes=True)
    candidates = [found for source in cited for found in _candidates(text, number, source)]
    best = max((c for c in candidates if c.agrees), key=lambda c: c.fit, default=None)
    coarse = _COARSE[mention.precision]
    saying = day_of_saying(text, tuple((m.start, m.end) for m in mentions), number)
    rivals = [c for c in candidates if c.rivals and not (best and _COARSE[c.mention.precision] > coarse)]
    rivals.sort(key=lambda c: -c.fit)
    rival = next((c for c in rivals if saying or not day_of_saying(*c.stands)), None)
    named = mention.precision != "day" or (best is not None and best.fit > 0)
    if best is not None and named and _is_attribute(text, mention):
        return _finding(mention, True, Reason.OK, best.cited)
    if best is None and saying and (home := next((c for c in cited if _is_its_time(mention, c)), None)):
        return _finding(mention, True, Reason.OK, home)
    if best is None:
        home = follows(mention, text, mentions, cited)
        return _finding(mention, True, Reason.OK, home) if home else _missing(mention, rival, cited)
    if best.dropped and not tells_old_plan(text):
        message = f"The source gives “{mention.text}” as a plan that was changed."
        return _finding(mention, False, Reason.DATE_WRONG, best.cited, message, refutes=True)
    if rival and _overrules(rival, best, mention):
        return _wrong(mention, rival)
    if best.fit == 0 and mention.precision == "day":
        message = f"“{mention.text}” stands in the source, but for something else."
        return _finding(mention, False, Reason.DATE_WRONG, best.cited, message)
    return _finding(mention, True, Reason.OK, best.cited)


def _overrules(rival: _Candidate, best: _Candidate, mention: DateMention) -> bool:
    """Tell whether another date fits so much better; for "until", one behind "until" in the same sentence."""
    ratio, margin = _DOUBT.get(mention.precision, _COARSE_DOUBT)
    if rival.same_edge and not best.same_edge and rival.stands[0] == best.stands[0]:
        ratio, margin = 0.0, _DOUBT["day"][1]
    return rival.fit > best.fit * ratio + margin


_COARSE = {"day": 0, "week": 1, "month": 2, "quarter": 3, "season": 3, "year": 4, "decade": 5}
"""What names a longer stretch does not speak against a shorter one that the source gives as well."""
_NOUN = re.compile(
    r"(?:['’]s)?\s(?:[a-z]+\s)?(?:figures?|data|numbers?|readings?|reports?|results?|peak|low|high|record|total"
    r"|toll|level|budget|election|vote|deadline|deal|agreement|accord|estimate|forecast|price|season)s?\b"
)


def _is_attribute(text: str, mention: DateMention) -> bool:
    """Tell whether a date only says which one of several things is meant: "the September figures"."""
    return bool(_NOUN.match(text, mention.end))


def _missing(mention: DateMention, rival: _Candidate | None, cited: Sequence[Cited]) -> Finding:
    """Say what a date that no citation gives amounts to."""
    home = next((c for c in cited if _is_its_time(mention, c)), None)
    if home and not (rival and rival.cited is home and rival.fit > _COARSE_DOUBT[1]):
        return _finding(mention, True, Reason.OK, home)
    before = next((c for c in cited if _a_year_before(mention, c)), None)
    if before:
        return _finding(mention, True, Reason.OK, before)
    if rival and rival.fit > _DOUBT["day"][1] and _differs(mention, rival.mention):
        return _wrong(mention, rival)
    if not mention.readings or (rival and rival.fit and not rival.mention.readings):
        message = f"It cannot be said which day “{mention.text}” is."
        return _finding(mention, None, Reason.DATE_UNRESOLVED, rival.cited if rival else None, message)
    if rival and rival.fit > _DOUBT["day"][1]:
        return _wrong(mention, rival)
    message = f"No cited text gives the date “{mention.text}”."
    return _finding(mention, False, Reason.DATE_WRONG, None, message)


def _is_its_time(mention: DateMention, cited: Cited) -> bool:
    """Tell whether the article appeared in the claim's month or year: news tells of the present unsaid."""
    published = cited.article.published
    if published is None or mention.precision == "day" or mention.fiscal:
        return False
    today = published.date()
    return any(within((today, today), days) for days in mention.readings[:1])


_YEAR_BEFORE = re.compile(
    r"\b(?:a|one) year (?:earlier|before|ago|previously)\b|\blast year\b"
    r"|\bthe previous year\b|\byear[- ]on[- ]year\b"
    r"|\b(?:same|corresponding) (?:period|quarter|half|month|week|time)\b",
    re.I,
)


def _a_year_before(mention: DateMention, cited: Cited) -> bool:
    """Tell whether a sentence compares with a year earlier, and the claim names the period that this is.

    Only what that sentence dates is moved by a year, or the day of publication where it dates nothing: that a
    text compares somewhere does not make every year the one before.
    """
    if mention.precision == "day" or not mention.readings:
        return False
    published = cited.article.published
    given = [m for m in dates(cited.text, published) if m.readings and not _YEAR_BEFORE.search(m.text)]
    for span in sentences(cited.text):
        if not _YEAR_BEFORE.search(cited.text[span.start : span.end]):
            continue
        told = [m.readings[0] for m in given if span.start <= m.start < span.end and m.precision != "day"]
        if not told and published:
            told = [(published.date(), published.date())]
        if any(within((_year_less(a), _year_less(b)), mention.readings[0]) for a, b in told):
            return True
    return False


def _year_less(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _wrong(mention: DateMention, rival: _Candidate) -> Finding:
    return _finding(mention, False, Reason.DATE_WRONG, rival.cited, _right(mention, rival), refutes=True)


def _right(mention: DateMention, rival: _Candidate) -> str:
    days = rival.mention.value.replace("/", " to ")
    plain = rival.mention.fiscal or rival.mention.text == days
    said = rival.mention.text if plain else f"{rival.mention.text} ({days})"
    return f"The source does not give “{mention.text}” for this but “{said}”."


def _finding(
    mention: DateMention,
    passed: bool | None,
    reason: Reason,
    cited: Cited | None,
    message: str = "",
    *,
    refutes: bool = False,
) -> Finding:
    return Finding(
        check="dates",
        passed=passed,
        reason=reason,
        refutes=refutes,
        message=message,
        mention=mention.mention(),
        citation=cited.citation if cited else None,
    )


def _candidates(text: str, number: int, cited: Cited) -> list[_Candidate]:
    """Return the dates of one cited text; the claim's own dates are read against the same article."""
    mentions = dates(text, cited.article.published)
    mine = mentions[number]
    claimed = around(text, tuple((m.start, m.end) for m in mentions), number)
    edge = "point" if DONE_BY.search(text) else edge_of(text, mine.start)
    compared = bool(COMPARED.search(text[: mine.start]))
    spans = sentences(cited.text)
    pieces = [cited.text[s.start : s.end] for s in spans]
    spread = spread_over(cited.text)
    given = dates(cited.text, cited.article.published)
    found = []
    for at, span in enumerate(spans):
        inside = [m for m in given if span.start <= m.start < span.end]
        places = tuple((m.start - span.start, m.end - span.start) for m in inside)
        for n, other in enumerate(inside):
            near = around(pieces[at], places, n, pieces[at - 1] if at else "")
            edges = edge, edge_of(pieces[at], places[n][0])
            fit = kinship(claimed, near, spread) + (SAME_EDGE if edges[0] == edges[1] != "point" else 0.0)
            if edges[0] != "point" and edges[1] == "point":
                fit *= OTHER_EDGE
            agrees = _agrees(mine, other) or (edges[0] in ("deadline", "end") and _closes(mine, other))
            told = any(_agrees(m, other) for m in mentions)
            rivals = not told and mine.fiscal == other.fiscal and (edges[1] != "start" or edges[0] == "start")
            dropped = was_dropped(pieces[at], *places[n])
            rivals = rivals and not (dropped and not tells_old_plan(text))
            rivals = rivals and not same_weekday(mine.text, other.text)
            rivals = rivals and compared == bool(COMPARED.search(pieces[at][: places[n][0]]))
            same = edges[0] == edges[1] in ("start", "end")
            found.append(
                _Candidate(other, cited, agrees, rivals, fit, dropped, same, (pieces[at], places, n))
            )
    return found


def _agrees(claimed: DateMention, given: DateMention) -> bool:
    """Tell whether the source's days lie inside the claim's; two vague dates need only overlap."""
    if claimed.fiscal != given.fiscal:
        return False
    if not claimed.readings or not given.readings:
        alike = _unplaced(claimed.text) == _unplaced(given.text)
        return alike or same_date(date_parts(claimed.text), date_parts(given.text)) is True
    best = given.readings[0]
    if claimed.vague and given.vague:
        return any(best[0] <= days[1] and days[0] <= best[1] for days in claimed.readings)
    late = _LATE_SEASON if claimed.precision == "season" else timedelta(0)
    return any(within(best, (days[0], days[1] + late)) for days in claimed.readings)


_LATE_SEASON = timedelta(days=21)
"""So much longer than the season of the weather service lasts that of the calendar."""


def _closes(claimed: DateMention, given: DateMention) -> bool:
    """Tell whether the source's quarter or year ends in what the claim names: "by 31 December"."""
    if not claimed.readings or not given.readings or claimed.fiscal != given.fiscal:
        return False
    first, last = claimed.readings[0]
    return first <= given.readings[0][1] <= last and _COARSE[given.precision] >= _COARSE["month"]


def _unplaced(text: str) -> str:
    """Return the words of a date that cannot be placed, as they are compared: "the previous" is "last"."""
    return re.sub(r"\b(?:previous|past)\b", "last", folded(text).casefold().removeprefix("the "))


def _differs(claimed: DateMention, given: DateMention) -> bool:
    """Tell whether two dates, one of which cannot be placed, name different days, months or weekdays."""
    placed = bool(claimed.readings and given.readings)
    return not placed and same_date(date_parts(claimed.text), date_parts(given.text)) is False
