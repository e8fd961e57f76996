"""What the source holds possible or plans may not be told as done."""

from __future__ import annotations

import re

from agent.check.align import Alignment, Pair
from agent.check.opposites import DECIDED_AGAINST, TRENDS
from agent.text.clauses import clauses
from agent.text.stance import COMING, POSSIBLE, Reality
from agent.text.synonyms import IRREGULAR
from agent.text.words import LIGHT, Term, key, stem
from agent.types import Finding, Reason, Span

_SHARE = 0.6
"""Least share of a clause's aligned words that the source must tell as less real."""
_OF_CLAUSE = 0.35
"""Least share of all the clause's words that those must be."""
_CARRIED = 0.4
"""Least share of a clause that the sentence which tells its verb as less real must hold."""
_LEAST = 1.4
"""Least weight of those words."""


def check_modality(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where a clause of the claim tells as more real what the source tells as less."""
    ceiling = _ceiling(claim)
    if ceiling is Reality.POSSIBLE or DECIDED_AGAINST.search(claim):
        return []
    if _settled(claim, aligned):
        return [_finding(Reality.POSSIBLE)]
    if _surely(claim, aligned):
        return [_finding(Reality.POSSIBLE)]
    for span in clauses(claim):
        level = _softened(claim, span, aligned, ceiling) or _softer_verb(claim, span, aligned, ceiling)
        if level is not None:
            return [_finding(level)]
    return []


_SETTLED = re.compile(
    r"\b(?:secured?|obtained|clinched|sealed|finali[sz]ed|struck (?:a|the) (?:deal|agreement|bargain)|signed"
    r"|agreed|concluded|landed|reached (?:a|an|the) (?:deal|agreement|accord))\b"
)
_OPEN = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|in talks|talks|negotiat\w+|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|propos\w+"
    r"|(?<!in a )bid|discuss\w*"
    r"|explor\w+|on condition|yet to|hopes?|hoped|wants?|wanted|invited)\b",
    re.I,
)


def _settled(claim: str, aligned: Alignment) -> bool:
    """Tell whether the claim calls settled what the source's best sentence still has on offer or in talks."""
    if not aligned.best or (word := _SETTLED.search(claim)) is None:
        return False
    keys = {key(w) for w in word.group().split()} - {"the", "deal"}
    told = aligned.source[aligned.best[0]]
    held = {w.term.key for i in aligned.best for w in aligned.source[i].words}
    decided = _SETTLED.search(told.text) or _VOTED.search(told.text)
    return bool(_OPEN.search(told.text)) and not keys & held and not decided


_VOTED = re.compile(r"\b(?:voted|approved|adopted|passed|backed|decided|ratified)\b")
_SURELY = re.compile(r"\b(?:will|shall|is to|are to|is set to|are set to) (?:\w+ly )?(?P<verb>[a-z]+)\b")
_MAYBE = re.compile(r"\b(?:could|may|might) (?:\w+ly |also |yet |still |even )*(?P<verb>[a-z]+)\b")


def _surely(claim: str, aligned: Alignment) -> bool:
    """Tell whether the claim says that something will be where its source says that it could.

    The verb itself may be as light as "end" or "be": its sentence must hold most of the claim.
    """
    held = {w.term.key for w in (*(p.claim for p in aligned.pairs), *aligned.missing) if not w.term.name}
    for told in _SURELY.finditer(claim):
        verb = stem(told["verb"])
        if verb in _BE or any(
            stem(m["verb"]) == verb for s in aligned.source for m in _SURELY.finditer(s.text)
        ):
            continue
        for number in aligned.best:
            sentence = aligned.source[number]
            maybe = any(stem(m["verb"]) == verb for m in _MAYBE.finditer(sentence.text))
            if maybe and len(held & sentence.keys) >= _SHARED * len(held):
                return True
    return False


_BE = frozenset({stem("be"), stem("have")})
_SHARED = 0.5
"""Share of the claim's words, names left out, that the sentence with "could" must hold."""


def _ceiling(claim: str) -> Reality:
    if any(not _of_a_relative(claim, cue) for cue in POSSIBLE.finditer(claim)) or _LEFT_OPEN.search(claim):
        return Reality.POSSIBLE
    return Reality.COMING if COMING.search(claim) or _UNDER_WAY.search(claim) else Reality.FACT


_LEFT_OPEN = re.compile(
    r"\b(?:convinced|fear(?:s|ed|ing)?|rumou?rs?|under (?:scrutiny|investigation|suspicion|review"
    r"|consideration)"
    r"|hinges? on|hinged on|depends? on|depended on|contingent on|in the absence of|absent an?"
    r"|recommended|urged|could not|couldn[’']t)\b",
    re.I,
)
"""Words of a claim that leave a thing as open as "may" does, beside those that a source has for it."""
_UNDER_WAY = re.compile(r"\b(?:being [a-z]+ed|the (?:offer|bid|proposal|project|scheme))\b", re.I)
"""Words of a claim that have a thing under way and not done."""


_RELATIVE = re.compile(r"\b(?:that|which|whom)\s(?:[\w.'’-]+\s){1,4}$")
_STOP = re.compile(r"\s*(?:[.,;]|$)")


def _of_a_relative(claim: str, cue: re.Match[str]) -> bool:
    """Tell whether a cue only says whose the thing is, as in "backed the plan that the mayor proposed"."""
    return bool(_RELATIVE.search(claim[: cue.start()]) and _STOP.match(claim, cue.end()))


_YET = re.compile(
    r"\b(?:before|ahead of|prior to|until|pending)\s+(?:(?:the|its|their|his|her|any)\s+)?$", re.I
)


def _yet_to_come(claim: str, term: Term) -> bool:
    """Tell whether a claim names a thing only as what is to come: "before the cuts"."""
    return bool(_YET.search(claim[: term.start]))


def _softened(claim: str, span: Span, aligned: Alignment, ceiling: Reality) -> Reality | None:
    """Return how the source tells a clause of the claim, where that is less than the claim says."""
    here = [p for p in aligned.pairs if span.start <= p.claim.term.start < span.end and _comparable(p)]
    softer = [p for p in here if p.source.reality > ceiling and not _firm_elsewhere(p, aligned, ceiling, 2)]
    if all(p.claim.negated or _yet_to_come(claim, p.claim.term) for p in softer):
        return None
    total, soft = sum(p.claim.term.weight for p in here), sum(p.claim.term.weight for p in softer)
    absent = [w for w in aligned.missing if span.start <= w.term.start < span.end and not w.term.name]
    whole = total + sum(w.term.weight for w in absent)
    if soft < _LEAST or soft < _SHARE * total or soft < _OF_CLAUSE * whole:
        return None
    return max(p.source.reality for p in softer)


_FIGURE = re.compile(r"\d")
_VERB_BEFORE = re.compile(
    r"\b(?:has|have|had|was|were|been|is|are|be|will|did|to)\s+(?:(?:already|now|also|just|since"
    r"|formally|officially|been|be)\s+)*$"
)


def _softer_verb(claim: str, span: Span, aligned: Alignment, ceiling: Reality) -> Reality | None:
    """Return how the source tells the clause's own verb, where no use of it there is as firm."""
    for pair in aligned.pairs:
        term = pair.claim.term
        if not span.start <= term.start < span.end or not _comparable(pair) or not _is_verb(claim, term):
            continue
        if pair.claim.negated or _yet_to_come(claim, term):
            continue  # what is denied, or still to come, is not told as done
        if _FIGURE.search(claim) and any(term.key in one | other for one, other in TRENDS):
            continue  # how figures move, and when, is the figures' check
        alike = [w for i in aligned.best for w in aligned.source[i].words if w.term.key == term.key]
        same = [w for w in alike if w.term.root == term.root]
        uses = [w.reality for w in same or alike]
        weaker = min(uses) > ceiling and _carried(pair, span, aligned)
        if weaker and not _firm_elsewhere(pair, aligned, ceiling, 1):
            return min(uses)
    return None


def _carried(pair: Pair, span: Span, aligned: Alignment) -> bool:
    """Tell whether the sentence a word was found in tells enough of the clause to be what is retold."""
    inside = [p for p in aligned.pairs if span.start <= p.claim.term.start < span.end]
    absent = [w for w in (*(p.claim for p in aligned.elsewhere), *aligned.missing)]
    absent = [w for w in absent if span.start <= w.term.start < span.end]
    here = sum(p.claim.term.weight for p in inside if p.sentence == pair.sentence)
    whole = sum(p.claim.term.weight for p in inside) + sum(w.term.weight for w in absent)
    return here >= _CARRIED * whole


def _is_verb(claim: str, term: Term) -> bool:
    """Tell whether a word looks like a finite verb or a participle behind an auxiliary."""
    low = term.text.casefold()
    past = low.endswith("ed") or (IRREGULAR.get(low, low) != low and low not in {"death", "trial", "growth"})
    behind = bool(_VERB_BEFORE.search(claim[: term.start]))
    follows = claim[: term.start].rstrip().rsplit(" ", 1)[-1].casefold()
    return behind or (past and follows not in {"the", "a", "an", "of", "its", "his", "her", "their", "by"})


def _firm_elsewhere(pair: Pair, aligned: Alignment, ceiling: Reality, shared: int) -> bool:
    """Tell whether another sentence that shares so many words with the claim has this one as firmly as it."""
    key = pair.source.term.key
    keys = {p.source.term.key for p in aligned.pairs}
    others = [s for i, s in enumerate(aligned.source) if i != pair.sentence and len(keys & s.keys) >= shared]
    return any(w.reality <= ceiling for s in others for w in s.words if w.term.key == key)


def _comparable(pair: Pair) -> bool:
    mine, theirs = pair.claim.term, pair.source.term
    named = mine.text[0].isupper() and theirs.text[0].isupper()
    return not (
        mine.number or named or pair.claim.quoted or pair.claim.cue or pair.source.cue or mine.weight <= LIGHT
    )


def _finding(level: Reality) -> Finding:
    what = "merely possible" if level is Reality.POSSIBLE else "a plan"
    return Finding(
        check="support",
        passed=False,
        refutes=True,
        reason=Reason.SUPPORT_MODALITY,
        message=f"The cited text tells this as {what}, the sentence as more than that.",
    )
