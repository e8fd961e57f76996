"""What a sentence tells, apart from who says so.

Pure. ", the police said" tells nothing about the march: two sentences that differ in it only are one sentence
told by two people, and a person who gives another figure later has changed their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.text.words import stem, word_set

_SAY = (
    r"(?:has |have |had )?(?:said|says?|announce[sd]?|estimate[sd]?|confirm(?:s|ed)|told|tells|believes?"
    r"|reckons?|reported|reports|claim(?:s|ed)|wrote)"
)
_WHO = r"[^,;:\d$€£“”\"]{2,60}?"
_TAIL = re.compile(rf",\s+(?P<who>{_WHO})\s+{_SAY}\b(?P<more>[^,.;\d$€£]*)(?=[,;]|[.]?\s*$|[.]\s)")
_ACCORDING = re.compile(r",?\s*\baccording to\s+(?P<who>[^,.;\d]{2,60})(?=[,;]|[.]?\s*$|[.]\s)", re.I)
_LEAD = re.compile(
    rf"^(?P<who>{_WHO})\s+"
    rf"(?:(?:has |have |had )?(?:said|says?)(?: on \w+day)?(?: that)?|{_SAY} that)\s"
)
_NO_OWNER = re.compile(r"^(?:and|but|which|who|whose|as|it is|what|when|where|than|more|less|fewer)\b", re.I)
_EMPTY = word_set("the a an its his her their and of in at for on with from by local officials official")
_PRONOUNS = word_set("it they he she")


@dataclass(frozen=True)
class Parted:
    """A sentence, parted."""

    core: str
    """What it tells; blanks stand where it says who says so, so that every position holds."""
    speaker: frozenset[str]
    """Stems of the words for who says so; empty where nobody does."""
    pronoun: bool
    """Whoever says so is a pronoun: the one the sentence speaks about."""


@lru_cache(maxsize=8192)
def core(sentence: str) -> Parted:
    """Part what a sentence tells from who says so."""
    rest, who = sentence, ""
    for pattern in (_TAIL, _ACCORDING):
        for found in pattern.finditer(sentence):
            if not _NO_OWNER.match(found["who"]):
                who = who or found["who"]
                rest = _blank(rest, found.start(), found.end())
    if lead := _LEAD.match(rest):
        who = who or lead["who"]
        if not re.search(r"\s[A-Z]", lead["who"]):  # a place or a name in it is still told
            rest = _blank(rest, lead.start(), lead.end())
    words = [w.casefold() for w in re.findall(r"[^\W\d_]+", who)]
    speaker = frozenset(stem(w) for w in words if w not in _EMPTY | _PRONOUNS)
    return Parted(rest, speaker, len(words) == 1 and words[0] in _PRONOUNS)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def same_speaker(one: Parted, other: Parted) -> bool:
    """Tell whether two sentences name one source: the ministry, and the ministry again."""
    return bool(one.speaker) and one.speaker == other.speaker


def other_speaker(one: Parted, other: Parted) -> bool:
    """Tell whether two sentences name two sources that share no word."""
    return bool(one.speaker and other.speaker) and not one.speaker & other.speaker
