"""What answers in conversations, put together from an open store and library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.brief import Kit
from agent.chat import Desk
from agent.followups import step_of
from agent.foremost import foremost
from agent.make import make_kit, make_model, make_model_kit
from agent.outlets import countries
from agent.press import Press
from agent.prompts import Profile, load_profile, prompt
from agent.request_reading import read_by_model
from agent.retrieve.library import Library
from agent.revising import with_fewer
from agent.settings import Settings
from agent.store import Store
from agent.types import Briefing, CheckedClaim, Request, Step


def make_desk(
    store: Store,
    library: Library,
    settings: Settings,
    extractive: bool = False,
    owner: str = "",
    over: Callable[[Kit], Kit] | None = None,
) -> Desk:
    """Return what answers, with a model where one is set and it is not to be extractive.

    Args:
        store: What is kept.
        library: The same, searchable.
        settings: Those in force.
        extractive: Whether to do without a model.
        owner: Whose earlier answers are spoken of; empty for the person at the machine.
        over: Puts something over the parts of each turn, such as `Watch.over`.

    Raises:
        ConfigurationError: as `make_model` does.
    """
    turns = _Turns(store, library, settings, extractive or not settings.model, over)

    def profile(name: str) -> Profile:
        return load_profile(name, settings.profiles_folder)

    def briefing(name: str) -> Briefing:
        return store.briefing(name, owner)

    def most_told(request: Request, now: datetime) -> str:
        return foremost(store, request, now)

    def fewer(long: Briefing, kept: Sequence[CheckedClaim], now: datetime) -> Briefing | None:
        return with_fewer(long, kept, store, settings, now)

    return Desk(turns.kit, turns.read, profile, briefing, store.article, settings.zone, fewer, most_told)


@dataclass
class _Turns:
    """Makes the parts of a turn, which reads and answers on one budget."""

    store: Store
    library: Library
    settings: Settings
    plain: bool
    """Without a model."""
    over: Callable[[Kit], Kit] | None
    begun: Kit | None = None
    """Parts that have read the words, and are to answer."""

    def kit(self) -> Kit:
        made, self.begun = self.begun, None
        return made or self._fresh()

    def read(self, words: str, earlier: Sequence[Step], now: datetime) -> Step:
        press = Press(self.store.publishers(), countries(self.store))
        zone = self.settings.zone
        if not self.plain:
            self.begun = self._fresh()
            model, own = make_model(self.settings)
            ledger = self.begun.ledger or own
            step = read_by_model(words, earlier, now, zone, press.called, model, ledger, prompt)
            if step is not None:
                return step
        return step_of(words, earlier, now, zone, press.called, press.outlets)

    def _fresh(self) -> Kit:
        if self.plain:
            made = make_kit(self.store, self.library, self.settings.zone)
        else:
            made = make_model_kit(self.store, self.library, self.settings)
        return made if self.over is None else self.over(made)
