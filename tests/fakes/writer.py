"""A writer that says what a test tells it to, errors included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.types import (
    Claim,
    ClaimKind,
    Draft,
    DraftClaim,
    DraftSection,
    Evidence,
    Plan,
    RepairedClaim,
    Request,
    Verdict,
)


@dataclass(frozen=True)
class Line:
    """A sentence to write, and words of the evidence it shall cite."""

    text: str
    cites: str = ""
    """A part of the cited sentence; empty cites nothing, `dead` a label that was never given out."""
    kind: ClaimKind = "reported"
    """How it wants to be read."""


class ScriptedWriter:
    """Writes the given lines into one section, under the given title and heading."""

    name = "scripted"

    def __init__(self, *lines: Line, title: str = "", heading: str = "", key: str = "lead") -> None:
        self.lines = lines
        self.title = title
        self.heading = heading
        self.key = key
        self.offered: list[str] = []
        """The sentences it was last given."""
        self.mends: tuple[Line, ...] = ()
        """What it answers when asked to mend, in the order of what failed."""
        self.failed: list[str] = []
        """What it was last asked to mend."""

    def draft(self, request: Request, plan: Plan, evidence: Sequence[Evidence], now: datetime) -> Draft:
        self.offered = [e.text for e in evidence]
        claims = tuple(
            DraftClaim(text=line.text, kind=line.kind, labels=self._labels(line, evidence))
            for line in self.lines
        )
        title = DraftSection(key="title", heading=self.title, claims=())
        section = DraftSection(key=self.key, heading=self.heading, claims=claims)
        return Draft(sections=(title, section), complete=True)

    def repair(
        self, failed: Sequence[tuple[Claim, Verdict]], evidence: Sequence[Evidence], now: datetime
    ) -> tuple[RepairedClaim, ...]:
        self.failed = [claim.text for claim, _ in failed]
        return tuple(
            RepairedClaim(id=claim.id, text=line.text, kind=line.kind, labels=self._labels(line, evidence))
            for (claim, _), line in zip(failed, self.mends, strict=False)
        )

    @staticmethod
    def _labels(line: Line, evidence: Sequence[Evidence]) -> tuple[int, ...]:
        if line.cites == "dead":
            return (999,)
        return tuple(e.label for e in evidence if line.cites and line.cites in e.text)[:1]
