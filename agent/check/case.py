"""A claim with the figures of its sources, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from agent.check.binding import agreement
from agent.check.cited import Cited
from agent.check.context import Place
from agent.types import Claim

_CAN = re.compile(r"\b(?:could|may|might|can|possibly|potentially)\b", re.IGNORECASE)
_OTHERS = 20
"""So many figures of a claim are looked for beside each other."""
_TOGETHER = 0.5
"""What it adds that another figure of the claim stands in the same sentence of the source."""


@dataclass(frozen=True)
class Case:
    """A claim and its sources, read once."""

    claim: Claim
    cited: tuple[Cited, ...]
    told: tuple[Place, ...]
    source: tuple[Place, ...]
    spread: dict[str, int]

    def score(self, told: Place, given: Place) -> float:
        """How far two figures agree, and how many others of the claim stand beside the one given."""
        known = self.scores.get((id(told), id(given)))
        if known is None:
            base = agreement(told, given, self.spread)
            known = base + _TOGETHER * self.beside(told, given) if base else 0.0
            self.scores[id(told), id(given)] = known
        return known

    @cached_property
    def scores(self) -> dict[tuple[int, int], float]:
        """What `score` has found so far."""
        return {}

    def beside(self, told: Place, given: Place) -> int:
        """Number of the claim's other figures that the source has in the same sentence."""
        row = self.rows[id(given.cited), given.start]
        others = {t.figure.base for t in self.told[:_OTHERS] if t is not told and t.figure.kind != "ordinal"}
        return len(others & row)

    @cached_property
    def rows(self) -> dict[tuple[int, int], set[tuple[Decimal, Decimal]]]:
        """The values of the sources by sentence."""
        found: dict[tuple[int, int], set[tuple[Decimal, Decimal]]] = {}
        for place in self.source:
            found.setdefault((id(place.cited), place.start), set()).add(place.figure.base)
        return found

    @cached_property
    def can(self) -> bool:
        """The claim tells only what may be."""
        return bool(_CAN.search(self.claim.text))
