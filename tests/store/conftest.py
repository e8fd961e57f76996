"""Every test of the store is made on both engines; those that are about the file ask for `file_store`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.settings import Settings, load_settings
from agent.store import Store
from tests.store import postgres


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Return the address of an empty store."""
    if request.param == "sqlite":
        return settings.store_url
    server: postgres.Postgres = request.getfixturevalue("server")
    return server.url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def file_store(settings: Settings) -> Iterator[Store]:
    with Store.open(load_settings(settings.home).store_url) as opened:
        yield opened
