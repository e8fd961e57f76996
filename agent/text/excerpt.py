"""Which sentences of a long text to read when one claim is held against it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log

from agent.text.sentences import sentences
from agent.text.words import terms

LONG = 300
"""Words from which what a claim cites is long: an article, or several passages together."""
COVERED = 0.35
"""What a word of the claim still counts once a chosen sentence has it: a second telling helps a little."""


def is_long(text: str) -> bool:
    """Tell whether a text is longer than a passage of the index, or two of usual length."""
    return len(text.split()) >= LONG


def excerpt(source: str, claim: str, words: int) -> str:
    """Return the sentences of the source that bear most on the claim, in their order, `words` at most.

    A source that is short enough is returned as it is. Sentences are taken greedily by the words of the claim
    that they hold, rare ones counting more; the sentence before the first one taken comes along, for it tells
    who "he" is, and what room is left goes to the beginning of the text. The first sentence taken stays
    whatever its length.
    """
    pieces = [source[s.start : s.end] for s in sentences(source)]
    lengths = [len(piece.split()) for piece in pieces]
    if sum(lengths) <= words or len(pieces) < 2:
        return source
    order = _by_coverage(pieces, claim) or [0]
    taken = {order[0]}
    room = words - lengths[order[0]]
    for number in (order[0] - 1, *order[1:], *range(len(pieces))):
        if number >= 0 and number not in taken and lengths[number] <= room:
            taken.add(number)
            room -= lengths[number]
    return " ".join(pieces[n] for n in sorted(taken))


def _by_coverage(pieces: Sequence[str], claim: str) -> list[int]:
    """Return the numbers of the sentences that hold words of the claim, the most telling first."""
    held = [{t.key for t in terms(piece)} for piece in pieces]
    spread = Counter(key for keys in held for key in keys)
    left = {t.key: t.weight * log(1 + len(pieces) / spread[t.key]) for t in terms(claim) if spread[t.key]}
    order: list[int] = []
    open_numbers = set(range(len(pieces)))
    while open_numbers:
        # The order of a set is another in every process, and with it the last digit of a plain sum.
        gain, number = max((fsum(left.get(k, 0.0) for k in held[n]), -n) for n in open_numbers)
        if gain <= 0:
            break
        order.append(-number)
        open_numbers.discard(-number)
        for key in held[-number]:
            if key in left:
                left[key] *= COVERED
    return order
