"""The shipped support score: how much of a sentence the best sentences of its source tell, word by word.

Words are compared by form, by groups of synonyms, and by the vectors of the shipped static model, so that
"licence" may stand for "approval". It knows no word order: exchanged names, denials and the like are found by
the rules of `agent.check`, which run beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from agent.providers.static import SHIPPED, StaticEmbedder
from agent.text.clauses import clauses
from agent.text.sentences import sentences
from agent.text.words import LIGHT, Term, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNLIKE, ALIKE = 0.35, 0.75
"""Cosine of two words' vectors from which they begin to count as alike, and from which they do as far as
words of different form ever do."""
OTHER_FORM = 0.9
"""What a word of another form counts at most."""
WINDOW = 2
"""Sentences of the source that may carry a claim between them; words that only others hold count half."""
PASSES = 0.45
"""Share that becomes a score of one half. This and the three figures above were chosen on the halves of the
claim probes that are for choosing."""
RUN = 3
"""So many telling words in a row that stand nowhere, not even in other words, are an invention."""
SHORT = 3
"""So few telling words leave no room for a predicate that stands nowhere: “The ferry sank.”"""
_PART = re.compile(r";\s+|\s[–—]\s")
"""What stands between two parts of a claim that are sentences of their own."""
_EXACT = re.compile(r"\d|[“\"]")
"""What the exact checks hold a sentence to."""
_NOWHERE = 0.2
"""A word less alike than this to every word of the source stands nowhere."""
INVENTED = 0.3
"""Highest score of a claim with an invention: below every threshold."""
_UNTOLD = 0.05
"""A clause whose telling words are less alike than this, weighed together, to all of the source, stands
nowhere."""

Doubt = Literal["", "word", "clause", "run", "bare"]
"""What looks invented, from faint to strong: a clause of one telling word that stands nowhere, a clause of
several, a run of such words, the predicate of a short sentence."""
_DOUBTS: tuple[Doubt, ...] = get_args(Doubt)


class Likeness(NamedTuple):
    """How far a text tells a claim's words."""

    score: float
    """From 0 to 1; one half and more is enough, inventions apart."""
    doubt: Doubt

    @property
    def capped(self) -> float:
        """The score, below every threshold where a run of words or a bare predicate stands nowhere."""
        return min(self.score, INVENTED) if self.doubt in ("run", "bare") else self.score


@dataclass
class LikenessChecker:
    """Scores from 0 to 1; one half and more is enough. Needs numpy, tokenizers and the shipped vectors."""

    folder: Path = SHIPPED
    """Where the vectors lie; ConfigurationError on first use where they are missing or damaged."""
    known: dict[str, NDArray[np.float32]] = field(default_factory=dict, init=False, repr=False)
    """Vectors of words met so far."""

    def __post_init__(self) -> None:
        """Set up the vectors; nothing is read before the first use."""
        self._embedder = StaticEmbedder(self.folder)

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return "likeness-1"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return a score for each (premise, claim); None where the claim has no words to compare."""
        return [None if one is None else one.capped for one in self.likenesses(pairs)]

    def likenesses(self, pairs: Sequence[tuple[str, str]]) -> list[Likeness | None]:
        """Return likeness and doubt for each (premise, claim); None where there is nothing to compare."""
        return [self._least(premise, claim) for premise, claim in pairs]

    def _least(self, premise: str, claim: str) -> Likeness | None:
        """Return the least score of the claim and its parts: one true half does not carry another."""
        parts = [part for part in _PART.split(claim) if len(terms(part)) > SHORT]
        told = [self._read(premise, text, whole=False) for text in (parts if len(parts) > 1 else ())]
        told.append(self._read(premise, claim, whole=True))
        found = [one for one in told if one is not None]
        if not found:
            return None
        doubt = max((one.doubt for one in found), key=_DOUBTS.index)
        return Likeness(min(one.score for one in found), doubt)

    def _read(self, premise: str, claim: str, *, whole: bool) -> Likeness | None:
        import numpy as np

        said = [t for t in terms(claim) if not t.number]
        if not said:
            return None
        pieces = [premise[s.start : s.end] for s in sentences(premise)]
        held = np.array([self._held(said, terms(piece)) for piece in pieces or [""]])
        weight = np.array([t.weight for t in said])
        best = np.zeros(len(said))
        for _ in range(WINDOW):
            best = np.maximum(best, held[(np.maximum(held, best) @ weight).argmax()])
        every = held.max(axis=0)
        share = float((best + 0.5 * (every - best)) @ weight / weight.sum())
        doubt = _invents(claim, said, every, whole=whole) or _untold(claim, said, every)
        return Likeness(_calibrated(share), doubt)

    def _held(self, said: Sequence[Term], given: Sequence[Term]) -> NDArray[np.float64]:
        """Return how far each word of the claim is told by one sentence."""
        import numpy as np

        if not given:
            return np.zeros(len(said))
        cosine = self._vectors(said) @ self._vectors(given).T
        alike = OTHER_FORM * np.clip((cosine - UNLIKE) / (ALIKE - UNLIKE), 0, 1)
        same = np.array([[one.key == other.key for other in given] for one in said])
        told: NDArray[np.float64] = np.where(same, 1.0, alike).max(axis=1)
        return told

    def _vectors(self, words: Sequence[Term]) -> NDArray[np.float32]:
        import numpy as np

        low = [word.text.casefold() for word in words]
        fresh = sorted({word for word in low if word not in self.known})
        if fresh:
            self.known.update(zip(fresh, self._embedder.passages(fresh), strict=True))
        return np.array([self.known[word] for word in low])


def _calibrated(share: float) -> float:
    """Return the share on a scale on which one half is enough."""
    if share < PASSES:
        return 0.5 * share / PASSES
    return 0.5 + 0.5 * (share - PASSES) / (1 - PASSES)


def _invents(claim: str, said: Sequence[Term], held: NDArray[np.float64], *, whole: bool) -> Doubt:
    """Tell whether several words in a row stand nowhere, or the predicate of a short sentence does not."""
    telling = [(term, told < _NOWHERE) for term, told in zip(said, held, strict=True) if term.weight > LIGHT]
    longest = run = 0
    for _, absent in telling:
        run = run + 1 if absent else 0
        longest = max(longest, run)
    plain = [absent for term, absent in telling if not term.name]
    bare = whole and len(telling) <= SHORT and not _EXACT.search(claim) and 2 * sum(plain) >= len(plain) > 0
    if bare and any(plain):
        return "bare"
    return "run" if longest >= RUN else ""


def _untold(claim: str, said: Sequence[Term], held: NDArray[np.float64]) -> Doubt:
    """Tell whether some clause stands nowhere while the others do: ", and it has been postponed"."""
    spans = clauses(claim)
    found: Doubt = ""
    for span in spans if len(spans) > 1 else ():
        own = [
            (t.weight, told)
            for t, told in zip(said, held, strict=True)
            if span.start <= t.start < span.end and t.weight > LIGHT
        ]
        total = sum(weight for weight, _ in own)
        if own and sum(weight * told for weight, told in own) < _UNTOLD * total:
            if len(own) > 1:
                return "clause"
            found = "word"
    return found
