from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import agent
from agent.errors import StoreError
from agent.settings import Settings
from agent.store import Store
from agent.store.migrate import current
from agent.store.schema import HEAD, Base
from tests.makers import make_article

RELEASED = Path(__file__).parent / "released"


def test_the_newest_migration_is_the_one_the_store_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(agent.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_and_tables_agree(store: Store) -> None:
    with store._engine.connect() as connection:
        assert current(connection) == HEAD
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("revision", sorted(path.stem for path in RELEASED.glob("*.sql")))
def test_a_store_of_every_released_revision_opens_whole(revision: str, settings: Settings) -> None:
    import sqlite3

    settings.home.mkdir()
    with sqlite3.connect(settings.store_file) as connection:
        connection.executescript((RELEASED / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(settings.store_url) as store:
        assert store.article(make_article().id) == make_article()
        assert store.briefing("b1").title == "A harbour is closed"
        with store._engine.connect() as opened:
            assert compare_metadata(MigrationContext.configure(opened), Base.metadata) == []


def test_turns_that_were_kept_before_name_their_briefings_too(settings: Settings) -> None:
    import sqlite3

    settings.home.mkdir()
    with sqlite3.connect(settings.store_file) as connection:
        connection.executescript((RELEASED / "0009.sql").read_text(encoding="utf-8"))
        then = "2026-02-03 12:00:00.000000"
        connection.execute("INSERT INTO conversations VALUES ('c1', '', 'A title', ?, ?)", (then, then))
        for number, body in enumerate(('{"briefing_id": "b1"}', '{"number": 2}'), 1):
            connection.execute("INSERT INTO turns VALUES ('c1', ?, ?)", (number, body))
    connection.close()
    with Store.open(settings.store_url) as store, store._engine.connect() as opened:
        found = opened.execute(text("SELECT number, briefing_id FROM turns ORDER BY number")).all()
        assert [tuple(row) for row in found] == [(1, "b1"), (2, "")]


def test_the_newest_revision_has_a_released_store_to_test_with() -> None:
    assert (RELEASED / f"{HEAD}.sql").exists()


def test_a_store_from_a_newer_version_is_refused_and_left_as_it_is(
    file_store: Store, settings: Settings
) -> None:
    file_store.add_articles([make_article()])
    with file_store._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    file_store.close()
    before = settings.store_file.read_bytes()
    with pytest.raises(StoreError, match=r"newer version of aletheia .*Upgrade aletheia"):
        Store.open(settings.store_url)
    assert settings.store_file.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_behind(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.store import migrate

    def half_way(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("alembic.op.create_index", half_way)
    with pytest.raises(RuntimeError):
        Store.open(settings.store_url)
    engine = create_engine(settings.store_url)
    with engine.connect() as connection:
        assert migrate.current(connection) is None
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    engine.dispose()
    monkeypatch.undo()
    shutil.copy(settings.store_file, settings.home / "again.sqlite")
    with Store.open(f"sqlite:///{settings.home}/again.sqlite") as store:
        assert store.counts().articles == 0
