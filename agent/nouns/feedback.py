"""What people think of sentences.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record

FeedbackKind = Literal["wrong", "useful"]


class Feedback(Record):
    """What somebody thinks of a sentence."""

    kind: FeedbackKind
    """It is `wrong`, or it is `useful`."""
    words: str = Field(default="", max_length=2_000)
    """Why, in their own words."""
    version: int = Field(default=1, ge=1)
    """Version of the briefing that they read."""


class Opinion(Record):
    """Feedback that is kept."""

    briefing_id: str
    """The briefing."""
    version: int
    """The version of it that was read."""
    claim_id: str
    """The sentence."""
    by: str
    """Name of the account; empty for the person at the machine."""
    kind: FeedbackKind
    """What they think."""
    words: str
    """Why."""
    created: AwareDatetime
    """When they said so; saying something else later replaces it."""
