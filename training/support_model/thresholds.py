"""The thresholds of `agent.check.support`, by kind of claim: what each would refuse and let through.

`python -m training.support_model.thresholds` takes the claims of our own probes that are for choosing, and
makes two sorts of wrong ones of the right ones: a clause of another story put on at the end, and a passage of
the same story that is not the one cited. Of those that pass every rule it prints, by kind, the share of right
claims refused and of wrong ones let through at each threshold. Seed 7.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from agent.check.claims import Checker, examined
from agent.check.rows import read_row
from agent.check.support import THRESHOLDS, Kind, check_support, kind_of
from agent.make import make_checker
from agent.text.excerpt import is_long
from evals.probes import OWN, REWORDED, TWINS, is_seen, read_rows

_STEPS = (0.2, 0.3, 0.31, 0.33, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
_PREDICATE = re.compile(r"\b(?:said|says|was|were|is|are|has|have|had|will|rose|fell|won|lost)\b.*")
_LINKS = (", and it ", " and ", ", which ")

Row = dict[str, Any]


def main() -> None:
    """Print a table for each kind of claim."""
    rows = [row for path in OWN for row in read_rows(path) if is_seen(row)]
    rows += [row for path in (REWORDED, TWINS) for row in read_rows(path)]
    right = [row for row in rows if row["label"] == "supported"]
    wrong = [row for row in rows if row["label"] != "supported"]
    scores = _scores(right, make_checker()), _scores([*wrong, *made(right)], make_checker())
    for kind, chosen in THRESHOLDS.items():
        held, passed = (by_kind[kind] for by_kind in scores)
        print(f"{kind}: {len(held)} right, {len(passed)} wrong claims that no rule refuses; chosen {chosen}")
        for step in _STEPS if held and passed else ():
            refused = sum(score < step for score in held) / len(held)
            through = sum(score >= step for score in passed) / len(passed)
            print(f"  {step:.2f}: refused {refused:.3f}, let through {through:.3f}")


def made(right: Sequence[Row]) -> Iterator[Row]:
    """Yield wrong claims made of right ones."""
    chance = Random(7)
    for row in right:
        other = chance.choice(right)
        said = _PREDICATE.search(other["claim"])
        if said and _story(other) != _story(row):
            claim = row["claim"].rstrip(".") + chance.choice(_LINKS) + said.group().rstrip(".") + "."
            yield {**row, "claim": claim}
        uncited = [passage["id"] for passage in row["passages"] if passage["id"] not in row["cites"]]
        if uncited:
            yield {**row, "cites": uncited[:1]}


def _story(row: Row) -> str:
    return str(row["id"]).rsplit("-", 1)[0]


def _scores(rows: Sequence[Row], checker: Checker) -> dict[Kind, list[float]]:
    """Return, by kind, the scores of the claims over passages whose fate hangs on them."""
    told = [claim.read() for row in rows if (claim := read_row(row)) is not None]
    read = [examined(claim, articles) for claim, articles in told]
    asked = [one for one in read if one.open and not is_long(one.premise)]
    found: dict[Kind, list[float]] = defaultdict(list)
    for one, score in zip(asked, checker.support([(o.premise, o.claim.text) for o in asked]), strict=True):
        by_rule = check_support(one.claim, one.sources, 1.0, checker.name)
        if score is not None and all(finding.passed is True for finding in by_rule):
            found[kind_of(one.findings)].append(score)
    return found


if __name__ == "__main__":
    main()
