"""What a briefing is to hold: a profile, read from its file.

Pure.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from agent.nouns.claim import ClaimKind
from agent.nouns.record import Record


class PlanSection(Record):
    """What one section of a briefing is for."""

    key: str = Field(min_length=1)
    """Stable name, unique in the plan."""
    heading: str | None
    """Printed heading; None lets the content choose (or, for title and lead, prints none)."""
    asks: str
    """What the section has to answer."""
    kinds: tuple[ClaimKind, ...] = Field(min_length=1)
    """Kinds of claims it may hold."""
    min: int
    """Fewest sentences worth printing the section for."""
    max: int
    """Most sentences it may hold."""

    @model_validator(mode="after")
    def _has_room(self) -> PlanSection:
        if not 0 <= self.min <= self.max:
            raise ValueError(f"min {self.min} and max {self.max}: they must be 0 or more, min not above max")
        return self


class Plan(Record):
    """A profile, read from its file."""

    name: str
    """File name without the ending."""
    language: str
    """Language the briefing is written in."""
    max_words: int = Field(gt=0)
    """Upper limit for all sections together."""
    guidance: str = ""
    """What the profile's file says to its writer, below its front matter."""
    sections: tuple[PlanSection, ...]
    """In printed order."""

    @model_validator(mode="after")
    def _has_something_to_say(self) -> Plan:
        keys = [section.key for section in self.sections]
        if len(keys) != len(set(keys)):
            raise ValueError("two sections have the same key")
        if not any(section.key != "title" and section.max > 0 for section in self.sections):
            raise ValueError("no section besides the title may hold a sentence")
        return self
