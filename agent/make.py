"""The one place where real parts are put together."""

from __future__ import annotations

from agent.brief import Kit
from agent.check.support import LexicalChecker
from agent.providers.static import StaticEmbedder
from agent.publish import Stock
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Store
from agent.types import Request
from agent.write.extract import ExtractiveWriter


def open_store(settings: Settings) -> Store:
    """Return the store of record, its schema brought up to date."""
    return Store.open(settings.store_url)


def open_library(settings: Settings, store: Store) -> Library:
    """Return the library over a store; nothing is opened before it is asked."""
    return Library(settings.index_folder, make_embedder(), store)


def make_embedder() -> StaticEmbedder:
    """Return the embedder that needs no key and no network."""
    return StaticEmbedder()


def make_checker() -> LexicalChecker:
    """Return the checker that needs no model."""
    return LexicalChecker()


def make_kit(store: Store, library: Library) -> Kit:
    """Return the parts that need no key and no network."""

    def stock(request: Request) -> Stock:
        outlets = store.publishers(request.window, request.as_of)
        return Stock(articles=store.counts().articles, outlets=tuple(outlets))

    return Kit(library=library, writer=ExtractiveWriter(), checker=make_checker(), stock=stock)
