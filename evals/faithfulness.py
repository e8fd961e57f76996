"""What is delivered, by verdict, and whether its citations hold: a guard against regressions, not a proof."""

from __future__ import annotations

from collections import Counter

from agent.types import CheckedClaim
from evals.gold import EXAMPLE, example
from evals.result import Miss, SuiteResult


def faithfulness() -> SuiteResult | None:
    """Return the share of delivered sentences by verdict on the example newsroom (our own checker judges)."""
    if not EXAMPLE.is_dir():
        return None
    made, _, _ = example()
    claims = [claim for section in made.sections for claim in section.claims]
    labels = Counter[str](claim.verdict.label for claim in claims)
    names = ("supported", "refuted", "not_enough_info", "unchecked")
    return SuiteResult(
        suite="faithfulness",
        metrics={name: labels[name] / max(1, len(claims)) for name in names},
        intervals={},
        n=len(claims),
        misses=tuple(_miss(claim) for claim in claims if claim.verdict.label != "supported"),
    )


def _miss(claim: CheckedClaim) -> Miss:
    return Miss(
        case=claim.id,
        group=claim.verdict.label,
        passages=tuple(citation.quote for citation in claim.citations),
        claim=claim.text,
        expected="supported",
        got=claim.verdict.label.replace("_", " "),
        findings=tuple(f.message or f.reason.value for f in claim.verdict.findings if f.passed is not True),
    )


def citations() -> SuiteResult | None:
    """Return how well sentences are cited: with a span that is there, from how many outlets."""
    if not EXAMPLE.is_dir():
        return None
    made, gold, names = example()
    claims = [claim for section in made.sections for claim in section.claims]
    whole = [
        bool(claim.citations)
        and all(gold["texts"][names[c.article_id]][c.start : c.end] == c.quote for c in claim.citations)
        for claim in claims
    ]
    outlets = {source.publisher for source in made.sources}
    return SuiteResult(
        suite="citations",
        metrics={
            "resolved": sum(whole) / max(1, len(whole)),
            "outlets": float(len(outlets)),
            "top_outlet_share": made.blind_spots.top_outlet_share,
        },
        intervals={},
        n=len(claims),
    )
