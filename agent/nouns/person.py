"""People who use the server, and what they may do.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record

Role = Literal["reader", "analyst", "admin"]
"""A reader looks things up and reads what is theirs; an analyst also asks, which may cost money; an admin
also sees what everybody spends."""


class Person(Record):
    """Somebody with an account."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    """Unique for good: the name of somebody who was removed is not given to another."""
    role: Role
    """What they may do."""
    created: AwareDatetime
    """When the account was made."""


class DaySpent(Record):
    """What a person spent on a day."""

    owner: str
    """Whose it is; empty for the person at the machine."""
    day: str
    """The day in the settings' time zone, such as 2026-02-03."""
    turns: int = Field(ge=0)
    """Answers that were asked for."""
    calls: int = Field(ge=0)
    """Requests to a model."""
    tokens: int = Field(ge=0)
    """Tokens to and from it."""
    cost: str
    """United States dollars; what is still being answered counts with the most it can take."""
