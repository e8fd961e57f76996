"""The suite of spikes: what the fixed rule tells, how alarms are counted, how others' counts are read."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.retrieve.coverage import Coverage, Watched, totals_of
from agent.retrieve.fixed_rule import FixedRule
from evals import spikes as suite
from evals.newsroom import HOUR, newsroom
from evals.spikes import Tally, read_series, spikes

START = datetime(2031, 3, 3, tzinfo=UTC)


def fixed(*outlets: list[int]) -> list[datetime]:
    watched = [Watched("s", "s", {str(n): counts for n, counts in enumerate(outlets)})]
    return FixedRule().alarms(watched, Coverage(START, HOUR, totals_of(watched)))["s"]


def test_the_fixed_rule_wants_five_hits_of_two_publishers_and_three_times_the_rate() -> None:
    quiet = [0] * 40
    assert fixed([*quiet, 3], [*quiet, 2]) == [START + 41 * HOUR]
    assert fixed([*quiet, 2], [*quiet, 2]) == []
    assert fixed([*quiet, 5], [*quiet, 0]) == []
    assert fixed([1] * 40 + [3], [1] * 40 + [2]) == []
    assert len(fixed([*quiet, 3, 3, 3, 3], [*quiet, 2, 2, 2, 2])) == 1


def test_alarms_are_counted_against_windows() -> None:
    tally = Tally()
    windows = {"s": [(START, START + 5 * HOUR), (START + 50 * HOUR, START + 60 * HOUR)]}
    tally.add({"s": [START + 2 * HOUR, START + 20 * HOUR], "t": []}, windows, span=2.0)
    assert tally.metrics() == {"precision": 0.5, "recall": 0.5, "false_alarms": 0.25, "lag": 1.0}


def test_the_same_seed_gives_the_same_coverage_and_a_burst_is_part_of_the_library() -> None:
    made = newsroom(7)
    assert made.watched == newsroom(7).watched
    assert made.watched != newsroom(8).watched
    for outlet, total in made.coverage.totals.items():
        assert all(a >= b for a, b in zip(total, made.watched[0].counts[outlet], strict=True))


def row(group: str) -> dict[str, Any]:
    points: list[list[Any]] = [
        [str(START.replace(tzinfo=None) + n * timedelta(minutes=30)), 1.0] for n in range(600)
    ]
    points[500][1] = 60.0
    window = [str(START.replace(tzinfo=None) + n * HOUR) for n in (249, 255)]
    return {"series": group, "group": group, "points": points, "windows": [window]}


def test_counts_of_others_are_read_by_the_hour() -> None:
    watched, coverage = read_series(row("nab_x"))
    assert coverage.step == HOUR
    assert watched.counts["all"][248:252] == [2, 2, 61, 2]


def test_a_folder_is_measured_where_it_holds_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "SEEDS", (1,))
    monkeypatch.setattr("evals.newsroom.SERIES", 4)
    (tmp_path / "stories").mkdir()
    rows = "\n".join(json.dumps(row(group)) for group in ("nab_x", "538_y"))
    (tmp_path / "stories" / "spikes.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    told = spikes(tmp_path)
    assert told is not None
    assert told.metrics["nab.recall"] == 1.0
    assert told.metrics["nab.lag"] == 1.0
    alone = spikes(None)
    assert alone is not None
    assert not any(name.startswith("nab") for name in alone.metrics)
