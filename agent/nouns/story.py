"""What many articles tell together: a story, and how stories were joined and parted.

Pure.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

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
