"""What a sentence says by itself, apart from quotations, asides and what somebody is reported to say.

Pure. What is left out is blanked, so that positions stay what they were in the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_BRACKETS = re.compile(r"\([^)]*\)|\s[—–-]{1,2}\s[^—–]*?(?:\s[—–-]{1,2}\s|$)|—[^—]*(?:—|$)")
_FINITE = (
    r"(?:was|were|is|are|has|had|have|did|does|will|would|could|may|might|took|won|lost|made|found|said|put|sent"
    r"|gave|left|ran|led|got|fell|rose|saw|set|cut|met|kept|held|went|came|became|began|told|hit|\w{2,}ed)"
)
_RELATIVE = re.compile(
    r",\s(?:who|whom|whose|which|where|wherein|what|whether|because|although|though|while|whereas|unless|when"
    r"|whenever|if)\b[^,;:—–]*"
    r"|\s(?:what|whether|because|although|though|while|whereas|unless|when|whenever|if|where)\b[^,;:—–]*"
    rf"|\s(?:who|whom|whose|which|that(?=\s{_FINITE}\b))\s\S+[^,;:—–]*?"
    r"(?=\s(?:may|might|could|would|will|has|have|had|is|are|was|were)\b|[,;:—–]|$)"
)
_FRONTED = re.compile(
    r"^(?:Because|Although|Though|While|Whereas|Unless|When|Whenever|If|After|Before|As|Since|Until|Once)\s"
    rf"(?:[^\s,;]+\s){{1,8}}?{_FINITE}\b[^,;]*,"
)
_TIMED = re.compile(
    rf"\s(?:after|before|as|since|until|once)\s(?:[^\s,;:]+\s){{1,6}}?{_FINITE}\b[^,;:—–]*"
    r"|\s(?:after|before|until|following|amid|despite)\s[^,;:—–]*"
)
_AUXILIARY = r"(?:may|might|could|would|will|can|is|are|was|were|has|have|had)"
_VERB = re.compile(rf"\b{_FINITE}\b")
_SAY = (
    r"(?:said|says|say|told|tells|warned|warns|warn|argued|argues|argue|wrote|writes|predicted|predicts|estimated"
    r"|estimates|believed|believes|believe|cautioned|cautions|thinks|think|fears|feared|reckons|reckon|reckoned"
    r"|worries|worried|suggested|suggests|expects|expected|noted|notes|added|adds|claimed|claims|insisted|insists"
    r"|announced|testified|vowed|vows|pledged|promised|threatened|concluded|stated|declared|acknowledged"
    r"|conceded|saying|warning|arguing|predicting|adding)"
)
_SAYS = re.compile(rf"(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )\b{_SAY}\b")
_WHEN = re.compile(
    r"\s+(?:(?:on|in|late|early|last|this|that)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b(?:\s\d{1,4}\b)?"
)
_OWNER = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:judge?ment|view|opinion|estimate|eyes|words|reading) of)\s+"
    r""
    rf"(?P<who>[^,;]+(?:, (?:an?|the) (?:(?!\b{_AUXILIARY}\b)[^,;])+(?=[,;.]|$))?)"
)
_INVERTED = re.compile(rf"[,?!]?\s*,\s+{_SAY}\s+(?P<who>(?:[A-Z]|an?\s|the\s|one\s|some\s|\w+s?\s)[^;]*)$")
_TAIL = r"(?:\s+(?:on|in|at|to|late|early|last)\s[^,;]{0,40}|\s+\w+day\b[^,;]{0,30})?\W*$"
_CLOSES = re.compile(_TAIL)
_BEHIND = re.compile(rf",\s+(?P<who>[^,;]+(?:, [^,;]+,)?)\s+{_SAY}{_TAIL}")


@dataclass(frozen=True)
class Report:
    """Whose words a sentence reports."""

    speaker: str
    """The words that name them, their appositions with them."""
    said: str
    """What they say, in the reporter's words; quotations and asides are blanked."""


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)


@lru_cache(maxsize=8192)
def unquoted(text: str) -> str:
    """Return the sentence with its quotations blanked."""
    return _blank(_QUOTED, text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the sentence without quotations, brackets and relative clauses."""
    return _blank(_RELATIVE, _blank(_BRACKETS, unquoted(text)))


@lru_cache(maxsize=8192)
def outright(text: str) -> str:
    """Return the sentence without any subordinate clause; what somebody is reported to say stays."""
    return _blank(_TIMED, _blank(_FRONTED, plain(text)))


@lru_cache(maxsize=8192)
def main_clause(text: str) -> str:
    """Return what the sentence itself tells: no quotation, subordinate clause, nothing that is reported.

    Behind a subordinate clause the main one goes on only where its verb is still to come: “The dam, which
    was old, gave way”, but not “The dam gave way as a wall, which was old, fell”.
    """
    told = _blank(_FRONTED, plain(text))
    end = len(told)
    for pattern in (_RELATIVE, _TIMED):
        for found in pattern.finditer(_blank(_FRONTED, _blank(_BRACKETS, unquoted(text)))):
            if _VERB.search(told[: found.start()]):
                end = min(end, found.start())
    told = _blank(_TIMED, told[:end])
    says = _SAYS.search(told)
    if says is not None and not _closes(told, says.end()):
        when = _WHEN.match(told, says.end())
        told = told[: when.end() if when else says.end()]
    return told.ljust(len(text))


def _closes(text: str, end: int) -> bool:
    """Return whether a speech verb ends its sentence, so that what it reports stands before it."""
    return "," in text[:end] and bool(_CLOSES.match(text, end))


@lru_cache(maxsize=8192)
def report(text: str) -> Report | None:
    """Return whose view a sentence reports and what it is; None where it reports nobody's."""
    told = plain(text)
    owned = _OWNER.search(told)
    if owned is not None:
        said = told[: owned.start()] + " " + told[owned.end() :]
        return Report(text[owned.start("who") : owned.end("who")], said)
    for pattern in (_BEHIND, _INVERTED):
        behind = pattern.search(told)
        if behind is None or not _VERB.search(told[: behind.start()]):
            continue
        if not re.search(rf"\b{_AUXILIARY}\b", behind["who"]):
            return Report(text[behind.start("who") : behind.end("who")], told[: behind.start()])
    found = _SAYS.search(told)
    if found is None or not told[: found.start()].strip():
        return None
    return Report(text[: found.start()], told[found.end() :])
