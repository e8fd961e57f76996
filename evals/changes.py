"""Whether what became of a sentence between two editions is told as what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.changes import changes as changed
from agent.types import CheckedClaim, Citation, ClaimChange, ToldClaim, Verdict
from evals.probes import read_rows
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

OWN = Path(__file__).parent / "data" / "changes.jsonl"
FURTHER = Path(__file__).parent / "data" / "changes_further.jsonl"
"""Pairs written after the rules, of which 23 of 24 were told right when they were first read."""
APART = ["gone", "new"]
"""What becomes of a pair that tells of two things."""


def changes() -> SuiteResult:
    """Return how often the kind of change is right, with the figures of a revision; over pairs of our own."""
    own = [(row, compared(row)) for row in read_rows(OWN)]
    further = [(row, compared(row)) for row in read_rows(FURTHER)]
    right = {
        "kind_right": [is_right(row, found) for row, found in own],
        "further.kind_right": [is_right(row, found) for row, found in further],
    }
    return SuiteResult(
        suite="changes",
        metrics={name: sum(some) / len(some) for name, some in right.items()},
        intervals={name: wilson(sum(some), len(some)) for name, some in right.items()},
        n=len(own) + len(further),
        misses=tuple(_miss(row, found) for row, found in (*own, *further) if not is_right(row, found)),
    )


def compared(row: Mapping[str, Any]) -> tuple[ClaimChange, ...]:
    """Return what became of the sentence of a row."""
    before, after = row.get("origins", (1, 1))
    stands = bool(row.get("stands", True))
    return changed(_told(row["before"], before), _told(row["after"], after), lambda _: stands)


def is_right(row: Mapping[str, Any], found: Sequence[ClaimChange]) -> bool:
    """Tell whether the kind is the row's, and with it the figures where it names them."""
    if row["kind"] == "apart":
        return sorted(change.kind for change in found) == APART
    if [change.kind for change in found] != [row["kind"]]:
        return False
    return "was" not in row or (row["was"], row["now"]) == (found[0].was, found[0].now)


def _told(text: str, origins: int) -> list[ToldClaim]:
    if not text:
        return []
    cited = Citation(article_id="a", content_hash="h", start=0, end=len(text), quote=text)
    claim = CheckedClaim(
        id="c",
        text=text,
        kind="reported",
        citations=(cited,),
        verdict=Verdict(claim_id="c", label="supported", findings=()),
        verbatim=True,
        outlets=origins,
        origins=origins,
    )
    return [ToldClaim(question="q", claim=claim)]


def _miss(row: Mapping[str, Any], found: Sequence[ClaimChange]) -> Miss:
    return Miss(
        case=row["before"] or row["after"],
        group=row["kind"],
        passages=(row["before"],),
        claim=row["after"],
        expected=row["kind"],
        got=", ".join(f"{change.kind} {change.was} {change.now}".strip() for change in found),
    )
