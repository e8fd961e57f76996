"""What must hold: the pinned figures of each suite, and which of them a result misses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from evals.result import SuiteResult

FLOORS = Path(__file__).parent / "floors.json"
"""Lowering a floor is a change of that file, seen in review with its reason."""

Bounds = Mapping[str, Mapping[str, float]]
"""By metric, its floor (`min`) or ceiling (`max`)."""


def read_floors() -> dict[str, Bounds]:
    """Return the bounds of every suite that has some."""
    found: dict[str, Bounds] = json.loads(FLOORS.read_text("utf-8"))
    return found


def broken(result: SuiteResult, floors: Bounds) -> list[str]:
    """Return a plain sentence for each figure that misses its floor (`min`) or ceiling (`max`)."""
    wrong = []
    for name, bound in floors.items():
        value = result.metrics.get(name)
        if value is None:
            wrong.append(f"{result.suite}: {name} was not measured")
        elif "min" in bound and not value >= bound["min"]:  # so that a value that is no number is red
            wrong.append(f"{result.suite}: {name} is {value:.3f}, must be at least {bound['min']}")
        elif "max" in bound and not value <= bound["max"]:
            wrong.append(f"{result.suite}: {name} is {value:.3f}, must be at most {bound['max']}")
    return wrong
