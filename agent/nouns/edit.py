"""What a person does to a briefing: edits of its sentences, and how each came out.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record
from agent.nouns.verdict import Verdict

EditKind = Literal["text", "deleted"]


class Edit(Record):
    """What somebody did to a sentence."""

    version: int = Field(ge=2)
    """Version of the briefing that it led to."""
    kind: EditKind
    """The sentence got another `text`, which passed the checks, or was `deleted`."""
    claim_id: str
    """The sentence."""
    by: str
    """Name of the account; empty for the person at the machine."""
    at: AwareDatetime
    """When."""


class SentenceEdit(Record):
    """Another text for a sentence."""

    version: int = Field(ge=1)
    """Version of the briefing that is edited: where it is another one by now, nothing is changed."""
    text: str = Field(min_length=1, max_length=1_000)
    """The sentence as it is to be."""
    passages: tuple[int, ...] = Field(default=(), max_length=5)
    """Numbers of the briefing's passages that it rests on; none: those that the sentence cites now."""


class EditReport(Record):
    """What came of an edit."""

    accepted: bool
    """It is a new version now; else the briefing stays as it was."""
    version: int
    """Version of the briefing that holds now."""
    why: tuple[str, ...] = ()
    """Why it was refused, a sentence each, with the right value where there is one."""
    verdict: Verdict | None = None
    """What the checks said of the new text; None where a sentence was deleted."""
