"""A home folder that may only be read: a briefing is refused in one sentence, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia, rows, write_rows

# Root may write everywhere; without its capabilities it keeps to the modes of files like anybody else.
NO_RIGHTS = """
import ctypes
libc = ctypes.CDLL(None)
for capability in (1, 2):
    libc.prctl(24, capability, 0, 0, 0)
libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
"""


@pytest.mark.parametrize("command", ["brief", "ingest", "doctor", "briefings"])
def test_a_home_that_may_only_be_read_is_said_in_a_sentence_and_left_as_it_is(
    process: Aletheia, newsroom: Path, tmp_path: Path, command: str
) -> None:
    path = write_rows(tmp_path / "more.jsonl", [{**rows()[0], "url": "https://news.example/more"}])
    commands: dict[str, list[object]] = {
        "brief": ["brief", "What happened at the harbour of Port Marren?"],
        "ingest": ["ingest", path],
        "doctor": ["doctor"],
        "briefings": ["briefings", "list"],
    }
    everything = [newsroom, *newsroom.rglob("*")]
    before = {file: file.read_bytes() for file in everything if file.is_file()}
    modes = {one: one.stat().st_mode for one in everything}
    for one in everything:
        one.chmod(0o500 if one.is_dir() else 0o400)
    try:
        ended = process(*commands[command], prelude=NO_RIGHTS)
    finally:
        for one, mode in modes.items():
            one.chmod(mode)
    assert ended.code == (0 if command == "briefings" else 2)
    if command != "briefings":
        assert "Permission denied" in ended.out + ended.sentence
    assert len(ended.err.splitlines()) <= 1
    assert {file: file.read_bytes() for file in newsroom.rglob("*") if file.is_file()} == before
