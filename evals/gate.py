"""The gate: every pinned figure at least as good as its floor, or red.

`python -m evals.gate` measures every suite that has floors; `aletheia eval SUITE` holds one against its own.
"""

from __future__ import annotations

import sys

from evals.floors import FLOORS, broken, read_floors
from evals.run import OUTSIDE_ONLY, SUITES, folder_of

__all__ = ["FLOORS", "SUITES", "broken", "main"]


def main() -> int:
    """Measure the suites that need no outside data and hold them against their floors."""
    red: list[str] = []
    for suite, bounds in read_floors().items():
        folder = folder_of(None) if suite in OUTSIDE_ONLY else None
        if suite in OUTSIDE_ONLY and folder is None:
            print(f"{suite:14} SKIPPED: its data is not at hand (ALETHEIA_EVAL_DATA names no folder)")
            continue
        result = SUITES[suite](folder)
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
