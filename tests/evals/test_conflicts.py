"""Passages that differ: which type is told, what is missed, what is told for nothing."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from agent.cli import run
from evals.conflicts import OWN, Passage, conflicts, differing, kind_of, noticed, ramdocs, rgb, typed
from evals.probes import read_rows


def passages(*texts: str, day: int = 2) -> list[Passage]:
    return [
        {"id": f"p{n}", "publisher": f"Outlet {n}", "published": f"2031-03-{day + n:02}", "text": text}
        for n, text in enumerate(texts)
    ]


GREW = passages(
    "At least 14 people were killed when the Skelby dam failed on Sunday.",
    "The death toll of the Skelby dam failure has risen to 23 people killed, the county said.",
)


def test_what_two_passages_tell_differently_is_typed() -> None:
    assert kind_of(differing(GREW)) == "superseded"
    assert kind_of(differing(GREW[:1])) == "none"
    assert differing([]) == ()


def test_groups_are_counted_by_their_right_type() -> None:
    found = typed(
        [
            ("superseded", "superseded"),
            ("conflict", "superseded"),
            ("conflict", "none"),
            ("different measure", "conflict"),
            ("none", "none"),
            ("none", "conflict and superseded"),
        ]
    )
    assert found == {
        "typed_right": (2, 6),
        "typed_right.conflict": (0, 2),
        "typed_right.different_measure": (0, 1),
        "typed_right.none": (1, 2),
        "typed_right.superseded": (1, 1),
        "missed_conflicts": (1, 3),
        "false_conflicts": (2, 3),
    }


TRUE = "The Skelby dam failure killed 14 people on Sunday, the county said."
FALSE = TRUE.replace("14", "21")


def passage(name: str, text: str) -> Passage:
    return {"id": name, "text": text}


def test_an_edited_passage_is_noticed_where_both_sides_are_told_of() -> None:
    told = [passage("true0", TRUE)], [passage("false0", FALSE)]
    quiet = [passage("true0", TRUE)], [passage("false0", "Trains ran late.")]
    assert noticed(iter([told, quiet])) == {"noticed": (1, 2), "false_conflicts": (0, 2)}


def test_true_passages_alone_that_are_told_of_are_false_conflicts() -> None:
    both = [passage("true0", TRUE), passage("true1", FALSE)]
    assert noticed(iter([(both, [])])) == {"noticed": (0, 1), "false_conflicts": (1, 1)}


def test_edited_passages_are_read_in_the_forms_of_their_files() -> None:
    ((true, false),) = rgb([{"positive": ["a", "b"], "positive_wrong": ["c"]}])
    assert [(p["id"], p["text"]) for p in (*true, *false)] == [
        ("true0", "a"),
        ("true1", "b"),
        ("false0", "c"),
    ]
    documents = [{"type": kind, "text": kind} for kind in ("correct", "noise", "misinfo")]
    ((true, false),) = ramdocs([{"documents": documents}])
    assert [p["text"] for p in (*true, *false)] == ["correct", "misinfo"]


def test_our_own_groups_are_enough_and_of_every_type() -> None:
    rows = read_rows(OWN)
    assert len({row["id"] for row in rows}) == len(rows) >= 40
    assert min(Counter(row["type"] for row in rows).values()) >= 10
    assert {row["type"] for row in rows} == {"superseded", "conflict", "different measure", "none"}
    assert all(p.keys() == {"id", "publisher", "published", "text"} for row in rows for p in row["passages"])


def test_files_of_a_folder_are_told_beside_our_own_groups(tmp_path: Path) -> None:
    (tmp_path / "conflicts_timelines").mkdir()
    row = json.dumps({"positive": [TRUE], "positive_wrong": [FALSE]}).encode()
    (tmp_path / "conflicts_timelines" / "rgb_en_fact.jsonl.gz").write_bytes(gzip.compress(row))
    result = conflicts(tmp_path)
    assert result is not None
    assert result.metrics["rgb_en_fact.noticed"] == 1.0
    assert "ramdocs.noticed" not in result.metrics
    assert "typed_right" in result.metrics


def test_a_group_typed_wrong_is_told_with_its_passages(capsys: pytest.CaptureFixture[str]) -> None:
    result = conflicts(None)
    assert result is not None
    assert result.n == 46 + 66
    wrong = [1 - result.metrics[f"{part}typed_right"] for part in ("", "further.")]
    assert len(result.misses) == round(wrong[0] * 46) + round(wrong[1] * 66)
    assert all(len(miss.passages) > 1 and miss.expected != miss.got for miss in result.misses)
    assert run(["eval", "conflicts"]) in (0, 1)
    assert "typed_right" in capsys.readouterr().out
