"""A toll that is raised and then taken back: every reading of the page counts, whatever it said before."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Aletheia, rows, write_rows


def story(toll: int, day: int) -> dict[str, str]:
    text = (
        f"The ferry Alba sank off Port Marren on 30 January 2026. At least {toll} people were killed on it."
    )
    return {
        **rows()[0],
        "title": "Ferry sinks off Port Marren",
        "published": "2026-01-31T09:00:00Z",
        "modified": f"2026-02-0{day}T09:00:00Z",
        "text": text,
    }


def test_a_toll_that_is_taken_back_is_the_one_that_is_printed(
    aletheia: Aletheia, home: Path, tmp_path: Path
) -> None:
    said = []
    for day, toll in enumerate((12, 13, 12, 12), 1):
        file = write_rows(tmp_path / f"{day}.jsonl", [story(toll, day)])
        said.append(aletheia("ingest", file).out.splitlines()[0].split(";")[0])
    assert said == [
        "1 added, 0 new versions, 0 unchanged, 0 skipped",
        "0 added, 1 new versions, 0 unchanged, 0 skipped",
        "0 added, 1 new versions, 0 unchanged, 0 skipped",
        "0 added, 0 new versions, 1 unchanged, 0 skipped",
    ]
    for moment, toll in ((None, 12), ("2026-02-01", 12), ("2026-02-02", 13), ("2026-02-03", 12)):
        as_of = ["--as-of", moment] if moment else []
        ended = aletheia("brief", "How many people died on the ferry Alba?", "--format", "json", *as_of)
        assert ended.code == 0, ended.err
        told = " ".join(c["text"] for s in json.loads(ended.out)["sections"] for c in s["claims"])
        assert f"At least {toll} people" in told
