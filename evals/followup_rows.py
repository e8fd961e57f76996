"""The scripted conversations: what is said at each turn, and what is expected of the answer."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from agent.types import Record, StepKind

ROWS = Path(__file__).parent / "data" / "followups.jsonl"
FURTHER = Path(__file__).parent / "data" / "followups_further.jsonl"
INSTANT = timedelta(microseconds=1)


class Expect(Record):
    """What is expected of the answer to a turn; what is left out is not looked at."""

    kind: StepKind | tuple[StepKind, ...] = ()
    """What the words ask for; any of several."""
    question_has: tuple[str, ...] = ()
    """Words of the question as it stands alone, in small letters."""
    question_not: tuple[str, ...] = ()
    """Words that are not in it, since the subject has changed."""
    since: date | None = None
    """First day of the window; null for an open end."""
    until: date | None = None
    """Last day of the window."""
    as_of: date | None = None
    """Day at whose end the answer knows what was known."""
    outlets: tuple[str, ...] = ()
    """The outlets asked for, all of them."""
    sentence: int | None = None
    """Sentence of the answer before that is meant."""
    figure: str = ""
    """Figure of the answer before that is meant."""
    refused: bool | None = None
    """Whether it must be refused."""
    shorter: bool = False
    """It takes fewer words than the answer before."""
    cites_any: tuple[str, ...] = ()
    """Articles by their external ids, one of which must be cited or shown."""
    cites_only_after: AwareDatetime | None = None
    """Nothing older may be cited or shown."""
    cites_only_before: AwareDatetime | None = None
    """Nothing of this moment or later may be."""
    cites_from: tuple[str, ...] = ()
    """Outlets, nothing of others may be."""
    never_from: tuple[str, ...] = ()
    """Outlets of which nothing may be."""
    says: tuple[str, ...] = ()
    """Patterns that must be found in what is told."""
    never: tuple[str, ...] = ()
    """Patterns that no delivered sentence may match."""

    @property
    def kinds(self) -> tuple[StepKind, ...]:
        """Return what the words may be taken for."""
        return self.kind if isinstance(self.kind, tuple) else (self.kind,)

    @property
    def evidence(self) -> bool:
        """Tell whether something is expected of what is cited."""
        return bool(self.cites_any or self.cites_only_after or self.cites_only_before or self.cites_from)

    @property
    def answerable(self) -> bool:
        """Tell whether the library has an answer."""
        return self.refused is False or bool(self.cites_any)

    def of_request(self) -> dict[str, Any]:
        """Return what is expected of the request, by name."""
        names = {"since", "until", "as_of", "outlets", "sentence", "figure"} & self.model_fields_set
        found = {name: getattr(self, name) for name in names}
        return found | ({"outlets": set(self.outlets)} if "outlets" in names else {})

    @staticmethod
    def last_day(end: datetime) -> date:
        """Return the last day before an end, or at whose end something is known."""
        return (end - INSTANT).date()


class Asked(Record):
    """One turn."""

    words: str
    """What the analyst types."""
    now: AwareDatetime | None = None
    """When; None for the moment of the conversation."""
    expect: Expect
    """What must come of it."""


class Conversation(Record):
    """Turns that belong together."""

    id: str
    """Unique."""
    now: AwareDatetime
    """The present moment."""
    turns: tuple[Asked, ...]
    """In order."""


@cache
def conversations(rows: Path | None = None) -> tuple[Conversation, ...]:
    """Return those of a file, of the first set where none is named."""
    lines = (rows or ROWS).read_text("utf-8").splitlines()
    return tuple(Conversation.model_validate(json.loads(line)) for line in lines)
