"""Views on what may follow: whose they are, and whether they are views at all.

Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.write.clause import Report, report, unquoted
from agent.write.openings import found_names

_EXPERT = re.compile(
    r"\b(?:analysts?|experts?|professors?|economists?|researchers?|scholars?|scientists?|criminologists?"
    r"|pollsters?|historians?|observers?|think[- ]tanks?|institute|university|foundation|brokerage"
    r"|consultancy"
    r"|hydrologists?|epidemiologists?|geologists?|strategists?|fellow)\b"
    r"|\bwho (?:teach|cover|follow|track|stud|advis|research|monitor)\w*",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:an?|former|one)\s(?:[\w-]+\s){0,3}(?:counsel|adviser|advisor|diplomat|prosecutor|official)\b"
)
"""Titles that make a judge of things only of somebody who holds them no longer, or nobody in particular."""
_RELATIVE = re.compile(r",?\s\b(?:who|whom|whose)\b[^,;]*")
_OPEN = re.compile(
    r"\b(?:could|may|might|risks?|likely|unlikely|threatens? to|unless|fears?|will probably)\b"
    r"(?! (?:not )?have\b)"
)
_WOULD = re.compile(r"\bwould\b(?! (?:not )?have\b)")
_INTENDS = re.compile(
    r"^\W*(?:\w+\W+){0,5}?(?:that\s+)?\b(?:(?:he|she|they|it|we|I) (?:would|will)"
    r"|(?:he|she|they) (?:could|may|might)|would be (?:paid|released)|to)\b"
)
"""What the speaker means to do: no view of what others, or things, will."""
_VOWED = re.compile(r"\b(?:vow(?:s|ed)|pledge[sd]?|promise[sd]?|threaten(?:s|ed)|announced)\b")
_CALM = re.compile(
    r"\b(?:is|was|are|were|be|been)(?:n[’']t| not| never| no longer)\s(?:\w+\s)?"
    r"(?:concerned|worried|afraid|convinced)"
    r"|\b(?:denie[sd]|dismisse[sd]|reject(?:s|ed))\b",
    re.IGNORECASE,
)
"""A danger that is denied is none."""
_ASIDE = re.compile(r"\b(?:that|which|who) (?:could|may|might|would)\b")
_PAST = re.compile(r"\b(?:could|may|might|would)(?:n[’']t| not)? have\b|\bcould not\b|\bcouldn[’']t\b")
_ESTIMATE = re.compile(r"\d[\d,.]*\d.*\bestimate|\bestimate\w*.*\d[\d,.]*\d")


@lru_cache(maxsize=8192)
def is_view(text: str) -> bool:
    """Return whether a sentence is somebody's view of what may follow, with its owner.

    The modal word stands in what is reported, outside quotation marks; the speaker's own plans are no view.
    """
    told = report(text)
    if told is None or _PAST.search(unquoted(text)) or _ESTIMATE.search(text) or _CALM.search(unquoted(text)):
        return False
    if _VOWED.search(unquoted(text)) or _INTENDS.match(told.said):
        return False
    said, expert = _ASIDE.sub(" ", told.said), is_expert(told)
    if not (_OPEN.search(said) or (expert and _WOULD.search(said))):
        return False
    return expert or any(name.kind != "place" and name.text in told.speaker for name in found_names(text))


def by_expert(text: str) -> bool:
    """Return whether the view of a sentence is that of somebody who studies such things."""
    told = report(text)
    return told is not None and is_expert(told)


def is_expert(told: Report) -> bool:
    """Return whether the speaker, and nobody spoken of, bears the title of an expert."""
    own = _RELATIVE.sub(lambda m: m[0] if _EXPERT.match(m[0].lstrip(" ,")) else " ", told.speaker)
    return bool(_EXPERT.search(own) or _ONCE.search(own))
