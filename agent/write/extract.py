"""The extractive writer: a briefing from the sources' own sentences, with no model.

Pure. It chooses sentences that stand alone and say much, never the same thing twice, spread over outlets,
and gives each the section it answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from agent.text.rolling import rolling
from agent.types import (
    Claim,
    Draft,
    DraftClaim,
    DraftSection,
    Evidence,
    Plan,
    PlanSection,
    RepairedClaim,
    Request,
    Verdict,
)
from agent.write.dated import dated
from agent.write.order import in_order
from agent.write.pool import Candidate, Pool
from agent.write.replies import answer, on_the_day
from agent.write.roles import (
    Fit,
    anything,
    asked,
    background,
    conclusion,
    developments,
    focused,
    implications,
    lead,
    on_subject,
    strand,
)
from agent.write.story import Story
from agent.write.subjects import Subject, subject
from agent.write.themes import apart, strands
from agent.write.title import title

OUTLET_SHARE = 0.26
"""Most of the sentences that one outlet may fill, where at least FEW_OUTLETS have something to say; the
promise to the reader is 0.3, and further sources of a sentence are found later."""
FEW_OUTLETS = 4
MOST_THEMES, MOST_PHRASES = 5, 2
"""Strands, and how many of them may be named by a phrase of the story rather than by a subject of news."""
PER_THEME, MOST_LOOSE, FEWEST_LOOSE = 5, 6, 2
FEWEST_IN_THEME, RICH = 3, 100
"""Sentences a theme needs where there are more than so many to choose from; two are enough otherwise."""
LOOSE, LOOSE_WHERE_FEW = 0.15, 0.1
"""Share of the best sentence's worth that one outside all strands must have, by how many there are."""
REST = "Also reported"
DATED = 0.3
"""What a day lends a sentence of the lead when it comes to which stands first."""
_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}\b|\b\d{1,2} [A-Z][a-z]{2,8}\b")
_CHOICE = ("answer", "lead", "implications", "developments", "background", "conclusion")
"""Sections that choose before the others, in this order; whatever is left makes the themes."""


class ExtractiveWriter:
    """Fills a plan with source sentences, word for word."""

    name = "extractive"

    def draft(self, request: Request, plan: Plan, evidence: Sequence[Evidence], now: datetime) -> Draft:
        """Return the sections the evidence can fill, in the plan's order.

        Args:
            request: What was asked.
            plan: The sections to fill.
            evidence: Numbered sentences.
            now: The moment the briefing describes.
        """
        answers = any(s.key == "answer" for s in plan.sections)
        choose = on_the_day(request.question, request.near) if answers else None
        pool = Pool(evidence, request.question, plan.language, now, choose, request.about)
        made = _made(request, plan, pool, now)
        titled = [s for s in plan.sections if s.key == "title"]
        if titled:
            name = title(request.question, evidence, pool.story)
            made["title"] = [DraftSection(key="title", heading=name, claims=())]
        return Draft(
            sections=tuple(part for s in plan.sections for part in made.get(s.key, [])), complete=True
        )

    def repair(
        self, failed: Sequence[tuple[Claim, Verdict]], evidence: Sequence[Evidence], now: datetime
    ) -> tuple[RepairedClaim, ...]:
        """Return nothing: a source's own sentence cannot be written anew."""
        return ()


def _made(request: Request, plan: Plan, pool: Pool, now: datetime) -> dict[str, list[DraftSection]]:
    """Fill the sections; again with fewer sentences an outlet, until none has more than its share."""
    most = max(1, int(OUTLET_SHARE * sum(s.max for s in plan.sections)))
    few = len({c.outlet for c in pool.all}) < FEW_OUTLETS
    while True:
        pool.start(plan.max_words, len(pool.all) if few else most)
        made = _filled(request, plan, pool, now)
        told = Counter(c.outlet for c in pool.taken)
        top = max(told.values(), default=0)
        if few or most == 1 or top <= OUTLET_SHARE * sum(told.values()):
            return made
        most = max(1, min(most, top) - 1)


