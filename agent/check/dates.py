"""Dates of a claim against those of its citations, each read against its own article's day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agent.check.cited import Cited
from agent.check.events import around, key, kinship
from agent.text.dates import DateMention, dates
from agent.text.days import Days, within, year
from agent.text.normalise import folded, stands_in, words
from agent.text.sentences import sentences
from agent.types import Claim, Finding, Reason

_OVERRIDE = 1.25
"""How many times better another date must fit the event before it speaks against the claim's own."""
_MARGIN = 0.35
"""And by how much at least, in words of the same clause."""


@dataclass(frozen=True)
class _Candidate:
    """A date of a cited text, and how well what stands around it fits the claim."""

    mention: DateMention
    cited: Cited
    agrees: bool
    fit: float
    dropped: bool
    """The source tells it as a plan that was changed."""


def check_dates(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return one finding for each date of the claim.

    A date passes when a citation gives the same day, or one inside the claim's wider stretch, for the same event:
    of the source's dates, the one whose surroundings fit the claim best must not be another one.
    """
    published = next((c.article.published for c in cited if c.article.published), None)
    mentions = dates(claim.text, published)
    if not mentions:
        return []
    home = next((c for c in cited if stands_in(claim.text, c.text)), None)
    if home:
        return [_finding(m, True, Reason.OK, home) for m in mentions]
    return [_check(claim.text, n, mention, cited) for n, mention in enumerate(mentions)]


def _check(text: str, number: int, mention: DateMention, cited: Sequence[Cited]) -> Finding:
    if mention.clash:
        return _finding(
            mention, False, Reason.DATE_WRONG, None, f"“{mention.text}” contradicts itself.", refutes=True
        )
    candidates = [found for source in cited for found in _candidates(text, number, source)]
    agreeing = [c for c in candidates if c.agrees]
    others = [c for c in candidates if not c.agrees]
    best = max(agreeing, key=lambda c: c.fit, default=None)
    rival = max(others, key=lambda c: c.fit, default=None)
    if best is None:
        return _missing(mention, rival, cited)
    if best.dropped and not _tells_old_plan(text):
        message = f"The source gives “{mention.text}” as a plan that was changed."
        return _finding(mention, False, Reason.DATE_WRONG, best.cited, message, refutes=True)
    if rival and rival.fit > best.fit * _OVERRIDE + _MARGIN:
        return _finding(mention, False, Reason.DATE_WRONG, rival.cited, _right(mention, rival), refutes=True)
    if best.fit == 0 and mention.precision == "day":
        message = f"“{mention.text}” stands in the source, but for something else."
        return _finding(mention, False, Reason.DATE_WRONG, best.cited, message)
    return _finding(mention, True, Reason.OK, best.cited)


def _missing(mention: DateMention, rival: _Candidate | None, cited: Sequence[Cited]) -> Finding:
    """Say what a date that no citation gives amounts to."""
    if home := next((c for c in cited if _is_year_of(mention, c)), None):
        return _finding(mention, True, Reason.OK, home)
    if not mention.readings or rival and rival.fit and not rival.mention.readings:
        message = f"It cannot be said which day “{mention.text}” is."
        return _finding(mention, None, Reason.DATE_UNRESOLVED, rival.cited if rival else None, message)
    if rival and rival.fit > _MARGIN:
        return _finding(mention, False, Reason.DATE_WRONG, rival.cited, _right(mention, rival), refutes=True)
    message = f"No cited text gives the date “{mention.text}”."
    return _finding(mention, False, Reason.DATE_WRONG, None, message)


def _is_year_of(mention: DateMention, cited: Cited) -> bool:
    """News tells of the present: the year of publication needs no saying."""
    published = cited.article.published
    return (
        mention.precision == "year"
        and published is not None
        and mention.readings[:1] == (year(published.year),)
    )


def _right(mention: DateMention, rival: _Candidate) -> str:
    days = rival.mention.value.replace("/", " to ")
    said = rival.mention.text if rival.mention.text == days else f"{rival.mention.text} ({days})"
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
    """Return the dates of one cited text; the claim's own date is read against the same article."""
    mention = dates(text, cited.article.published)[number]
    claimed = around(text, mention.start, mention.end)
    spans = sentences(cited.text)
    pieces = [cited.text[s.start : s.end] for s in spans]
    spread = Counter(name for piece in pieces for name in {key(w.text) for w in words(piece)})
    found = []
    for other in dates(cited.text, cited.article.published):
        at = next((n for n, s in enumerate(spans) if s.start <= other.start < s.end), None)
        if at is None:
            continue
        start, end = other.start - spans[at].start, other.end - spans[at].start
        near = around(pieces[at], start, end, pieces[at - 1] if at else "")
        fit = kinship(claimed, near, spread) + _same_edge(text, mention.start, pieces[at], start)
        found.append(
            _Candidate(other, cited, _agrees(mention, other), fit, _was_dropped(pieces[at], start, end))
        )
    return found


def _agrees(claimed: DateMention, given: DateMention) -> bool:
    """Tell whether the source's days lie inside what the claim may mean."""
    if not claimed.readings or not given.readings:
        return folded(claimed.text).casefold() == folded(given.text).casefold()
    best: Days = given.readings[0]
    readings = claimed.readings if claimed.relative else claimed.readings[:1] + claimed.readings[1:]
    return any(within(best, days) for days in readings)


_EDGES = (
    (re.compile(r"\b(?:since|from|starting|beginning)\s+(?:the\s+)?$", re.I), "start"),
    (re.compile(r"\b(?:until|till|through|to|up to)\s+(?:the\s+)?$", re.I), "end"),
    (re.compile(r"\b(?:by|before|ahead of)\s+(?:the\s+)?$", re.I), "deadline"),
    (re.compile(r"\b(?:after|following)\s+(?:the\s+)?$", re.I), "after"),
)


def _edge(text: str, at: int) -> str:
    return next((name for pattern, name in _EDGES if pattern.search(text[:at])), "point")


def _same_edge(claim: str, at: int, source: str, there: int) -> float:
    """Return what the prepositions add: "since" fits "since", and "on" not "until"."""
    mine, theirs = _edge(claim, at), _edge(source, there)
    return 0.4 if mine == theirs != "point" else 0.0


_OLD_PLAN = re.compile(
    r"\b(?:was|were|had been)\s+(?:originally\s+|first\s+|initially\s+)?(?:to|due|scheduled|supposed|expected|planned|set)\b"
    r"|\boriginal(?:ly)?\b|\binitially\b|\bwould have\b|\binstead of\b|\brather than\b|\bearlier than\b",
    re.I,
)
_CHANGED = re.compile(
    r"\bbut\b.*\b(?:prolong|extend|postpone|delay|mov|push|bring|brought|reschedul|now|later|until|to)\w*\b",
    re.I,
)


def _was_dropped(sentence: str, start: int, end: int) -> bool:
    """Tell whether the source gives the date as a plan and, in the same sentence, what became of it."""
    before = re.split(r"[;,]|\bbut\b", sentence[:start])[-1]
    return bool(_OLD_PLAN.search(before) and _CHANGED.search(sentence[end:]))


def _tells_old_plan(claim: str) -> bool:
    return bool(_OLD_PLAN.search(claim))
