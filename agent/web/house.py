"""What the server works with, opened once for the whole process."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from secrets import token_bytes

from fastapi import Request

from agent.chat import Desk
from agent.commands.opening import now
from agent.desk import make_desk
from agent.make import worst_case_of
from agent.overseen import Watch
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Accounts, Spending, Store, Wish
from agent.web.access import Visitor
from agent.web.memory import Memory
from agent.web.metrics import Metrics
from agent.web.site import Site
from agent.web.throttle import Throttle
from agent.web.today import Newsstand
from agent.web.work import Work

LOGINS, LOGIN_SECONDS = 5, 900.0
"""Wrong passwords for one name from one address within a quarter of an hour; then it has to wait."""
REQUESTS, REQUEST_SECONDS = 300, 60.0
"""Requests of one person, or of one address without an account, within a minute."""


@dataclass
class House:
    """Everything the routes need."""

    settings: Settings
    store: Store
    library: Library
    """One that several threads may ask."""
    site: Site
    extractive: bool
    """Answers are written without a model."""
    work: Work
    key: bytes = field(default_factory=lambda: token_bytes(32))
    """Makes what forms carry; new in every process."""
    logins: Throttle = field(default_factory=lambda: Throttle(LOGINS, LOGIN_SECONDS))
    requests: Throttle = field(default_factory=lambda: Throttle(REQUESTS, REQUEST_SECONDS))
    memory: Memory = field(default_factory=Memory)
    """Answers given lately to clients that keep their conversations themselves."""
    newsstand: Newsstand = field(default_factory=Newsstand)
    """The news of the days that people looked at lately."""
    metrics: Metrics = field(default_factory=Metrics)
    """What was answered, in numbers."""
    rounded: datetime | None = None
    """When the last round of what is done beside answering ended."""
    talking: set[tuple[str, str]] = field(default_factory=set)
    """Conversations, by owner and id, that are being answered: two answers at once would take one place."""

    @property
    def accounts(self) -> Accounts:
        """The people."""
        return Accounts(self.store)

    @property
    def spending(self) -> Spending:
        """What they spend."""
        return Spending(self.store)

    def desk(self, owner: str, watch: Watch) -> Desk:
        """Return what answers a person, overseen."""
        return make_desk(self.store, self.library, self.settings, self.extractive, owner, watch.over)

    def wish(self, owner: str, free: bool = False) -> Wish:
        """Return what an answer to a person can take, nothing where it is free, and what they may have."""
        settings, moment = self.settings, now()
        local = moment.astimezone(settings.zone)
        return Wish(
            owner=owner,
            now=moment,
            day=f"{local:%Y-%m-%d}",
            cost=Decimal(0) if free else self._most(),
            day_cost=settings.day_cost,
            a_minute=settings.turns_per_minute,
            day_ends=_until_midnight(local),
        )

    def token(self, cookie: str) -> str:
        """Return what a form must carry beside a cookie: no other site can know it."""
        return hmac.new(self.key, cookie.encode("utf-8", "replace"), sha256).hexdigest()

    def _most(self) -> Decimal:
        if self.extractive or not self.settings.model:
            return Decimal(0)
        most = worst_case_of(self.settings).cost
        return most if self.settings.max_cost is None else min(most, self.settings.max_cost)


def house_of(request: Request) -> House:
    """Return what the server works with: a dependency of routes."""
    house: House = request.app.state.house
    return house


def visitor_of(request: Request) -> Visitor:
    """Return who asks, as the gate found out: a dependency of routes."""
    visitor: Visitor = request.scope["aletheia.visitor"]
    return visitor


def _until_midnight(local: datetime) -> float:
    tomorrow = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (tomorrow - local).total_seconds()
