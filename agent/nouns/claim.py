"""One sentence of a briefing and what it rests on.

Pure.
"""

from __future__ import annotations

from typing import Literal

from agent.nouns.record import Record

ClaimKind = Literal["reported", "assessment", "measured"]


class Citation(Record):
    """The stretch of text a claim rests on, made by code, never by a model."""

    article_id: str
    """The article."""
    content_hash: str
    """The version of it."""
    start: int
    """First character in that version's text."""
    end: int
    """One past the last character."""
    quote: str
    """The characters between them."""


class Claim(Record):
    """One sentence of a briefing and what it rests on."""

    id: str
    """Unique in its briefing, stable for the same sentence in the same place."""
    text: str
    """The sentence."""
    kind: ClaimKind
    """Reported by a source, an assessment of ours, or measured from the store."""
    citations: tuple[Citation, ...]
    """What it rests on, in order of weight; nothing where it was measured."""
    spike: str = ""
    """Of a measured claim, the key of the spike it states, as in the briefing's measures; else empty."""
