"""Whatever is wrong, a command ends with one plain sentence and an exit code, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from agent.commands import opening
from agent.store import Store
from tests.cli.conftest import STORIES, Aletheia, rows, write_rows

QUESTION = "What happened at the harbour of Port Marren?"


# --- the library ---------------------------------------------------------------------------------------


def test_an_empty_library_is_refused_with_what_to_do(aletheia: Aletheia, tmp_path: Path) -> None:
    ended = aletheia("brief", QUESTION, "--home", tmp_path / "never" / "made")
    assert (ended.code, ended.out) == (4, "")
    assert ended.sentence == "The library is empty. Add articles with `aletheia ingest PATH`.\n"
    text = tmp_path / "text.txt"
    text.write_text("The harbour of Port Marren was closed.")
    assert aletheia("check", text).code == 4


def test_a_question_about_something_else_shows_the_nearest_passages(
    aletheia: Aletheia, newsroom: Path
) -> None:
    ended = aletheia("brief", "Which violins did the orchestra of Vantaa borrow?")
    assert (ended.code, ended.out) == (4, "")
    assert "Nothing in the library answers this" in ended.sentence
    assert "Coastal Wire, 2026-02-03: Fish prices rise after harbour closure" in ended.err
    assert "Fish prices in Port Marren rose by 8 percent" in ended.err


def test_an_empty_window_says_from_when_the_articles_are(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("brief", QUESTION, "--since", "2020-01-01", "--until", "2020-02-01")
    assert (ended.code, ended.out) == (4, "")
    assert "nothing was published in that window" in ended.sentence
    assert "from 2026-02-01 to 2026-02-03" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_moment_before_all_articles_is_an_empty_window_too(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("brief", QUESTION, "--as-of", "2019-01-01")
    assert ended.code == 4
    assert "nothing was published in that window" in ended.sentence


# --- what was typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["brief", " "], "question (it is empty)"),
        (["brief", "x", "--since", "soon"], "--since (“soon” is no day)"),
        (["brief", "x", "--since", "2026-02-30"], "--since (“2026-02-30” is no day)"),
        (["brief", "x", "--until", "9999-12-31"], "--until (“9999-12-31” is no day)"),
        (["brief", "x", "--as-of", "now"], "--as-of (“now” is no date)"),
        (["brief", "x", "--since", "2026-02-02", "--until", "2026-02-01"], "Swap the two days"),
        (["brief", "x", "--profile", "nope"], "No profile of that name: nope (known: answer, situation)"),
        (["brief", "x", "--profile", "../../etc/passwd"], "No profile of that name"),
        (["brief", "x", "--format", "pdf"], "'md', 'html', 'json', 'text'"),
        (["brief", "x", "--out", "/no/such/folder/b.md"], "there is no folder /no/such/folder"),
        (["brief"], "Missing argument"),
        (["brief", "x", "--frobnicate"], "See `aletheia brief --help`"),
        (["brif"], "See `aletheia --help`"),
        (["ingest"], "Missing argument"),
        (["ingest", "no-such-path"], "path no-such-path (there is no such file or folder)"),
        (["check"], "no file was named"),
        (["check", "no-such-file"], "No such file"),
        (["check", "."], "Is a directory"),
        (["check", "a", "--claims", "b"], "bring their own passages"),
        (["check", "--claims", "no-such-file"], "No such file"),
        (["check", "README.md", "--against", "no-such-path"], "there is no such file or folder"),
        (["schema", "poem"], "known: briefing, check, pack, search"),
        (["eval", "nope"], "known: gold"),
        (["eval", "gold", "--data", "/no/such/folder"], "there is no such folder"),
        (["briefings", "show", "nope"], "briefing nope"),
        (["briefings", "delete", "nope"], "briefing nope"),
        (["article", "delete", "nope"], "no article has that id or URL"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_cannot_be_carried_out_is_one_sentence_and_exit_2(
    aletheia: Aletheia, arguments: list[str], says: str
) -> None:
    ended = aletheia(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.sentence
    assert len(ended.err.splitlines()) == 1


def test_a_command_without_arguments_shows_its_help_beside_the_product(aletheia: Aletheia) -> None:
    ended = aletheia()
    assert (ended.code, ended.out) == (2, "")
    assert "Commands:" in ended.sentence


def test_control_characters_of_an_argument_do_not_reach_the_terminal(
    aletheia: Aletheia, newsroom: Path
) -> None:
    for arguments in (
        ["brief", "x", "--profile", "\x1b[31mred"],
        ["briefings", "show", "\x1b]0;title\x07"],
        ["ingest", "\x1b[2Jnone"],
        ["brief", "\x1b[2J violins of the orchestra of Vantaa"],
        ["\x1b[31m"],
    ):
        ended = aletheia(*arguments)
        assert ended.code in (2, 4)
        assert "\x1b" not in ended.err
        assert "\x07" not in ended.err


def test_a_text_that_is_not_utf_8_is_named(aletheia: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Die Häfen sind geschlossen.".encode("latin-1"))
    ended = aletheia("check", file)
    assert (ended.code, ended.out) == (2, "")
    assert "latin.txt (it is not UTF-8 text)" in ended.sentence
    rows_ = aletheia("check", "--claims", file)
    assert (rows_.code, rows_.out) == (3, "")
    assert "latin.txt, row 1: it is not UTF-8 text" in rows_.sentence


def test_a_text_without_sentences_is_never_a_pass(aletheia: Aletheia, tmp_path: Path, newsroom: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("")
    ended = aletheia("check", file)
    assert (ended.code, ended.out) == (2, "")
    assert "it holds no sentence" in ended.sentence


# --- the configuration ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"timezone = ", "it is not TOML"),
        (b"\xff\xfe", "it is not UTF-8 text"),
        (b'colour = "red"', "key colour"),
        (b'timezone = "Mars/Olympus"', "Mars/Olympus"),
        (b"max_article_chars = 1", "key max_article_chars"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_named(
    aletheia: Aletheia, home: Path, content: bytes, says: str
) -> None:
    home.mkdir()
    (home / "aletheia.toml").write_bytes(content)
    ended = aletheia("brief", QUESTION)
    assert (ended.code, ended.out) == (2, "")
    assert "aletheia.toml" in ended.sentence
    assert says in ended.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no front matter at all", "name"),
        ("---\nname: [\n---\n", "profile mine"),
        ("---\nname: mine\nlanguage: en\nmax_words: many\nsections: []\n---\n", "max_words"),
        (
            "---\nname: mine\nlanguage: en\nmax_words: 9\nsections:\n"
            + 2 * "  - {key: a, heading: null, asks: b, kinds: [reported], min: 0, max: 1}\n"
            + "---\n",
            "two sections have the same key",
        ),
    ],
    ids=["nothing", "no YAML", "wrong type", "twice"],
)
def test_a_broken_profile_is_named_with_what_is_wrong(
    aletheia: Aletheia, newsroom: Path, content: str, says: str
) -> None:
    (newsroom / "profiles").mkdir()
    (newsroom / "profiles" / "mine.md").write_text(content)
    ended = aletheia("brief", QUESTION, "--profile", "mine")
    assert (ended.code, ended.out) == (2, "")
    assert "profile mine" in ended.sentence
    assert says in ended.err


def test_a_home_that_is_a_file_is_refused(aletheia: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for command in (["brief", QUESTION], ["briefings", "list"], ["doctor"]):
        ended = aletheia(*command, "--home", file)
        assert ended.code == 2, command
        assert str(file) in ended.sentence + ended.out


# --- the store and the index ---------------------------------------------------------------------------


def test_a_damaged_store_is_refused_and_left_as_it_is(aletheia: Aletheia, newsroom: Path) -> None:
    content = bytearray((newsroom / "store.sqlite").read_bytes())
    content[200:9000] = b"\x55" * 8800
    (newsroom / "store.sqlite").write_bytes(content)
    for command in (["brief", QUESTION], ["briefings", "list"], ["index", "rebuild"]):
        ended = aletheia(*command)
        assert (ended.code, ended.out) == (2, ""), command
        assert "The store is damaged" in ended.sentence
        assert "Restore it from a backup" in ended.err
    assert (newsroom / "store.sqlite").read_bytes() == bytes(content)


def test_a_damaged_or_missing_index_is_built_again(aletheia: Aletheia, newsroom: Path) -> None:
    before = aletheia("brief", QUESTION, "--as-of", "2026-02-03").out
    for meta in newsroom.glob("index/words.*/meta.json"):
        meta.write_text("{")
    assert aletheia("brief", QUESTION, "--as-of", "2026-02-03").out[:400] == before[:400]
    shutil.rmtree(newsroom / "index")
    assert aletheia("brief", QUESTION, "--as-of", "2026-02-03").out[:400] == before[:400]


def test_while_another_process_owns_the_index_a_briefing_searches_words_and_says_so(
    aletheia: Aletheia, newsroom: Path
) -> None:
    with FileLock(newsroom / "index" / "lock"):
        ended = aletheia("brief", QUESTION, "--format", "json")
        assert ended.code == 0
        assert "only words were searched" in ended.err
        assert "only words were searched" in json.loads(ended.out)["notes"][0]
    assert json.loads(aletheia("brief", QUESTION, "--format", "json").out)["notes"] == []


@pytest.mark.parametrize("command", ["ingest", "delete", "rebuild"])
def test_what_must_write_waits_for_nobody_and_leaves_the_store_alone(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path, command: str
) -> None:
    more = write_rows(tmp_path / "more.jsonl", [{**rows()[0], "url": "https://news.example/more"}])
    commands: dict[str, list[object]] = {
        "ingest": ["ingest", more],
        "delete": ["article", "delete", "r1"],
        "rebuild": ["index", "rebuild"],
    }
    with FileLock(newsroom / "index" / "lock"):
        ended = aletheia(*commands[command])
    assert (ended.code, ended.out) == (5, "")
    assert "in use by another process" in ended.sentence
    with Store.open(f"sqlite:///{newsroom}/store.sqlite") as store:
        assert store.counts().articles == len(STORIES)


def test_an_unwritable_index_on_a_full_disk_is_told_as_a_full_disk(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.errors import IndexDamaged
    from agent.retrieve.library import Library

    def fails(*_: object) -> None:
        raise IndexDamaged("vectors", "Error in compaction")

    monkeypatch.setattr(Library, "rebuild", fails)
    assert "The index is damaged" in aletheia("index", "rebuild").sentence
    monkeypatch.setattr(opening.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))  # type: ignore[attr-defined]
    ended = aletheia("index", "rebuild")
    assert ended.code == 2
    assert "No space left on the disk" in ended.sentence
