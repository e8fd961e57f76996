"""Up is not down."""

from __future__ import annotations

from agent.check.align import Alignment
from agent.text.words import Term, key, terms
from agent.types import Finding, Reason

_OPPOSITES = """
rise grow increase climb jump soar surge gain up higher | fall drop decline decrease slip sink plunge shrink down lower
win beat | lose
approve accept pass | reject refuse
widen | narrow shrink
strengthen stronger | weaken weaker
open begin start | close shut end
support back | oppose
hire | dismiss fire
import | export
accelerate quicken | slow ease
lift | impose
above over exceed | below under
north northern | south southern
eastern east | western west
convict guilty | acquit clear
arrive | leave
buy | sell
""".strip()
_SIDES: list[tuple[frozenset[str], frozenset[str]]] = [
    (frozenset(key(w) for w in one.split()), frozenset(key(w) for w in other.split()))
    for line in _OPPOSITES.splitlines()
    for one, other in [line.split("|")]
]


def check_direction(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the claim has one word of a pair of opposites and the source only the other."""
    if not aligned.best:
        return []
    said = terms(claim)
    source = aligned.source[aligned.best[0]].keys
    for one, other in _SIDES:
        for mine, theirs in ((one, other), (other, one)):
            word = _only(said, mine, theirs)
            if word is not None and source & theirs and not source & mine:
                return [_finding(word.text)]
    return []


def _only(said: list[Term], mine: frozenset[str], theirs: frozenset[str]) -> Term | None:
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
