"""What holds for some may not be told of all."""

from __future__ import annotations

import re

from agent.check.align import Alignment
from agent.text.words import terms
from agent.types import Finding, Reason

_ALL = re.compile(
    r"\b(?:all (?!but\b|told\b|in all\b|the more\b|over\b|out\b|time\b)|every(?:one|body)?\b|each of\b"
    r"|entirely\b|in full\b)",
    re.I,
)
_AHEAD = 5
"""Words behind "all" and "some" among which that stands of which they are told."""
_SOME = re.compile(
    r"\b(?:some of|some(?= [a-z]+s\b)|most(?: of)?(?= the| them| [a-z]+s\b)|many of|several of|part of|partly"
    r"|mostly|largely"
    r"|(?:nearly|almost) all|a (?:majority|minority|third|quarter|half|few) of|half of|in part)\b",
    re.I,
)


def check_quantity(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the claim says "all" and the sentence that carries it says "some"."""
    told = _ALL.search(claim)
    if told is None or _SOME.search(claim) or not aligned.best:
        return []
    source = aligned.source[aligned.best[0]].text
    given = _SOME.search(source)
    if given is None or _ALL.search(source) or not _of_one_thing(claim[told.end() :], source[given.end() :]):
        return []
    return [
        Finding(
            check="support",
            passed=False,
            refutes=True,
            reason=Reason.SUPPORT_MODALITY,
            message=f"The cited text says “{given.group().strip()}”, the sentence “{told.group().strip()}”.",
        )
    ]


def _of_one_thing(told: str, given: str) -> bool:
    """Tell whether both quantify the same: a word follows the one that also follows the other."""
    mine, theirs = ({t.key for t in terms(" ".join(text.split()[:_AHEAD]))} for text in (told, given))
    return bool(mine & theirs) or not mine
