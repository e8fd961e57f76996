"""What makes a sentence right for a section.

Pure. Each rule weighs a sentence for a place: 0 keeps it out, 1 is neutral, more is better.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from agent.text.dates import dates
from agent.write.openings import found_names
from agent.write.pool import Candidate
from agent.write.salience import keys, roots
from agent.write.story import Story
from agent.write.subjects import Subject, subject

Fit = Callable[[Candidate], float]

LATEST = timedelta(days=7)
"""Age, before the day the story was last news, up to which something is a latest development."""
FRESH = timedelta(days=3)
"""Age up to which something is the news itself."""
FEWEST_ANSWERED = 0.4
"""Share of the question that a sentence of the lead takes up."""
STALE = timedelta(days=4)
"""Age from which a plan is no longer told as a plan."""

_OWNED = re.compile(
    r"\b(?:said|says|told|according to|warn(?:s|ed)|argu(?:es|ed)|wrote|predict(?:s|ed)|estimate[sd]?"
    r"|believe[sd]?|caution(?:s|ed)|thinks?|fears?|judge?ment of|view of|reckons?|worr(?:y|ies|ied))\b",
    re.IGNORECASE,
)
_EXPERT = re.compile(
    r"\b(?:analysts?|experts?|professors?|economists?|researchers?|scholars?|criminologist|pollster"
    r"|historian|counsel|adviser|strategist|observers?|think[- ]tank|institute|university|foundation"
    r"|brokerage"
    r"|who (?:teach|cover|follow|track|stud|advis|research|monitor)\w*|warn(?:s|ed)|judge?ment of|view of"
    r"|caution(?:s|ed)|predict(?:s|ed))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:could|may|might|risks?|likely|unlikely|threatens? to|unless|fears?)\b")
_WOULD = re.compile(r"\bwould\b")
_PLAN = re.compile(
    r"\b(?:said|says|told|wrote)\b[^,;]{0,40}\b(?:(?:he|she|they|it) would|would be (?:paid|released))"
)
_ESTIMATE = re.compile(r"\d[\d,.]*\d.*\bestimate|\bestimate\w*.*\d[\d,.]*\d")
_CLOSED = re.compile(r"\b(?:could|may|might|would)(?:n['’]t| not)? have\b|\bcould not\b|\bcouldn['’]t\b")
_OLDER = re.compile(
    r"\b(?:since|for (?:years|decades|months|more than)|decades?|historically|in (?:19|20)\d\d"
    r"|last (?:year|autumn|fall|summer|spring|winter)|years (?:ago|earlier)|traditionally|founded"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (?:19|20)\d\d)?)\b(?! \d)"
)
_NEXT = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due|set|expected|scheduled|slated|planning|preparing)"
    r"|scheduled|upcoming|plans? to|ahead of|to be held|later this|falls on)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due|set to|expected to|scheduled|slated|planning to|preparing to)|plans? to"
    r"|falls on|to be held|prepares? to|poised to|heading for)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|has|have|did|met|put|left|held|told|took|came|went|made|gave|rose|fell|led|cut|hit|won"
    r"|lost"
    r"|kept|sent|saw|ran|began|grew|wrote|spoke|paid|found|drew|struck|sank|fought|bought|sold|\w{2,}ed)\b"
)
_REMARK = re.compile(r"^[“\"]|[“\"][^”\"]{40,}[”\"]")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_MEDIA = re.compile(r"\b(?:coverage|headlines|newspapers?|media|polls?)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\d")


def lead(story: Story) -> Fit:
    """Favour the plain news that answers the question, as of the days when the story was last news."""

    def fit(c: Candidate) -> float:
        age, answer = _age(c, story), story.answers(c.text)
        if stale(c, story) or (story.asked and answer < FEWEST_ANSWERED):
            return 0.0
        near = 1.0 if age is None else 1.3 if abs(age) <= FRESH else 0.8 if abs(age) <= LATEST else 0.45
        opening = 1.25 if c.evidence.start < 200 else 0.9
        if story.counting:
            answer *= 2.0 if _COUNTED.search(c.text) else 0.5
        plain = 1.0
        for pattern, factor in ((_REMARK, 0.4), (_OPEN, 0.7), (_MEDIA, 0.2)):
            plain *= factor if pattern.search(c.text) else 1.0
        return float(near * opening * (0.2 + answer) * plain)

    return fit


def developments(story: Story) -> Fit:
    """Favour events of the last days; no older context, no views."""

    def fit(c: Candidate) -> float:
        age = _age(c, story)
        if age is None or not -LATEST <= age <= LATEST or stale(c, story):
            return 0.0
        told = event_day(c)
        if told and story.latest and story.latest.date() - told > LATEST:
            return 0.0
        if _OLDER.search(c.text) or not _HAPPENED.search(c.text):
            return 0.0
        view = _OPEN.search(c.text) or _REMARK.search(c.text)
        return (1.2 if told and told != c.published else 1.0) * (0.5 if view else 1.0)

    return fit


def background(story: Story) -> Fit:
    """Favour what was so before the latest days, told as past."""

    def fit(c: Candidate) -> float:
        age = _age(c, story)
        older = bool(_OLDER.search(c.text))
        told = event_day(c)
        if told and story.latest and story.latest.date() - told > LATEST:
            older = True
        if not older and (age is None or age <= LATEST):
            return 0.0
        if _AHEAD.search(c.text) or _OPEN.search(c.text) or not _HAPPENED.search(c.text):
            return 0.0
        return (1.3 if older else 0.8) * (0.4 if _REMARK.search(c.text) else 1.0)

    return fit


def implications(story: Story) -> Fit:
    """Only views on what may follow, with their owner in the sentence."""

    def fit(c: Candidate) -> float:
        age = _age(c, story)
        if not is_view(c.text) or stale(c, story):
            return 0.0
        old, expert = age is not None and age > 2 * LATEST, bool(_EXPERT.search(c.text))
        return (0.5 if old else 1.4) if expert else (0.0 if old else 0.7)

    return fit


@lru_cache(maxsize=8192)
def is_view(text: str) -> bool:
    """Return whether a sentence is somebody's view of what may follow, with its owner."""
    expert = bool(_EXPERT.search(text))
    outside = _QUOTED.sub(" ", text)
    if not expert and not _OPEN.search(outside):
        return False
    if not _OWNED.search(text) or not (_OPEN.search(text) or (expert and _WOULD.search(text))):
        return False
    if _CLOSED.search(text) or _ESTIMATE.search(text) or _PLAN.search(text):
        return False
    return expert or any(name.kind in {"person", "org"} for name in found_names(text))


