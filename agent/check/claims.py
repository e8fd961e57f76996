"""Claims → Verdicts: every check on every claim, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from agent.check.assessment import check_assessment
from agent.check.cited import Cited
from agent.check.dates import check_dates
from agent.check.figures import check_figures
from agent.check.names import check_names
from agent.check.quotes import check_quotes
from agent.check.support import check_support
from agent.check.verdict import verdict
from agent.text.words import terms
from agent.types import Article, Claim, Finding, Reason, Verdict

Check = Callable[[Claim, Sequence[Cited]], list[Finding]]

EXACT_CHECKS: dict[str, Check] = {
    "figures": check_figures,
    "dates": check_dates,
    "quotes": check_quotes,
    "names": check_names,
}


class Checker(Protocol):
    """Says how far a text supports a sentence."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        ...

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return, for each (premise, claim), a score from 0 to 1; None where it could not tell."""
        ...


def check_claims(claims: Sequence[Claim], articles: Mapping[str, Article], checker: Checker) -> list[Verdict]:
    """Return one verdict a claim, in order, reading its citations in `articles` (by article id)."""
    cited = [_resolve(claim, articles) for claim in claims]
    premises = [
        ("\n\n".join(c.text for c in sources), claim.text)
        for claim, (sources, _) in zip(claims, cited, strict=True)
    ]
    scores = checker.support(premises)
    return [
        verdict(claim.id, [*problems, *_findings(claim, sources, score)])
        for claim, (sources, problems), score in zip(claims, cited, scores, strict=True)
    ]


def _findings(claim: Claim, sources: Sequence[Cited], score: float | None) -> list[Finding]:
    if not sources:
        return []
    if not terms(claim.text):
        # A stray word or two stands in every text, word for word; that says nothing.
        message = "The sentence holds no words that could be compared."
        return [Finding(check="support", passed=None, reason=Reason.SUPPORT_UNAVAILABLE, message=message)]
    exact = [finding for check in EXACT_CHECKS.values() for finding in check(claim, sources)]
    if claim.kind == "assessment":
        return [*exact, *check_assessment(claim, sources)]
    return [*exact, *check_support(claim, sources, score)]


def _resolve(claim: Claim, articles: Mapping[str, Article]) -> tuple[list[Cited], list[Finding]]:
    """Return the citations that hold, and a finding for each that does not."""
    sources: list[Cited] = []
    problems: list[Finding] = []
    for citation in claim.citations:
        article = articles.get(citation.article_id)
        if (
            article is None
            or article.content_hash != citation.content_hash
            or article.text[citation.start : citation.end] != citation.quote
        ):
            problems.append(
                Finding(
                    check="citations",
                    passed=False,
                    reason=Reason.CITATION_STALE,
                    message="The cited passage is not in the version of the article it names.",
                    citation=citation,
                )
            )
        else:
            sources.append(Cited(citation, article))
    if not claim.citations:
        problems.append(
            Finding(
                check="citations",
                passed=False,
                reason=Reason.CITATION_MISSING,
                message="The sentence cites nothing.",
            )
        )
    return sources, problems
