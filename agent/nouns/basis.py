"""What a briefing was held to beside the passages it cites: who else says so, and who says otherwise.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.around import DisagreementValue
from agent.nouns.claim import Citation
from agent.nouns.record import Record


class Version(Record):
    """One version of an article."""

    article_id: str
    """The article."""
    content_hash: str
    """The version."""


class Said(Record):
    """Who else says a sentence."""

    claim_id: str
    """The sentence."""
    citations: tuple[Citation, ...]
    """Places beside the cited ones that were found to support it alone, copies included."""


class Given(Record):
    """Who else gives a figure."""

    text: str
    """The sentence or heading that the figure stands in."""
    start: int
    """First character of the figure."""
    citations: tuple[Citation, ...]
    """One place of each origin that gives it, those left out that the text cites itself."""


class Rival(Record):
    """One of several values, and who gives it."""

    amount: float
    """In the base unit; the ordinal of a day."""
    told: DisagreementValue
    """As a reader sees it."""
    oldest: AwareDatetime | None
    """When it was first given."""
    newest: AwareDatetime | None
    """When it was last given."""
    withdrawn: bool
    """It was called the wrong or earlier value, by those who gave it or by more than still give it."""
    witnesses: tuple[Citation, ...]
    """One place of each origin that gives it."""
    places: tuple[tuple[str, int, int], ...]
    """Article, first and last character of each sentence that gives it."""

    @property
    def origins(self) -> int:
        """Independent origins that give it."""
        return len(self.witnesses)


class Rivals(Record):
    """The values given for one thing."""

    variable: str
    """What is counted or dated."""
    sort: str
    """Sort of the counts; empty for days."""
    words: tuple[str, ...]
    """Telling words of all sentences that count it, in their order."""
    planned: bool
    """The values are what somebody demands or offers, which may change without anybody being wrong."""
    unlike: bool
    """The values measure different things, so that none contradicts another."""
    running: bool = False
    """The newest value was told as the new state of the older ones, not only later than they."""
    score: float
    """Relevance of the best of those sentences to the question."""
    values: tuple[Rival, ...] = Field(min_length=2)
    """All different."""


class Basis(Record):
    """What a briefing was held to beside the passages it cites."""

    outlets: tuple[str, ...]
    """Outlets of everything that was read: what a sentence credits is read with their names."""
    repeated: tuple[Version, ...]
    """Articles that cited ones repeat and that are cited nowhere themselves."""
    open: bool
    """Lone figures lead: the whole story has one origin, or the plan has nothing but a lead."""
    said: tuple[Said, ...]
    """Who else says the delivered sentences."""
    given: tuple[Given, ...]
    """Who else gives the figures of which it was asked whether they are lone."""
    rivals: tuple[Rivals, ...]
    """What sources tell differently: all of it, in the order it was found."""
