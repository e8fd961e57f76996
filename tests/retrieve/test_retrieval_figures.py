import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evals.floors import broken, read_floors
from evals.result import bootstrap
from evals.retrieval import retrieval
from evals.run import SUITES
from tests.retrieve.fakes import HashEmbedder

FACT = "A crane fell on the quay of Vell."


def row(key: str, text: str) -> dict[str, Any]:
    return {
        "doc_id": key,
        "url": f"https://x.example/{key}",
        "publisher": "Signal",
        "title": key,
        "published": "2023-11-27T08:45:59Z",
        "text": text,
    }


def asked(query: str, *facts: str) -> dict[str, Any]:
    kind = "inference" if facts else "null"
    return {
        "question_type": kind,
        "query": query,
        "component": query,
        "evidence": [{"fact": f} for f in facts],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "retrieval" / "multihop_rag"
    folder.mkdir(parents=True)
    corpus = [row("port", f"{FACT} Ships wait."), row("herb", "Basil grows on a balcony.")]
    queries = [
        asked("What fell on the quay of Vell?", "A crane fell  on the quay of Vell.", "Basil is red."),
        asked("What boils tungsten in Zorn?"),
    ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)), encoding="utf-8")
    with gzip.open(folder / "queries.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, queries)))
    return tmp_path


def test_a_fact_counts_when_it_stands_in_a_passage_blanks_removed(data: Path) -> None:
    result = retrieval(data)
    assert result is not None
    assert result.n == 1
    expected = {"fact_recall@10": 0.5, "all_facts@10": 0.0, "hits@4": 1.0, "mrr@10": 1.0, "map@10": 0.5}
    assert {name: result.metrics[name] for name in expected} == expected
    assert result.metrics["bm25.fact_recall@10"] == 0.5
    assert (result.metrics["abstention"], result.metrics["false_abstention"]) == (1.0, 0.0)


def test_the_search_is_measured_beside_its_parts_and_what_it_gains_on_the_better_one(data: Path) -> None:
    result = retrieval(data, HashEmbedder())
    assert result is not None
    figures = result.metrics
    for name in ("fact_recall@10", "mrr@10"):
        better = max(figures[f"words.{name}"], figures[f"vectors.{name}"])
        assert figures[f"gain.{name}"] == pytest.approx(figures[name] - better)
    assert "words.mrr@10" not in (retrieval(data) or result).metrics


def test_on_the_example_newsroom_the_fusion_loses_to_neither_part_and_abstains() -> None:
    result = SUITES["retrieval"](None)
    assert result is not None
    assert broken(result, read_floors()["retrieval"]) == []
    assert result.metrics["vectors.mrr@10"] < result.metrics["mrr@10"]
    assert result.n == 28


def test_without_its_data_the_suite_has_no_result(tmp_path: Path) -> None:
    assert retrieval(tmp_path) is None


def test_intervals_draw_whole_groups() -> None:
    groups = {"a": [1.0] * 50, "b": [0.0] * 50}
    low, high = bootstrap(groups, lambda cases: {"mean": sum(cases) / len(cases)})["mean"]
    assert (low, high) == (0.0, 1.0)


def test_several_sets_are_told_by_name_beside_the_totals(data: Path) -> None:
    shutil.copytree(data / "retrieval" / "multihop_rag", data / "retrieval" / "other")
    (data / "retrieval" / "notes").mkdir()
    result = retrieval(data)
    assert result is not None
    assert result.n == 2
    assert result.metrics["fact_recall@10"] == result.metrics["other.fact_recall@10"] == 0.5
    assert "multihop_rag.mrr@10" in result.metrics
