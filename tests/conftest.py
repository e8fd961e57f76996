"""What every test starts from: no network (pytest-socket sees to it), its own home, a fixed clock.

Examples of property-based tests are the same in every run; `--hypothesis-profile=explore` looks for others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from agent.settings import Settings, load_settings
from agent.store import Store
from tests.makers import NOW
from tests.store import postgres

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=3000, deadline=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("ALETHEIA_HOME", str(folder))
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    return load_settings(home)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings.store_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    """Return a Postgres server, started by the first test that asks for it."""
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server() as running:
        yield running


@pytest.fixture
def now() -> datetime:
    return NOW
