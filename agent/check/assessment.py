"""What an assessment of ours must keep to, and which kinds of sentence a section takes.

Pure. An assessment says what may follow; it rests on premises that are cited, and tells no event as fact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from agent.check.align import Alignment, align, weight
from agent.check.cited import Cited
from agent.text.clauses import clauses
from agent.text.normalise import stands_in
from agent.text.quotes import quotes
from agent.text.stance import Reality, Told, told
from agent.text.words import LIGHT
from agent.types import Claim, ClaimKind, Finding, Reason, Span

MODAL = re.compile(
    r"\b(?:may|might|could|would|can|possibl[ey]|perhaps|probably|potentially|likely|unlikely|risks?"
    r"|threatens? to|seems?|appears?|suggests?|points? to"
    r"|remains? (?:to be seen|unclear|uncertain|open|in question))\b",
    re.IGNORECASE,
)
"""Words that mark a judgement as one."""
FACTS = 0.75
"""Share of a clause told as fact that its citations must hold: more than of a reported sentence, since no
rule on negation or attribution looks at it."""
PREMISES = 0.25
"""Share of the whole sentence that its citations must hold: what is judged has to be what they speak of."""


def check_assessment(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return what keeps the claim from being an assessment, or that it is one.

    A sentence that stands in the cited text word for word rests on it; without a modal word of its own it
    is what the source reports, and no judgement of ours.
    """
    source = "\n\n".join(c.text for c in cited)
    problems = []
    if not MODAL.search(_unquoted(claim.text)):
        problems.append(
            _failed(Reason.ASSESSMENT_MODAL, "It judges without a word such as “may” or “could”.")
        )
    if stands_in(claim.text, source):
        return problems or [_passed()]
    aligned = align(claim.text, source)
    if bare := _told_as_fact(claim.text, aligned):
        problems.append(
            _failed(Reason.ASSESSMENT_EVENT, f"Nothing cited tells “{bare}”, which it takes as fact.")
        )
    held = weight(p.claim for p in (*aligned.pairs, *aligned.elsewhere))
    if held < PREMISES * (held + weight(aligned.missing)):
        problems.append(_failed(Reason.ASSESSMENT_PREMISES, "What it cites speaks of something else."))
    return problems or [_passed()]


def check_kind(claim: Claim, allowed: Collection[ClaimKind]) -> list[Finding]:
    """Return a finding where the section does not take the kind, or where nothing was measured."""
    if claim.kind == "measured":
        return [_failed(Reason.KIND_NOT_ALLOWED, "Nothing was measured: a writer may not say so.", "kind")]
    if claim.kind not in allowed:
        told_as = "an assessment" if claim.kind == "assessment" else "reported"
        return [_failed(Reason.KIND_NOT_ALLOWED, f"The section takes no sentence that is {told_as}.", "kind")]
    return []


def _told_as_fact(claim: str, aligned: Alignment) -> str:
    """Return the first stretch told as fact that the cited text does not hold; empty where there is none.

    In a clause with a modal word, what stands under it is the judgement, and the rest (its subject, as a
    rule) is taken as given.
    """
    missing = {w.term.start for w in aligned.missing}
    words = [w for w in told(claim) if w.term.weight > LIGHT and not w.term.number and not w.cue]
    for span in clauses(claim):
        facts = [w for w in words if _inside(w, span) and w.reality is Reality.FACT]
        absent = [w for w in facts if w.term.start in missing]
        if absent and weight(absent) > (1 - FACTS) * weight(facts):
            return claim[absent[0].term.start : absent[-1].term.end]
    return ""


def _unquoted(text: str) -> str:
    """Return what is said outside quotation marks: a modal word inside them is somebody else's."""
    kept, at = [], 0
    for quote in quotes(text):
        kept.append(text[at : quote.start])
        at = max(at, quote.end)
    return " ".join([*kept, text[at:]])


def _inside(word: Told, span: Span) -> bool:
    return span.start <= word.term.start < span.end


def _failed(reason: Reason, message: str, check: str = "assessment") -> Finding:
    return Finding(check=check, passed=False, reason=reason, message=message)


def _passed() -> Finding:
    return Finding(check="assessment", passed=True, reason=Reason.OK)
