"""Figures where they stand: the words around each, its period, and whether something rose or fell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from agent.check.cited import Cited
from agent.check.moved import Direction, direction_of, size_of_difference
from agent.check.nearness import Marked
from agent.check.periods import periods
from agent.check.vocabulary import MONTHS, key, tells
from agent.text.figures import Figure, figures
from agent.text.normalise import plain, words
from agent.text.sentences import sentences


@dataclass(frozen=True)
class Place:
    """A figure where it stands."""

    figure: Figure
    """With positions in the whole text."""
    words: dict[str, float]
    """What the words around it are compared by, with their nearness from 1 down."""
    names: frozenset[str]
    """Those of `words` that are names."""
    periods: frozenset[str]
    """Months and years of its clause."""
    written: frozenset[str]
    """Month and year of publication and those the sentence names, for a clause that names no period."""
    direction: Direction
    """Whether its clause says that something rose or fell."""
    old: bool
    """It is what something else is compared with: "up from 5", "against 7 the year before"."""
    delta: Direction
    """It is the size of a difference: "4 fewer" is down, "16 above the target" is up."""
    kin: Figure
    """The figure whose kind it shares: itself, or for a bare one the last that names its kind."""
    sentence: str
    """The sentence it stands in."""
    start: int
    """Where that sentence begins."""
    cited: Cited | None = None
    """Where it stands; None for a figure of the claim."""

    @property
    def dated(self) -> frozenset[str]:
        """Its periods, with the year of the text where they name none."""
        year = frozenset(p for p in self.written if p[0] == "y")
        return self.periods if any(p[0] == "y" for p in self.periods) else self.periods | year


def worth(p: Place) -> Decimal:
    """Return a figure's value in the base unit of its kind, which a bare one takes from its neighbour."""
    return p.figure.low * (p.kin.unit.factor if p.figure.bare else p.figure.unit.factor)


_OLD = re.compile(
    r"(?:\bfrom|\bthan|compared (?:with|to)|\bagainst|\bversus|instead of|\bpreviously"
    r"|\bearlier)(?: (?:the|a|an|about|last year's|some))* ?$",
    re.I,
)
_WON = re.compile(
    r"\b(?:beat(?:ing|en)?|defeat(?:ed|ing|s)?|overc[ao]me|edged|thrashed|down(?:ed|ing)|saw off"
    r"|won against)\b",
    re.I,
)
_PART_OF = re.compile(r" (?:out )?of (?:(?:the|its|their|his|her|all|those|these) )?(?:[\w-]+['’]s? )?")
"""What stands between a part and its whole: "five of eleven sites", "260 of the reef's 310 kilometres"."""
_FADE = 0.5
"""What is left of a word's weight after each boundary or figure in between."""
_BEFORE = 0.15
"""Weight of the sentence before, where "it" and "the figure" come from."""
_LARGE = 100
"""Above it a bare number is hardly a percentage or a span of time."""
_LINKED = 30
"""Characters within which a period after a figure is the figure's."""
_INHERITED = 0.9
"""What a figure without a kind of its own takes over from the words of the one it shares the kind of."""
_SHARED = 0.5
"""What one of two figures that something went from and to takes over from the words of the other."""
_REACH = 800
"""Characters around a figure in which words can belong to it."""
_FARTHEST = 4
"""Boundaries beyond which distance no longer counts."""
_FADED = [_FADE**steps for steps in range(_FARTHEST + 1)]


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
            found.append(_place(f, raw, sentence, before, written, _kin(f, inside, flat)))
    return tuple(found)


def _kin(f: Figure, inside: Sequence[Figure], text: str) -> Figure:
    """Return the figure whose kind a bare one shares, as in "from 150 to 60 metres", "24 percent and 17"."""
    if not f.bare:
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


def _other_end(sentence: Marked, f: Figure) -> Figure | None:
    """Return the figure before, where both are of one thing: "from 5 to 7", "to 7 from 5", "by 2, to 7"."""
    before = [o for _, o in sentence.numbered if o.end <= f.start]
    if not before:
        return None
    g = before[-1]
    ahead = sentence.text[max(0, g.start - sentence.start - 12) : g.start - sentence.start]
    between = sentence.text[g.end - sentence.start : f.start - sentence.start]
    if not _ONE_THING.fullmatch(between) or (_TO.search(between) and not _FROM_OR_BY.search(ahead)):
        return None
    return g


