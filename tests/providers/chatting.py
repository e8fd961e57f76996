"""What the tests of the chat model share: a form, a prompt, and a call over HTTP with all it left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pydantic import SecretStr

from agent.budget import Ledger, Price
from agent.providers.asking import Endpoint, load
from agent.providers.chat import LangChainModel
from agent.tokens import Counter
from agent.types import Budget, Prompt, Record, Reply
from tests.fakes.openai_server import Server, Step, openai_server

KEY = "sk-canary-5f1c9e/Q+z7"
PRICE = Price(tokens_in=Decimal("2"), tokens_out=Decimal("8"))
TODAY = 1_770_120_000.0
"""2026-02-03 12:00 UTC."""


class Item(Record):
    """A line of an answer."""

    text: str
    """Its words."""
    labels: tuple[int, ...]
    """Its labels."""


class Form(Record):
    """An answer."""

    items: tuple[Item, ...]
    """Its lines."""
    share: float
    """A number with a point."""
    complete: Literal[True]
    """Written last."""


GOOD = '{"items": [{"text": "Twelve ships wait.", "labels": [1, 2]}], "share": 0.5, "complete": true}'
PROMPT = Prompt(name="write", hash="h", system="Write.", user="Evidence <1>.", answer_tokens=200)


@dataclass
class Called:
    """One call, and what it left behind."""

    reply: Reply[Form]
    ledger: Ledger
    waits: list[float]
    seconds: float


@dataclass
class Caller:
    """Calls a model at an address."""

    url: str
    waits: list[float] = field(default_factory=list)
    sleep: Callable[[float], None] | None = None
    """Stands in for waiting; unset: waits are written down."""

    def model(self, **how: Any) -> LangChainModel:
        endpoint = {"model": "gpt-x", "key": SecretStr(KEY), "base_url": self.url, **how}
        return LangChainModel(
            Endpoint(**endpoint), Counter(), sleep=self.sleep or self.waits.append, today=lambda: TODAY
        )

    def __call__(
        self, budget: Budget | None = None, prompt: Prompt = PROMPT, ledger: Ledger | None = None, **how: Any
    ) -> Called:
        load()
        ledger = ledger or Ledger(budget or Budget(deadline=30), PRICE, time.monotonic)
        began = time.monotonic()
        reply = self.model(**how).complete(prompt, Form, ledger)
        return Called(reply, ledger, self.waits, time.monotonic() - began)


@contextmanager
def calling(*script: Step) -> Iterator[tuple[Caller, Server]]:
    """Serve a script, and hand out who calls it; no thread of a call may be left when the block ends."""
    with openai_server(*script) as server:
        yield Caller(server.url), server
        left = [thread for thread in threading.enumerate() if thread.name == "aletheia-model"]
        for thread in left:
            thread.join(3)
        assert not any(thread.is_alive() for thread in left), "a thread waits for a server that was given up"
