"""Figures where they stand: the words around each, its period, and whether something rose or fell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agent.check.cited import Cited
from agent.check.periods import periods
from agent.check.vocabulary import DOWN, MOVE, STILL, UP, key, tells
from agent.text.figures import Figure, figures
from agent.text.normalise import plain, words
from agent.text.sentences import sentences

Direction = Literal["up", "down", ""]


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
    """Month and year of publication, for a clause that names no period."""
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


_BREAK = re.compile(
    r"[;:()]| - |\u2014|,(?!\d)|\b(?:and|but|which|who|whose|where|when|while|although|though|after"
    r"|before|because|until|unless|instead"
    r"|against|compared with|compared to|from|versus|than|whereas|including|among them)\b"
)
_OLD = re.compile(
    r"(?:\bfrom|\bthan|compared (?:with|to)|\bagainst|\bversus|instead of|\bpreviously"
    r"|\bearlier)(?: (?:the|a|an|about|last year's|some))* ?$",
    re.I,
)
_DELTA = re.compile(
    r"(?: ?(?:points?|percent(?:age points?)?|%|per cent|\w+){0,2})? ?(?:more|fewer|less|higher|lower"
    r"|above|below|ahead|behind|up|down|over|under"
    r"|longer|shorter|short)\b",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    rf"\b(?:by|rise of|increase of|fall of|drop of|gain of|loss of|gained|added|lost|shed|(?:{UP}"
    rf"|{DOWN}) by|go up by|up|down) ?$",
    re.I,
)
_ASIDE = re.compile(
    r", (?:which|who|whose|where|whom|a|an|the|with|now|then|once) [^,;:()]{3,90},|\([^()]{1,90}\)"
)
_RELATIVE = re.compile(r",? (?:which|who|whose)\b[^;:()]{3,120}?(?:,(?!\d)|$)")
_GAP = re.compile(r"[^,;:()]{0,20}(?:,| and|, and) (?:(?!\w+ed\b|by\b|to\b|from\b|of\b)[\w’'-]+ ){1,4}(?:by )?")
"""What stands between two figures of one verb."""
_WON = re.compile(
    r"\b(?:beat(?:ing|en)?|defeat(?:ed|ing|s)?|overc[ao]me|edged|thrashed|down(?:ed|ing)|saw off"
    r"|won against)\b",
    re.I,
)
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
_CLOSE = 25
"""Characters before a figure in which its owner is named."""
_REACH = 800
"""Characters around a figure in which words can belong to it."""
_FARTHEST = 4
"""Boundaries beyond which distance no longer counts."""


@dataclass(frozen=True)
class _Sentence:
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
    def telling(self) -> list[tuple[int, str]]:
        """Its words that tell something, by what they are compared by, with their positions."""
        return [(w.start, key(w.text)) for w in words(self.text) if tells(w.text)]

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        return [(m.start(), m.end()) for m in _ASIDE.finditer(self.text)]

    @cached_property
    def relatives(self) -> list[tuple[int, int]]:
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
        if any(a - _CLOSE <= at < a < own < b and not self._divided(at, a) for a, b in self.relatives):
            return 0
        low, high = sorted((at, own))
        skipped = [(a, b) for a, b in self.asides if low < a and b <= high]
        marks = self.breaks[bisect_right(self.breaks, low) : bisect_left(self.breaks, high)]
        between = slice(
            bisect_right(self.numbered, low, key=_first), bisect_left(self.numbered, high, key=_first)
        )
        marks += [m for m, o in self.numbered[between] if o is not f and not self._joined(o, f)]
        apart = any(a < at < b and not a < own < b for a, b in self.asides)
        return apart + sum(not any(a <= m < b for a, b in skipped) for m in marks)

    def owned(self, at: int, f: Figure) -> bool:
        """Tell whether a word stands right before another figure, with nothing between: "…, timber 12"."""
        place = bisect_right(self.numbered, at, key=_first)
        if place == len(self.numbered) or self.numbered[place][1] is f:
            return False
        mark, _ = self.numbered[place]
        return mark - at <= _CLOSE and not any(at < b < mark for b in self.breaks)


def _first(mark: tuple[int, Figure]) -> int:
    return mark[0]


def places(
    text: str, written: tuple[int, int] | None, names: Collection[str], cited: Cited | None = None
) -> list[Place]:
    """Return the figures of a text with what stands around them.

    `written` is the year and month the text is from, `names` the words (as `key` has them) that are names.
    """
    flat = plain(text)
    every = figures(text)
    found: list[Place] = []
    before: dict[str, float] = {}
    for span in sentences(text):
        inside = tuple(f for f in every if span.start <= f.start and f.end <= span.end)
        raw = flat[span.start : span.end]
        sentence = _Sentence(_blanked(raw, span.start, inside), span.start, inside, names)
        for f in inside:
            found.append(_place(f, raw, sentence, before, written, _kin(f, inside, flat), cited))
        before = {key(w.text): _BEFORE for w in words(raw) if tells(w.text)}
    return found


def _kin(f: Figure, inside: Sequence[Figure], text: str) -> Figure:
    """Return the figure whose kind a bare one shares, as in "from 150 to 60 metres", "24 percent and 17"."""
    if not f.bare:
        return f
    later = [o for o in inside if o.start > f.start]
    if later and not later[0].bare and text[f.end : later[0].start] in (" to ", " and ", " or "):
        return later[0]
    earlier = [o for o in inside if o.start < f.start and not o.bare and o.kind != "ordinal"]
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


def _place(
    f: Figure, raw: str, sentence: _Sentence, before: dict[str, float], written: tuple[int, int] | None,
    kin: Figure, cited: Cited | None,
) -> Place:  # fmt: skip
    weights = dict(before)
    weights.update(_weights(sentence, f))
    if kin is not f:
        for word, weight in _weights(sentence, kin).items():
            if word not in sentence.names:
                weights[word] = max(weights.get(word, 0.0), _INHERITED * weight)
    for word in _score_words(sentence, f):
        weights[word] = weights.get(word, 0) + 1.0
    at, to = f.start - sentence.start, f.end - sentence.start
    return Place(
        figure=f,
        words=weights,
        names=frozenset(w for w in weights if w in sentence.names),
        periods=_periods(raw, sentence, f, written[0] if written else None),
        written=frozenset({f"y{written[0]}", f"m{written[1]}"}) if written else frozenset(),
        direction=_direction(sentence, f),
        old=bool(_OLD.search(raw[max(0, at - 40) : at])),
        delta="" if f.score else _delta(raw, at, to),
        kin=kin,
        sentence=raw,
        start=sentence.start,
        cited=cited,
    )


def _weights(sentence: _Sentence, f: Figure) -> dict[str, float]:
    weights: dict[str, float] = {}
    own = f.start - sentence.start
    for at, name in sentence.telling:
        if abs(at - own) <= _REACH:
            steps = sentence.steps(at, f)
            weight = _FADE ** min(steps + (steps > 0 and sentence.owned(at, f)), _FARTHEST)
            weights[name] = max(weights.get(name, 0.0), weight)
    return weights


def _score_words(sentence: _Sentence, f: Figure) -> Iterator[str]:
    """Yield what owns one side of a result: winner and votes in favour the first, the others the second."""
    if f.score and "vote" in sentence.text:
        yield "favour" if f.score == "first" else "against"
    verb = _WON.search(sentence.text)
    at = f.start - sentence.start
    if not f.score or not verb or verb.start() > at:
        return
    side = sentence.text[: verb.start()] if f.score == "first" else sentence.text[verb.end() : at]
    yield from (key(w.text) for w in words(side) if w.text[0].isupper() and tells(w.text))


def _periods(raw: str, sentence: _Sentence, f: Figure, year: int | None) -> frozenset[str]:
    end = f.end - sentence.start
    found = [p for p in periods(raw, year) if not _compared_with(raw, sentence, f, p.start)]
    ranked = [(sentence.steps(p.start, f), p) for p in found]
    closest = min((steps for steps, _ in ranked), default=_FARTHEST)
    near = [p for steps, p in ranked if steps == closest <= 1]
    linked = [p for p in near if 0 <= p.start - end <= _LINKED]
    return frozenset(k for p in linked or near for k in p.keys)


def _compared_with(raw: str, sentence: _Sentence, f: Figure, at: int) -> bool:
    """Tell whether a period belongs to another figure, with which one is compared: "from 5 in June"."""
    before = [o for mark, o in sentence.numbered if mark < at]
    if not before or before[-1] is f:
        return False
    start, end = before[-1].start - sentence.start, before[-1].end - sentence.start
    return at - end <= _LINKED and bool(_OLD.search(raw[max(0, start - 40) : start]))


def _direction(sentence: _Sentence, f: Figure) -> Direction:
    quiet = STILL.sub(lambda m: " " * len(m.group()), sentence.text)
    at, to = f.start - sentence.start, f.end - sentence.start
    ranked: list[tuple[int, int, Direction]] = []
    for m in MOVE.finditer(quiet):
        steps = sentence.steps(m.start(), f)
        if steps <= 1:
            ranked.append((steps, min(abs(m.start() - at), abs(m.start() - to)), "up" if m["up"] else "down"))
    return min(ranked)[2] if ranked else _gapped(sentence, f)


def _gapped(sentence: _Sentence, f: Figure) -> Direction:
    """Return how the figure before moved, where the verb is left out: "spending rose 0.5% and imports 0.2%"."""
    before = [o for _, o in sentence.numbered if o.end <= f.start]
    if not before or before[-1].kind != f.kind:
        return ""
    between = sentence.text[before[-1].end - sentence.start : f.start - sentence.start]
    return _direction(sentence, before[-1]) if _GAP.fullmatch(between) else ""


def _delta(raw: str, at: int, to: int) -> Direction:
    quiet = STILL.sub(lambda s: " " * len(s.group()), raw)
    m = _DELTA.match(quiet[to : to + 30]) or _DELTA_BEFORE.search(quiet[max(0, at - 24) : at])
    if m is None:
        return ""
    moves = list(MOVE.finditer(m.group()))
    return "down" if moves and moves[-1]["down"] else "up"


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that are written with a capital wherever they stand in the texts."""
    upper: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        for word in words(text):
            (upper if word.text[0].isupper() else lower).add(key(word.text))
    return frozenset(w for w in upper - lower if tells(w))
