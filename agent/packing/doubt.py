"""Something that does not hold.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.text.safe import one_line
from agent.types import Reason, Verdict

Rests = Literal["", "rules", "score", "absent"]
"""What a doubt rests on: the file alone, the rules of the checks, the score of the support checker, or what
is absent from it, such as the profile."""
_LONGEST = 200
_SCORED = frozenset({Reason.SUPPORT_LOW, Reason.SUPPORT_UNAVAILABLE})


@dataclass(frozen=True)
class Doubt:
    """Something about a briefing or a pack that does not hold."""

    where: str
    """The thing concerned."""
    why: str
    """What is wrong with it."""
    rests_on: Rests = ""
    """Other rules, or another checker, may have judged otherwise; the rest holds or not, whoever looks."""

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def shown(text: str) -> str:
    """Return foreign text as it may stand in a message: on one line, and not without end."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


def rests_on(found: Verdict) -> Rests:
    """Return what keeps a verdict from being supported: the score alone, or a rule."""
    failed = [f for f in found.findings if f.passed is not True]
    return "score" if all(f.reason in _SCORED for f in failed) else "rules"


def because(found: Verdict) -> str:
    """Return a label with the first reason for it."""
    told = next((f.message for f in found.findings if f.passed is not True and f.message), "")
    said = found.label.replace("_", " ")
    return f"{said} ({shown(told).rstrip('.')})" if told else said
