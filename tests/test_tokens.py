"""Tokens are counted by a table that is there, else by an upper bound; nothing is ever downloaded."""

from __future__ import annotations

import base64
import hashlib
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import tiktoken
import tiktoken.registry

from agent.tokens import FOLDER, TABLES, Counter, Table, make_counter, table_of, upper_bound

SPECIAL = "<|endoftext|> and <|fim_prefix|>"


def tiny() -> tiktoken.Encoding:
    """Return a table of our own: single bytes, and one pair."""
    ranks = {bytes([byte]): byte for byte in range(256)} | {b"ab": 256}
    return tiktoken.Encoding(
        "tiny", pat_str=r"\S+|\s+", mergeable_ranks=ranks, special_tokens={"<|endoftext|>": 257}
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


@pytest.fixture
def lying_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a small table of ours lie in the folder in the place of the real one, as tiktoken writes them."""
    lines = [
        base64.b64encode(token) + b" %d" % rank
        for token, rank in [*((bytes([b]), b) for b in range(256)), (b"ab", 256)]
    ]
    content = b"\n".join(lines)
    table = Table(TABLES["o200k_base"].file, hashlib.sha256(content).hexdigest())
    (folder / table.file).write_bytes(content)
    monkeypatch.setitem(TABLES, "o200k_base", table)
    monkeypatch.setitem(tiktoken.registry.ENCODINGS, "o200k_base", tiny())
    return folder / table.file


def test_our_names_and_sums_of_the_tables_are_those_of_tiktoken() -> None:
    openai_public = importlib.import_module("tiktoken_ext.openai_public")
    for name, table in TABLES.items():
        source = inspect.getsource(getattr(openai_public, name))
        address = source.split('"')[1]
        assert address.endswith(f"{name}.tiktoken")
        assert hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest() == table.file
        assert table.sha256 in source


def test_with_a_table_tokens_are_counted() -> None:
    assert Counter(tiny()).count("abab c") == (4, False)
    assert Counter(tiny()).table == "tiny"


def test_without_one_three_bytes_are_a_token_and_it_is_said() -> None:
    assert Counter().count("abab c") == (2, True)
    assert Counter().count("abab cd") == (3, True)
    assert Counter().count("") == (0, True)
    assert upper_bound("é") == 1
    assert upper_bound("\u4e2d\u6587") == 2
    assert Counter().table == ""


@pytest.mark.parametrize("counter", [Counter(), Counter(tiny())])
@pytest.mark.parametrize("text", [SPECIAL, "\ud800", "\x00", "a" * 50_000])
def test_no_text_is_too_odd_to_be_counted(counter: Counter, text: str) -> None:
    assert counter.count(text).tokens > 0


def test_a_table_that_lies_there_is_used(lying_there: Path) -> None:
    counter = make_counter("gpt-4o-mini")
    assert counter.count("abab c") == (4, False)


def test_a_model_whose_table_nobody_knows_is_estimated(lying_there: Path) -> None:
    assert make_counter("llama3.2:3b").count("abab c").estimated
    assert table_of("llama3.2:3b") is None
    assert table_of("gpt-oss-20b") is None
    assert (table_of("gpt-5-mini"), table_of("text-embedding-3-small")) == ("o200k_base", "cl100k_base")


def test_a_folder_that_is_empty_missing_or_not_named_gives_an_estimate(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_counter("gpt-4o").table == ""
    monkeypatch.setenv(FOLDER, str(folder / "none"))
    assert make_counter("gpt-4o").table == ""
    monkeypatch.setenv(FOLDER, "")
    assert make_counter("gpt-4o").table == ""
    monkeypatch.delenv(FOLDER)
    assert make_counter("gpt-4o").table == ""
    assert list(folder.iterdir()) == []


def test_a_table_that_is_damaged_is_neither_used_nor_deleted(lying_there: Path) -> None:
    """tiktoken itself deletes such a file and fetches another."""
    lying_there.write_bytes(lying_there.read_bytes()[:-1])
    assert make_counter("gpt-4o").table == ""
    assert lying_there.exists()


def test_a_large_table_is_summed_once(lying_there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_counter("gpt-4o")
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read again"))
    assert make_counter("gpt-4o").table == "tiny"


def test_counting_by_the_bound_does_not_load_tiktoken() -> None:
    code = "import sys, agent.tokens as t; t.Counter().count('a'); sys.exit('tiktoken' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
