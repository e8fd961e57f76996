"""What stands around the sections of a briefing: tables, sources, what could not be seen.

Pure.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, model_validator

from agent.nouns.claim import Citation
from agent.nouns.model import ModelCall, Spent
from agent.nouns.record import Record


class FigureRow(Record):
    """One line of the figures table."""

    value: str
    """As a reader should see it, hedge included."""
    counts: str
    """What it counts."""
    as_of: AwareDatetime | None
    """When the newest source for it was published."""
    citations: tuple[Citation, ...]
    """Where it stands."""
    origins: int = 0
    """Independent origins that give it; 0 where nobody counted."""
    disputed: bool = False
    """Sources give other values too, and none has prevailed."""
    witnesses: tuple[Citation, ...] = ()
    """One place of each of those origins."""


class TimelineEntry(Record):
    """One line of the timeline."""

    day: str
    """ISO date, or year and month where no day is known."""
    text: str
    """What happened."""
    citations: tuple[Citation, ...]
    """Where it stands."""


class DisagreementValue(Record):
    """One of the values sources give for the same thing."""

    value: str
    """As the source has it."""
    publisher: str
    """Who says so (the first, where copies agree)."""
    published: AwareDatetime | None
    """When."""
    origins: int
    """Number of independent origins that say so: copies, one owner and one agency count once."""
    citation: Citation
    """Where it stands."""
    measure: str = ""
    """What it measures, where the values measure different things: `suspected`, `in January`."""


class Disagreement(Record):
    """The same thing, told differently."""

    variable: str
    """What is counted or dated."""
    type: Literal["superseded", "conflict", "different measure"]
    """Newer value of the same count, a true conflict, or not the same thing after all."""
    values: tuple[DisagreementValue, ...]
    """Newest first."""


class SourceEntry(Record):
    """One line of the list of sources."""

    number: int
    """As printed in the markers."""
    article_id: str
    """The article."""
    content_hash: str
    """The version."""
    publisher: str
    """The outlet."""
    title: str
    """Headline."""
    published: AwareDatetime | None
    """When."""
    url: str | None
    """Where."""
    origin: str = ""
    """Whom its text credits or repeats, such as `credits Reuters`; empty where it is the outlet's own."""


class BlindSpots(Record):
    """What the briefing could not see."""

    silent: tuple[str, ...]
    """Outlets of the library that published while what is cited was, and nothing on this."""
    unheard: tuple[str, ...] = ()
    """Countries of these of which no outlet is cited, by name."""
    single_outlet_share: float
    """Share of claims that rest on one outlet only, 0 to 1."""
    top_outlet: str
    """The outlet cited most often."""
    top_outlet_share: float
    """Share of claims that cite it, 0 to 1."""
    undated: int
    """Cited articles without a publication date."""


class Provenance(Record):
    """What it takes to repeat the run."""

    version: str
    """Version of this program."""
    writer: str
    """Name of the writer."""
    embedder: str
    """Name of the embedder, `none` where only words were searched."""
    checker: str
    """Name of the support checker."""
    profile_hash: str
    """SHA-256 of the profile's file."""
    articles: int
    """Articles in the library at the time."""
    spent: Spent = Spent()
    """What a model took: calls, tokens, cost, seconds."""
    asked: tuple[ModelCall, ...] = ()
    """Prompts by their fingerprint, in the order they were sent, and how each ended."""

    @model_validator(mode="before")
    @classmethod
    def _kept_earlier(cls, value: Any) -> Any:
        """Read what was kept before models could write: it named their calls and tokens here, always none."""
        if isinstance(value, dict) and "spent" not in value:
            return {name: held for name, held in value.items() if name not in ("calls", "tokens")}
        return value
