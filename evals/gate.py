"""The gate: every pinned figure at least as good as its floor, or red.

`python -m evals.gate` measures; `floors.json` says what must hold. Lowering a floor is a change of that file,
seen in review with its reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from evals.result import SuiteResult
from evals.run import SUITES

FLOORS = Path(__file__).parent / "floors.json"


def broken(result: SuiteResult, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
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


def main() -> int:
    """Measure the suites that need no outside data and hold them against their floors."""
    floors: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text("utf-8"))
    red: list[str] = []
    for suite, bounds in floors.items():
        result = SUITES[suite](None)
        if result is None:
            red.append(f"{suite}: did not run")
            continue
        for name in bounds:
            print(f"{suite:14} {name:30} {result.metrics.get(name, float('nan')):.3f}  {bounds[name]}")
        red.extend(broken(result, bounds))
    for line in red:
        print(f"RED {line}", file=sys.stderr)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
