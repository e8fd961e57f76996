"""What answers in conversations, put together from an open store and library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from agent.brief import Kit
from agent.chat import Desk
from agent.followups import step_of
from agent.make import make_kit, make_model, make_model_kit
from agent.press import Press
from agent.prompts import Profile, load_profile, prompt
from agent.request_reading import read_by_model
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Published, Store
from agent.types import Briefing, Step


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
    zone = settings.zone

    def kit() -> Kit:
        plain = extractive or not settings.model
        made = make_kit(store, library, zone) if plain else make_model_kit(store, library, settings)
        return made if over is None else over(made)

    def briefing(name: str) -> Briefing:
        return store.briefing(name, owner)

    def read(words: str, earlier: Sequence[Step], now: datetime) -> Step:
        press = Press(store.publishers(), Published(store).addresses())
        if settings.model and not extractive:
            model, ledger = make_model(settings)
            step = read_by_model(words, earlier, now, zone, press.called, model, ledger, prompt)
            if step is not None:
                return step
        return step_of(words, earlier, now, zone, press.called, press.outlets)

    def profile(name: str) -> Profile:
        return load_profile(name, settings.profiles_folder)

    return Desk(kit, read, profile, briefing, store.article, zone)
