"""What answers in conversations, put together from an open store and library."""

from __future__ import annotations

from collections.abc import Sequence
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
from agent.types import Article, Step


def make_desk(store: Store, library: Library, settings: Settings, extractive: bool = False) -> Desk:
    """Return what answers, with a model where one is set and it is not to be extractive.

    Raises:
        ConfigurationError: as `make_model` does.
    """
    zone = settings.zone

    def kit() -> Kit:
        if extractive or not settings.model:
            return make_kit(store, library, zone)
        return make_model_kit(store, library, settings)

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

    def article(article_id: str, content_hash: str) -> Article | None:
        return store.article(article_id, content_hash)

    return Desk(kit, read, profile, store.briefing, article, zone)
