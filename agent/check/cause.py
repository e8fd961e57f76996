"""Two facts do not make a cause."""

from __future__ import annotations

import re

from agent.check.align import Alignment
from agent.types import Finding, Reason

_CLAIMED = re.compile(
    r"\b(?:because|thanks to|due to|owing to|led to|leading to|caused|causing|enabled|enabling|so that|as a result"
    r"|result(?:s|ed)? (?:of|in|from)|the reasons?|prompt(?:ed|ing)|forc(?:ed|ing)|for (?:lack|want|fear) of"
    r"|in order to|driven by|therefore|triggered|on account of|allow(?:ed|ing)|in response to|in retaliation"
    r"|made it possible|attributed to|stems? from|stemmed from|as a consequence|consequently|drove)\b",
    re.I,
)
_GIVEN = re.compile(
    _CLAIMED.pattern
    + r"|\b(?:too|enough|since (?!\w+day|19|20|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|the (?:start|beginning))|put (?:\w+ ){1,4}down to|link(?:s|ed|ing)?|reason|reasons|cause[sd]?|blame[sd]?"
    r"|explain(?:s|ed)?|so(?= \w+ that)|in return for|to avoid|to prevent|by \w+ing|cutting|leaving|forcing|after|when|as)\b",
    re.I,
)


def check_cause(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding where the claim names a cause and the sentences behind it name none."""
    claimed = _CLAIMED.search(claim)
    if claimed is None or any(_GIVEN.search(aligned.source[i].text) for i in aligned.best):
        return []
    return [
        Finding(
            check="support",
            passed=False,
            reason=Reason.SUPPORT_CAUSE,
            message=f"The cited text does not say that the one came of the other (“{claimed.group()}”).",
        )
    ]
