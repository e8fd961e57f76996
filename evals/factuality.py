"""Whether a document supports a claim: labelled sets of any folder, each told by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from agent.check.support import THRESHOLD
from agent.make import make_checker
from evals.judging import Pair, Told, judge_pairs
from evals.metrics import auc, balanced_accuracy, f1, f1_constant, pairs_in_order, recall_at, spearman
from evals.probes import read_rows
from evals.result import Miss, SuiteResult, bootstrap

NEEDED = {"set", "doc", "claim", "label"}
"""Fields without which a row is none of ours."""
TRAINING = "train_pool"
"""How files begin whose rows weights may be trained on: no figure is told of them."""
AT = 0.05
"""Share of supported twins that may be refused where recall on pairs is told."""


@dataclass(frozen=True)
class Case:
    """A row and what became of it."""

    row: Mapping[str, Any]
    """As it was read."""
    told: Told
    """What the product makes of it."""

    @property
    def label(self) -> bool:
        """Whether the document supports the claim."""
        return bool(self.row["label"])


def factuality(data: Path | None) -> SuiteResult | None:
    """Return, for each set of a folder, how well its claims are told apart; None where there is none.

    `SET.balanced_accuracy` is in percent, at the one shipped threshold, by all checks together;
    `SET.model.balanced_accuracy` and `SET.model.auc` are those of the support score alone.
    """
    sets = read_sets(data / "factuality") if data is not None else {}
    checker = make_checker()
    metrics: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    misses: list[Miss] = []
    for name, rows in sorted(sets.items()):
        told = judge_pairs([Pair(row["doc"], row["claim"]) for row in rows], checker)
        cases = [Case(row, one) for row, one in zip(rows, told, strict=True)]
        metrics |= {f"{name}.{key}": value for key, value in {**figures(cases), **others(cases)}.items()}
        sure = bootstrap(by_document(cases), figures)
        intervals |= {f"{name}.{key}": sure[key] for key in figures(cases)}
        misses.extend(missed(name, cases))
    if not metrics:
        return None
    n = sum(len(rows) for rows in sets.values())
    return SuiteResult(suite="factuality", metrics=metrics, intervals=intervals, n=n, misses=tuple(misses))


def read_sets(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a folder's files by set, those of training files left out."""
    sets: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted(folder.glob("*.jsonl*")):
        if not file.name.startswith(TRAINING):
            for row in read_rows(file):
                if row.keys() >= NEEDED:
                    sets[row["set"]].append(row)
    return dict(sets)


def figures(cases: Sequence[Case]) -> dict[str, float]:
    """Return the figures of one set that have an interval."""
    verdicts = [(case.label, case.told.passed) for case in cases]
    alone = [(case.label, (case.told.support or 0.0) >= THRESHOLD) for case in cases]
    found = {
        "balanced_accuracy": _percent(balanced_accuracy(verdicts)),
        "auc": auc(_scored(cases)),
        "f1": f1(verdicts),
        "model.balanced_accuracy": _percent(balanced_accuracy(alone)),
        "model.auc": auc([(c.label, c.told.support) for c in cases if c.told.support is not None]),
    }
    return {key: value for key, value in found.items() if value is not None}


def others(cases: Sequence[Case]) -> dict[str, float]:
    """Return the figures of one set that are told without an interval."""
    rated = [c for c in cases if c.row.get("score") is not None and c.told.score is not None]
    twins = twins_of(cases)
    paired = [(label, score) for pair in twins for label, score in zip((True, False), pair, strict=True)]
    found = {
        "f1_constant": f1_constant([case.label for case in cases]),
        "untold": sum(case.told.score is None for case in cases) / len(cases),
        "n": float(len(cases)),
        "spearman": spearman([c.told.score or 0.0 for c in rated], [c.row["score"] for c in rated]),
        "pairs_in_order": pairs_in_order(twins),
        "pairs_recall": recall_at(paired, AT),
    }
    return {key: value for key, value in found.items() if value is not None}


def twins_of(cases: Sequence[Case]) -> list[tuple[float, float]]:
    """Return the scores of each supported claim and its unsupported twin, by the `pair` of their rows."""
    pairs: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.row.get("pair") and case.told.score is not None:
            pairs[case.row["pair"]].append(case)
    return [
        (good.told.score or 0.0, bad.told.score or 0.0)
        for some in pairs.values()
        for good in some
        for bad in some
        if good.label and not bad.label
    ]


def by_document(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """Return cases by the document they are about."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[str(case.row.get("doc_id") or sha256(case.row["doc"].encode()).hexdigest())].append(case)
    return dict(groups)


def missed(name: str, cases: Sequence[Case]) -> Iterator[Miss]:
    """Yield the cases of which the verdict is not the label."""
    for number, case in enumerate(cases, 1):
        if case.told.passed is case.label:
            continue
        yield Miss(
            case=str(case.row.get("id") or number),
            group=name,
            passages=(case.row["doc"],),
            claim=case.row["claim"],
            expected=_word(case.label),
            got=_word(case.told.passed),
            findings=case.told.against,
        )


def _scored(cases: Sequence[Case]) -> list[tuple[bool, float]]:
    return [(case.label, case.told.score) for case in cases if case.told.score is not None]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _word(supported: bool) -> str:
    return "supported" if supported else "not supported"
