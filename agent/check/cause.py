"""Two facts do not make a cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.check.align import Alignment
from agent.text.words import LIGHT, Term
from agent.types import Finding, Reason

CLAIMED = re.compile(
    r"\b(?:because(?: of)?|thanks to|(?<!is )(?<!are )(?<!was )(?<!were )due to|owing to|led to"
    r"|leading to|caused|causing"
    r"|enabled|enabling|so that|as a (?:direct )?result(?: of)?|result(?:s|ed) (?:in|from)"
    r"|the reasons?(?: \w+)?"
    r"|prompt(?:ed|ing)|forcing|for (?:lack|want|fear) of|driven by|triggered|on account of|in response to"
    r"|in retaliation|made it possible|attributed to|stems? from|stemmed from|as a consequence|consequently"
    r"|in protest (?:at|against)|which is why|that is why|on the (?:back|strength) of"
    r"|(?:encouraged|spurred|buoyed|boosted|fuel+ed|lifted|helped|emboldened|angered|alarmed|inspired"
    r"|motivated) by"
    r"|(?:push|drove|driv|sent|drag|pull|lift|knock)(?:ed|en|ing|s)? [^,;:]{2,40}?"
    r" (?:up|down|higher|lower))\b",
    re.I,
)
GIVEN = re.compile(
    CLAIMED.pattern + r"|\b(?:too|enough|since (?!\d|[A-Z]|the (?:start|end|beginning)|last|then)"
    r"|put (?:\w+ ){1,4}down to|link(?:s|ed|ing)?|reasons?|cause[sd]?|blame[sd]?|explain(?:s|ed)?"
    r"|due|in return for|citing|so(?! far| that| much| many| called)|at (?:the|its|their|his"
    r"|her)(?: own)? request"
    r"|(?:halt|strand|shut|clos|block|delay|stopp|disrupt|paralys|destroy|damag|wip|push|rais|lower|sending)\w*ing"
    r"|for (?!(?:morning|evening|spring|nothing|something|everything|anything)\b)\w+ing"
    r"|to avoid|to prevent|by \w+ing|cutting|leaving|forc\w+|killing|after"
    r"|following|as|amid"
    r"|drove|hit by|help(?:s|ed)?)\b",
    re.I,
)
_BACK = re.compile(
    r"[“\"]?(?:This|That|These|It|They|The \w+ (?:was|were|came|followed)|He|She|Their|Its|His|Her)\b"
)


def check_cause(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the claim joins facts by a cause and no sentence of the source does."""
    claimed = CLAIMED.search(claim)
    if claimed is None or any(_joins(i, claimed.span(), aligned) for i in range(len(aligned.source))):
        return []
    return [
        Finding(
            check="support",
            passed=False,
            reason=Reason.SUPPORT_CAUSE,
            message=f"The cited text does not say that the one came of the other (“{claimed.group()}”).",
        )
    ]


def _joins(number: int, marker: tuple[int, int], aligned: Alignment) -> bool:
    """Tell whether a sentence speaks of a cause and holds, or points back to, words of both sides."""
    sentence = aligned.source[number]
    if not GIVEN.search(sentence.text):
        return False
    before = aligned.source[number - 1].keys if number and _BACK.match(sentence.text) else frozenset[str]()
    held = sentence.keys | before
    words = [p.claim.term for p in (*aligned.pairs, *aligned.elsewhere)]
    start, end = marker
    sides: list[Sequence[Term]] = [[t for t in words if t.end <= start], [t for t in words if t.start >= end]]
    if start == 0:
        sides = _halves(sides[1])
    return all(
        any(t.key in held and t.weight > LIGHT and not t.number and not t.name for t in side)
        for side in sides
    )


def _halves(words: Sequence[Term]) -> list[Sequence[Term]]:
    """Return the words in two halves, for a claim that opens with its marker."""
    return [words[: len(words) // 2], words[len(words) // 2 :]]
