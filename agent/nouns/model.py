"""What is asked of a chat model, what comes back, and what it may cost.

Pure.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, Field

from agent.nouns.record import Record

T = TypeVar("T", bound=BaseModel)

ModelState = Literal[
    "ok",
    "rate_limited",
    "server_error",
    "unreachable",
    "timed_out",
    "cut_off",
    "malformed",
    "wrong_schema",
    "empty",
    "refused",
    "filtered",
    "too_long",
    "rejected",
    "denied",
]
"""How a call ended.

`too_long`: the answer hit its length limit. `cut_off`: the connection broke while it came. `rejected`: the
server will not take the request (key, model name, schema). `denied`: the budget says no.
"""


class Prompt(Record):
    """A request as it is delivered."""

    name: str
    """Name of the prompt's file."""
    hash: str
    """SHA-256 of that file."""
    system: str
    """What the model is told to do."""
    user: str
    """What it is told to do it with; foreign text stands inside a fence."""
    answer_tokens: int = Field(gt=0)
    """Most tokens the answer may have."""


class Budget(Record):
    """What a run may spend; None sets no limit."""

    max_calls: int | None = None
    """Requests, retries included."""
    max_tokens: int | None = None
    """Tokens in and out together."""
    max_cost: Decimal | None = None
    """United States dollars."""
    deadline: float | None = None
    """Seconds from the first call on."""


class Spent(Record):
    """What a run has spent."""

    calls: int = 0
    """Requests, retries included."""
    retries: int = 0
    """Requests that repeated a failed one."""
    tokens_in: int = 0
    """Tokens sent."""
    tokens_out: int = 0
    """Tokens received."""
    cost: Decimal = Decimal(0)
    """United States dollars."""
    seconds: float = 0.0
    """Time spent waiting for answers."""
    estimated: bool = False
    """Some of the tokens were counted by an upper bound, not by the model's own table or the server."""


class ModelCall(Record):
    """One thing that was asked of a model, for the record."""

    prompt: str
    """Name of the prompt."""
    hash: str
    """SHA-256 of its file."""
    state: ModelState
    """How it ended."""
    detail: str = ""
    """One plain sentence, where it did not end well."""


class Reply(Record, Generic[T]):
    """What a model answered."""

    state: ModelState
    """How the call ended; only `ok` has a value."""
    value: T | None = None
    """The answer, read and held to its schema."""
    detail: str = ""
    """One plain sentence on what went wrong."""


class Meter(Protocol):
    """Reserves before a call, settles after it; a denial is final."""

    def reserve(self, tokens_in: int, tokens_out: int) -> str:
        """Set aside the most a call can take; return why it may not be made, empty where it may."""
        ...

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        """Replace the last reservation by what the call took."""
        ...

    def seconds_left(self) -> float | None:
        """Return the time until the deadline; None where there is none."""
        ...

    def retried(self) -> None:
        """Count the last call as one that repeated another."""
        ...

    def estimate(self) -> None:
        """Note that tokens were counted by an upper bound."""
        ...

    def note(self, call: ModelCall) -> None:
        """Keep what was asked and how it ended."""
        ...


class ChatModel(Protocol):
    """A chat model that answers in a schema, or says in which state it ended."""

    @property
    def name(self) -> str:
        """Provider and model, such as `openai:gpt-x`; goes into the provenance."""
        ...

    def complete(self, prompt: Prompt, schema: type[T], meter: Meter) -> Reply[T]:
        """Return the answer as a value of the schema; never raises for what a server does."""
        ...
