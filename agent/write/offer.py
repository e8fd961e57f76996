"""What a model gets to see: the sentences worth telling, numbered, under the article they come from.

Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from agent.text.fence import foreign
from agent.text.rolling import rolling
from agent.types import Evidence, Plan, PlanSection
from agent.write.dated import dated, day_of
from agent.write.pool import Candidate, Pool

PER_ARTICLE = 8
"""Sentences of one article."""
OUTLET_SHARE = 0.25
"""Share of the sentences that one outlet may fill; at least PER_ARTICLE."""
COPY = 0.9
"""Cosine from which a sentence is a reprint of one that is offered already."""
ECHOES = 2
"""Sentences that tell much the same as one offered already and are offered all the same: a second source."""
ALIKE = 0.4
"""Cosine from which a sentence tells much the same."""
NEW, RECENT = timedelta(days=2), timedelta(days=7)
FRESHNESS = 1.3, 1.0, 0.7
"""What age lends a sentence, up to NEW, up to RECENT, and older."""


def offered(
    evidence: Sequence[Evidence],
    question: str,
    language: str,
    now: datetime,
    room: int,
    count: Callable[[str], int],
) -> list[Evidence]:
    """Return the sentences to show, best first, as many as the room takes.

    Args:
        evidence: What was found.
        question: What was asked.
        language: Sentences of articles in other languages are left out.
        now: The moment the briefing describes.
        room: Tokens that the sentences and the lines above them may fill together.
        count: Counts the tokens of a text.
    """
    pool = Pool(evidence, question, language, now)
    outlets: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    taken: list[Candidate] = []
    most = max(PER_ARTICLE, int(OUTLET_SHARE * len(pool.all)))
    for c in sorted(pool.all, key=lambda c: (-c.score * _freshness(c, pool.story.latest), c.evidence.label)):
        article = c.evidence.article
        if articles[article.id] >= PER_ARTICLE or outlets[c.outlet] >= most or _copies(c, taken, pool):
            continue
        cost = count(_line(c.evidence, now)) + (0 if articles[article.id] else count(_head(c.evidence, now)))
        if cost > room:
            continue
        room -= cost
        articles[article.id] += 1
        outlets[c.outlet] += 1
        taken.append(c)
    return [c.evidence for c in taken]


def _freshness(candidate: Candidate, latest: datetime | None) -> float:
    if latest is None or candidate.published is None:
        return FRESHNESS[2]
    age = abs(latest - candidate.published)
    return FRESHNESS[0] if age <= NEW else FRESHNESS[1] if age <= RECENT else FRESHNESS[2]


def _copies(candidate: Candidate, taken: Sequence[Candidate], pool: Pool) -> bool:
    near = [float(pool.texts.near[candidate.place, other.place]) for other in taken]
    return any(value >= COPY for value in near) or sum(value >= ALIKE for value in near) > ECHOES


def shown(evidence: Sequence[Evidence], now: datetime) -> Iterator[str]:
    """Yield the lines of a fence: each article's head, then its sentences in their order, by label."""
    groups: dict[str, list[Evidence]] = {}
    for e in evidence:
        groups.setdefault(e.article.id, []).append(e)
    for members in groups.values():
        yield _head(members[0], now)
        for e in sorted(members, key=lambda e: e.start):
            yield _line(e, now)


def _head(evidence: Evidence, now: datetime) -> str:
    article = evidence.article
    day = day_of(article.published.date(), now) if article.published else "no date"
    return f"# {foreign(article.publisher)}, {day}: {foreign(article.headline)}"


def _line(evidence: Evidence, now: datetime) -> str:
    article = evidence.article
    live = rolling(article.url, article.headline)
    return f"[{evidence.label}] {foreign(dated(evidence.text, article.published, now, rolling=live))}"


UNHEADED = frozenset({"lead", "answer"})
"""Keys of sections that open a text, and so take no heading."""


def asked_for(plan: Plan) -> Iterator[str]:
    """Yield a line for each section of a plan: what it asks, what it takes, and whose its heading is."""
    for section in plan.sections:
        heading = "yours" if section.heading is None and section.key not in UNHEADED else "fixed"
        yield (
            f"- key: {section.key} | asks: {section.asks} | kinds: {', '.join(section.kinds)}"
            f" | heading: {heading} | sentences: {_how_many(section)}"
        )


def _how_many(section: PlanSection) -> str:
    return "none, only a heading" if section.max == 0 else f"{section.min} to {section.max}"
