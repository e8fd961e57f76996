"""Claims against their passages: what unfaithful claims survive, which faithful ones are refused."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

from agent.check.claims import Checker, check_claims
from agent.check.rows import ClaimRow
from agent.types import Verdict


def wilson(k: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the Wilson 95% interval of k of n (Wilson 1927)."""
    if n == 0:
        return (0.0, 1.0)
    p = k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (max(0.0, centre - half), min(1.0, centre + half))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a .jsonl or .jsonl.gz file."""
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [json.loads(line) for line in text.decode().splitlines() if line.strip()]


def judge(rows: list[dict[str, Any]], checker: Checker) -> list[Verdict]:
    """Return one verdict a row, by the code path of `aletheia check --claims`."""
    verdicts = []
    for row in rows:
        claim, articles = ClaimRow.model_validate(row).read()
        verdicts.extend(check_claims([claim], articles, checker))
    return verdicts


def tally(rows: list[dict[str, Any]], verdicts: list[Verdict]) -> dict[str, tuple[int, int]]:
    """Return (bad, all) by metric: survival and false alarms, in all and by class."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, verdict in zip(rows, verdicts, strict=True):
        faithful = row["label"] == "supported"
        passed = verdict.label == "supported"
        name = "false_alarms" if faithful else "survival"
        bad = passed != faithful
        for key in (name, f"{name}.{row['class']}"):
            counts[key][0] += bad
            counts[key][1] += 1
    return {key: (bad, n) for key, (bad, n) in counts.items()}
