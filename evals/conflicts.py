"""Whether texts that differ are told apart: a newer state, a true conflict, another measure, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from agent.check.disagree import contests
from agent.check.rows import read_row
from agent.text.sentences import sentences
from agent.types import Disagreement, Evidence, Span
from evals.probes import passage_of, read_rows
from evals.result import Miss, SuiteResult
from evals.wilson import wilson

OWN = Path(__file__).parent / "data" / "conflicts.jsonl"
FURTHER = Path(__file__).parent / "data" / "conflicts_further.jsonl"
"""Groups written after the rules, of which .86 were typed right when they were first read."""
AGREE = "none"
"""Type of a group in which nobody contradicts anybody."""
REAL = ("superseded", "conflict")
"""Types of groups of which a reader must be told."""

Counts = dict[str, tuple[int, int]]
"""How many of how many, by figure."""
Passage = Mapping[str, Any]
"""As `aletheia check --claims` reads it: id, publisher, published, text."""


def conflicts(data: Path | None) -> SuiteResult | None:
    """Return how groups of passages are typed, and how often edited passages of a folder are noticed.

    `typed_right` and its like by type are over our own groups, of which `missed_conflicts` are those with a
    newer state or a conflict of which nothing is told, and `false_conflicts` those without either of which
    something is told; `further` is the same over groups that were written later. `rgb` and `ramdocs` are told
    where the folder holds them.
    """
    told = [(row, differing(row["passages"])) for row in read_rows(OWN)]
    further = [(row, differing(row["passages"])) for row in read_rows(FURTHER)]
    counts = typed([(row["type"], kind_of(found)) for row, found in told])
    later = typed([(row["type"], kind_of(found)) for row, found in further])
    counts |= {f"further.{key}": later[key] for key in ("typed_right", "missed_conflicts", "false_conflicts")}
    for name, read in OUTSIDE.items():
        file = data / "conflicts_timelines" / f"{name}.jsonl.gz" if data is not None else None
        if file is not None and file.is_file():
            counts |= {f"{name}.{key}": value for key, value in noticed(read(read_rows(file))).items()}
    return SuiteResult(
        suite="conflicts",
        metrics={key: k / n for key, (k, n) in counts.items()},
        intervals={key: wilson(k, n) for key, (k, n) in counts.items()},
        n=len(told) + len(further),
        misses=tuple(_miss(row, found) for row, found in (*told, *further) if kind_of(found) != row["type"]),
    )


def differing(passages: Sequence[Passage]) -> tuple[Disagreement, ...]:
    """Return what passages tell differently, each of them an article of its own."""
    row = read_row({"id": "group", "passages": list(passages)})
    articles = [passage.article("group") for passage in row.passages] if row else []
    number = count(1)
    evidence = [
        Evidence(
            label=next(number),
            article=article,
            start=span.start,
            end=span.end,
            text=article.text[span.start : span.end],
            passage=Span(start=0, end=len(article.text)),
            score=1.0,
        )
        for article in articles
        for span in sentences(article.text)
    ]
    return contests(evidence).disagreements


def kind_of(found: Sequence[Disagreement]) -> str:
    """Return the type that is told of a group; several where its disagreements are of several."""
    return " and ".join(sorted({one.type for one in found})) or AGREE


def typed(groups: Sequence[tuple[str, str]]) -> Counts:
    """Return how many groups are typed right, in all and by type, missed, and told of for nothing.

    Args:
        groups: The right type and the one that is told, of each.
    """
    by_type: dict[str, list[bool]] = defaultdict(list)
    for right, got in groups:
        by_type[f"typed_right.{right.replace(' ', '_')}"].append(right == got)
    real = [got for right, got in groups if right in REAL]
    other = [got for right, got in groups if right not in REAL]
    return {
        "typed_right": _share([right == got for right, got in groups]),
        **{key: _share(some) for key, some in sorted(by_type.items())},
        "missed_conflicts": _share([got == AGREE for got in real]),
        "false_conflicts": _share([any(kind in got for kind in REAL) for got in other]),
    }


# --- edited passages of other people -------------------------------------------------------------------

Edited = Iterator[tuple[list[Passage], list[Passage]]]
"""Passages with the true answer, and others with a false one."""


def rgb(rows: Sequence[Mapping[str, Any]]) -> Edited:
    """Yield the passages of RGB's counterfactual questions: as they were, and with the answer replaced."""
    for row in rows:
        yield _passages("true", row["positive"]), _passages("false", row["positive_wrong"])


def ramdocs(rows: Sequence[Mapping[str, Any]]) -> Edited:
    """Yield the documents of RAMDocs with right answers, several of which may hold, and with wrong ones."""
    for row in rows:
        texts = {kind: [d["text"] for d in row["documents"] if d["type"] == kind] for kind in _KINDS}
        yield _passages("true", texts["correct"]), _passages("false", texts["misinfo"])


_KINDS = ("correct", "misinfo", "noise")
OUTSIDE = {"rgb_en_fact": rgb, "ramdocs": ramdocs}
"""Files of a folder, and how their questions are read."""


def _passages(side: str, texts: Sequence[str]) -> list[Passage]:
    return [{"id": f"{side}{n}", "text": text} for n, text in enumerate(texts)]


def noticed(edited: Edited) -> Counts:
    """Return how often a false passage beside a true one is told of, and how often true ones alone are."""
    seen, alone = [], []
    for true, false in edited:
        alone.append(bool(differing(true)))
        if true and false:
            seen.append(any(_both_sides(one) for one in differing([*true, *false])))
    return {"noticed": _share(seen), "false_conflicts": _share(alone)}


def _both_sides(found: Disagreement) -> bool:
    sides = {value.citation.article_id.rpartition("/")[2].rstrip("0123456789") for value in found.values}
    return len(sides) > 1


def _miss(row: Mapping[str, Any], found: Sequence[Disagreement]) -> Miss:
    values = (f"{one.type}: {one.variable}, " + " or ".join(v.value for v in one.values) for one in found)
    return Miss(
        case=row["id"],
        group=row["type"],
        passages=tuple(map(passage_of, row["passages"])),
        claim=row["note"],
        expected=row["type"],
        got=kind_of(found),
        findings=tuple(values),
    )


def _share(yes: Sequence[bool]) -> tuple[int, int]:
    return sum(yes), max(1, len(yes))
