"""The extractive writer: a briefing from the sources' own sentences, with no model.

Pure. It chooses sentences that stand alone and say much, never the same thing twice, spread over outlets,
and gives each the section it answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.types import Draft, DraftClaim, DraftSection, Evidence, Plan, PlanSection, Request
from agent.write.dated import dated
from agent.write.pool import Candidate, Pool
from agent.write.roles import (
    Fit,
    anything,
    asked,
    background,
    conclusion,
    developments,
    event_day,
    implications,
    lead,
    strand,
)
from agent.write.story import CORE, Story, argues
from agent.write.themes import strands

OUTLET_SHARE = 0.3
"""Most of the sentences that one outlet may fill, where at least FEW_OUTLETS have something to say."""
FEW_OUTLETS = 4
MOST_THEMES = 4
PER_THEME = 5
REST = "Also reported"
_CHOICE = ("lead", "implications", "developments", "background", "conclusion")
"""Sections that choose before the others, in this order; whatever is left makes the themes."""
_FADES = timedelta(days=14)
"""Age at which a headline has lost what taking up the whole question gives it."""
ANSWER = 0.4
"""Share of the question that a headline must take up to name the briefing."""
_NO_TITLE = re.compile(
    r"[?“”\"!]|\b(?:explain(?:ed|er)|everything|to know|here['’]s|live|updates?|timeline|opinion|how|why|what"
    r"|who|fact.?check|look back|quiz|podcast|photos?|video|watch|you|your|we|our|correction)\b|\b\d+ (?:things|ways)",
    re.IGNORECASE,
)


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
        pool = Pool(evidence, request.question, plan.language, now)
        made = _made(request, plan, pool, now)
        titled = [s for s in plan.sections if s.key == "title"]
        if titled:
            name = _title(evidence, request, pool.story)
            made["title"] = [DraftSection(key="title", heading=name, claims=())]
        return Draft(
            sections=tuple(part for s in plan.sections for part in made.get(s.key, [])), complete=True
        )


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
        most = min(most, top) - 1


def _filled(request: Request, plan: Plan, pool: Pool, now: datetime) -> dict[str, list[DraftSection]]:
    made: dict[str, list[DraftSection]] = {}
    first = [s for key in _CHOICE for s in plan.sections if s.key == key]
    rest = [s for s in plan.sections if s.key not in (*_CHOICE, "themes", "title")]
    for section in (*first, *rest):
        made[section.key] = _section(section, pool, _fit(section, pool.story), now)
    for section in (s for s in plan.sections if s.key == "themes"):
        made[section.key] = _themes(section, request, pool, now)
    return made


def _fit(section: PlanSection, story: Story) -> Fit:
    rules = {
        "lead": lead,
        "developments": developments,
        "background": background,
        "implications": implications,
        "conclusion": conclusion,
    }
    return rules[section.key](story) if section.key in rules else asked(section.asks)


def _section(section: PlanSection, pool: Pool, fit: Fit, now: datetime) -> list[DraftSection]:
    got = pool.take(section.max, fit)
    if len(got) < section.min or not got:
        pool.give_back(got)
        return []
    ordered = got if section.key in {"lead", "implications"} else sorted(got, key=_time)
    return [_drafted(section.key, section.heading or "", ordered, now)]


def _themes(section: PlanSection, request: Request, pool: Pool, now: datetime) -> list[DraftSection]:
    """Return the strands of what is left, each under its heading; what shares no phrase comes last."""
    left = section.max
    used: set[str] = set()
    parts: list[tuple[str, list[Candidate]]] = []
    for theme in strands(pool.all, request.question):
        if len(parts) == MOST_THEMES or left < max(1, section.min):
            break
        if used & theme.wanted:
            continue
        got = pool.take(min(PER_THEME, left), strand(pool.story, theme.wanted))
        if len(got) < max(2, section.min):
            pool.give_back(got)
            continue
        used |= theme.wanted
        left -= len(got)
        parts.append((theme.heading, got))
    loose = pool.take(left, anything(pool.story))
    if loose:
        parts.append((REST, loose))
    return [_drafted(section.key, title, sorted(members, key=_time), now) for title, members in parts]


def _drafted(key: str, title: str, members: Sequence[Candidate], now: datetime) -> DraftSection:
    claims = tuple(
        DraftClaim(text=dated(c.text, c.published, now), kind="reported", labels=(c.evidence.label,))
        for c in members
    )
    return DraftSection(key=key, heading=title, claims=claims)


def _time(candidate: Candidate) -> tuple[int, float, int]:
    day, published = event_day(candidate), candidate.published
    return (
        day.toordinal() if day else 0,
        published.timestamp() if published else 0.0,
        candidate.evidence.start,
    )


def _title(evidence: Sequence[Evidence], request: Request, story: Story) -> str:
    """Return the recent headline nearest to the question and the story; the question if none fits."""
    worth: dict[str, float] = {}
    for e in evidence:
        headline, about = e.article.headline, story.about.get(e.article.id, 0.0)
        plain = 4 <= len(headline.split()) <= 16 and not _NO_TITLE.search(headline)
        answer = story.answers(headline)
        if not plain or about < CORE or answer < ANSWER or argues(e.article):
            continue
        if story.latest and e.article.published:
            worth[headline] = answer - abs(story.latest - e.article.published) / _FADES
    return max(worth, key=lambda h: (worth[h], h), default=request.question)
