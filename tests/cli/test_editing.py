"""`aletheia edit`: a person changes a sentence, and the program holds it to its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia
from tests.cli.test_commands import QUESTION


@pytest.fixture
def name(aletheia: Aletheia, newsroom: Path) -> str:
    """Return the id of a briefing that is kept."""
    assert aletheia("brief", QUESTION).code == 0
    return aletheia("briefings", "list").out.split()[0]


def test_an_edit_that_holds_is_printed_with_its_mark_and_its_pack_is_true(
    aletheia: Aletheia, name: str, tmp_path: Path
) -> None:
    listed = aletheia("edit", name).out.splitlines()
    number, text = next(
        (line.split(":")[0].split()[1], line.split(": ", 1)[1])
        for line in listed
        if line.startswith("sentence") and "12 ships" in line
    )
    assert any(line.startswith("passage 1, ") for line in listed)
    wrong = aletheia("edit", name, number, text.replace("12", "21"))
    assert wrong.code == 1
    assert "Nothing was changed" in wrong.sentence
    assert "12" in wrong.sentence
    ended = aletheia("edit", name, number, text.replace("At least 12", "At least twelve"))
    assert (ended.code, ended.out) == (0, ""), ended.err
    assert "Version 2" in ended.sentence
    shown = aletheia("briefings", "show", name).out
    assert "This is version 2: the person at the machine edited 1 sentence." in shown
    assert "edited, " in shown
    file = tmp_path / "pack.json"
    assert aletheia("pack", name, "--out", file).code == 0
    proof = aletheia("verify", file)
    assert proof.code == 0
    assert f"Sentence {number} was edited by the person at the machine" in proof.out


def test_a_sentence_is_taken_out(aletheia: Aletheia, name: str) -> None:
    first = aletheia("edit", name).out.splitlines()[0].split(": ", 1)[1]
    assert aletheia("edit", name, 1, "--delete").code == 0
    assert first not in aletheia("edit", name).out.split("passage 1,")[0]


@pytest.mark.parametrize(
    "typed", [("1",), ("1", "A text.", "--delete"), ("99", "A text."), ("1", "x" * 1001), ("1", "")]
)
def test_what_is_no_edit_is_told_plainly(aletheia: Aletheia, name: str, typed: tuple[str, ...]) -> None:
    ended = aletheia("edit", name, *typed)
    assert ended.code == 2
    assert ended.sentence


def test_a_file_for_word_processors_is_written_and_never_printed(
    aletheia: Aletheia, name: str, tmp_path: Path
) -> None:
    file = tmp_path / "briefing.docx"
    assert aletheia("briefings", "show", name, "--format", "docx", "--out", file).code == 0
    assert file.read_bytes().startswith(b"PK")
    refused = aletheia("brief", QUESTION, "--format", "docx")
    assert (refused.code, refused.out) == (2, "")
    assert "--out" in refused.sentence
