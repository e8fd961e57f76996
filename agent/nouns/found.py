"""What a search shows: passages with the words that were found in them, and who else printed them.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from agent.nouns.article import Span
from agent.nouns.record import Record
from agent.nouns.request import Window

SCHEMA_VERSION = 1
"""Of the record of a search. It changes when a field goes or changes its meaning."""


class FoundPassage(Record):
    """A passage that was found. Positions are those of the article's text."""

    article_id: str
    """The article it is part of."""
    content_hash: str
    """The version it is part of."""
    publisher: str
    """Name of the outlet."""
    headline: str
    """Headline of the article; empty where it has none."""
    published: AwareDatetime | None
    """When the article was published; None where that is not known."""
    url: str | None
    """Address of the article."""
    language: str
    """ISO 639 code of the article."""
    start: int
    """First character of the passage."""
    end: int
    """One past its last character."""
    text: str
    """The passage as a whole."""
    sentences: tuple[Span, ...]
    """Its sentences."""
    matched: tuple[Span, ...]
    """Words of it that the question names, in any form."""
    also_in: tuple[str, ...]
    """Other outlets that printed the same or nearly the same passage, by name."""
    score: float
    """Relevance to the whole question, higher is better; comparable within one search only. The order is not
    that of the scores where the question has several parts, which take turns."""


class SearchReport(Record):
    """What a search found."""

    schema_version: int = SCHEMA_VERSION
    """Of this record."""
    kind: Literal["search"] = "search"
    """Tells this record from others."""
    question: str
    """What was looked for."""
    window: Window
    """Publication time that was looked at."""
    as_of: AwareDatetime | None
    """The moment whose texts were looked at; None means now."""
    outlets: tuple[str, ...]
    """Outlets that were looked at; empty: all."""
    language: str
    """Language that was looked at; empty: all."""
    passages: tuple[FoundPassage, ...]
    """Best first; none where nothing is about the question."""
    degraded: str = ""
    """One sentence where not everything could be used for the search; empty otherwise."""
