"""Draft → Claims: the writer's labels become citations.

Pure. A label that was never given out cites nothing, and a claim that cites nothing is not delivered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.types import Citation, Claim, Draft, DraftClaim, Evidence


@dataclass(frozen=True)
class BoundSection:
    """A drafted section whose sentences carry citations."""

    key: str
    heading: str
    claims: tuple[Claim, ...]


def bind(draft: Draft, evidence: Sequence[Evidence]) -> list[BoundSection]:
    """Return the draft's sections with citations in place of labels."""
    by_label = {e.label: e for e in evidence}
    return [
        BoundSection(
            key=section.key,
            heading=section.heading,
            claims=tuple(
                _claim(f"{section.key}-{place}-{number}", drafted, by_label)
                for number, drafted in enumerate(section.claims, 1)
            ),
        )
        for place, section in enumerate(draft.sections, 1)
    ]


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
