"""The extractive writer: a briefing from the sources' own sentences, with no model.

Pure. It chooses sentences that stand alone and say much, never the same thing twice, spread over outlets,
and gives each the section it answers.
"""

from __future__ import annotations

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
    implications,
    lead,
)
from agent.write.salience import Texts
from agent.write.themes import group, heading

_CHOICE = ("lead", "developments", "background", "implications", "conclusion")
"""Sections that choose before the others, in this order; whatever is left makes the themes."""
_MOST_THEMES = 4
_REST = "Also reported"
_FRESH = timedelta(days=3)
"""Age up to which a headline may name the briefing."""


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
        pool = Pool(evidence, sum(s.max for s in plan.sections), plan.language, now)
        latest = max((c.published for c in pool.all if c.published), default=None)
        made: dict[str, list[DraftSection]] = {}
        first = [s for key in _CHOICE for s in plan.sections if s.key == key]
        rest = [s for s in plan.sections if s.key not in (*_CHOICE, "themes", "title")]
        for section in (*first, *rest):
            made[section.key] = _section(section, pool, _fit(section, latest), now)
        for section in (s for s in plan.sections if s.key == "themes"):
            made[section.key] = _themes(section, pool, now)
        if any(s.key == "title" for s in plan.sections):
            made["title"] = [DraftSection(key="title", heading=_title(evidence, request, latest), claims=())]
        return Draft(
            sections=tuple(part for s in plan.sections for part in made.get(s.key, [])), complete=True
        )


def _fit(section: PlanSection, latest: datetime | None) -> Fit:
    timed = {"lead": lead, "developments": developments, "background": background, "conclusion": conclusion}
    if section.key in timed:
        return timed[section.key](latest)
    return implications if section.key == "implications" else asked(section.asks)


def _section(section: PlanSection, pool: Pool, fit: Fit, now: datetime) -> list[DraftSection]:
    got = pool.take(section.max, fit)
    if len(got) < section.min or not got:
        pool.give_back(got)
        return []
    ordered = got if section.key == "lead" else sorted(got, key=_time)
    return [_drafted(section.key, section.heading or "", ordered, now)]


def _themes(section: PlanSection, pool: Pool, now: datetime) -> list[DraftSection]:
    """Return the strands of what is left, each under its heading; what shares no phrase comes last."""
    chosen = pool.take(section.max, anything)
    used: set[str] = set()
    parts: list[tuple[str, list[Candidate]]] = []
    loose: list[Candidate] = []
    for members in group(chosen, pool.texts, _MOST_THEMES):
        title = heading(members, pool.all, used) if len(members) >= section.min else ""
        if title:
            parts.append((title, members))
        else:
            loose.extend(members)
    if loose:
        parts.append((_REST, loose))
    return [_drafted(section.key, title, sorted(members, key=_time), now) for title, members in parts]


def _drafted(key: str, title: str, members: Sequence[Candidate], now: datetime) -> DraftSection:
    claims = tuple(
        DraftClaim(text=dated(c.text, c.published, now), kind="reported", labels=(c.evidence.label,))
        for c in members
    )
    return DraftSection(key=key, heading=title, claims=claims)


def _time(candidate: Candidate) -> tuple[float, int]:
    published = candidate.published
    return (published.timestamp() if published else 0.0, candidate.evidence.start)


def _title(evidence: Sequence[Evidence], request: Request, latest: datetime | None) -> str:
    """Return the recent headline nearest to what all the evidence is about; the question where none fits."""
    recent = {
        e.article.headline: None
        for e in evidence
        if latest and e.article.published and latest - e.article.published <= _FRESH
    }
    headlines = [h for h in recent if 4 <= len(h.split()) <= 16 and not any(mark in h for mark in '?“”"')]
    if not headlines:
        return request.question
    centre = Texts([*headlines, *(e.text for e in evidence)]).centre()
    return max(zip(centre, headlines, strict=False))[1]
