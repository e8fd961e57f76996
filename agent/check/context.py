"""Figures where they stand: the words around each, its period, and whether something rose or fell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from agent.check.cited import Cited
from agent.check.moved import Direction
from agent.check.nearness import Marked
from agent.check.surroundings import Surroundings
from agent.check.vocabulary import MONTHS, key, tells
from agent.text.figures import Figure, figures
from agent.text.normalise import plain, words
from agent.text.sentences import sentences


@dataclass(frozen=True)
class Place:
    """A figure where it stands."""

    figure: Figure
    """With positions in the whole text."""
    kin: Figure
    """The figure whose kind it shares: itself, or for a bare one the last that names its kind."""
    sentence: str
    """The sentence it stands in."""
    start: int
    """Where that sentence begins."""
    around: Surroundings
    """What stands around it; the places of a text share it, whoever cites the text."""
    cited: Cited | None = None
    """Where it stands; None for a figure of the claim."""

    @property
    def words(self) -> dict[str, float]:
        """What the words around it are compared by, with their nearness from 1 down."""
        return self.around.words

    @property
    def names(self) -> frozenset[str]:
        """Those of `words` that are names."""
        return self.around.names

    @property
    def periods(self) -> frozenset[str]:
        """Months and years of its clause."""
        return self.around.periods

    @property
    def written(self) -> frozenset[str]:
        """Month and year of publication and those its sentence names."""
        return self.around.written

    @property
    def direction(self) -> Direction:
        """Whether its clause says that something rose or fell."""
        return self.around.direction

    @property
    def old(self) -> bool:
        """It is what something else is compared with."""
        return self.around.old

    @property
    def delta(self) -> Direction:
        """It is the size of a difference."""
        return self.around.delta

    @property
    def dated(self) -> frozenset[str]:
        """Its periods, with the year of the text where they name none."""
        year = frozenset(p for p in self.written if p[0] == "y")
        return self.periods if any(p[0] == "y" for p in self.periods) else self.periods | year


def worth(p: Place) -> Decimal:
    """Return a figure's value in the base unit of its kind, which a bare one takes from its neighbour."""
    return p.figure.low * (p.kin.unit.factor if p.figure.bare else p.figure.unit.factor)


_PART_OF = re.compile(r" (?:out )?of (?:(?:the|its|their|his|her|all|those|these) )?(?:[\w-]+['’]s? )?")
"""What stands between a part and its whole: "five of eleven sites", "260 of the reef's 310 kilometres"."""
TIMED = re.compile(r"\bin \d+\.\d+$")
"""A time as it is told in sport, in seconds that nobody names: "won the 400 metres in 44.12"."""
_BEFORE = 0.15
"""Weight of the sentence before, where "it" and "the figure" come from."""
_LARGE = 100
"""Above it a bare number is hardly a percentage or a span of time."""


def places(
    text: str, written: tuple[int, int] | None, names: Collection[str], cited: Cited | None = None
) -> list[Place]:
    """Return the figures of a text with what stands around them.

    `written` is the year and month the text is from, `names` the words (as `key` has them) that are names.
    """
    found = _places(text, written, frozenset(names))
    return [replace(place, cited=cited) for place in found] if cited is not None else list(found)


@lru_cache(maxsize=512)
def _places(text: str, written: tuple[int, int] | None, names: frozenset[str]) -> tuple[Place, ...]:
    flat = plain(text)
    every = figures(text)
    found: list[Place] = []
    last = ""
    for span in sentences(text):
        inside = tuple(f for f in every if span.start <= f.start and f.end <= span.end)
        previous, raw = last, flat[span.start : span.end]
        last = raw
        if not inside:
            continue
        before = {key(w.text): _BEFORE for w in words(previous) if tells(w.text)}
        sentence = Marked(_blanked(raw, span.start, inside), span.start, inside, names)
        for f in inside:
            kin = _kin(f, inside, flat)
            around = Surroundings(f, kin, raw, sentence, before, written)
            found.append(Place(f, kin, raw, sentence.start, around))
    return tuple(found)


def _kin(f: Figure, inside: Sequence[Figure], text: str) -> Figure:
    """Return the figure whose kind a bare one shares, as in "from 150 to 60 metres", "24 percent and 17"."""
    if not f.bare or TIMED.search(text[max(0, f.start - 6) : f.end]):
        return f
    later = [o for o in inside if o.start > f.start]
    if later and not later[0].bare and _PART_OF.fullmatch(text[f.end : later[0].start]):
        return later[0]
    if later and not later[0].bare and text[f.end : later[0].start] in (" to ", " and ", " or "):
        return later[0]
    earlier = [o for o in inside if o.start < f.start and not o.bare and o.kind != "ordinal"]
    earlier = [o for o in earlier if o.unit.dimension != "age"]
    large = f.low > _LARGE
    telling = [
        o
        for o in earlier
        if o.unit.dimension not in ("time", "calendar") and not (large and o.unit.dimension == "ratio")
    ]
    if telling:
        return telling[-1]
    return earlier[-1] if earlier and not large else f


def _blanked(raw: str, start: int, inside: Iterable[Figure]) -> str:
    for f in inside:
        if f.kind != "ordinal":
            raw = raw[: f.start - start] + " " * (f.end - f.start) + raw[f.end - start :]
    return raw


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that are written with a capital wherever they stand in the texts."""
    found = [_by_capital(text) for text in texts]
    upper, lower = (frozenset[str]().union(*(sides[n] for sides in found)) for n in (0, 1))
    return frozenset(w for w in upper - lower if tells(w) and w not in MONTHS)


@lru_cache(maxsize=512)
def _by_capital(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words written with a capital and those without, as `key` has them."""
    upper: set[str] = set()
    lower: set[str] = set()
    for word in words(text):
        (upper if word.text[0].isupper() else lower).add(key(word.text))
    return frozenset(upper), frozenset(lower)
