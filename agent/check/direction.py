"""Up is not down, and imposed is not lifted."""

from __future__ import annotations

from collections.abc import Sequence

from agent.check.align import Alignment
from agent.check.opposites import MOVES
from agent.text.clauses import clauses
from agent.text.words import Term, terms
from agent.types import Finding, Reason


def check_direction(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where a clause of the claim does the opposite of what the source's does."""
    if not aligned.best:
        return []
    for span in clauses(claim):
        said = terms(claim[span.start : span.end])
        source = _best_clause(said, aligned)
        for one, other in MOVES:
            for mine, theirs in ((one, other), (other, one)):
                word = _only(said, mine, theirs)
                if word is not None and source & theirs and not source & mine:
                    return [_finding(word.text)]
    return []


def _best_clause(said: Sequence[Term], aligned: Alignment) -> frozenset[str]:
    """Return the keys of the source's clause that holds most of the words; none below one half."""
    wanted = {t.key: t.weight for t in said}
    pieces = [
        frozenset(t.key for t in terms(aligned.source[i].text[s.start : s.end]))
        for i in aligned.best
        for s in clauses(aligned.source[i].text)
    ]
    best = max(
        pieces, key=lambda keys: sum(w for k, w in wanted.items() if k in keys), default=frozenset[str]()
    )
    held = sum(w for k, w in wanted.items() if k in best)
    return best if held >= sum(wanted.values()) * 0.5 else frozenset()


def _only(said: Sequence[Term], mine: frozenset[str], theirs: frozenset[str]) -> Term | None:
    if any(t.key in theirs for t in said):
        return None
    return next((t for t in said if t.key in mine), None)


def _finding(word: str) -> Finding:
    return Finding(
        check="support",
        passed=False,
        refutes=True,
        reason=Reason.SUPPORT_DIRECTION,
        message=f"The cited text says the opposite of “{word}”.",
    )
