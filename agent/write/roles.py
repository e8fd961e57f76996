"""What makes a sentence right for a section.

Pure. Each rule weighs a sentence for a place: 0 keeps it out, 1 is neutral, more is better.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from agent.write.ahead import ahead
from agent.write.clause import outright
from agent.write.pool import Candidate
from agent.write.salience import keys
from agent.write.story import Story
from agent.write.subjects import Subject, subject
from agent.write.themes import Strand, holds
from agent.write.views import by_expert, is_view
from agent.write.when import LATEST, age, all_days, event_day, older

Fit = Callable[[Candidate], float]

FRESH = timedelta(days=3)
"""Age up to which something is the news itself."""
FEWEST_ANSWERED = 0.4
"""Share of the question that a sentence of the lead takes up."""
FOCUS = 0.3
"""Share of a narrow question that each sentence of a theme takes up."""
PAST = 0.5
"""What is left in the lead of a sentence that tells of an earlier time, or of one to come without its day."""
STALE = timedelta(days=4)
"""Age from which a plan without a day is no longer told as a plan."""
OUTLOOK = timedelta(days=7)
"""Age, at the moment the briefing describes, up to which a plan without a day may still lie ahead."""

_OPEN = re.compile(r"\b(?:could|may|might|risks?|likely|unlikely|threatens? to|unless|fears?)\b")
_HAPPENED = re.compile(
    r"\b(?:was|were|had|has|have|did|met|put|left|held|told|took|came|went|made|gave|rose|fell|led|cut|hit|won"
    r"|lost"
    r"|kept|sent|saw|ran|began|grew|wrote|spoke|paid|found|drew|struck|sank|fought|bought|sold|\w{2,}ed)\b"
)
_REMARK = re.compile(r"^[“\"]|[“\"][^”\"]{40,}[”\"]")
_MEDIA = re.compile(r"\b(?:coverage|headlines|newspapers?|media|polls?)\b", re.IGNORECASE)
_BROAD = re.compile(
    r"\b(?:happen(?:s|ed|ing)?|going on|known|latest|news|situation|story|background|developments?)\b"
    r"|\boverview\b|^[^?]*$",
    re.IGNORECASE,
)
"""Questions that leave open what is told of their subject."""
_COUNTED = re.compile(r"\d")


def lead(story: Story) -> Fit:
    """Favour the plain news that answers the question, as of the days when the story was last news.

    A figure that one origin gives is kept out, here as in the conclusion.
    """

    def fit(c: Candidate) -> float:
        since, answer = age(c, story), story.answers(c.text)
        if c.evidence.lone or stale(c, story) or (story.asked and answer < FEWEST_ANSWERED):
            return 0.0
        near = _nearness(since)
        opening = 1.25 if c.evidence.start < 200 else 0.9
        if story.counting:
            answer *= 2.0 if _COUNTED.search(c.text) else 0.5
        plain = PAST if older(c, story) or (ahead(c.text) and not all_days(c.text, c.published)) else 1.0
        for pattern, factor in ((_REMARK, 0.4), (_OPEN, 0.7), (_MEDIA, 0.2)):
            plain *= factor if pattern.search(c.text) else 1.0
        return float(near * opening * (0.2 + answer) * plain)

    return fit


def _nearness(since: timedelta | None) -> float:
    if since is None:
        return 1.0
    return 1.3 if abs(since) <= FRESH else 0.8 if abs(since) <= LATEST else 0.45


def developments(story: Story) -> Fit:
    """Favour events of the last days; no older context, no views, no plans."""

    def fit(c: Candidate) -> float:
        since = age(c, story)
        if since is None or not -LATEST <= since <= LATEST or stale(c, story):
            return 0.0
        if older(c, story) or not _HAPPENED.search(outright(c.text)):
            return 0.0
        told = event_day(c)
        view = _OPEN.search(c.text) or _REMARK.search(c.text) or ahead(c.text)
        return (1.2 if told and c.published and told != c.published.date() else 1.0) * (0.5 if view else 1.0)

    return fit


def background(story: Story) -> Fit:
    """Favour what was so before the latest days, told as past."""

    def fit(c: Candidate) -> float:
        since, past = age(c, story), older(c, story)
        if not past and (since is None or since <= LATEST):
            return 0.0
        if ahead(c.text) or _OPEN.search(outright(c.text)) or not _HAPPENED.search(outright(c.text)):
            return 0.0
        return (1.3 if past else 0.8) * (0.4 if _REMARK.search(c.text) else 1.0)

    return fit


def implications(story: Story) -> Fit:
    """Only views on what may follow, with their owner in the sentence, that time has not answered yet."""

    def fit(c: Candidate) -> float:
        if not is_view(c.text) or stale(c, story):
            return 0.0
        since = age(c, story) or timedelta(0)
        if by_expert(c.text):
            return 1.4 if since <= LATEST else 0.5 if since <= 2 * LATEST else 0.0
        return 0.7 if since <= LATEST else 0.0

    return fit


def conclusion(story: Story, now: datetime) -> Fit:
    """Only what is still to come: on a day that has not passed, or told on the story's last day."""

    def fit(c: Candidate) -> float:
        since = age(c, story)
        if since is None or abs(since) > LATEST or not ahead(c.text) or stale(c, story) or c.evidence.lone:
            return 0.0
        printed = c.published.date() if c.published else now.date()
        coming = [day for day in all_days(c.text, c.published) if day >= printed]
        if coming:
            worth = 1.5 if max(coming) >= now.date() else 0.0
        else:
            worth = 0.8 if (now.date() - printed) <= OUTLOOK and since < timedelta(days=2) else 0.0
        return worth * (0.5 if _REMARK.search(c.text) else 1.0)

    return fit


def asked(asks: str) -> Fit:
    """Favour what shares words with what a section of the user's own asks."""
    wanted = set(keys(asks))

    def fit(c: Candidate) -> float:
        return 0.5 + len(wanted & set(keys(c.text))) / max(1, len(wanted))

    return fit


def strand(story: Story, one: Strand) -> Fit:
    """Only sentences with the phrase of a theme's heading; views and long remarks less gladly."""
    free = anything(story)

    def fit(c: Candidate) -> float:
        return free(c) if holds(c.text, one) else 0.0

    return fit


def on_subject(story: Story, one: Subject) -> Fit:
    """Only sentences about a subject of news."""
    free = anything(story)

    def fit(c: Candidate) -> float:
        return free(c) if subject(c.text) == one else 0.0

    return fit


def anything(story: Story) -> Fit:
    """Let everything in that still holds; long remarks less gladly."""

    def fit(c: Candidate) -> float:
        if stale(c, story):
            return 0.0
        return 0.75 if _REMARK.search(c.text) else 1.0

    return fit


def focused(fit: Fit, story: Story, question: str) -> Fit:
    """Hold a rule to the question, where that asks for one thing and not for whatever happened."""
    if _BROAD.search(question):
        return fit

    def narrowed(c: Candidate) -> float:
        return fit(c) if story.answers(c.text) >= FOCUS else 0.0

    return narrowed


def stale(c: Candidate, story: Story) -> bool:
    """Return whether a sentence tells as a plan what the story's last days have overtaken.

    So does one whose day has passed, and one without a day that is some days old.
    """
    since = age(c, story)
    if since is None or since <= timedelta(0) or not story.latest or not ahead(c.text):
        return False
    printed = c.published.date() if c.published else story.latest.date()
    coming = [day for day in all_days(c.text, c.published) if day >= printed]
    return max(coming) < story.latest.date() if coming else since > STALE
