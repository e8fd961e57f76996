"""How grouping is scored."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evals.stories import figures, scored, stories

RIGHT = [("a", "1"), ("a", "1"), ("b", "2"), ("b", "2")]


def test_a_perfect_grouping_scores_one() -> None:
    assert set(figures(scored(RIGHT)).values()) == {1.0}


def test_everything_in_one_cluster_has_all_recall_and_little_precision() -> None:
    told = figures(scored([(story, "1") for story, _ in RIGHT]))
    assert told["b_cubed_r"] == 1.0
    assert told["b_cubed_p"] == 0.5
    assert told["pair_f"] == pytest.approx(2 * (2 / 6) / (2 / 6 + 1))
    assert told["clusters_per_story"] == 0.5


def test_everything_alone_has_all_precision_and_no_pair() -> None:
    told = figures(scored([(story, str(n)) for n, (story, _) in enumerate(RIGHT)]))
    assert (told["b_cubed_p"], told["b_cubed_r"], told["pair_f"]) == (1.0, 0.5, 0.0)
    assert told["clusters_per_story"] == 2.0


def test_without_a_folder_or_without_streams_in_it_nothing_is_measured(tmp_path: Path) -> None:
    assert stories(None) is None
    assert stories(tmp_path) is None


def test_a_stream_is_grouped_as_a_whole_and_scored_where_the_story_is_known(tmp_path: Path) -> None:
    ferry = "Lifeboats took 212 passengers off the Norlinje ferry on the reef near Skarnholm."
    comet = "The comet is brightest before dawn, says the observatory of Tarn."
    rows: list[dict[str, str | None]] = [
        {"title": "Ferry on reef off Skarnholm", "text": ferry, "story": "s1"},
        {"title": "Comet over Tarn", "text": comet, "story": "s2"},
        {"title": "Skarnholm ferry on reef", "text": ferry, "story": "s1"},
        {"title": "Comet seen from Tarn", "text": comet, "story": None},
    ]
    full = [
        {**row, "id": f"i{n}", "published": f"2026-03-0{n + 1}", "outlet": None, "lang": "en"}
        for n, row in enumerate(rows)
    ]
    (tmp_path / "stories").mkdir()
    packed = gzip.compress("\n".join(map(json.dumps, full)).encode())
    (tmp_path / "stories" / "mmds_sg.jsonl.gz").write_bytes(packed)
    told = stories(tmp_path)
    assert told is not None
    assert told.n == 3
    assert told.metrics["mmds_sg.pair_f"] == 1.0
    assert told.metrics["mmds_sg.clusters_per_story"] == 1.0
    assert "mmds_sg.b_cubed_f" in told.intervals
