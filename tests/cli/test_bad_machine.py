"""A full disk, an interruption, a closed pipe, a fault of ours: one sentence each, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia, rows, write_rows

QUESTION = "What happened at the harbour of Port Marren?"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


@pytest.mark.parametrize("size", [2_000, 60_000])
def test_a_full_disk_ends_with_a_sentence_and_the_next_run_finishes(
    process: Aletheia, home: Path, tmp_path: Path, size: int
) -> None:
    many = [{**rows()[0], "url": f"https://news.example/{n}", "text": f"No. {n}. " * 500} for n in range(40)]
    path = write_rows(tmp_path / "many.jsonl", many)
    ended = process("ingest", path, prelude=LIMITED.replace("{0}", str(size)))
    assert (ended.code, ended.out) == (2, "")
    assert "No space left on the disk" in ended.sentence
    assert len(ended.err.splitlines()) == 1
    again = process("ingest", path)
    assert again.code == 0, again.err
    assert again.out.startswith("40 added")


def test_an_interrupted_command_says_so_in_one_line_and_keeps_what_was_finished(
    process: Aletheia, home: Path, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "rows.jsonl", rows())
    prelude = """
import os, signal, threading
from agent.retrieve.index import Index

# A shell hands its background jobs an ignored SIGINT, which Python then leaves ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

def hangs(*_):
    os.kill(os.getpid(), signal.SIGINT)  # another thread may take it: wait until it has reached this one
    threading.Event().wait(60)

Index._catch_up = hangs
"""
    ended = process("ingest", path, prelude=prelude)
    assert (ended.code, ended.out) == (130, "")
    assert ended.sentence == "Interrupted; what was finished is kept.\n"
    assert process("ingest", path).code == 0


def test_a_reader_that_stops_reading_is_no_error(process: Aletheia, newsroom: Path) -> None:
    import os

    read, write = os.pipe()
    os.close(read)
    for command in (["brief", QUESTION], ["doctor"], ["--help"], ["schema", "briefing"]):
        ended = process(*command, stdout=write)
        assert (ended.code, ended.err) == (0, ""), command
    os.close(write)


def test_a_full_disk_behind_stdout_is_told(process: Aletheia, newsroom: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = process("brief", QUESTION, stdout=full.fileno())
    assert ended.code == 2
    assert ended.sentence.startswith("No space left on the disk: standard output")


def test_a_fault_of_the_program_is_one_sentence_that_can_be_reported(
    aletheia: Aletheia, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent import doctor

    monkeypatch.setattr(doctor, "look", lambda _: 1 / 0)
    ended = aletheia("doctor")
    assert ended.code == 70
    assert "a fault of aletheia itself (ZeroDivisionError at test_bad_machine.py" in ended.sentence
    assert len(ended.err.splitlines()) == 1
