"""What was published: articles, and the passages that are indexed.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record


class Article(Record):
    """One version of one published text."""

    id: str
    """Hash of the canonical URL; without one, of `file:` and the path below the ingested root."""
    external_id: str | None = None
    """The id the row or file brought along."""
    publisher: str
    """Name of the outlet, as shown to readers."""
    url: str | None = None
    """Canonical address of the page."""
    headline: str = ""
    """Headline as published."""
    authors: tuple[str, ...] = ()
    """Bylines in order."""
    published: AwareDatetime | None = None
    """When the text was first published; None where the source does not say."""
    modified: AwareDatetime | None = None
    """When the publisher last changed it, as far as it says."""
    retrieved: AwareDatetime
    """When we read it."""
    language: str = "en"
    """ISO 639-1 code of the body."""
    text: str
    """What a reader of the page can see, paragraphs separated by blank lines."""
    content_hash: str
    """SHA-256 of headline and text: names this version."""


class Span(Record):
    """A stretch of an article's text."""

    start: int = Field(ge=0)
    """First character."""
    end: int = Field(ge=0)
    """One past the last character."""


class Passage(Record):
    """A run of whole sentences of one article, the unit that is indexed."""

    article_id: str
    """The article it is part of."""
    content_hash: str
    """The version it is part of."""
    start: int
    """First character in the article's text."""
    end: int
    """One past the last character."""
    text: str
    """The characters between them."""
    sentences: tuple[Span, ...]
    """Its sentences, as positions in the article's text."""
