"""A claim may not deny what the source affirms, nor the other way round."""

from __future__ import annotations

import re

from agent.check.align import Alignment, Pair
from agent.check.opposites import DECIDED_AGAINST, opposite
from agent.text.stance import NEGATION
from agent.types import Finding, Reason

_SHARE = 0.5
"""Least share of the aligned words of one sentence that must change sides."""
_OF_CLAIM = 0.3
"""Least share of the claim's own words that those must be."""
_CARRIED = 0.3
"""Least share of a claim that the sentence must hold which affirms what the claim denies."""
_COUNT = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most|some|many|few) of\b",
    re.I,
)
_NEVER = re.compile(
    r"\b(?:never|not since|no \w+ has ever|unprecedented)\b"
    r"|(?:\b(?:no|not|nobody|nothing|none|nowhere)\b|n[’']t\b)[^,;.]*?\b(?:than|as|so|since|else|other|before"
    r"|bigger|larger|higher|greater|longer|worse|better|more|warmer|older|deadlier)\b",
    re.I,
)
"""How a superlative is told by a negation: "no year was warmer than 2021", "nobody else spoke"."""
_ENDED = re.compile(
    r"\b(?:laps(?:e[ds]?|ing)|expir(?:e[ds]?|ing)|ran out|run out|ceas(?:e[ds]?|ing)|end(?:ed|s)"
    r"|discontinu(?:e[ds]?|ing)"
    r"|drop(?:ped|s)|abandon(?:ed|s)|scrap(?:ped|s)|lost)\b",
    re.I,
)
_SUPERLATIVE = re.compile(
    r"\b(?:record|first|only|sole|alone|most|least|worst|best|unique|apart from|except)\b"
    r"|\b(?!(?:w|r|t|n|b|ch|gu|inter|for|hon|mod|prot|conqu|requ|inv|harv|arr|cont|sugg|dig|man|att|cr|qu|temp|ear"
    r"|unr|north-?w|south-?w|mid-?w)est\b)[a-z]{2,}est\b",
    re.I,
)


