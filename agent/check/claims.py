"""Claims → Verdicts: every check on every claim, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from agent.check.advice import advises, only_advised, weighed
from agent.check.assessment import check_assessment
from agent.check.cited import Cited
from agent.check.clock import check_clock
from agent.check.dates import check_dates
from agent.check.figures import check_figures
from agent.check.names import check_names
from agent.check.quotes import check_quotes
from agent.check.support import check_support, threshold_of
from agent.check.verdict import verdict
from agent.text.normalise import stands_in
from agent.text.words import terms
from agent.types import Article, Claim, Finding, Reason, Verdict

Check = Callable[[Claim, Sequence[Cited]], list[Finding]]

_NO_MATTER = 1.0
"""Score of a claim whose fate does not hang on it: the source's own words, or one that has failed already."""
EXACT_CHECKS: dict[str, Check] = {
    "figures": check_figures,
    "dates": check_dates,
    "clock": check_clock,
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
    """Return one verdict a claim, in order, reading its citations in `articles` (by article id).

    The checker is asked once, for all claims together, and only for those that its score decides on.
    """
    read = [examined(claim, articles) for claim in claims]
    asked = [n for n, one in enumerate(read) if one.open]
    scores = checker.support([(read[n].premise, read[n].claim.text) for n in asked]) if asked else []
    told = dict(zip(asked, scores, strict=True))
    return [_verdict(one, checker.name, n in told, told.get(n)) for n, one in enumerate(read)]


def _verdict(read: Examined, checker: str, asked: bool, score: float | None) -> Verdict:
    findings = [*read.findings, *_support(read, checker, asked, score)]
    if asked and read.advised:
        findings = weighed(findings, score)
    return verdict(read.claim.id, findings)


@dataclass(frozen=True)
class Examined:
    """A claim with what it cites, and what is known without a score."""

    claim: Claim
    sources: list[Cited]
    findings: list[Finding]

    @property
    def premise(self) -> str:
        """Everything that is cited."""
        return "\n\n".join(c.text for c in self.sources)

    @property
    def comparable(self) -> bool:
        """Whether there is something to compare and something to compare it with."""
        return bool(self.sources and terms(self.claim.text))

    @property
    def open(self) -> bool:
        """Whether a score decides: not where the words are the source's own, or something has failed."""
        if not self.comparable or self.claim.kind == "assessment":
            return False
        if stands_in(self.claim.text, self.premise):
            return False
        return all(f.passed or (self.advised and advises(f)) for f in self.findings)

    @cached_property
    def advised(self) -> bool:
        """Whether some rules only advise, since the cited text is long."""
        return only_advised(self.claim, self.premise)


def examined(claim: Claim, articles: Mapping[str, Article]) -> Examined:
    """Return a claim with its citations and what the exact checks find; no score is asked for."""
    sources, problems = cited_by(claim, articles)
    read = Examined(claim, sources, problems)
    if not read.comparable:
        return read
    exact = [finding for check in EXACT_CHECKS.values() for finding in check(claim, sources)]
    return Examined(claim, sources, [*problems, *exact])


def _support(read: Examined, checker: str, asked: bool, score: float | None) -> list[Finding]:
    if not read.sources:
        return []
    if not read.comparable:
        # A stray word or two stands in every text, word for word; that says nothing.
        message = "The sentence holds no words that could be compared."
        return [Finding(check="support", passed=None, reason=Reason.SUPPORT_UNAVAILABLE, message=message)]
    if read.claim.kind == "assessment":
        return check_assessment(read.claim, read.sources)
    if not asked:
        return check_support(read.claim, read.sources, _NO_MATTER, checker)
    threshold = threshold_of(read.findings, read.premise)
    return check_support(read.claim, read.sources, score, checker, threshold)


def cited_by(claim: Claim, articles: Mapping[str, Article]) -> tuple[list[Cited], list[Finding]]:
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
