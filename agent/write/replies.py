"""The sentences that answer one question, for a short answer.

Pure. A briefing tells a story, so its sentences are weighed by what the story is about. An answer is held to
the question alone: to the words of it that a sentence takes up, or its headline and passage around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from datetime import datetime

from agent.text.figures import figures
from agent.types import Evidence
from agent.write.age import dated_by_its_day
from agent.write.pool import Candidate, Choose, exact_things
from agent.write.roles import Fit, stale
from agent.write.salience import Texts, keys, salience
from agent.write.story import Story
from agent.write.usable import usable

AROUND = 0.35
"""What a word of the question counts that stands around a sentence and not in it."""
FEWEST, OF_BEST = 0.45, 0.65
"""Share of the question that a sentence must take up, and of what the best one takes up, printable or not."""
SAME_DAY = 0.4
"""What a sentence has before others that names the day the question names."""
TOUCHING = 0.5
"""Share of the question before that an article must take up to be about it."""
HERE = 1.3
"""How many times more a sentence counts that takes up the question in an article of the answer before."""
UNDATED, LONE = 0.4, 0.6
"""What is left of a sentence without a day where one is asked for; with a figure of a single origin."""
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(rf"\b(?:{_MONTH} \d{{1,2}}\b|\d{{1,2}} {_MONTH}\b)", re.IGNORECASE)
_TIME = re.compile(rf"\b{_MONTH}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:19|20)\d\d\b")
_WHEN = re.compile(r"\b(?:when|what (?:day|date)|since when|which day)\b", re.IGNORECASE)


def answering(
    evidence: Sequence[Evidence],
    shown: Sequence[str],
    texts: Texts,
    told: Story,
    now: datetime,
    days: Set[str] = frozenset(),
    near: Set[str] = frozenset(),
) -> list[Candidate]:
    """Return the usable sentences that take up enough of the question, best first.

    Args:
        evidence: The sentences.
        shown: The same, as they are printed.
        texts: The same, as vectors.
        told: What is asked.
        now: The moment the answer describes.
        days: Days that the question names, in small letters.
        near: Ids of articles that the answer before rests on.
    """
    if not evidence:
        return []
    worth = salience(evidence, texts, [len(exact_things(text)) for text in shown], told.latest or now)
    most = max(worth) or 1.0
    shares = [_share(told, e, text, days, near) for e, text in zip(evidence, shown, strict=True)]
    floor = max(FEWEST, OF_BEST * max(shares))
    first: dict[str, Candidate] = {}
    for place, (e, text) in enumerate(zip(evidence, shown, strict=True)):
        if shares[place] < floor or not usable(text, told.known):
            continue
        if told.counting and not figures(text):
            continue
        if dated_by_its_day(text, e.article.published, told.latest):
            continue
        score = shares[place] * (1 + 0.3 * worth[place] / most)
        first.setdefault(" ".join(text.casefold().split()), Candidate(e, text, place, score))
    return sorted(first.values(), key=lambda c: (-c.score, c.evidence.label))


def answer(story: Story, question: str) -> Fit:
    """Favour a day where one is asked for, and what more than one origin tells."""
    when = bool(_WHEN.search(question))

    def fit(c: Candidate) -> float:
        if stale(c, story):
            return 0.0
        dated = UNDATED if when and not _TIME.search(c.text) else 1.0
        return dated * (LONE if c.evidence.lone else 1.0)

    return fit


def on_the_day(question: str, near: Collection[str] = ()) -> Choose:
    """Return how sentences that answer are chosen.

    Those on the day that the question names come before others, and so do those of the articles that the
    answer before rests on (`near`, their ids).
    """
    days = {_plain(day) for day in _DAY.findall(question)}

    def choose(
        evidence: Sequence[Evidence], shown: Sequence[str], texts: Texts, told: Story, now: datetime
    ) -> list[Candidate]:
        return answering(evidence, shown, texts, told, now, days, frozenset(near))

    return choose


def _share(told: Story, e: Evidence, text: str, days: Set[str], near: Set[str]) -> float:
    own = told.answers(text)
    if days & {_plain(day) for day in _DAY.findall(text)}:
        own = min(1.0, own + SAME_DAY)
    if not own or not _touches(told, e):
        return 0.0
    passage = f"{e.article.headline}. {e.article.text[e.passage.start : e.passage.end]} {text}"
    held = set(keys(passage))
    if told.names and not told.names & held:
        return 0.0
    new = told.asked.keys() - told.before
    if told.before and new and not new & held:  # it would answer the question before
        return 0.0
    around = told.answers(passage)
    share = own + AROUND * max(0.0, around - own)
    goes_on = e.article.id in near and new & set(keys(text))
    return share * (HERE if goes_on else 1.0)


def _touches(told: Story, e: Evidence) -> bool:
    """Tell whether an article is about what the question before was about."""
    whole = sum(told.asked[word] for word in told.before)
    held = set(keys(f"{e.article.headline}. {e.article.text}"))
    return not whole or sum(told.asked[word] for word in told.before & held) >= TOUCHING * whole


def _plain(day: str) -> str:
    return " ".join(sorted(day.casefold().split()))
