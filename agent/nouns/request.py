"""What a person asked for, and what was found for it.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.article import Article, Span
from agent.nouns.record import Record


class Window(Record):
    """A stretch of publication time; an open end is None."""

    since: AwareDatetime | None = None
    """First instant that counts."""
    until: AwareDatetime | None = None
    """First instant that no longer counts."""


class Pick(Record):
    """An article or a whole outlet that a person chose."""

    article_id: str = ""
    """The article; empty: the whole outlet."""
    outlet: str
    """Name of the outlet, as shown to readers."""
    headline: str = ""
    """Of the article, when it was chosen."""

    @property
    def name(self) -> str:
        """Return it as a reader knows it: the outlet, or the headline and whose it is."""
        return f"“{self.headline}” ({self.outlet})" if self.article_id else self.outlet

    def meets(self, article: Article) -> bool:
        """Tell whether an article is this one, or one of this outlet."""
        return self.names(article.id, article.publisher)

    def names(self, article_id: str, outlet: str) -> bool:
        """Tell whether an article of this id is this one, or one of this outlet."""
        return article_id == self.article_id if self.article_id else outlet == self.outlet


class Request(Record):
    """What a person asked for."""

    question: str = Field(min_length=1)
    """The question in their words."""
    about: str = ""
    """An earlier question that this one goes on from: its words help to find what answers, and are not the
    answer."""
    window: Window = Window()
    """Only articles published inside it are used."""
    as_of: AwareDatetime | None = None
    """Only what was published by then, in the version of then; None means now."""
    outlets: tuple[str, ...] = ()
    """Only articles of these outlets are used, as readers know them; empty: of any."""
    language: str = ""
    """Only articles in this language are used, by its ISO 639 code; empty: in any."""
    profile: str = "situation"
    """Name of the section plan."""
    pinned: tuple[Pick, ...] = ()
    """Is among what the writer gets, whatever else was found."""
    excluded: tuple[Pick, ...] = ()
    """Is never used."""
    near: tuple[str, ...] = ()
    """Ids of articles that the answer before rests on and this question may go on from: they are read in any
    case, as far as the limits allow."""

    @property
    def whole(self) -> str:
        """Return the question so that it can be understood without the ones before."""
        return f"{self.question} ({self.about})" if self.about else self.question


class Evidence(Record):
    """One sentence of one article, as offered to the writer."""

    label: int
    """1, 2 … as shown to the writer."""
    article: Article
    """Where it stands."""
    start: int
    """First character of the sentence in the article's text."""
    end: int
    """One past its last character."""
    text: str
    """The sentence."""
    passage: Span
    """The passage it was retrieved with."""
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""
    lone: bool = False
    """It gives a figure that no other origin gives, and that may therefore not lead."""