def conclusion(story: Story) -> Fit:
    """Favour what is still to come as the newest articles tell it, with its day where it has one."""

    def fit(c: Candidate) -> float:
        age = _age(c, story)
        if not _NEXT.search(c.text) or stale(c, story) or (age is not None and abs(age) > LATEST):
            return 0.0
        if not _AHEAD.search(_QUOTED.sub(" ", c.text)):
            return 0.0
        ahead = any(story.latest and day >= story.latest.date() for day in _days(c.text, c.published))
        return (1.5 if ahead else 0.8) * (0.5 if _REMARK.search(c.text) else 1.0)

    return fit


def asked(asks: str) -> Fit:
    """Favour what shares words with what a section of the user's own asks."""
    wanted = set(keys(asks))

    def fit(c: Candidate) -> float:
        return 0.5 + len(wanted & set(keys(c.text))) / max(1, len(wanted))

    return fit


def strand(story: Story, wanted: frozenset[str]) -> Fit:
    """Only sentences with all words of a theme's heading; views and long remarks less gladly."""

    def fit(c: Candidate) -> float:
        if not wanted <= roots(c.text) or stale(c, story):
            return 0.0
        return 0.75 if _REMARK.search(c.text) else 1.0

    return fit


def on_subject(story: Story, one: Subject) -> Fit:
    """Only sentences about a subject of news."""
    free = anything(story)

    def fit(c: Candidate) -> float:
        return free(c) if subject(c.text) == one else 0.0

    return fit


def anything(story: Story) -> Fit:
    """Let everything in that still holds; long remarks less gladly."""
    return strand(story, frozenset())


def stale(c: Candidate, story: Story) -> bool:
    """Return whether a sentence tells as a plan what lay ahead days before the story was last news."""
    age = _age(c, story)
    if age is None or age <= STALE or not _AHEAD.search(c.text):
        return False
    days = _days(c.text, c.published)
    return not any(story.latest and day >= story.latest.date() for day in days)


def event_day(c: Candidate) -> date | None:
    """Return the day a sentence tells of, as far as it names one up to its publication; else that day."""
    if c.published is None:
        return None
    past = [day for day in _days(c.text, c.published) if day <= c.published.date()]
    return max(past, default=c.published.date())


@lru_cache(maxsize=8192)
def _days(text: str, published: datetime | None) -> tuple[date, ...]:
    return tuple(m.first for m in dates(text, published) if m.precision == "day" and m.first is not None)


def _age(c: Candidate, story: Story) -> timedelta | None:
    return story.latest - c.published if story.latest and c.published else None