_SPAN = r"(?:[^,;:()]| on| in){0,40}"
_ONE_THING = re.compile(
    rf"{_SPAN},? (?:up from|down from|from|compared (?:with|to)|against|versus|to) (?:about |some |around )?",
    re.I,
)
_TO = re.compile(r"\bto (?:about |some |around )?$")
_FROM_OR_BY = re.compile(r"\b(?:from|by)(?: at least| about| some| around| just| nearly)? $", re.I)


def _blanked(raw: str, start: int, inside: Iterable[Figure]) -> str:
    for f in inside:
        if f.kind != "ordinal":
            raw = raw[: f.start - start] + " " * (f.end - f.start) + raw[f.end - start :]
    return raw


def _place(
    f: Figure, raw: str, sentence: Marked, before: dict[str, float], written: tuple[int, int] | None,
    kin: Figure,
) -> Place:  # fmt: skip
    weights = dict(before)
    weights.update(_weights(sentence, f))
    if kin is not f:
        for word, weight in _weights(sentence, kin).items():
            if word not in sentence.names:
                weights[word] = max(weights.get(word, 0.0), _INHERITED * weight)
    if (other := _other_end(sentence, f)) is not None:
        for word, weight in _weights(sentence, other).items():
            weights[word] = max(weights.get(word, 0.0), _SHARED * weight)
    for word in _score_words(sentence, f):
        weights[word] = weights.get(word, 0) + 1.0
    at, to = f.start - sentence.start, f.end - sentence.start
    return Place(
        figure=f,
        words=weights,
        names=frozenset(w for w in weights if w in sentence.names),
        periods=_periods(raw, sentence, f, written[0] if written else None),
        written=_time_of(raw, sentence, written),
        direction=direction_of(sentence, f),
        old=bool(_OLD.search(raw[max(0, at - 40) : at])),
        delta="" if f.score else size_of_difference(raw, at, to),
        kin=kin,
        sentence=raw,
        start=sentence.start,
    )


def _weights(sentence: Marked, f: Figure) -> dict[str, float]:
    weights: dict[str, float] = {}
    own = f.start - sentence.start
    for at, name in sentence.telling:
        if abs(at - own) <= _REACH:
            steps = sentence.steps(at, f)
            weight = _FADED[min(steps + (steps > 0 and sentence.owned(at, f)), _FARTHEST)]
            if weight > weights.get(name, 0.0):
                weights[name] = weight
    return weights


def _score_words(sentence: Marked, f: Figure) -> Iterator[str]:
    """Yield what owns one side of a result: winner and votes in favour the first, the others the second."""
    if f.score and "vote" in sentence.text:
        yield "favour" if f.score == "first" else "against"
    verb = _WON.search(sentence.text)
    at = f.start - sentence.start
    if not f.score or not verb or verb.start() > at:
        return
    side = sentence.text[: verb.start()] if f.score == "first" else sentence.text[verb.end() : at]
    yield from (key(w.text) for w in words(side) if w.text[0].isupper() and tells(w.text))


def _periods(raw: str, sentence: Marked, f: Figure, year: int | None) -> frozenset[str]:
    end = f.end - sentence.start
    found = [p for p in periods(raw, year) if not _compared_with(raw, sentence, f, p.start)]
    ranked = [(sentence.steps(p.start, f), p) for p in found]
    closest = min((steps for steps, _ in ranked), default=_FARTHEST)
    near = [p for steps, p in ranked if steps == closest <= 2]
    linked = [p for p in near if 0 <= p.start - end <= _LINKED]
    return frozenset(k for p in linked or near for k in p.keys)


def _time_of(raw: str, sentence: Marked, written: tuple[int, int] | None) -> frozenset[str]:
    year = written[0] if written else None
    own = [p for p in periods(raw, year) if not _compared_with(raw, sentence, None, p.start)]
    named = {k for p in own for k in p.keys}
    return frozenset(named | ({f"y{written[0]}", f"m{written[1]}"} if written else set()))


def _compared_with(raw: str, sentence: Marked, f: Figure | None, at: int) -> bool:
    """Tell whether a period belongs to another figure, with which one is compared: "from 5 in June"."""
    before = [o for mark, o in sentence.numbered if mark < at]
    if not before or before[-1] is f:
        return False
    start, end = before[-1].start - sentence.start, before[-1].end - sentence.start
    return at - end <= _LINKED and bool(_OLD.search(raw[max(0, start - 40) : start]))


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
