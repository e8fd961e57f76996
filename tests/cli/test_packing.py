"""`aletheia pack` and `aletheia verify`: the evidence of a briefing in one file, checked again elsewhere."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from agent.packing.canonical import digests_of, fingerprint_of
from agent.types import Pack
from tests.cli.conftest import ROOT, Aletheia, rows, write_rows
from tests.cli.test_commands import QUESTION


@pytest.fixture
def name(aletheia: Aletheia, newsroom: Path) -> str:
    """Return the id of a briefing that is kept."""
    assert aletheia("brief", QUESTION).code == 0
    return aletheia("briefings", "list").out.split()[0]


@pytest.fixture
def pack(aletheia: Aletheia, name: str, tmp_path: Path) -> Path:
    file = tmp_path / "pack.json"
    ended = aletheia("pack", name, "--out", file)
    assert (ended.code, ended.out) == (0, "")
    return file


def fingerprint(pack: Path) -> str:
    return str(json.loads(pack.read_text())["fingerprint"])


def changed(pack: Path, old: str, new: str) -> Path:
    """Return the pack with a text replaced in it everywhere and every digest made anew."""
    value = json.loads(pack.read_text().replace(old, new))
    value["digests"] = digests_of(value)
    value["fingerprint"] = fingerprint_of(value)
    file = pack.with_name("changed.json")
    file.write_text(json.dumps(value))
    return file


def test_a_pack_is_checked_again_where_there_is_neither_store_nor_index(
    aletheia: Aletheia, pack: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    ended = aletheia("verify", pack, "--home", elsewhere)
    assert (ended.code, ended.err) == (0, "")
    assert "\nTRUE: " in ended.out
    assert f"Fingerprint {fingerprint(pack)}" in ended.out
    assert not elsewhere.exists()


def test_the_same_briefing_gives_the_same_file_and_tells_its_fingerprint(
    aletheia: Aletheia, name: str, pack: Path
) -> None:
    again = aletheia("pack", name)
    assert again.out == pack.read_text()
    assert f"Fingerprint {fingerprint(pack)};" in again.err


def test_a_changed_pack_is_named_with_what_and_why(aletheia: Aletheia, pack: Path) -> None:
    pack.write_text(pack.read_text().replace("At least 12 ships", "At least 75 ships", 1))
    ended = aletheia("verify", pack)
    assert (ended.code, ended.err) == (1, "")
    assert "✗ digest of briefing: it is not that of what stands there." in ended.out
    assert ended.out.endswith("NOT TRUE: this pack was changed, or never held. Do not rely on it.\n")


def test_a_pack_is_held_to_the_fingerprint_that_was_published(aletheia: Aletheia, pack: Path) -> None:
    ended = aletheia("verify", pack, "--fingerprint", fingerprint(pack))
    assert (ended.code, ended.err) == (0, "")
    assert "the one that was given" in ended.out
    ended = aletheia("verify", pack, "--fingerprint", "0" * 64)
    assert ended.code == 1
    assert "this is another pack" in ended.out
    assert aletheia("verify", pack, "--fingerprint", "12ab").code == 2


def test_a_forgery_that_agrees_with_itself_is_told_by_the_articles(
    aletheia: Aletheia, pack: Path, tmp_path: Path
) -> None:
    forged = changed(pack, "12 ships", "75 ships")
    assert aletheia("verify", forged).code in (0, 1)
    articles = write_rows(tmp_path / "rows.jsonl", rows())
    assert aletheia("verify", pack, "--against", articles).code == 0
    assert aletheia("verify", pack, "--library").code == 0
    renamed = changed(pack, "The Harbour Post", "The Times")
    assert aletheia("verify", renamed).code == 0
    for where in (["--library"], ["--against", articles]):
        ended = aletheia("verify", renamed, *where)
        assert ended.code == 1
        assert "publisher is The Times here and The Harbour Post there" in ended.out


def test_articles_that_are_not_there_cannot_be_compared_and_are_counted(
    aletheia: Aletheia, pack: Path, tmp_path: Path
) -> None:
    other = write_rows(tmp_path / "rows.jsonl", [{**rows()[0], "text": "Another text altogether."}])
    ended = aletheia("verify", pack, "--against", other)
    assert ended.code == 3
    assert "of its articles are not there in the same version" in ended.sentence
    assert aletheia("verify", pack, "--against", tmp_path / "nowhere").code == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff", b"{", b"[" * 50_000, b'{"kind": "pack", "kind": "pack"}', b'{"kind": NaN}'],
    ids=["nothing", "bytes", "half", "deep", "twice", "nan"],
)
def test_what_is_not_json_is_one_sentence(aletheia: Aletheia, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pack.json"
    file.write_bytes(content)
    ended = aletheia("verify", file)
    assert (ended.code, ended.out) == (2, "")
    assert "pack.json" in ended.sentence


@pytest.mark.parametrize("content", ["[]", "{}", '{"kind": "pack", "briefing": "\\u001b[2J"}'])
def test_what_is_no_pack_is_not_true(aletheia: Aletheia, tmp_path: Path, content: str) -> None:
    file = tmp_path / "pack.json"
    file.write_text(content)
    ended = aletheia("verify", file)
    assert (ended.code, ended.err) == (1, "")
    assert "NOT TRUE" in ended.out
    assert "\x1b" not in ended.out


def test_a_briefing_whose_article_is_gone_or_was_changed_in_the_store_is_not_packed(
    aletheia: Aletheia, newsroom: Path, name: str
) -> None:
    with sqlite3.connect(newsroom / "store.sqlite") as store:
        store.execute("UPDATE article_versions SET text = replace(text, '12 ships', '75 ships')")
    ended = aletheia("pack", name)
    assert (ended.code, ended.out) == (2, "")
    assert "This briefing cannot be packed" in ended.sentence
    assert "the words at that place are not" in ended.sentence
    for number in (1, 2, 3):
        aletheia("article", "delete", f"r{number}")
    ended = aletheia("pack", name)
    assert (ended.code, ended.out) == (2, "")
    assert "is not in the library in that version" in ended.sentence
    assert aletheia("pack", "no-such-briefing").code == 2


def test_without_its_profile_a_pack_holds_but_for_headings_and_order(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path
) -> None:
    shipped = (ROOT / "prompts" / "profiles" / "situation.md").read_text("utf-8")
    own = newsroom / "profiles" / "mine.md"
    own.parent.mkdir()
    own.write_text(shipped.replace("name: situation", "name: mine"))
    assert aletheia("brief", QUESTION, "--profile", "mine").code == 0
    own.unlink()
    made = aletheia("briefings", "list").out.split()[0]
    ended = aletheia("pack", made, "--out", tmp_path / "pack.json")
    assert ended.code == 0
    assert "`verify` will say, and end with 3: profile: its sections are not in the pack" in ended.err
    ended = aletheia("verify", tmp_path / "pack.json")
    assert ended.code == 3
    assert "? profile: its sections are not in the pack" in ended.out
    assert "TRUE BUT FOR" in ended.out


def test_the_schema_of_a_pack_is_printed(aletheia: Aletheia, pack: Path) -> None:
    schema = json.loads(aletheia("schema", "pack").out)
    assert set(json.loads(pack.read_text())) == set(schema["properties"])
    assert Pack.model_validate_json(pack.read_text())


# --- the page about packs ------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "packs.md").read_text("utf-8")


def test_the_commands_and_the_lines_of_python_of_the_page_run(
    aletheia: Aletheia,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (commands,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for command in commands.splitlines():
        words = re.sub(r"\d{8}-\d{6}-[0-9a-f]{6}", name, command).split()[1:]
        assert aletheia(*words).code == 0
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "example", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out == "True\n"


def test_a_program_reads_what_came_of_checking_a_pack(aletheia: Aletheia, pack: Path) -> None:
    good = aletheia("verify", pack, "--json")
    told = json.loads(good.out)
    assert (good.code, told["true"], told["doubts"]) == (0, True, [])
    assert told["fingerprint"] == fingerprint(pack)
    pack.write_text(pack.read_text().replace("At least 12 ships", "At least 75 ships", 1))
    bad = aletheia("verify", pack, "--json")
    told = json.loads(bad.out)
    assert (bad.code, told["true"]) == (1, False)
    assert all(doubt["where"] and doubt["why"] for doubt in told["doubts"])
