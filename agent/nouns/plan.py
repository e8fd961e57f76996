"""What a briefing is to hold: a profile, read from its file.

Pure.
"""

from __future__ import annotations

from agent.nouns.claim import ClaimKind
from agent.nouns.record import Record


class PlanSection(Record):
    """What one section of a briefing is for."""

    key: str
    """Stable name, unique in the plan."""
    heading: str | None
    """Printed heading; None lets the content choose (or, for title and lead, prints none)."""
    asks: str
    """What the section has to answer."""
    kinds: tuple[ClaimKind, ...]
    """Kinds of claims it may hold."""
    min: int
    """Fewest sentences worth printing the section for."""
    max: int
    """Most sentences it may hold."""


class Plan(Record):
    """A profile, read from its file."""

    name: str
    """File name without the ending."""
    language: str
    """Language the briefing is written in."""
    max_words: int
    """Upper limit for all sections together."""
    sections: tuple[PlanSection, ...]
    """In printed order."""
