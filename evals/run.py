"""Suites by name: measure, print, and say so where the data is not at hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from agent.errors import ConfigurationError
from agent.retrieve.library import Embedder
from evals.faithfulness import citations, faithfulness
from evals.gold import gold
from evals.probes import probes
from evals.readability import readability
from evals.result import SuiteResult
from evals.retrieval import retrieval

SUITES: dict[str, Callable[[Path | None], SuiteResult | None]] = {
    "gold": lambda _: gold(),
    "faithfulness": lambda _: faithfulness(),
    "citations": lambda _: citations(),
    "readability": lambda _: readability(),
    "probes": probes,
    "retrieval": lambda data: retrieval(data, _embedder()) if data is not None else None,
}


def measure(suite: str, data: Path | None) -> SuiteResult | None:
    """Return a suite's figures; None where it could not run for want of data.

    Raises:
        ConfigurationError: no suite of that name, or no such folder.
    """
    if suite not in SUITES:
        raise ConfigurationError(f"suite {suite}", "known: " + ", ".join(SUITES), "Name one of them.")
    named = data or (Path(os.environ["ALETHEIA_EVAL_DATA"]) if os.environ.get("ALETHEIA_EVAL_DATA") else None)
    if named is not None and not named.is_dir():
        raise ConfigurationError(f"data folder {named}", "there is no such folder", "Name one with --data.")
    return SUITES[suite](named)


def main(suite: str, data: Path | None, as_json: bool) -> int:
    """Measure one suite and print it; 3 where it did not run."""
    result = measure(suite, data)
    if result is None:
        print(f"{suite}: not run, its data is not at hand (name it with --data).", file=sys.stderr)
        return 3
    if as_json:
        print(json.dumps({**result.model_dump(mode="json"), "commit": _commit()}))
        return 0
    print(f"{result.suite}  n={result.n}")
    for name, value in result.metrics.items():
        low, high = result.intervals.get(name, (None, None))
        interval = f"  [{low:.3f}, {high:.3f}]" if low is not None and high is not None else ""
        print(f"  {name:44} {value:8.3f}{interval}")
    return 0


def _embedder() -> Embedder:
    from agent.providers.static import StaticEmbedder

    return StaticEmbedder()


def _commit() -> str:
    """Return the commit the code stands at; `unknown` outside a checkout."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return found.stdout.strip() or "unknown"
