"""A briefing by a scripted model, made of the same parts as one by a real model."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from agent.brief import Kit, brief
from agent.budget import Ledger, Price
from agent.prompts import Profile, prompt
from agent.tokens import make_counter
from agent.types import Briefing, Budget, Request, Spent
from agent.write.draft import ModelWriter
from evals.scripted.base import ScriptedModel

TABLE_OF = "gpt-4o"
"""Model whose table counts tokens where it lies on this disk."""
CONTEXT = 128_000
FREE = Price(tokens_in=Decimal(0), tokens_out=Decimal(0))


@dataclass(frozen=True)
class Told:
    """A briefing and what it took."""

    made: Briefing
    spent: Spent


def token_count() -> tuple[Callable[[str], int], bool]:
    """Return how tokens are counted here, and whether that is an upper bound."""
    counter = make_counter(TABLE_OF)
    return (lambda text: counter.count(text).tokens), not counter.table


def told_by(
    model: ScriptedModel,
    request: Request,
    profile: Profile,
    kit: Kit,
    moment: datetime,
    *,
    alone: bool = False,
) -> Told:
    """Return the briefing that a scripted model writes with the kit's other parts.

    The kit's own writer stands by, as it does behind a real model, unless the model is to be alone.
    """
    ledger = Ledger(Budget(), FREE, time.monotonic)
    writer = ModelWriter(model, ledger, prompt, model.count, CONTEXT)
    made = brief(
        request,
        profile,
        replace(kit, writer=writer, standby=None if alone else kit.writer, ledger=ledger),
        moment,
    )
    return Told(made, ledger.spent)
