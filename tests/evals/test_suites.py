"""Suites on outside data, and what `aletheia eval` ends with."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.cli import run
from evals.probes import probes
from evals.readability import stories
from evals.result import SuiteResult
from evals.run import SUITES

PASSAGE = "The council of Orrin voted on Tuesday to close the harbour bridge for 14 weeks."


def probe(claim: str, label: str, kind: str) -> dict[str, object]:
    passage = {"id": "p1", "publisher": "Quay Post", "published": "2026-02-04", "text": PASSAGE}
    return {
        "id": kind,
        "claim": claim,
        "passages": [passage],
        "cites": ["p1"],
        "label": label,
        "class": kind,
    }


TRUE = probe(PASSAGE, "supported", "verbatim")
FALSE = probe(PASSAGE.replace("14", "41"), "refuted", "wrong_figure")


def folder(path: Path, **sets: list[dict[str, object]]) -> Path:
    (path / "probes").mkdir(parents=True)
    for name, rows in sets.items():
        (path / "probes" / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


# --- floors --------------------------------------------------------------------------------------------


def told(**metrics: float) -> SuiteResult:
    return SuiteResult(suite="probes", metrics=metrics, intervals={}, n=1)


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned: Mapping[str, Mapping[str, Mapping[str, float]]] = {
        "probes": {"survival": {"max": 0.1}},
        "gold": {"traps": {"max": 0}},
    }
    monkeypatch.setattr("evals.run.read_floors", lambda: pinned)
    monkeypatch.delenv("ALETHEIA_EVAL_DATA", raising=False)


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_suite_that_misses_a_floor_is_red_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    monkeypatch.setitem(SUITES, "probes", lambda _: told(survival=0.2))
    assert run(["eval", "probes", *form]) == 1
    out, err = capsys.readouterr()
    assert "survival" in out
    assert err == "RED probes: survival is 0.200, must be at most 0.1\n"
    monkeypatch.setitem(SUITES, "probes", lambda _: told(survival=0.1))
    assert run(["eval", "probes", *form]) == 0


@pytest.mark.usefixtures("bounds")
def test_figures_on_outside_data_are_held_to_no_floor(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(SUITES, "probes", lambda _: told(survival=0.2))
    assert run(["eval", "probes", "--data", str(tmp_path)]) == 0
    monkeypatch.setenv("ALETHEIA_EVAL_DATA", str(tmp_path))
    assert run(["eval", "probes"]) == 0


@pytest.mark.usefixtures("bounds")
def test_a_suite_that_measures_the_example_is_held_to_its_floors_whatever_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(SUITES, "gold", lambda _: told(traps=1.0))
    assert run(["eval", "gold", "--data", str(tmp_path)]) == 1


# --- probes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", ["probes", "retrieval", "readability"])
def test_a_folder_without_the_suites_data_is_not_measured_on_ours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suite: str
) -> None:
    (tmp_path / "probes").mkdir()
    assert run(["eval", suite, "--data", str(tmp_path)]) == 3
    assert f"{suite}: not run" in capsys.readouterr().err


def test_what_is_told_wrong_is_kept_for_the_report_with_its_passages(tmp_path: Path) -> None:
    result = probes(folder(tmp_path, dev=[TRUE, FALSE, {**FALSE, "label": "supported"}]))
    assert result is not None
    (miss,) = result.misses
    assert (miss.expected, miss.got) == ("supported", "refuted")
    assert miss.passages == (f"Quay Post, 2026-02-04: {PASSAGE}",)
    assert miss.findings


def test_one_set_is_told_without_its_name(tmp_path: Path) -> None:
    result = probes(folder(tmp_path, dev=[TRUE, FALSE]))
    assert result is not None
    assert result.n == 2
    assert result.metrics["survival"] == result.metrics["survival.figures"] == 0
    assert not [name for name in result.metrics if name.startswith("dev.")]


def test_several_sets_are_told_by_name_beside_the_totals(tmp_path: Path) -> None:
    missed = {**TRUE, "label": "refuted", "class": "wrong_date"}
    result = probes(folder(tmp_path, easy=[TRUE, FALSE], hard=[missed]))
    assert result is not None
    assert result.n == 3
    expected = {"survival": 0.5, "easy.survival": 0.0, "hard.survival": 1.0, "hard.survival.dates": 1.0}
    assert {name: result.metrics[name] for name in expected} == expected
    assert result.intervals.keys() == result.metrics.keys()


# --- stories -------------------------------------------------------------------------------------------


def test_a_large_story_of_a_folder_is_measured_by_name(tmp_path: Path) -> None:
    first = datetime(2021, 5, 1, tzinfo=UTC)
    said = [
        "The Orrin dam failed on Monday and {n}2 houses were flooded.",
        "Engineers had warned the council about the Orrin dam {n} times.",
        "The council promised that the Orrin dam would be rebuilt within {n} years.",
    ]
    rows = [
        {
            "id": f"a{n}",
            "url": f"https://news.example/{n}",
            "publisher": f"Outlet {n % 7}",
            "title": f"Orrin dam failure, day {n}",
            "published": (first + timedelta(days=n)).date().isoformat(),
            "text": " ".join(text.replace("{n}", str(n + 2)) for text in said),
        }
        for n in range(12)
    ]
    names = [row["id"] for row in rows]
    large = {"story": "orrin_dam", "articles": 12, "outlets": 7, "first": "2021-05-01", "last": "2021-05-12"}
    told = [
        {**large, "article_ids": names},
        {**large, "story": "small", "articles": 3, "article_ids": names[:3]},
    ]
    (tmp_path / "articles").mkdir()
    for part, lines in (("sample", rows), ("stories", told)):
        packed = gzip.compress("\n".join(map(json.dumps, lines)).encode())
        (tmp_path / "articles" / f"realnews_{part}.jsonl.gz").write_bytes(packed)
    result = stories(tmp_path)
    assert result is not None
    assert result.n == 1
    names_of_figures = ("dangling", "repeats", "top_outlet_share", "outlets", "headings_fit")
    assert {f"orrin_dam.{name}" for name in names_of_figures} <= result.metrics.keys()
    assert result.metrics["orrin_dam.outlets"] >= 1
    assert not [name for name in result.metrics if name.startswith("small.")]
