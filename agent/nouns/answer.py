"""An answer in a conversation as programs and pages get it: words, numbers of sources, addresses.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.chat import Turn
from agent.nouns.record import Record
from agent.nouns.spike import Spike
from agent.nouns.story import Story, StoryArticle, StoryChange


class Words(Record):
    """What a person writes."""

    words: str = Field(min_length=1, max_length=4000)
    """In their own words."""


class Progress(Record):
    """How far an answer is."""

    step: str
    """`waiting` for a place, `searching`, `writing`, `checking` or `keeping`."""


class AnswerSentence(Record):
    """A sentence that was checked."""

    number: int = Field(ge=1)
    """1 for the first of the answer."""
    heading: str
    """Of its section; empty for none."""
    text: str
    """The sentence."""
    kind: str
    """`Assessment` or `Measured`; empty for what a source reports."""
    sources: tuple[int, ...]
    """Numbers of the sources it rests on."""
    links: tuple[str, ...]
    """Where each of these is shown, as a path on the server."""
    behind: str
    """Who says so, in brackets; empty where nobody counted."""


class AnswerSource(Record):
    """A source of an answer."""

    number: int | None
    """As the sentences name it; None where it is not in the briefing's list."""
    line: str
    """Outlet, headline and day."""
    url: str
    """Address of the original; empty where none may be linked."""


class AnswerPassage(Record):
    """A passage that is shown as it stands in its source."""

    sentence: int = Field(ge=0)
    """The sentence of the answer before that rests on it; 0 for none."""
    line: str
    """Outlet, day and headline."""
    quote: str
    """Its words."""
    url: str
    """Address of the original; empty where none may be linked."""


class Answer(Record):
    """What came back in a turn."""

    conversation: str
    """The conversation it belongs to; empty where none is kept."""
    turn: Turn
    """The turn."""
    sentences: tuple[AnswerSentence, ...] = ()
    """The answer itself."""
    rows: tuple[tuple[str, str, str], ...] = ()
    """The answer as a table: figure, what it counts, as of."""
    disputes: tuple[str, ...] = ()
    """Where the sources differ, a line each."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the answer as a whole."""
    sources: tuple[AnswerSource, ...] = ()
    """What the sentences or rows rest on."""
    passages: tuple[AnswerPassage, ...] = ()
    """What is shown from the sources themselves."""


class BriefingLine(Record):
    """A line in the list of kept briefings."""

    id: str
    """Unique."""
    created: AwareDatetime
    """When it was written."""
    question: str
    """What was asked."""
    profile: str
    """Section plan."""
    title: str
    """Its title."""
    owner: str = ""
    """Whose it is, as others may share theirs; empty for the person at the machine."""
    version: int = 1
    """1 as it was written, one more with every edit."""


class NumberedPassage(Record):
    """A passage of a briefing, by the number that an edit names it with."""

    number: int = Field(ge=1)
    """1 for the first that is printed."""
    source: int | None
    """Number of its source; None where it is not in the briefing's list."""
    publisher: str
    """Name of the outlet; empty where the source is not in the list."""
    quote: str
    """Its words."""


class ToldSpike(Record):
    """A spike as it stood when it was noticed and at its height."""

    noticed: Spike
    """As it was noticed."""
    height: Spike
    """As it was at its height."""
    independent_origins: int = Field(ge=0)
    """Origins of its articles."""
    article_ids: tuple[str, ...]
    """The articles in its window."""


class StoryReport(Record):
    """One story whole."""

    story: Story
    """What it is."""
    articles: tuple[StoryArticle, ...]
    """In the order of publication."""
    spikes: tuple[ToldSpike, ...]
    """Its bursts of coverage in the last week that it had news in, oldest first."""
    watched_by: tuple[str, ...]
    """Names of the watched queries that find one of its articles."""
    changes: tuple[StoryChange, ...]
    """How it was joined and parted, oldest first."""
