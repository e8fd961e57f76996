"""What a briefing is called: a source's headline that still holds, or the question.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from agent.text.dates import dates
from agent.types import Article, Evidence
from agent.write.story import CORE, Story, columns

SHORTEST, LONGEST = 4, 16
"""Words."""
ANSWER = 0.4
"""Share of the question that a headline must take up to name the briefing."""
FRESH = timedelta(days=4)
"""Age, against the newest news of the story, from which a headline no longer names it."""
AHEAD = timedelta(days=1)
"""The same for a headline on what is still to come."""
REMARK = 0.3
"""What a headline loses that only tells what somebody said."""
_NO_TITLE = re.compile(
    r"[?“”\"!]|\b(?:explain(?:ed|er)|everything|to know|here['’]s|live|updates?|timeline|opinion|how|why|what"
    r"|who|fact.?check|look back|quiz|podcast|photos?|video|watch|you|your|we|our"
    r"|correction)\b|\b\d+ (?:things|ways)|\bday \d+\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|may|might|could|would|likely|unlikely|expected|poised|set|about|plans?|looks?|to be"
    r"|to (?!the\b|an?\b|his\b|her\b|its\b|their\b|[A-Z0-9]|[a-z]+(?:ed|s)\b)[a-z]+)\b"
)
_REMARK = re.compile(r"\b(?:says?|said|tells?|told|slams?|calls?|warns?|vows?|promises?|claims?)\b|: ")


def title(question: str, evidence: Sequence[Evidence], story: Story) -> str:
    """Return the recent headline nearest to the question and the story; the question if none fits.

    A headline on what was to come, or on a day that has passed, is no longer the news; what somebody said
    about the story is a lesser name for it than what happened.
    """
    articles = {e.article.id: e.article for e in evidence}
    arguing = columns(a for name, a in articles.items() if story.about.get(name, 0.0) >= CORE)
    worth = {
        article.headline: value
        for name, article in articles.items()
        if name not in arguing
        and story.about.get(name, 0.0) >= CORE
        and (value := _worth(article, story)) is not None
    }
    return max(worth, key=lambda headline: (worth[headline], headline), default=question)


def _worth(article: Article, story: Story) -> float | None:
    """Return how well a headline names the story; None where it cannot."""
    headline, answer = article.headline, story.answers(article.headline)
    if not SHORTEST <= len(headline.split()) <= LONGEST or _NO_TITLE.search(headline) or answer < ANSWER:
        return None
    if not story.latest or not article.published:
        return None
    age = abs(story.latest - article.published)
    if age > (AHEAD if _AHEAD.search(headline) else FRESH) or _has_passed(article, story):
        return None
    return answer - age / FRESH / 2 - (REMARK if _REMARK.search(headline) else 0.0)


def _has_passed(article: Article, story: Story) -> bool:
    """Tell whether a headline looks ahead to a day before the newest news."""
    named = [d for d in dates(article.headline, article.published) if d.precision == "day" and d.last]
    ahead = [d.last for d in named if article.published and d.last and d.last > article.published.date()]
    return any(day < story.latest.date() for day in ahead if story.latest)
