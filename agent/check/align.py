"""Which words of the cited text stand behind which words of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from agent.text.sentences import sentences
from agent.text.stance import Told, told
from agent.text.words import Term


@dataclass(frozen=True)
class Sentence:
    """One sentence of a cited text, read."""

    text: str
    """The sentence."""
    words: tuple[Told, ...]
    """Its content words."""
    keys: frozenset[str]
    """Their keys."""
    roots: frozenset[str]
    """Their stems."""


@dataclass(frozen=True)
class Pair:
    """A word of the claim and its counterpart."""

    claim: Told
    """In the claim."""
    source: Told
    """In the cited text."""
    sentence: int
    """Number of the source's sentence."""


@dataclass(frozen=True)
class Alignment:
    """The claim's words against the cited text."""

    source: tuple[Sentence, ...]
    """All sentences of the cited text."""
    best: tuple[int, ...]
    """Numbers of the sentences that cover the claim, best first."""
    pairs: tuple[Pair, ...]
    """Words with a counterpart in those sentences."""
    elsewhere: tuple[Pair, ...]
    """Words whose counterpart stands in another sentence."""
    missing: tuple[Told, ...]
    """Words without any counterpart; figures are left to their own check."""


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text with their content words."""
    found = []
    for span in sentences(text):
        piece = text[span.start : span.end]
        words = tuple(told(piece))
        found.append(
            Sentence(
                piece, words, frozenset(w.term.key for w in words), frozenset(w.term.root for w in words)
            )
        )
    return tuple(found)


@lru_cache(maxsize=64)
def align(claim: str, source: str, window: int = 2) -> Alignment:
    """Align a claim with the up to `window` sentences of the source that cover most of it."""
    said = told(claim)
    read_source = read(source)
    best = cover(said, read_source, window)
    pairs, elsewhere, missing = [], [], []
    last: tuple[Told, int] | None = None
    for word in said:
        inside = _counterpart(word.term, read_source, best, last)
        outside = inside or _counterpart(word.term, read_source, range(len(read_source)), last)
        last = outside
        if inside:
            pairs.append(Pair(word, *inside))
        elif outside:
            elsewhere.append(Pair(word, *outside))
        elif not word.term.number:
            missing.append(word)
    return Alignment(read_source, tuple(best), tuple(pairs), tuple(elsewhere), tuple(missing))


_SYNONYM = 0.75
"""What a synonym counts against the same word when sentences are chosen."""


def cover(said: Sequence[Told], source: Sequence[Sentence], window: int) -> list[int]:
    """Return the numbers of the sentences that together hold most of the words, greedily, best first."""
    left = {w.term: w.term.weight * rarity(w.term.key, source) for w in said}
    best: list[int] = []
    while len(best) < window:
        gains = [sum(v * _match(t, s) for t, v in left.items()) for s in source]
        if not gains or max(gains) <= 0:
            break
        pick = gains.index(max(gains))
        best.append(pick)
        left = {t: v for t, v in left.items() if t.key not in source[pick].keys}
    return best


def _match(term: Term, sentence: Sentence) -> float:
    return 1.0 if term.root in sentence.roots else _SYNONYM if term.key in sentence.keys else 0.0


def rarity(key: str, source: Sequence[Sentence]) -> float:
    """Return 1 for a word of one sentence, less for a word that stands in many."""
    return 1.0 / sqrt(max(1, sum(key in s.keys for s in source)))


def _counterpart(
    term: Term, source: Sequence[Sentence], among: Iterable[int], last: tuple[Told, int] | None
) -> tuple[Told, int] | None:
    """Return the same word from those sentences, or else a synonym, from the first sentence that has one.

    Of several in that sentence the one right behind the counterpart of the word before, `last`.
    """
    found = [
        (w, i) for i in among if term.key in source[i].keys for w in source[i].words if w.term.key == term.key
    ]
    if not found:
        return None
    low = term.text.casefold()

    def unlike(one: tuple[Told, int]) -> tuple[bool, bool]:
        return one[0].term.root != term.root, one[0].term.text.casefold() != low

    best = min(found, key=unlike)
    alike = [one for one in found if one[1] == best[1] and unlike(one) == unlike(best)]
    return next((one for one in alike if last is not None and _follows(one, last)), best)


def _follows(one: tuple[Told, int], last: tuple[Told, int]) -> bool:
    return one[1] == last[1] and 0 < one[0].term.start - last[0].term.end <= 1


def weight(words: Iterable[Told]) -> float:
    """Return what the words weigh together, figures left out."""
    return sum(w.term.weight for w in words if not w.term.number)
