"""What the source only reports as an accusation may not be told as fact."""

from __future__ import annotations

import re

from agent.check.align import Alignment, Pair
from agent.text.stance import ACCUSING, DENYING, SAYING, UNVERIFIED
from agent.types import Finding, Reason

_LEFT_OPEN = re.compile(r"\b(?:whether|investigat\w+|suspicions?|inquir\w+|probes?|probing)\b", re.IGNORECASE)
"""What is told behind it is still looked into, and nobody's fact."""
_OWNED = re.compile(
    r"\b(?:contend(?:s|ed|ing)?|assert(?:s|ed|ion|ions)?|pleaded|pleads|in dispute"
    r"|unchallenged|undisputed|ruled out|rules out|ruling out|predict(?:s|ed)?|caution(?:s|ed)?"
    r"|conced(?:es|ed)"
    r"|acknowledg(?:es|ed)|admit(?:s|ted)|complain(?:s|ed)|lament(?:s|ed)|announced|declared|urged|recommended)\b",
    re.IGNORECASE,
)
"""Words of a claim that leave a thing with whoever says it, beside those of saying and accusing."""
_OBJECT = re.compile(r"\s+(?:(?:the|an?|its|their|his|her)\s+)?")
"""What may stand between "accused" and the name of whom it is."""
_LEAST = 1.0
"""Least weight of words that stand in the accusation only."""


def check_attribution(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where an accusation of the source stands in the claim without its owner."""
    if any(words.search(claim) for words in (ACCUSING, DENYING, SAYING, _OWNED)):
        return []
    left_open = _LEFT_OPEN.search(claim)
    pairs = [
        p
        for p in aligned.pairs
        if not p.source.cue and not p.claim.term.number and _only_alleged(p.claim.term.key, aligned)
    ]
    if left_open:
        pairs = [p for p in pairs if p.claim.term.start < left_open.start()]
    alleged = [p.claim.term for p in pairs]
    if sum(t.weight for t in alleged) < _LEAST:
        return []
    if all(t.name for t in alleged) and not any(_is_accused(p, aligned) for p in pairs):
        return []
    words = ", ".join(t.text for t in alleged[:4])
    return [
        Finding(
            check="support",
            passed=False,
            reason=Reason.SUPPORT_ATTRIBUTION,
            message=f"The cited text only reports this as somebody's claim ({words}).",
        )
    ]


def _is_accused(pair: Pair, aligned: Alignment) -> bool:
    """Tell whether a name is that of whom the source has accused, and not of where or when it was."""
    before = aligned.source[pair.sentence].text[: pair.source.term.start]
    cues = list(ACCUSING.finditer(before))
    return bool(cues) and _OBJECT.fullmatch(before[cues[-1].end() :]) is not None


def _only_alleged(key: str, aligned: Alignment) -> bool:
    """Tell whether a word stands in accusations and in reports that nobody could verify, and nowhere else."""
    uses = [(i, w) for i, s in enumerate(aligned.source) for w in s.words if w.term.key == key]
    return bool(uses) and all(w.alleged or _unverified(i, w.term.start, aligned) for i, w in uses)


def _unverified(number: int, at: int, aligned: Alignment) -> bool:
    """Tell whether the sentence reports it and the next one says that it could not be checked."""
    following = aligned.source[number + 1].text if number + 1 < len(aligned.source) else ""
    return bool(UNVERIFIED.search(following) and SAYING.search(aligned.source[number].text, 0, at))
