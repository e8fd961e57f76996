"""Draft → Claims: the writer's labels become citations, and its sections those of the plan.

Pure. A label that was never given out cites nothing, and a claim that cites nothing is not delivered. What
the plan has no room for is kept apart, so that it can be counted as withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.types import (
    Citation,
    Claim,
    Draft,
    DraftClaim,
    DraftSection,
    Evidence,
    Plan,
    PlanSection,
    RepairedClaim,
)


@dataclass(frozen=True)
class BoundSection:
    """A drafted section whose sentences carry citations."""

    key: str
    heading: str
    claims: tuple[Claim, ...]
    surplus: tuple[Claim, ...] = ()
    """Sentences beyond the most that the plan takes."""


def bind(draft: Draft, plan: Plan, evidence: Sequence[Evidence], prefix: str = "") -> list[BoundSection]:
    """Return the draft's sections with citations in place of labels, as the plan wants them.

    Sections stand in the plan's order, under its headings where it has some; what the plan does not know is
    dropped. A sentence told twice in a section counts once, and only the first ones up to `max` are taken.
    """
    by_label = {e.label: e for e in evidence}
    bound: list[BoundSection] = []
    for section in plan.sections:
        left = section.max
        told: set[str] = set()
        for part in _parts(section, draft):
            fresh = list(_fresh(part.claims, told))
            name = f"{prefix}{section.key}-{len(bound) + 1}"
            claims = [_claim(f"{name}-{n}", drafted, by_label) for n, drafted in enumerate(fresh, 1)]
            bound.append(BoundSection(section.key, part.heading, tuple(claims[:left]), tuple(claims[left:])))
            left = max(0, left - len(claims))
    return bound


def bind_repaired(repaired: Sequence[RepairedClaim], evidence: Sequence[Evidence]) -> dict[str, Claim]:
    """Return the mended sentences, by the id of the one they stand for."""
    by_label = {e.label: e for e in evidence}
    return {
        one.id: _claim(f"{one.id}r", DraftClaim(text=one.text, kind=one.kind, labels=one.labels), by_label)
        for one in repaired
    }


def _parts(section: PlanSection, draft: Draft) -> list[DraftSection]:
    """Return what was drafted for a section: in one piece where the plan gives it a heading."""
    parts = [part for part in draft.sections if part.key == section.key]
    if section.heading is None or not parts:
        return parts
    claims = tuple(claim for part in parts for claim in part.claims)
    return [DraftSection(key=section.key, heading=section.heading, claims=claims)]


def _fresh(claims: Sequence[DraftClaim], told: set[str]) -> Iterator[DraftClaim]:
    for claim in claims:
        if (same := wording(claim.text)) not in told:
            told.add(same)
            yield claim


def wording(text: str) -> str:
    """Return a sentence as it is compared with others: case and white space say nothing."""
    return " ".join(text.casefold().split())


def _claim(name: str, drafted: DraftClaim, by_label: dict[int, Evidence]) -> Claim:
    citations = tuple(
        citation(by_label[label], drafted.text) for label in drafted.labels if label in by_label
    )
    return Claim(id=name, text=drafted.text, kind=drafted.kind, citations=citations)


def citation(evidence: Evidence, text: str) -> Citation:
    """Return the citation of a sentence of evidence; of `text` alone where it stands in it word for word."""
    at = evidence.text.find(text)
    start, end = (
        (evidence.start + at, evidence.start + at + len(text)) if at >= 0 else (evidence.start, evidence.end)
    )
    return Citation(
        article_id=evidence.article.id,
        content_hash=evidence.article.content_hash,
        start=start,
        end=end,
        quote=evidence.article.text[start:end],
    )
