"""A quotation made of two: words that stand in the source, but not together. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST = 2
"""Words that each half must have to be a piece of somebody's speech."""
_SURE = 4
"""And so many the longer one: short runs stand together by chance."""


def stitched(words: Sequence[str], said: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """Return the two halves of a quotation that stand apart in what was said; None where it is no such.

    Args:
        words: The quotation's words, in order.
        said: The words of each utterance of the cited texts.
    """
    low = [w.casefold() for w in words]
    hays = [f" {' '.join(w.casefold() for w in each)} " for each in said]

    def stands(piece: Sequence[str]) -> bool:
        return any(f" {' '.join(piece)} " in hay for hay in hays)

    for at in range(_FEWEST, len(low) - _FEWEST + 1):
        if max(at, len(low) - at) >= _SURE and stands(low[:at]) and stands(low[at:]):
            return " ".join(words[:at]), " ".join(words[at:])
    return None
