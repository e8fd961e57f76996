"""What is said in a conversation: a person's words, what they ask for, typed, and what they got.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record
from agent.nouns.request import Request

StepKind = Literal["ask", "changed", "compare", "shorten", "table", "sources", "explain"]


class Step(Record):
    """What a person's words ask for, so that it can be carried out without the words before."""

    kind: StepKind
    """`ask` a question; of the answer before: tell what `changed` since, `compare` it with an earlier time,
    `shorten` it, show it as a `table`, show its `sources`, or `explain` a figure in it."""
    request: Request
    """The question as it stands alone, with its window; of the answer before where that is what is meant."""
    sentence: int | None = None
    """Number of a sentence of the answer before, 1 for the first, -1 for the last; None for all."""
    figure: str = ""
    """The figure to explain, as it was typed."""
    share: float = Field(default=1.0, gt=0, le=1)
    """Length that is wanted, as a share of the answer before."""


class Shown(Record):
    """A passage that is shown as it stands in its source; its text stays there, and goes with it."""

    sentence: int
    """Number of the sentence of the answer that rests on it; 0 for none."""
    article_id: str
    """The article."""
    content_hash: str
    """The version."""
    start: int
    """First character in that version's text."""
    end: int
    """One past its last character."""


class Turn(Record):
    """What was said by a person, and what came back."""

    number: int = Field(ge=1)
    """1 for the first of its conversation."""
    words: str
    """What the person wrote."""
    step: Step | None
    """What that asks for; None where it could not be made out."""
    said: str = ""
    """One or two sentences by the program about what is shown; no statement of a source."""
    briefing_id: str = ""
    """The briefing that answers; empty where none was written."""
    shown: tuple[Shown, ...] = ()
    """Passages that answer, or with a refusal those that come nearest."""
    refused: bool = False
    """Nothing could be answered."""
    created: AwareDatetime
    """When it was answered."""


class Conversation(Record):
    """Turns that belong together."""

    id: str
    """Unique."""
    owner: str
    """Whose it is; empty for the person at the machine."""
    title: str
    """Its first question."""
    created: AwareDatetime
    """When it began."""
    updated: AwareDatetime
    """When its last turn was answered."""
    turns: tuple[Turn, ...] = ()
    """Oldest first."""
