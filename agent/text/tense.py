"""Whether the words around a date tell of something past or still to come."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Tense = Literal["past", "coming", "open"]

_SAID = (
    r"said|says|told|wrote|announced|reported|confirmed|declared|stated|added|testified|warned|ruled|admitted"
)
_COMING = (
    r"(?:will|won't|'ll|shall|(?:is|are|was|were|am|be) (?:\w+ ){0,2}"
    r"(?:to|due|set|scheduled|expected|likely|planned)"
    r"|due|scheduled|upcoming|"
    r"(?<!a )(?<!the )(?<!his )(?<!her )(?<!its )(?<!their )plans?(?! on\b)"
    r"|poised|slated|(?:set|about|on (?:track|course))(?= to\b)|planned|planning|intends?"
    r"|may|might|could|would|should|must|expected|expects?"
    r"|hopes?|set for|until|till|deadline|next|opens|begins|starts|ends|closes|meets|votes|decides"
    r"|ahead of|as soon as|no later than|can|cannot|promised|goes)"
    # "would be published" is one cue, not a modal and a past form.
    r"(?:(?:\s+to)?(?:\s+not)?\s+(?:be|have been|have)\s+\w+)?"
)
_PAST = (
    r"since|was|were|had|has|have|been|did|went|came|began|took|met|fell|rose|struck|hit|flew|won|lost|beat|held"
    r"|saw|left|led|gave|made|got|sent|put|set|sat|ran|swam|drew|broke|brought|bought|sold|told|said|wrote"
    r"|spoke|shot|sank|died|became|found|felt|kept|let|paid|read|stood|rang|grew|drove|threw|wore"
    r"|(?!(?:United|Ted|Fred|Reed|red|bed|hundred|indeed|need|seed|feed|speed|breed|sacred|naked)\b)"
    r"(?-i:(?<!-)[A-Z]\w+ed|[a-z]\w*ed)"
)
_CUE = re.compile(rf"\b(?:(?P<said>{_SAID})|(?P<coming>{_COMING})|(?P<past>{_PAST}))\b", re.I)
_CLAUSE = re.compile(
    r"[;:()\u2013\u2014\"“”]|,(?! \d)| - |\b(?:and|but|which|who|where|when|while|although|after)\b"
)

_BEHIND_ENDS = re.compile(rf"{_CLAUSE.pattern}|\b(?:that|to)\b")
_FRONTED_UNTIL = re.compile(r"^\W*until\s+(?:the\s+)?$", re.I)
_ARRANGED = re.compile(
    r"\b(?:call|schedul|reschedul|plan|fix|postpon|mov|delay|book|push|summon|invit|adjourn|set|put off"
    r"|brought forward)(?:t?ed|d)?\b(?!\s+for\s+(?:an?|the)\b)[^,;]*\b(?:for|to)\s+(?:the\s+)?$",
    re.I,
)
"""What was arranged for a day lies ahead of it: "called an election for", "moved the hearing to"."""
_BEGINNING = re.compile(r"\b(?:beginning|starting|effective|lasting from)\b[^,;.]{0,30}$", re.I)
"""What is agreed, ordered or promised begins after that: "agreed to a truce, beginning on Saturday"."""
_FRONTED = re.compile(
    r"^\W*(?:(?:just|late|early|again|then|also|but|and|only|earlier|later)\s+)*"
    r"(?:(?:on|in|by|during|at|around)\s+)?(?:the\s+)?"
    r"(?:(?:morning|afternoon|evening|night|early hours|eve|beginning|end)\s+of\s+)?$",
    re.I,
)
_SKIPPED = re.compile(
    r"(?:after|when|while|as|before|once|although|though|because|since|if|hours|days|weeks|just|who|which|where"
    r"|whose)\b",
    re.I,
)
"""How a clause begins that stands between a date at the front and the main clause."""


def tense(sentence: str, start: int, end: int) -> Tense:
    """Return what the clause around `sentence[start:end]` says about its time.

    The nearest cue before the date decides, "said on Tuesday that it will" is past; without
    one, the nearest cue behind it; without any, the nearest of the clauses before.
    """
    own = clause_tense(sentence, start, end)
    return own if own != "open" else _cue_before(sentence[:start]) or "open"


@lru_cache(maxsize=4096)
def clause_tense(sentence: str, start: int, end: int) -> Tense:
    """Return it as far as the date's own clause says so, which for a date at the front is the main one."""
    before, after = sentence[:start], sentence[end:]
    if _FRONTED_UNTIL.search(before) and (found := _cue_behind(after)):
        return found
    if _ARRANGED.search(_last_clause(before)) or _BEGINNING.search(before):
        return "coming"
    own = _cue_before(_last_clause(before)) or _cue_behind(after)
    if own is None and sentence[start:end].casefold().startswith("this "):
        return "coming"  # "when they meet this Friday": what is past is told in the past
    if own is None and _FRONTED.search(before):
        own = _main_cue(after)
    return own or "open"


def _main_cue(after: str) -> Tense | None:
    """Return the first cue behind a date at the front, clauses about another time left out."""
    for piece in re.split(r",(?!\d)|[;:\u2013\u2014]", after):
        clause = piece.strip()
        if not _SKIPPED.match(clause) and (found := _cue_behind(clause)):
            return found
    return None


def _cue_before(text: str) -> Tense | None:
    cues = list(_CUE.finditer(text))
    if not cues:
        return None
    return "coming" if cues[-1]["coming"] else "past"


def _last_clause(before: str) -> str:
    breaks = [m.end() for m in _CLAUSE.finditer(before)]
    while breaks and not before[breaks[-1] :].strip():
        breaks.pop()
    return before[breaks[-1] :] if breaks else before


def _cue_behind(after: str) -> Tense | None:
    rest = after.lstrip(" ,")
    stop = _BEHIND_ENDS.search(rest)
    clause = rest[: stop.start()] if stop else rest
    cue = _CUE.search(clause)
    if cue is None:
        return None
    return "coming" if cue["coming"] else "past"
