"""What stands around a figure of a sentence: words, periods, and whether something rose or fell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from agent.check.moved import Direction, direction_of, size_of_difference
from agent.check.nearness import Marked
from agent.check.periods import periods
from agent.check.vocabulary import FATES, key, tells
from agent.text.figures import Figure
from agent.text.normalise import words

_OLD = re.compile(
    r"(?:\bfrom|\bthan|compared (?:with|to)|\bagainst|\bversus|instead of|\bpreviously"
    r"|\bearlier)(?: (?:the|a|an|about|last year's|some|at least|at most|nearly|almost|around|roughly"
    r"|just|only"
    r"|over|under|more than))* ?$",
    re.I,
)
_NO_LESS = re.compile(r"\b(?:no|not) (?:fewer|less|more) than $", re.I)
_WON = re.compile(
    r"\b(?:beat(?:ing|en)?|defeat(?:ed|ing|s)?|overc[ao]me|edged|thrashed|down(?:ed|ing)|saw off"
    r"|won against)\b",
    re.I,
)
_NEAR = 0.5
"""A word across at most one boundary is near."""
_FADE = 0.5
"""What is left of a word's weight after each boundary or figure in between."""
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


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What stands around a figure, each part read when first asked for: most are never compared."""

    figure: Figure
    kin: Figure
    """The figure whose kind it shares."""
    raw: str
    """Its sentence."""
    sentence: Marked
    before: dict[str, float]
    """Words of the sentence before."""
    published: tuple[int, int] | None
    """Year and month the text is from."""

    @cached_property
    def words(self) -> dict[str, float]:
        """What the words around it are compared by, with their nearness from 1 down."""
        sentence, f = self.sentence, self.figure
        weights = dict(self.before)
        weights.update(_weights(sentence, f))
        if self.kin is not f:
            own = {w for w, weight in weights.items() if weight >= _NEAR and w in FATES}
            for word, weight in _weights(sentence, self.kin).items():
                if word not in sentence.names and not (own and word in FATES - own):
                    weights[word] = max(weights.get(word, 0.0), _INHERITED * weight)
        if (other := _other_end(sentence, f)) is not None:
            for word, weight in _weights(sentence, other).items():
                weights[word] = max(weights.get(word, 0.0), _SHARED * weight)
        for word in _score_words(sentence, f):
            weights[word] = weights.get(word, 0) + 1.0
        return weights

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of `words` that are names."""
        return frozenset(w for w in self.words if w in self.sentence.names)

    @cached_property
    def periods(self) -> frozenset[str]:
        """Months and years of its clause."""
        return _periods(self.raw, self.sentence, self.figure, self.published[0] if self.published else None)

    @cached_property
    def written(self) -> frozenset[str]:
        """Month and year of publication and those the sentence names, for a clause that names no period."""
        return _time_of(self.raw, self.sentence, self.published)

    @cached_property
    def direction(self) -> Direction:
        """Whether its clause says that something rose or fell."""
        return direction_of(self.sentence, self.figure)

    @cached_property
    def old(self) -> bool:
        """It is what something else is compared with: "up from 5", "against 7 the year before"."""
        at = self.figure.start - self.sentence.start
        return bool(_OLD.search(self.raw[max(0, at - 40) : at])) and not _NO_LESS.search(self.raw[:at])

    @cached_property
    def delta(self) -> Direction:
        """It is the size of a difference: "4 fewer" is down, "16 above the target" is up."""
        if self.figure.score:
            return ""
        start = self.sentence.start
        return size_of_difference(self.raw, self.figure.start - start, self.figure.end - start)


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
