"""How many boundaries lie between a word and a figure of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from agent.check.vocabulary import key, tells
from agent.text.figures import Figure
from agent.text.normalise import words

_BREAK = re.compile(
    r"[;:()]| - |\u2014|,(?!\d)|\b(?:and|but|which|who|whose|where|when|while|although|though|after"
    r"|before|because|until|unless|instead"
    r"|against|compared with|compared to|from|versus|than|whereas|including|among them)\b"
)
_ASIDE = re.compile(
    r", (?:which|who|whose|where|whom|a|an|the|with|without|now|then|once) [^,;:()]{3,90},|\([^()]{1,90}\)"
)
_RELATIVE = re.compile(r",? (?:which|who|whose)\b[^;:()]{3,120}?(?:,(?!\d)|$)")
_CLOSE = 25
"""Characters before a figure in which its owner is named."""


@dataclass(frozen=True)
class Marked:
    """A sentence with its figures and what divides it."""

    text: str
    """With its figures blanked out."""
    start: int
    figures: tuple[Figure, ...]
    names: Collection[str]

    @cached_property
    def breaks(self) -> list[int]:
        """Where clauses end, a semicolon twice; in order."""
        clauses = [m.start() for m in _BREAK.finditer(self.text)]
        return sorted(clauses + [m.start() for m in re.finditer(";", self.text)])

    @cached_property
    def numbered(self) -> list[tuple[int, Figure]]:
        """Where its figures stand, ordinals left out; in order."""
        return [(f.start - self.start, f) for f in self.figures if f.kind != "ordinal"]

    @cached_property
    def positions(self) -> list[int]:
        """Where those begin."""
        return [at for at, _ in self.numbered]

    @cached_property
    def telling(self) -> list[tuple[int, str]]:
        """Its words that tell something, by what they are compared by, with their positions."""
        return [(w.start, key(w.text)) for w in words(self.text) if tells(w.text)]

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        """Where something is told in passing, between commas or brackets."""
        return [(m.start(), m.end()) for m in _ASIDE.finditer(self.text)]

    @cached_property
    def relatives(self) -> list[tuple[int, int]]:
        """Where relative clauses stand."""
        return [(m.start(), m.end()) for m in _RELATIVE.finditer(self.text)]

    def _divided(self, low: int, high: int) -> bool:
        return any(low < b < high for b in self.breaks) or any(low < n < high for n, _ in self.numbered)

    def _joined(self, a: Figure, b: Figure) -> bool:
        """Tell whether two figures stand as "from 5 to 7", so that neither keeps words from the other."""
        low, high = sorted((a, b), key=lambda g: g.start)
        return self.text[low.end - self.start : high.start - self.start] in (" to ", "-")

    def steps(self, at: int, f: Figure) -> int:
        """Count the boundaries between a position and a figure, asides in between left out.

        None lies between a relative clause and the words right before it, of which it tells.
        """
        own = f.start - self.start
        for a, b in self.relatives:
            if a - _CLOSE <= at < a < own < b and not self._divided(at, a):
                return 0
        low, high = (at, own) if at < own else (own, at)
        first, last = bisect_right(self.breaks, low), bisect_left(self.breaks, high)
        between = slice(bisect_right(self.positions, low), bisect_left(self.positions, high))
        others = [m for m, o in self.numbered[between] if o is not f and not self._joined(o, f)]
        if not self.asides:
            return last - first + len(others)
        skipped = [(a, b) for a, b in self.asides if low < a and b <= high]
        marks = [*self.breaks[first:last], *others]
        apart = any(a < at < b and not a < own < b for a, b in self.asides)
        return apart + sum(not any(a <= m < b for a, b in skipped) for m in marks)

    def owned(self, at: int, f: Figure) -> bool:
        """Tell whether a word stands right before another figure, with nothing between: "…, timber 12"."""
        place = bisect_right(self.positions, at)
        if place == len(self.numbered) or self.numbered[place][1] is f:
            return False
        mark, _ = self.numbered[place]
        return mark - at <= _CLOSE and not any(at < b < mark for b in self.breaks)