def _filled(request: Request, plan: Plan, pool: Pool, now: datetime) -> dict[str, list[DraftSection]]:
    made: dict[str, list[DraftSection]] = {}
    first = [s for key in _CHOICE for s in plan.sections if s.key == key]
    rest = [s for s in plan.sections if s.key not in (*_CHOICE, "themes", "title")]
    for section in (*first, *rest):
        made[section.key] = _section(section, pool, _fit(section, pool.story, request.question, now), now)
    for section in (s for s in plan.sections if s.key == "themes"):
        made[section.key] = _themes(section, request, pool, now)
    return made


def _fit(section: PlanSection, story: Story, question: str, now: datetime) -> Fit:
    rules: dict[str, Callable[[Story], Fit]] = {
        "lead": lead,
        "answer": lambda told: answer(told, question),
        "developments": developments,
        "background": background,
        "implications": implications,
        "conclusion": lambda told: conclusion(told, now),
    }
    return rules[section.key](story) if section.key in rules else asked(section.asks)


def _section(section: PlanSection, pool: Pool, fit: Fit, now: datetime) -> list[DraftSection]:
    got = pool.take(section.max, fit, spread=section.key == "lead")
    if len(got) < section.min or not got:
        pool.give_back(got)
        return []
    if section.key == "lead":
        got.sort(key=lambda c: -round(pool.story.answers(c.text) + DATED * bool(_DAY.search(c.text)), 1))
    ordered = got if section.key in {"answer", "lead", "implications"} else in_order(got)
    return [_drafted(section.key, section.heading or "", ordered, now)]


def _themes(section: PlanSection, request: Request, pool: Pool, now: datetime) -> list[DraftSection]:
    """Return the strands of what is left, each under its heading; what belongs to none comes last."""
    left = section.max
    parts: list[tuple[str, list[Candidate]]] = []
    phrased = [(one.heading, strand(pool.story, one)) for one in apart(strands(pool.all, request.question))]
    for heading, fit in (*phrased, *_subjects(pool)):
        named = (heading, fit) in phrased
        least = max(section.min, FEWEST_IN_THEME if len(pool.all) > RICH else 2)
        if len(parts) == MOST_THEMES or left < least:
            break
        if len(parts) == MOST_PHRASES and named:
            continue
        got = pool.take(min(PER_THEME, left), focused(fit, pool.story, request.question))
        if len(got) < least:
            pool.give_back(got)
            continue
        left -= len(got)
        parts.append((heading, got))
    free = focused(anything(pool.story), pool.story, request.question)
    loose = pool.take(min(MOST_LOOSE, left), free, LOOSE if len(pool.all) > RICH else LOOSE_WHERE_FEW)
    if len(loose) >= FEWEST_LOOSE:
        parts.append((REST, loose))
    else:
        pool.give_back(loose)
    return [_drafted(section.key, title, in_order(members), now) for title, members in parts]


def _subjects(pool: Pool) -> list[tuple[str, Fit]]:
    """Return the subjects of news that the sentences are about, the weightiest first."""
    weight: dict[Subject, float] = {}
    for c in pool.all:
        if (about := subject(c.text)) is not None:
            weight[about] = weight.get(about, 0.0) + c.score
    best = sorted(weight, key=lambda one: -weight[one])
    return [(one.heading, on_subject(pool.story, one)) for one in best]


def _drafted(key: str, title: str, members: Sequence[Candidate], now: datetime) -> DraftSection:
    claims = tuple(
        DraftClaim(text=_dated(c, now), kind="reported", labels=(c.evidence.label,)) for c in members
    )
    return DraftSection(key=key, heading=title, claims=claims)


def _dated(c: Candidate, now: datetime) -> str:
    article = c.evidence.article
    return dated(c.text, c.published, now, rolling=rolling(article.url, article.headline))
