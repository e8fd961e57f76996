"""What one sense of a claim excludes in its source: one contests no charge who pleads guilty to it.

Each row is about a sense, told by any of its words, and speaks of one and the same name on both sides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.check.align import Alignment, Sentence
from agent.text.stance import ACCUSING, DENYING, NEGATION, POSSIBLE, SAYING
from agent.types import Finding, Reason

_POST = r"(?:his|her|their|the|its) (?:[\w-]+ )?(?:post|job|office|seat|position|role)"
_GO = rf"(?:resign|step(?:ping)? down|stand(?:ing)? down|quit|give up {_POST}|leave {_POST})"
_GONE = (
    r"\b(?:resigned|stepped down|stood down|has quit|quit (?:as|his|her|their)"
    rf"|(?:given|gave) up {_POST}|left {_POST})\b"
)
_OFFERED = (
    rf"\b(?:offer(?:s|ed|ing)? (?:to {_GO}|(?:his|her|their) resignation)"
    rf"|tender(?:s|ed|ing)? (?:his|her|their) resignation"
    rf"|(?:refus|declin|threaten)\w+ to {_GO}|ruled out {_GO}ing"
    rf"|(?:call|press|push|urg)\w+ (?:\w+ ){{0,4}}?to {_GO}"
    r"|resignation,? (?:which|that) [^.;]*?(?:declined|rejected|refused|turned down|did not accept))\b"
)
_CONTESTED = (
    r"\b(?:contest(?:s|ed)|den(?:y|ies|ied)|disput(?:es|ed)|fought|fights|rejected) (?:\w+ ){0,2}?"
    r"(?:charges?|allegations?|accusations?|guilt|wrongdoing|indictment)\b|\bplead(?:s|ed)? not guilty\b"
    r"|\b(?:protest|maintain|insist)\w* (?:on )?(?:his|her|their) innocence\b"
)
_OWNED_UP = (
    r"\b(?:plead(?:s|ed)? guilty|pled guilty"
    r"|admit(?:s|ted) (?:\w+ ){0,2}?(?:charges?|guilt|offences?|counts?|wrongdoing)"
    r"|confess(?:es|ed))\b"
)
_CLAIMS = (
    r"\b(?:claim(?:s|ed)|has claimed|have claimed|took|taken|takes) (?:responsibility|credit)\b"
    r"|\b(?:says|said|claims|claimed) (?:it|they|he|she) (?:was|were|had been) (?:behind|responsible)\b"
)


class _Row(NamedTuple):
    told: re.Pattern[str] | None
    """What the claim says; None where anything of the name counts that nobody is said to have said."""
    given: re.Pattern[str]
    """What the source says of the same name instead."""
    reason: Reason
    message: str


_ROWS = (
    _Row(
        re.compile(_GONE), re.compile(_OFFERED), Reason.SUPPORT_MODALITY,
        "In the cited text the resignation is spoken of, and not told as done",
    ),
    _Row(
        re.compile(_CONTESTED), re.compile(_OWNED_UP), Reason.SUPPORT_NEGATION,
        "The cited text tells of an admission, the sentence of a denial",
    ),
    _Row(
        re.compile(_OWNED_UP), re.compile(_CONTESTED), Reason.SUPPORT_NEGATION,
        "The cited text tells of a denial, the sentence of an admission",
    ),
    _Row(
        None, re.compile(_CLAIMS), Reason.SUPPORT_ATTRIBUTION,
        "That they did it is only their own claim in the cited text",
    ),
)  # fmt: skip


def check_senses(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the source says of a name what excludes what the claim says of it."""
    for row in _ROWS:
        if not _says(row, claim):
            continue
        names = {p.claim.term.key for p in (*aligned.pairs, *aligned.elsewhere) if p.source.term.name}
        for sentence in aligned.source:
            shared = {w.term.key for w in sentence.words if w.term.name} & names
            found = row.given.search(sentence.text)
            if found and shared and not _told_elsewhere(row, shared, sentence, aligned):
                return [_finding(row, found.group())]
    return []


def _says(row: _Row, claim: str) -> bool:
    if row.told is None:
        return not any(
            cue.search(claim) for cue in (ACCUSING, SAYING, DENYING, NEGATION, POSSIBLE, row.given)
        )
    found = row.told.search(claim)
    before = claim[: found.start()] if found else ""
    return found is not None and not row.given.search(claim) and not NEGATION.search(before)


def _told_elsewhere(row: _Row, names: set[str], but: Sentence, aligned: Alignment) -> bool:
    """Tell whether the source also says what the claim says, or for the open row anything of the name."""
    others = [s for s in aligned.source if s is not but and {w.term.key for w in s.words} & names]
    if row.told is None:
        return bool(others)
    return any(row.told.search(s.text) for s in (*others, but))


def _finding(row: _Row, words: str) -> Finding:
    return Finding(
        check="support", passed=False, refutes=True, reason=row.reason, message=f"{row.message} (“{words}”)."
    )
