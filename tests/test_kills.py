"""An ingest that is killed loses nothing that was acknowledged, and doubles nothing.

Fifty random moments: `python -m benchmarks.kills`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.kills import Survived, rows, survive


@pytest.mark.parametrize(
    ("step", "acknowledged"),
    [("Store.add_articles:after:2", 20), ("Vectors.add:after:2", 80), ("Folder.leave:before:2", 80)],
)
def test_a_killed_ingest_loses_and_doubles_nothing(tmp_path: Path, step: str, acknowledged: int) -> None:
    """The first ends between the commit and its acknowledgement, which never comes."""
    source = rows(tmp_path / "rows.jsonl", 80)
    survived = survive(tmp_path / "home", source, None, step)
    assert survived == Survived(acknowledged, lost=0, doubled=0, missing=0, whole=True)
