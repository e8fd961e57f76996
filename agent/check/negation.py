"""A claim may not deny what the source affirms, nor the other way round."""

from __future__ import annotations

from agent.check.align import Alignment, Pair
from agent.types import Finding, Reason

_SHARE = 0.4
"""Least share of the aligned words that must change sides."""


def check_negation(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where most of the shared predicate is negated on one side only."""
    pairs = [p for p in aligned.pairs if not _exact(p) and p.sentence == aligned.best[0]]
    flipped = [p for p in pairs if p.claim.negated != p.source.negated]
    total, changed = sum(p.claim.term.weight for p in pairs), sum(p.claim.term.weight for p in flipped)
    only_denied = [p for p in (*aligned.pairs, *aligned.elsewhere) if _only_denied(p, aligned)]
    if not only_denied and (total == 0 or changed / total < _SHARE):
        return []
    word = (flipped or only_denied)[0].source.term.text
    return [
        Finding(
            check="support",
            passed=False,
            refutes=True,
            reason=Reason.SUPPORT_NEGATION,
            message=f"The sentence and the cited text disagree on whether it is so (“{word}”).",
        )
    ]


def _exact(pair: Pair) -> bool:
    return pair.claim.term.number or pair.claim.term.name or pair.claim.cue or pair.source.cue


def _only_denied(pair: Pair, aligned: Alignment) -> bool:
    """Tell whether the claim affirms a thing of which the source only says that there was none."""
    if _exact(pair) or pair.claim.negated or not pair.source.negated:
        return False
    sentence = aligned.source[pair.sentence].text
    before = sentence[: pair.source.term.start].split()[-1:]
    uses = [w for s in aligned.source for w in s.words if w.term.key == pair.source.term.key]
    return [b.casefold() for b in before] == ["no"] and len(uses) == 1
