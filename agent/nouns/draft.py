"""What a writer may propose: words and labels, nothing else.

Pure.
"""

from __future__ import annotations

from typing import Literal

from agent.nouns.claim import ClaimKind
from agent.nouns.record import Record


class DraftClaim(Record):
    """A sentence as a writer proposes it: words and labels, nothing else."""

    text: str
    """The sentence."""
    kind: ClaimKind
    """How it wants to be read."""
    labels: tuple[int, ...]
    """Labels of the evidence it rests on."""


class DraftSection(Record):
    """A section as a writer proposes it."""

    key: str
    """Key of the plan's section it fills."""
    heading: str
    """Heading to print; empty for none."""
    claims: tuple[DraftClaim, ...]
    """Its sentences in order."""


class RepairedClaim(Record):
    """A failed sentence, written anew."""

    id: str
    """Id of the sentence it stands for."""
    text: str
    """The sentence; empty where nothing true is left to say."""
    kind: ClaimKind
    """How it wants to be read."""
    labels: tuple[int, ...]
    """Labels of the evidence it rests on."""


class Repair(Record):
    """What became of the sentences that failed."""

    sentences: tuple[RepairedClaim, ...]
    """One for each that failed."""
    complete: Literal[True]
    """Written last, so that a cut-off answer cannot be taken for a whole one."""


class Draft(Record):
    """A whole proposed briefing."""

    sections: tuple[DraftSection, ...]
    """In printed order."""
    complete: Literal[True]
    """Written last, so that a cut-off answer cannot be taken for a whole one."""
