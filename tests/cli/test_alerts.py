"""The commands on alerts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agent.settings import load_settings
from agent.store import Store
from tests.cli.conftest import Aletheia, rows, write_rows
from tests.digests.test_pinning import briefing


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


def test_a_figure_of_a_briefing_is_ordered_by_its_value(
    aletheia: Aletheia, home: Path, tmp_path: Path, socket_enabled: Any
) -> None:
    with Store.open(load_settings(home).store_url) as store:
        store.save_briefing(briefing())
    to = ("--briefing", briefing().id, "--folder", tmp_path / "out")
    done = aletheia("alert", "add", "Dead", "--figure", "126", *to)
    assert "another figure than at least 126 people killed by strikes" in done.out
    assert "Due when it happens" in aletheia("alert", "list").out
    refused = aletheia("alert", "add", "None", "--figure", "99", *to)
    assert (refused.code, "no such figure" in refused.sentence) == (2, True)
    assert aletheia("alert", "add", "None", "--spike", "a", *to).code == 2
