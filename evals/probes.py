"""Claims against their passages: what unfaithful claims survive, which faithful ones are refused."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from agent.check.claims import Checker, check_claims
from agent.check.rows import ClaimRow
from agent.make import make_checker
from agent.types import Verdict
from evals.result import SuiteResult
from evals.wilson import wilson

OWN = Path(__file__).parent / "data" / "probes.jsonl"


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


def probes(data: Path | None) -> SuiteResult:
    """Return survival and false alarms, in all and by class; on our own probes where no folder is named."""
    files = sorted((data / "probes").glob("*.jsonl*")) if data is not None else []
    rows = [row for file in files or [OWN] for row in read_rows(file)]
    counts = tally(rows, judge(rows, make_checker()))
    return SuiteResult(
        suite="probes",
        metrics={name: bad / n for name, (bad, n) in sorted(counts.items())},
        intervals={name: wilson(bad, n) for name, (bad, n) in sorted(counts.items())},
        n=len(rows),
    )
