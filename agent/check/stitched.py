"""A quotation made of two: words that stand in the source, but not together. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST = 2
"""Words that each half must have to be a piece of somebody's speech."""
_SURE = 4
"""And so many the longer one: short runs stand together by chance."""


def stitched(words: Sequence[str], said: Sequence[Sequence[str]]) -> tuple[str, str, int] | None:
    """Return the two halves of a quotation that stand apart, and who said the first, by number; else None.

    Args:
        words: The quotation's words, in order.
        said: The words of each utterance of the cited texts.
    """
    low = [w.casefold() for w in words]
    hays = [f" {' '.join(w.casefold() for w in each)} " for each in said]

    def place(piece: Sequence[str]) -> int:
        return next((n for n, hay in enumerate(hays) if f" {' '.join(piece)} " in hay), -1)

    for at in range(_FEWEST, len(low) - _FEWEST + 1):
        if max(at, len(low) - at) >= _SURE and min(place(low[:at]), place(low[at:])) >= 0:
            return " ".join(words[:at]), " ".join(words[at:]), place(low[:at])
    return None
