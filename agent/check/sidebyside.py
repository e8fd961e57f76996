"""The words of a claim and of a sentence side by side, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from agent.text.normalise import Word, words
from agent.text.quotes import quotes
from agent.text.words import fold


@dataclass(frozen=True)
class Edit:
    """One stretch in which claim and sentence differ."""

    claim: str
    """The claim."""
    source: str
    """The sentence."""
    mine: Sequence[Word]
    """What the claim has here; empty where it leaves something out."""
    theirs: Sequence[Word]
    """What the sentence has here; empty where the claim adds something."""
    behind: int
    """How many words go on unchanged."""
    elsewhere: frozenset[str]
    """The claim's other words, those left out that changed places with words of this stretch."""
    absent: frozenset[str]
    """Keys of the claim's words without a counterpart anywhere in the cited text."""
    share: float
    """Share of the claim's words that stand in the sentence in their order."""

    def here(self) -> str:
        """Return what the claim has here, as it stands."""
        return stretch(self.claim, self.mine)

    def there(self) -> str:
        """Return what the sentence has here, as it stands."""
        return stretch(self.source, self.theirs)


def stretch(text: str, side: Sequence[Word]) -> str:
    """Return some words of a text as they stand, with what is between them."""
    return text[side[0].start : side[-1].end] if side else ""


def folded_words(side: Sequence[Word]) -> list[str]:
    """Return the words by which two sides are compared."""
    return [fold(w.text).removesuffix("'s") for w in side]


def edits(claim: str, source: str, matcher: SequenceMatcher[str], absent: frozenset[str]) -> Iterator[Edit]:
    """Yield the stretches in which a claim differs from a sentence, those beside quotations left out."""
    mine, theirs = words(claim), words(source)
    codes = matcher.get_opcodes()
    share = sum(block.size for block in matcher.get_matching_blocks()) / max(len(mine), 1)
    for n, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal" or _quoted(claim, mine[c:d]) or _quoted(source, theirs[a:b]):
            continue
        after = codes[n + 1] if n + 1 < len(codes) else None
        behind = after[2] - after[1] if after else 0
        here = set(folded_words(mine[c:d]))
        exchanged = {
            word
            for tag, x, y, z, w in codes
            if tag == "replace" and here & set(folded_words(theirs[x:y]))
            for word in folded_words(mine[z:w])
        }
        elsewhere = frozenset(folded_words([*mine[:c], *mine[d:]])) - exchanged
        yield Edit(claim, source, mine[c:d], theirs[a:b], behind, elsewhere, absent, share)


def _quoted(text: str, side: Sequence[Word]) -> bool:
    """Tell whether words stand in a quotation, or beside one: that is for the quotations' check."""
    if not side:
        return False
    return any(q.start - 2 <= side[-1].end and side[0].start <= q.end + 2 for q in quotes(text))
