"""Several rankings become one: fused, freed of copies, spread over outlets.

Pure. Everything here works on positions in a list and on values, so that it can be read and tested without
an index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heapreplace
from math import exp, log
from typing import TypeVar

from agent.text.shingles import COPY_OVERLAP, overlap

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

SHARPNESS = 8.0
"""How much more of a ranking's vote goes to what scores higher: e to the power of this from 0 to 1. On either
half of the questions of MultiHop-RAG 6 and 10 find up to a point less."""

DENSE_WEIGHT = 0.05
"""Share of the vectors in the fused score. The shipped static vectors settle near-ties, no more: on
MultiHop-RAG fact_recall@10 is .689 without them, .689 at 0.05, .685 at 0.15 and .667 at 0.3."""


def fuse(words: Sequence[tuple[K, float]], vectors: Mapping[K, float]) -> list[tuple[K, float]]:
    """Return one ranking of what either ranking found, best first.

    Word scores are scaled by their best, vector scores to between 0 and 1. Vectors weigh so little that a
    passage the words rank high cannot be pushed out, and among near-equals they decide.
    """
    best = max((score for _, score in words), default=0.0) or 1.0
    low, high = min(vectors.values(), default=0.0), max(vectors.values(), default=0.0)
    spread = (high - low) or 1.0
    fused = {key: score / best for key, score in words}
    for key, score in vectors.items():
        fused[key] = fused.get(key, 0.0) + DENSE_WEIGHT * (score - low) / spread
    return sorted(fused.items(), key=lambda item: -item[1])


def share_out(rankings: Sequence[Mapping[K, float]]) -> list[K]:
    """Return everything the rankings hold, each next thing the one that serves best what is still unserved.

    Each ranking has one vote, divided among its things by their scores (`SHARPNESS`). A thing is taken for
    the votes that nothing taken before has had: xQuAD (Santos, Macdonald and Ounis 2010), with rankings in
    the place of query aspects. So several questions in one get their answers in turn; one is ranked by score.
    """
    shares = [_shares(ranking) for ranking in rankings]
    if len(shares) == 1:
        return sorted(shares[0], key=shares[0].__getitem__, reverse=True)
    left = [1.0] * len(shares)
    holders: dict[K, list[int]] = {}
    for number, share in enumerate(shares):
        for key in share:
            holders.setdefault(key, []).append(number)

    def gain(key: K) -> float:
        return sum(left[number] * shares[number][key] for number in holders[key])

    # Gains only fall, so that the best of those computed before needs to be computed again, and no other.
    waiting = [(-gain(key), place, key) for place, key in enumerate(holders)]
    heapify(waiting)
    order: list[K] = []
    while waiting:
        _, place, key = waiting[0]
        now = -gain(key)
        if len(waiting) > 1 and now > min(waiting[1:3])[0]:
            heapreplace(waiting, (now, place, key))
            continue
        heappop(waiting)
        order.append(key)
        for number in holders[key]:
            left[number] *= 1 - shares[number][key]
    return order


def _shares(ranking: Mapping[K, float]) -> dict[K, float]:
    best = max(ranking.values(), default=0.0)
    powers = {key: exp(SHARPNESS * (score - best)) for key, score in ranking.items()}
    total = sum(powers.values())
    return {key: power / total for key, power in powers.items()}


def at_most(things: Iterable[T], limit: int, group: Callable[[T], Hashable]) -> list[T]:
    """Return the first `limit` things of each group in their order, and after them the others."""
    seen: dict[Hashable, int] = {}  # a Counter takes twice as long for what it has not seen
    first: list[T] = []
    later: list[T] = []
    for thing in things:
        key = group(thing)
        before = seen.get(key, 0)
        (first if before < limit else later).append(thing)
        seen[key] = before + 1
    return first + later


def without_copies(
    things: Iterable[T], imprint: Callable[[T], frozenset[int]], limit: int
) -> list[tuple[T, list[T]]]:
    """Return up to `limit` things that are no near-copies of an earlier one, each with its copies.

    Args:
        things: Best first.
        imprint: Gives what copies are known by.
        limit: How many at most.
    """
    kept: list[tuple[T, list[T]]] = []
    shapes: list[frozenset[int]] = []
    for thing in things:
        shape = imprint(thing)
        first = next((n for n, other in enumerate(shapes) if overlap(shape, other) >= COPY_OVERLAP), None)
        if first is not None:
            kept[first][1].append(thing)
        elif len(kept) < limit:
            kept.append((thing, []))
            shapes.append(shape)
    return kept


def coverage(wanted: Mapping[str, float], has: set[str]) -> float:
    """Return the share of the wanted words' weight that a text has, 0 to 1."""
    total = sum(wanted.values())
    return sum(weight for word, weight in wanted.items() if word in has) / total if total else 0.0


def rarity(frequency: int, total: int) -> float:
    """Return how much a word tells: BM25's inverse document frequency (Robertson and Zaragoza 2009, 3.3)."""
    return log(1 + (total - frequency + 0.5) / (frequency + 0.5))
