"""The benchmark that damages an index sees what is served."""

from __future__ import annotations

from pathlib import Path

from agent.retrieve.library import Library
from benchmarks.damages import read
from tests.retrieve.fakes import HashEmbedder
from tests.retrieve.test_damage import COUNT, DAMAGES, shelf


def test_an_index_in_good_order_is_served_whole_and_a_damaged_one_is_built_again(tmp_path: Path) -> None:
    with Library(tmp_path, HashEmbedder(), shelf()) as library:
        library.sync()
    assert read(tmp_path) == (COUNT, True, 0, "")
    DAMAGES["vectors cut"](tmp_path)
    assert read(tmp_path) == (COUNT, True, COUNT, "")
