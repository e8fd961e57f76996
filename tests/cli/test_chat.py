"""`aletheia chat`: lines from a script, one question, its commands."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Aletheia, Ended

QUESTION = "How many ships were waiting outside the harbour of Port Marren?"


@pytest.fixture
def chat(aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Aletheia:
    """Return the chat with lines on standard input."""

    def run(*lines: object, options: tuple[str, ...] = ()) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return aletheia("chat", *options)

    return run


def test_lines_are_answered_one_after_another(chat: Aletheia) -> None:
    ended = chat(QUESTION, "", "only Marren Daily", "who said that?")
    assert ended.code == 0
    assert ended.out.index(f"> {QUESTION}") < ended.out.index("> only Marren Daily")
    assert "At least 12 ships" in ended.out
    assert "Sentence 1: Marren Daily" in ended.out


def test_one_question_is_answered_once(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("chat", QUESTION)
    assert (ended.code, "12 ships" in ended.out) == (0, True)


def test_one_question_that_nothing_answers_ends_with_4(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("chat", "Who won the chess championship in Reykjavik?")
    assert ended.code == 4
    assert "Nothing in the library answers this." in " ".join(ended.out.split())


def test_a_number_opens_a_source_and_one_that_is_not_there_says_so(chat: Aletheia) -> None:
    ended = chat(QUESTION, "[1]", "9")
    assert "https://news.example/" in ended.out
    assert "[9]" in ended.sentence


def test_sources_are_shown_by_command(chat: Aletheia) -> None:
    assert chat(QUESTION, "/sources 1", "/sources").out.count("Sentence 1: ") >= 2


def test_an_unknown_command_says_so_and_the_talk_goes_on(chat: Aletheia) -> None:
    ended = chat("/dance", QUESTION)
    assert ended.code == 0
    assert "there is no such command" in ended.sentence
    assert "12 ships" in ended.out


@pytest.mark.parametrize("ending", ["md", "html", "json", "txt"])
def test_the_last_answer_is_written_to_a_file(chat: Aletheia, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"answer.{ending}"
    chat(QUESTION, f"/export {file}")
    text = file.read_text("utf-8")
    assert "12 ships" in text
    assert ending != "json" or json.loads(text)["question"] == QUESTION


def test_the_last_answer_is_written_for_word_processors(chat: Aletheia, tmp_path: Path) -> None:
    file = tmp_path / "answer.docx"
    chat(QUESTION, f"/export {file}")
    assert any("12 ships" in one.text for one in Document(str(file)).paragraphs)


def test_a_file_of_another_kind_is_refused(chat: Aletheia, tmp_path: Path) -> None:
    assert "ends in none of" in chat(QUESTION, f"/export {tmp_path / 'answer.exe'}").sentence
    assert "no file is named" in chat(QUESTION, "/export").sentence


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal_but_addresses(
    chat: Aletheia, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    ended = chat(QUESTION, "show the sources", "as a table", "1", "99", "/help", "/dance")
    lines = [line for line in f"{ended.out}\n{ended.err}".splitlines() if not line.startswith("> ")]
    assert [line for line in lines if len(line) > columns and "://" not in line] == []


def test_there_is_nothing_to_export_or_open_before_an_answer(chat: Aletheia, tmp_path: Path) -> None:
    for line in ("1", f"/export {tmp_path / 'answer.md'}"):
        assert "nothing was answered yet" in chat(line).sentence


def test_a_conversation_is_listed_and_gone_on_with(chat: Aletheia, aletheia: Aletheia) -> None:
    chat(QUESTION)
    listed = aletheia("chat", "--list").out
    assert QUESTION in listed
    name = listed.split()[0]
    assert "Sentence 1: " in chat("who said that?", options=("--conversation", name)).out


def test_a_conversation_that_is_not_there_is_not_gone_on_with(chat: Aletheia) -> None:
    ended = chat(QUESTION, options=("--conversation", "feed"))
    assert ended.code != 0
    assert "conversation feed" in ended.sentence


def test_a_turn_that_is_stopped_keeps_nothing(
    chat: Aletheia, aletheia: Aletheia, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("agent.talking.answered", stopped)
    assert "Nothing of it is kept" in chat(QUESTION).err
    assert aletheia("chat", "--list").out == ""
