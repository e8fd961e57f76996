"""The commands on alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import Aletheia, rows, write_rows


def test_from_the_command_line_to_the_folder(
    aletheia: Aletheia, home: Path, tmp_path: Path, socket_enabled: Any
) -> None:
    assert aletheia("ingest", write_rows(tmp_path / "rows.jsonl", rows())).code == 0
    out, asked = tmp_path / "out", "How many ships were waiting outside Port Marren?"
    add = aletheia("alert", "add", "Ships", "--figure", asked, "--folder", out, "--cool-down", "1")
    assert (add.code, "Due when it happens" in add.out) == (0, True)
    assert aletheia("alert", "add", "Burst", "--spike", "harbour", "--folder", out).code == 0
    assert aletheia("alert", "add", "Both", "--spike", "a", "--figure", "b", "--folder", out).code == 2
    assert aletheia("alert", "list").out.count("\n") == 2
    assert aletheia("digest", "run").code == 0
    assert not out.exists()
    assert "nothing happened" in aletheia("alert", "check", "Ships").out
    assert aletheia("alert", "history", "Burst").code == 0