def check_negation(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the shared predicate is negated on one side only, or on opposite words."""
    pairs = [p for p in aligned.pairs if _comparable(p)]
    if NEGATION.search(claim):
        word = _twice(claim, aligned) or _added(claim, aligned, pairs) or _exchanged(claim, pairs, aligned)
    elif DECIDED_AGAINST.search(claim):
        word = ""
    else:
        word = _dropped(aligned, pairs)
    if not word:
        return []
    return [
        Finding(
            check="support",
            passed=False,
            refutes=True,
            reason=Reason.SUPPORT_NEGATION,
            message=f"The sentence and the cited text disagree on whether it is so (“{word}”).",
        )
    ]


def _comparable(pair: Pair) -> bool:
    mine, theirs = pair.claim.term, pair.source.term
    named = mine.text[0].isupper() and theirs.text[0].isupper()
    return not (mine.number or named or pair.claim.quoted or pair.claim.cue or pair.source.cue)


def _dropped(aligned: Alignment, pairs: list[Pair]) -> str:
    """Return a word that the claim affirms and the source denies."""
    heavy = [p.claim for p in (*aligned.pairs, *aligned.elsewhere)] + list(aligned.missing)
    whole = sum(w.term.weight for w in heavy if not w.term.number and not w.term.name)
    for number in aligned.best:
        here = [p for p in pairs if p.sentence == number]
        if _by_chance(number, aligned):
            continue
        denied = [p for p in here if p.source.negated and not _affirmed_elsewhere(p, pairs, aligned)]
        total, changed = sum(p.claim.term.weight for p in here), sum(p.claim.term.weight for p in denied)
        if denied and changed >= _SHARE * total and changed >= _OF_CLAIM * whole:
            if _opposed(aligned, denied):
                continue
            return denied[0].claim.term.text
    for pair in (*aligned.pairs, *aligned.elsewhere):
        if _comparable(pair) and _only_denied(pair, aligned) and not _opposed(aligned, [pair]):
            return pair.claim.term.text
    return ""


_TWICE = re.compile(
    r"(?:\b(?:not|never|cannot|nobody|no one|none)\b|n[’']t\b)(?:\s[\w’']+){0,3}?\s(?:without|not|no|refus\w+"
    r"|acquit\w+|reject\w+|fail\w+|den(?:y|ied)|declin\w+|un(?:able|aware|willing|likely|changed|harmed)|lack\w*)\b",
    re.I,
)
"""Two denials of one thing, which make none: "has not refused to resign"."""


def _twice(claim: str, aligned: Alignment) -> str:
    """Return the words of a double denial where the sentences that carry the claim deny once only."""
    told = _TWICE.search(claim)
    if told is None or not aligned.best:
        return ""
    texts = [aligned.source[number].text for number in aligned.best]
    single = any(NEGATION.search(text) or _ENDED.search(text) for text in texts)
    return told.group() if single and not any(_TWICE.search(text) for text in texts) else ""


def _added(claim: str, aligned: Alignment, pairs: list[Pair]) -> str:
    """Return a word that the claim denies and the source affirms."""
    denied = [p for p in pairs if p.claim.negated]
    twice = [p for p in denied if p.source.negations == 2]
    if len(twice) > 1:
        return twice[0].claim.term.text
    texts = [aligned.source[i].text for i in {*aligned.best, *(p.sentence for p in aligned.elsewhere)}]
    if any(NEGATION.search(t) for t in texts):
        return ""
    if _NEVER.search(claim) and any(_SUPERLATIVE.search(aligned.source[p.sentence].text) for p in denied):
        return ""
    if not denied or not _first_denied_is_aligned(claim, denied):
        return ""
    if all(_is_awaited(p, aligned) for p in denied):
        return ""  # what is planned or waited for has not happened yet
    if any(_ENDED.search(aligned.source[p.sentence].text) for p in denied):
        return ""  # what has lapsed is there no longer
    if _COUNT.search(claim):
        return ""  # "two were not found" may follow from the figures, which have a check of their own
    if _opposed(aligned, denied) or not _carried(denied, aligned):
        return ""
    return denied[0].claim.term.text


def _by_chance(number: int, aligned: Alignment) -> bool:
    """Tell whether a sentence shares a single word with the claim, figures left out."""
    shared = {p.claim.term.key for p in aligned.pairs if p.sentence == number and not p.claim.term.number}
    return len(shared) < _FEW


_FEW = 2
"""Words that a sentence must share with a claim to be what it retells."""
_AWAITED = re.compile(r"\b(?:until|till|unless|pending|before)\b[^.;]*$", re.I)


def _is_awaited(pair: Pair, aligned: Alignment) -> bool:
    """Tell whether the source waits for it: "stays until the president accepts his resignation"."""
    return bool(_AWAITED.search(aligned.source[pair.sentence].text[: pair.source.term.start]))


def _carried(denied: list[Pair], aligned: Alignment) -> bool:
    """Tell whether a sentence that affirms a denied word tells enough of the claim to be its source."""
    pairs = (*aligned.pairs, *aligned.elsewhere)
    whole = sum(w.term.weight for w in (*(p.claim for p in pairs), *aligned.missing))
    held = [sum(p.claim.term.weight for p in pairs if p.sentence == d.sentence) for d in denied]
    return max(held) >= _CARRIED * whole


def _first_denied_is_aligned(claim: str, denied: list[Pair]) -> bool:
    """Tell whether the word right behind the negation has a counterpart; else it denies something else."""
    cue = NEGATION.search(claim)
    if cue is None:
        return False
    behind = re.sub(
        r"^\s*(?:(?:the|a|an|any|been|be|have|had|longer|yet|of|to|run|was)\s+)*", "", claim[cue.end() :]
    )
    return any(behind.startswith(p.claim.term.text) for p in denied)


def _opposed(aligned: Alignment, denied: list[Pair]) -> bool:
    """Tell whether the other side uses an opposite: "not open" and "closed" agree."""
    keys = {k for i in aligned.best for k in aligned.source[i].keys}
    claimed = {w.term.key for w in aligned.missing} | {p.claim.term.key for p in (*aligned.pairs, *denied)}
    return any(opposite(mine, theirs) for mine in claimed - keys for theirs in keys)


_DENYING_VERB = re.compile(
    r"\b(?:left out|omitted|excluded|ruled out|rejected|refused|turned down|lacking|lacked|avoided"
    r"|prevented)\b",
    re.I,
)
"""A passive of these denies its subject before it; "did not include" denies what stands behind."""


def _exchanged(claim: str, pairs: list[Pair], aligned: Alignment) -> str:
    """Return a word that is affirmed here and denied there, where another one is the other way round."""
    if _DENYING_VERB.search(claim) or any(_DENYING_VERB.search(aligned.source[i].text) for i in aligned.best):
        return ""
    for pair in pairs:
        if pair.claim.negated and not pair.source.negated:
            for other in pairs:
                if other.sentence == pair.sentence and other.source.negated and not other.claim.negated:
                    return pair.claim.term.text
    return ""


def _affirmed_elsewhere(pair: Pair, pairs: list[Pair], aligned: Alignment) -> bool:
    """Tell whether another sentence affirms the word, together with one more of the claim's words."""
    key = pair.source.term.key
    keys = {p.source.term.key for p in pairs}
    others = [s for i, s in enumerate(aligned.source) if i != pair.sentence and len(keys & s.keys) > 1]
    return any(not w.negated for s in others for w in s.words if w.term.key == key)


def _only_denied(pair: Pair, aligned: Alignment) -> bool:
    """Tell whether the claim affirms a thing of which the source only says that there was none."""
    if pair.claim.negated or not pair.source.negated:
        return False
    sentence = aligned.source[pair.sentence].text
    before = sentence[: pair.source.term.start].split()[-1:]
    uses = [w for s in aligned.source for w in s.words if w.term.key == pair.source.term.key]
    return [b.casefold() for b in before] == ["no"] and len(uses) == 1
