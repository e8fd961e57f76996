"""How many independent origins give a figure of a sentence.

Pure. Another sentence gives the same figure when it counts the same sort of thing, the values agree (rounding
allowed), and the telling words of one stand in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.check.counts import PERCENT, Count, agree, counts
from agent.text.lineage import Lineage, Telling, telling_of
from agent.text.telling import rarity_in, telling
from agent.types import Evidence

ALIKE, ALIKE_LOOSE = 0.2, 0.4
"""Share of one sentence's telling words that the other holds: for counts, and for sums and percentages, which
are told of everything."""


class Backing:
    """Knows who gives which figure."""

    def __init__(self, evidence: Sequence[Evidence], lineage: Lineage) -> None:
        """Read the figures of the evidence."""
        self._lineage = lineage
        self._rarity = rarity_in([e.text for e in evidence])
        self._told: dict[str, list[tuple[Evidence, Count]]] = {}
        for e in evidence:
            for count in counts(e.text):
                if not count.denied:
                    self._told.setdefault(count.sort, []).append((e, count))

    def origins(self, text: str, count: Count, own: Sequence[Telling] = ()) -> int:
        """Return how many origins give a figure of a text, those of the text's own sources included.

        0 means that nobody gives it: it was worked out.
        """
        return len(self.witnesses(text, count, own))

    def witnesses(self, text: str, count: Count, own: Sequence[Telling] = ()) -> tuple[Telling, ...]:
        """Return one telling of each of those origins."""
        mine = [t for t in own if gives(t.text, count)]
        return self._lineage.independent([*mine, *self.tellers(text, count)])

    def lone(self, text: str, own: Sequence[Telling]) -> tuple[Count, ...]:
        """Return the figures of a text that rest on one origin."""
        return tuple(c for c in counts(text) if not c.denied and self.origins(text, c, own) == 1)

    def tellers(self, text: str, count: Count) -> Iterator[Telling]:
        """Yield the sentences of the evidence that give a figure of a text."""
        loose = count.money or count.sort == PERCENT
        words = telling(text)
        for e, other in self._told.get(count.sort, ()):
            if _same(count, other):
                theirs = telling(e.text)
                shared = max(self._rarity.share(words, theirs), self._rarity.share(theirs, words))
                if shared >= (ALIKE_LOOSE if loose else ALIKE):
                    yield telling_of(e)


def gives(text: str, count: Count) -> bool:
    """Tell whether a text gives a figure."""
    return any(_same(count, other) for other in counts(text))


def _same(one: Count, other: Count) -> bool:
    return (one.sort, one.thing) == (other.sort, other.thing) and agree(one, other)
