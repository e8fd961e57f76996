"""The commands with the store on Postgres, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia, rows, write_rows
from tests.store import postgres


@pytest.fixture
def database(server: postgres.Postgres, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = server.url()
    monkeypatch.setenv("ALETHEIA_DATABASE_URL", url)
    return url


@pytest.mark.usefixtures("database")
def test_articles_go_in_are_searched_told_and_taken_out(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    said = [aletheia("ingest", path), aletheia("ingest", path)]
    assert [one.out.split(";")[0] for one in said] == [
        "3 added, 0 new versions, 0 unchanged, 0 skipped",
        "0 added, 0 new versions, 3 unchanged, 0 skipped",
    ]
    assert not (home / "store.sqlite").exists()
    said.append(aletheia("brief", "What happened at the harbour of Port Marren?", "--format", "text"))
    assert "At least 12 ships" in said[-1].out
    said.append(aletheia("briefings", "list"))
    assert "harbour of Port Marren" in said[-1].out
    (tmp_path / "inbox").mkdir()
    said += [aletheia("source", "add", tmp_path / "inbox"), aletheia("source", "list")]
    assert "inbox" in said[-1].out
    said.append(aletheia("doctor"))
    assert "(Postgres " in said[-1].out
    assert "3 articles in 3 versions of 3 outlets, 1 kept briefings" in said[-1].out
    assert "in good order" in said[-1].out
    said.append(aletheia("article", "delete", "r1"))
    assert "VACUUM FULL" in said[-1].err
    said.append(aletheia("index", "rebuild"))
    assert said[-1].out.startswith("Rebuilt: 2 articles")
    assert [one.code for one in said] == [0] * len(said)
    assert not any("canary" in one.out + one.err for one in said)


@pytest.mark.usefixtures("home")
def test_a_server_that_is_not_there_is_said_plainly_without_the_password(
    aletheia: Aletheia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql+psycopg://me:canary@/news?host={tmp_path}&password=canary"
    monkeypatch.setenv("ALETHEIA_DATABASE_URL", url)
    for command in (
        ["ingest", write_rows(tmp_path / "rows.jsonl", rows())],
        ["doctor"],
        ["briefings", "list"],
    ):
        ended = aletheia(*command)
        assert ended.code == 2
        assert "The store does not answer" in ended.out + ended.sentence
        assert "canary" not in ended.out + ended.err
