"""What many articles tell together: a story, and how stories were joined and parted.

Pure.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record

StoryPhase = Literal["new", "developing", "fading"]
"""New: began less than a day ago. Fading: nothing for two days. Developing: whatever is between them."""


def story_id(article_id: str) -> str:
    """Return the id of the story that begins with an article."""
    return "story-" + sha256(article_id.encode()).hexdigest()[:12]


class Story(Record):
    """The articles that tell of one event and what followed from it at once."""

    id: str
    """Made of the article that came first, so that it stays the same however the story grows."""
    headline: str
    """Headline of the most central article."""
    article_ids: tuple[str, ...]
    """In the order of publication."""
    first_published: AwareDatetime
    """When its first article was published."""
    last_published: AwareDatetime
    """When its last one was."""
    outlets: tuple[str, ...]
    """Who tells it, in the order of their first article."""
    origins: int = Field(ge=1)
    """Independent origins; as many as outlets until somebody compares the texts."""
    phase: StoryPhase
    """Where it stands at the moment that was asked for."""
    who: tuple[str, ...] = ()
    """Persons and bodies it names most, best first."""
    where: tuple[str, ...] = ()
    """Places it names most, best first."""


class StoryVersion(Record):
    """What an article said before."""

    content_hash: str
    """The version."""
    headline: str
    """Its headline; empty where it has none."""
    since: AwareDatetime
    """From when on readers saw it, as far as we can tell."""


class StoryArticle(Record):
    """An article of a story, without its text."""

    article_id: str
    """The article."""
    publisher: str
    """Name of the outlet."""
    headline: str
    """Its headline; empty where it has none."""
    url: str | None
    """Its address."""
    language: str
    """ISO 639 code."""
    published: AwareDatetime | None
    """When it was published; None where that is not known."""
    retrieved: AwareDatetime
    """When it was read."""
    after: str
    """Whom it has its news from, such as `credits Reuters`; empty where nobody can be told."""
    earlier: tuple[StoryVersion, ...] = ()
    """What it said before, oldest first."""


class StoryChange(Record):
    """Two stories became one, or one became two."""

    kind: Literal["merged", "split"]
    """Which of them."""
    by: Literal["rule", "hand"]
    """Whether the texts decided or a person did."""
    story: str
    """Id of the story that goes on."""
    other: str
    """Id that is gone (merged), or new (split)."""
    article_ids: tuple[str, ...]
    """The articles that moved."""
    at: AwareDatetime
    """Publication of the newest article known at the time."""


class MergeCall(Record):
    """Which story is to become part of another."""

    other: str = Field(min_length=1, max_length=100)
    """Id of the other story, or how it begins."""


class SplitCall(Record):
    """Which articles of a story are to become one of their own."""

    articles: tuple[Annotated[str, Field(min_length=1, max_length=2_000)], ...] = Field(
        min_length=1, max_length=500
    )
    """Ids or addresses; not all of them."""
