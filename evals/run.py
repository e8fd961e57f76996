"""Suites by name: measure, print, and say so where the data is not at hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from agent.errors import ConfigurationError
from agent.retrieve.library import Embedder
from evals.changes import changes
from evals.conflicts import conflicts
from evals.cost import cost
from evals.extraction import extraction
from evals.factuality import factuality
from evals.faithfulness import citations, faithfulness
from evals.flooding import flooding
from evals.floors import broken, read_floors
from evals.followups import followups
from evals.gold import gold
from evals.injections import injections
from evals.planted import planted
from evals.probes import probes
from evals.readability import readability
from evals.result import SuiteResult
from evals.retrieval import retrieval
from evals.spikes import spikes
from evals.stories import stories
from evals.writers import writers

SUITES: dict[str, Callable[[Path | None], SuiteResult | None]] = {
    "gold": lambda _: gold(),
    "faithfulness": lambda _: faithfulness(),
    "citations": lambda _: citations(),
    "readability": readability,
    "probes": probes,
    "factuality": factuality,
    "planted": planted,
    "conflicts": conflicts,
    "changes": lambda _: changes(),
    "stories": stories,
    "writers": writers,
    "cost": cost,
    "spikes": spikes,
    "extraction": extraction,
    "flooding": flooding,
    "injections": injections,
    "followups": lambda _: followups(),
    "retrieval": lambda data: retrieval(data, _embedder()),
}


EXAMPLE_ONLY = frozenset({"gold", "faithfulness", "citations", "followups", "changes"})
"""Suites that measure the example newsroom, whatever folder is named."""


OUTSIDE_ONLY = frozenset({"extraction", "flooding", "injections"})
"""Suites of which nothing is measured, and no floor holds, without a folder of outside data."""


def measure(suite: str, data: Path | None) -> SuiteResult | None:
    """Return a suite's figures; None where it could not run for want of data.

    Raises:
        ConfigurationError: no suite of that name, or no such folder.
    """
    if suite not in SUITES:
        raise ConfigurationError(f"suite {suite}", "known: " + ", ".join(SUITES), "Name one of them.")
    return SUITES[suite](folder_of(data))


def ours(suite: str, data: Path | None) -> bool:
    """Tell whether a suite measures the data that its floors are for, and so is held to them."""
    return suite in EXAMPLE_ONLY or suite in OUTSIDE_ONLY or folder_of(data) is None


def folder_of(data: Path | None) -> Path | None:
    """Return the folder of outside data, if one is named."""
    told = os.environ.get("ALETHEIA_EVAL_DATA")
    named = data or (Path(told) if told else None)
    if named is not None and not named.is_dir():
        raise ConfigurationError(f"data folder {named}", "there is no such folder", "Name one with --data.")
    return named


def main(suite: str, data: Path | None, as_json: bool) -> int:
    """Measure one suite and print it; 3 where it did not run, 1 where it misses one of its floors.

    Floors are for our own data, but for those of `OUTSIDE_ONLY`; other figures on outside data are printed
    and held to nothing.
    """
    result = measure(suite, data)
    if result is None:
        print(f"{suite}: not run, its data is not at hand (name it with --data).", file=sys.stderr)
        return 3
    if as_json:
        figures = result.model_dump(mode="json", exclude={"misses"})
        print(json.dumps({**figures, "date": datetime.now(UTC).date().isoformat(), "commit": commit()}))
    else:
        _print(result)
    red = broken(result, read_floors().get(suite, {})) if ours(suite, data) else []
    for line in red:
        print(f"RED {line}", file=sys.stderr)
    return 1 if red else 0


def _print(result: SuiteResult) -> None:
    print(f"{result.suite}  n={result.n}")
    for name, value in result.metrics.items():
        low, high = result.intervals.get(name, (None, None))
        interval = f"  [{low:.3f}, {high:.3f}]" if low is not None and high is not None else ""
        print(f"  {name:44} {value:8.3f}{interval}")


def _embedder() -> Embedder:
    from agent.providers.static import StaticEmbedder

    return StaticEmbedder()


def commit() -> str:
    """Return the commit the code stands at; `unknown` outside a checkout."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return found.stdout.strip() or "unknown"
