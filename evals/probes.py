"""Claims against their passages: what unfaithful claims survive, which faithful ones are refused."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.check.claims import Checker
from agent.check.rows import judge_all, read_row
from agent.make import make_checker
from agent.types import Verdict
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

OWN = tuple(Path(__file__).parent / "data" / name for name in ("probes.jsonl", "blind.jsonl"))
REWORDED = Path(__file__).parent / "data" / "reworded.jsonl"
"""Faithful claims told as differently as a good writer would; read to write rules, and told by themselves."""
TWINS = Path(__file__).parent / "data" / "twins.jsonl"
"""Faithful claims in other words, each with a twin that differs in one thing and in no other."""
PROSE = Path(__file__).parent / "data" / "prose.jsonl"
"""Claims as a briefing writer puts them, faithful and not, by somebody who had not seen the rules."""
PRESS = Path(__file__).parent / "data" / "press.jsonl"
"""Claims as a summary of the press puts them, faithful and not, by another who had not seen the rules."""
LAST_SEEN = {"s": 20, "b": 16, "x": 15, "p": 20}
"""Last story whose items may be read to write rules, by the letter of its set; the rest is for reporting."""
GROUPS = {
    "figures": (
        "wrong_figure", "wrong_unit_or_scale", "wrong_currency", "wrong_direction", "wrong_period",
        "swapped_figures", "other_entity_figure", "superseded_figure", "aggregation_error",
    ),
    "dates": ("wrong_date", "wrong_time", "relative_date_error"),
    "quotes": ("altered_quote", "paraphrase_as_quote", "wrong_speaker"),
    "names": ("wrong_name", "wrong_place", "wrong_role_or_title"),
}  # fmt: skip
"""Classes of unfaithful claims about exact things; `survival.figures` and its like are over a whole group."""
_GROUP_OF = {one: (group,) for group, classes in GROUPS.items() for one in classes}

Counts = dict[str, tuple[int, int]]
"""How many went wrong of how many, by metric."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a .jsonl or .jsonl.gz file."""
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [json.loads(line) for line in text.decode().split("\n") if line.strip()]


def judge(rows: list[dict[str, Any]], checker: Checker) -> list[Verdict]:
    """Return one verdict a row, by the code path of `aletheia check --claims`."""
    read = [read_row(row) for row in rows]
    return judge_all([row for row in read if row is not None], checker)


def tally(rows: list[dict[str, Any]], verdicts: list[Verdict]) -> Counts:
    """Return (bad, all) by metric: survival and false alarms, in all, by class and by group of classes."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, verdict in zip(rows, verdicts, strict=True):
        faithful = row["label"] == "supported"
        passed = verdict.label == "supported"
        name = "false_alarms" if faithful else "survival"
        group = () if faithful else _GROUP_OF.get(row["class"], ())
        for key in (name, f"{name}.{row['class']}", *(f"{name}.{one}" for one in group)):
            counts[key][0] += passed != faithful
            counts[key][1] += 1
    return {key: (bad, n) for key, (bad, n) in counts.items()}


def missed(name: str, rows: list[dict[str, Any]], verdicts: list[Verdict]) -> Iterator[Miss]:
    """Yield the claims of a set that pass and should not, or the other way round."""
    for row, verdict in zip(rows, verdicts, strict=True):
        if (row["label"] == "supported") is (verdict.label == "supported"):
            continue
        yield Miss(
            case=row["id"],
            group=f"{name}.{row['class']}",
            passages=tuple(passage_of(p) for p in row["passages"] if p["id"] in row["cites"]),
            claim=row["claim"],
            expected=row["label"].replace("_", " "),
            got=verdict.label.replace("_", " "),
            findings=tuple(f.message or f.reason.value for f in verdict.findings if f.passed is not True),
        )


def passage_of(row: dict[str, Any]) -> str:
    """Return a passage as it is shown: outlet, day and text."""
    return f"{row.get('publisher', '')}, {row.get('published', '')}: {row['text']}"


def is_seen(row: dict[str, Any]) -> bool:
    """Tell whether a row of ours may be read to write rules."""
    return int(row["id"][1:3]) <= LAST_SEEN[row["id"][0]]


def _unseen(rows: list[dict[str, Any]], verdicts: list[Verdict]) -> Counts:
    """Return survival and false alarms over the rows of ours that nobody reads to write a rule."""
    kept = [n for n, row in enumerate(rows) if not is_seen(row)]
    found = tally([rows[n] for n in kept], [verdicts[n] for n in kept])
    return {f"unseen.{name}": found[name] for name in ("survival", "false_alarms") if name in found}


def probes(data: Path | None) -> SuiteResult | None:
    """Return survival and false alarms, in all and by class; on our own probes where no folder is named.

    Where there are several sets, each is told as `SET.NAME` as well; of our own, `unseen.NAME` is over the
    halves that nobody reads to write a rule, `reworded.false_alarms` over a set of faithful claims alone,
    `twins.NAME` over claims that only their meaning tells apart, `prose.NAME` and `press.NAME` over claims in
    a writer's own words.
    None where the folder holds none.
    """
    files = sorted((data / "probes").glob("*.jsonl*")) if data is not None else OWN
    sets = {file.name.split(".")[0]: read_rows(file) for file in files}
    checker = make_checker()
    counts: Counts = {}
    misses: list[Miss] = []
    for name, rows in sets.items():
        verdicts = judge(rows, checker)
        misses.extend(missed(name, rows, verdicts))
        found = tally(rows, verdicts)
        whole = found | (_unseen(rows, verdicts) if data is None else {})
        for key, (bad, n) in whole.items():
            before = counts.get(key, (0, 0))
            counts[key] = (before[0] + bad, before[1] + n)
        if len(sets) > 1:
            counts |= {f"{name}.{key}": both for key, both in found.items()}
    cases = sum(len(rows) for rows in sets.values())
    if not cases:
        return None
    if data is None:
        for name, file in (("reworded", REWORDED), ("twins", TWINS), ("prose", PROSE), ("press", PRESS)):
            rows = read_rows(file)
            verdicts = judge(rows, checker)
            misses.extend(missed(name, rows, verdicts))
            found = tally(rows, verdicts) | (_unseen(rows, verdicts) if file in (PROSE, PRESS) else {})
            told = ("false_alarms", "survival", "unseen.false_alarms", "unseen.survival")
            counts |= {f"{name}.{key}": found[key] for key in told if key in found}
    return SuiteResult(
        suite="probes",
        metrics={name: bad / n for name, (bad, n) in sorted(counts.items())},
        intervals={name: wilson(bad, n) for name, (bad, n) in sorted(counts.items())},
        n=cases,
        misses=tuple(misses),
    )
