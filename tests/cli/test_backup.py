"""Backups: made while others work, checked before anything is put in place, and the same afterwards."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from agent.backups import seal
from agent.retrieve.owner import Owner
from agent.settings import load_settings
from agent.store import Store
from agent.store.copying import rows_of
from tests.cli.conftest import Aletheia
from tests.makers import make_article
from tests.store import postgres

QUESTION = "What happened at the harbour of Port Marren?"


@pytest.fixture
def backup(newsroom: Path, aletheia: Aletheia, tmp_path: Path) -> Path:
    (newsroom / "aletheia.toml").write_text('timezone = "Europe/Berlin"\n')
    (newsroom / "profiles").mkdir(exist_ok=True)
    (newsroom / "profiles" / "short.md").write_text("---\nname: short\n---\n")
    assert aletheia("brief", QUESTION, "--format", "text").code == 0
    made = aletheia("backup", tmp_path / "kept.backup")
    assert (made.code, made.out.split(",")[0]) == (0, f"{tmp_path / 'kept.backup'}: 3 articles")
    return tmp_path / "kept.backup"


def test_what_was_backed_up_comes_back_and_answers_the_same(
    backup: Path, newsroom: Path, aletheia: Aletheia
) -> None:
    before = aletheia("search", QUESTION).out
    shutil.rmtree(newsroom)
    restored = aletheia("restore", backup)
    assert (restored.code, restored.out.split(",")[0]) == (0, "Restored: 3 articles")
    assert (newsroom / "profiles" / "short.md").is_file()
    assert aletheia("search", QUESTION).out == before
    assert aletheia("briefings", "list").out.count("\n") == 1


def test_only_its_owner_may_read_a_backup(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_holds_every_row_and_no_writer_waits_for_it_in_vain(
    newsroom: Path, aletheia: Aletheia, tmp_path: Path
) -> None:
    ended = threading.Event()
    settings = load_settings(newsroom)

    def write() -> None:
        with Store.open(settings.store_url) as store:
            for number in range(40):
                store.add_articles([make_article(f"while-{number}")])
        ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    made = [aletheia("backup", tmp_path / f"{number}.backup").code for number in range(3)]
    writer.join()
    assert (made, ended.is_set()) == ([0, 0, 0], True)
    for number in range(3):
        assert aletheia("restore", tmp_path / f"{number}.backup", "--check").code == 0


def test_a_store_that_is_there_is_not_written_over(
    backup: Path, newsroom: Path, aletheia: Aletheia, tmp_path: Path
) -> None:
    before = (newsroom / "store.sqlite").read_bytes()
    refused = aletheia("restore", backup)
    assert (refused.code, "--replace" in refused.sentence) == (2, True)
    assert (newsroom / "store.sqlite").read_bytes() == before
    assert aletheia("restore", backup, "--replace").code == 0
    (aside,) = newsroom.glob("store.sqlite.until-*")
    assert aside.read_bytes() == before


def test_a_journal_of_the_old_store_is_not_applied_to_the_new_one(
    backup: Path, newsroom: Path, aletheia: Aletheia
) -> None:
    (newsroom / "store.sqlite").write_bytes(b"not a database at all")
    (newsroom / "store.sqlite-journal").write_bytes(b"left by a crash")
    assert aletheia("restore", backup, "--replace").code == 0
    assert not (newsroom / "store.sqlite-journal").exists()
    assert aletheia("briefings", "list").code == 0


def test_nothing_is_restored_while_another_process_works_here(
    backup: Path, newsroom: Path, aletheia: Aletheia
) -> None:
    owner = Owner(newsroom / "index")
    assert owner.take()
    try:
        refused = aletheia("restore", backup, "--replace")
    finally:
        owner.release()
    assert refused.code == 5
    assert not list(newsroom.glob("store.sqlite.until-*"))


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    made = backup.with_name("changed.backup")
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = b"0" * 64
        for name, content in held.items():
            archive.writestr(name, content)
    seal(made)
    return made


def other_store(held: dict[str, bytes]) -> None:
    held["store.sqlite"] = held["store.sqlite"].replace(b"harbour", b"harbor ")


def fewer_rows(held: dict[str, bytes]) -> None:
    page = json.loads(held["manifest.json"])
    page["rows"]["articles"] += 1
    held["manifest.json"] = json.dumps(page).encode()


def leads_out(held: dict[str, bytes]) -> None:
    page = json.loads(held["manifest.json"])
    page["files"]["../outside.toml"] = "0" * 64
    held["manifest.json"] = json.dumps(page).encode()
    held["../outside.toml"] = b"x = 1"


def no_first_page(held: dict[str, bytes]) -> None:
    del held["manifest.json"]


def odd_table(held: dict[str, bytes]) -> None:
    page = json.loads(held["manifest.json"])
    page["rows"]['x" UNION SELECT 1 --'] = 1
    held["manifest.json"] = json.dumps(page).encode()


@pytest.mark.parametrize("change", [other_store, fewer_rows, leads_out, no_first_page, odd_table])
def test_what_does_not_hold_is_not_put_in_place(
    backup: Path, newsroom: Path, aletheia: Aletheia, change: Callable[[dict[str, bytes]], None]
) -> None:
    before = (newsroom / "store.sqlite").read_bytes()
    changed = rewritten(backup, change)
    for asked in (["--check"], ["--replace"]):
        refused = aletheia("restore", changed, *asked)
        assert (refused.code, "This backup cannot be used" in refused.sentence) == (2, True)
    assert (newsroom / "store.sqlite").read_bytes() == before
    assert not [path for path in newsroom.parent.rglob(".aletheia-*")]


def test_a_byte_that_changed_anywhere_is_noticed_before_anything_is_put_in_place(
    backup: Path, newsroom: Path, aletheia: Aletheia
) -> None:
    before, whole = (newsroom / "store.sqlite").read_bytes(), backup.read_bytes()
    chance = Random(15)
    of_zip = 10  # the hour of a file, which no sum of ZIP's covers
    for place in (of_zip, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(6))):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        backup.write_bytes(flipped)
        assert aletheia("restore", backup, "--replace").code == 2, place
    for shorter in (whole[:-1], whole[1:], whole + b"0"):
        backup.write_bytes(shorter)
        assert aletheia("restore", backup, "--replace").code == 2
    assert (newsroom / "store.sqlite").read_bytes() == before
    backup.write_bytes(whole)
    assert aletheia("restore", backup, "--replace").code == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\x00" * 1000])
def test_what_is_no_backup_is_said_to_be_none(
    newsroom: Path, aletheia: Aletheia, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "no.backup").write_bytes(content)
    assert aletheia("restore", tmp_path / "no.backup").code == 2


def test_a_file_goes_into_a_database_server_and_back(
    backup: Path,
    server: postgres.Postgres,
    aletheia: Aletheia,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = server.url()
    with Store.open(load_settings().store_url) as store:
        expected = rows_of(store)
    monkeypatch.setenv("ALETHEIA_DATABASE_URL", url)
    monkeypatch.setenv("ALETHEIA_HOME", str(tmp_path / "another"))
    assert aletheia("restore", backup).code == 0
    assert aletheia("restore", backup).code == 2
    with Store.open(url) as store:
        assert rows_of(store) == expected
        store.add_articles([make_article("after")])
    again = aletheia("backup", tmp_path / "again.backup")
    assert (again.code, ": 4 articles, 1 briefings" in again.out) == (0, True)
    monkeypatch.delenv("ALETHEIA_DATABASE_URL")
    assert aletheia("restore", tmp_path / "again.backup").code == 0
    assert "harbour" in aletheia("brief", QUESTION, "--format", "text").out
