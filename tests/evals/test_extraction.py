"""Pages are scored as the benchmark does: runs of words, segments, and what is known of each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals import gate
from evals.extraction import Read, extraction, figures, score

PAGE = (
    '<html lang="en"><head><title>Ferry stops | Quay Post</title></head><body><nav>Home</nav><article>'
    "<h1>Ferry stops</h1><p>By Ana Ruiz</p><p>2 February 2026</p><p>The harbour office said on "
    "Monday that the ferry to Ostra stops for a week. Some 1,200 commuters use it on a working day, "
    "as the office counted."
    "</p></article></body></html>"
)


def row(**more: Any) -> dict[str, Any]:
    known = {"id": "p1", "set": "x", "url": "https://quay.example/a", "html": PAGE, "encoding": "utf-8"}
    unknown = {"body": None, "title": None, "author": None, "date": None, "with": None, "without": None}
    return known | unknown | more


def test_runs_of_four_words_are_counted_as_often_as_they_occur() -> None:
    page = score(row(body="a b c d e a b c d"), Read(body="a b c d e x"))
    assert (page.precision, page.recall) == (2 / 3, 2 / 6)
    assert figures([page])["body.f1"] == pytest.approx(4 / 9)


def test_a_page_of_which_nothing_was_read_is_no_success() -> None:
    page = score(row(body="a b c d", title="T", author="A", date="2026-02-02"), Read())
    assert (page.precision, page.recall, page.title, page.author, page.date) == (0, 0, False, False, False)


def test_segments_that_must_not_be_there_count_against_it() -> None:
    page = score(
        row(**{"with": ["one two", "three"], "without": ["four", "five"]}), Read(body="one  two four")
    )
    assert (page.hits, page.lost, page.noise) == (1, 1, 1)
    assert figures([page]) == {"segments.f1": 0.5}


def test_titles_and_authors_are_compared_without_case_and_marks() -> None:
    page = score(row(title="Ferry stops!", author="ANA RUIZ"), Read(title="ferry  stops", author="Ana Ruiz"))
    assert (page.title, page.author, page.date) == (True, True, None)


def test_a_folder_is_measured_beside_trafilatura_alone(tmp_path: Path) -> None:
    (tmp_path / "extraction").mkdir()
    known = row(
        body="The harbour office said", title="Ferry stops", date="2026-02-02", author="Somebody Else"
    )
    file = tmp_path / "extraction" / "pages.jsonl.gz"
    file.write_bytes(gzip.compress((json.dumps(known, ensure_ascii=False) + "\n").encode()))
    told = extraction(tmp_path)
    assert told is not None
    assert (told.metrics["date"], told.metrics["title"], told.n) == (1.0, 1.0, 1)
    assert "plain.body.f1" in told.metrics
    assert [miss.group for miss in told.misses if miss.group == "author"] == ["author"]
    assert extraction(None) is None


def test_without_its_data_the_suite_is_skipped_and_with_it_held_to_its_floors(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "read_floors", lambda: {"extraction": {"date": {"min": 0.94}}})
    monkeypatch.delenv("ALETHEIA_EVAL_DATA", raising=False)
    assert gate.main() == 0
    assert "SKIPPED" in capsys.readouterr().out
    monkeypatch.setenv("ALETHEIA_EVAL_DATA", str(tmp_path))
    assert gate.main() == 1
