"""The shipped support score: how far a text says what a sentence says, by two models of ours.

In a passage the likeness of words decides: what a passage says in other words is for the rules to doubt.
Where words of the claim stand nowhere in it, the cross-encoder tells an invention from other words for the
same. In a long text, where some sentence holds nearly every word, its reading is weighed with the likeness.
Both run on the CPU, without key or network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.providers.entailment import Entailment
from agent.providers.likeness import INVENTED, Likeness, LikenessChecker
from agent.text.excerpt import is_long

_EDGE = 0.01
"""Likenesses are held this far from 0 and 1, where their odds would outweigh everything."""

Pair = tuple[str, str]


@dataclass
class SupportChecker:
    """Scores from 0 to 1; one half and more is enough."""

    likeness: LikenessChecker = field(default_factory=LikenessChecker)
    """Compares words."""
    entailment: Entailment = field(default_factory=Entailment)
    """Reads long texts, and passages in which something looks invented."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return "support-1"

    def support(self, pairs: Sequence[Pair]) -> list[float | None]:
        """Return a score for each (premise, claim); None where the claim has no words to compare.

        Raises:
            ConfigurationError: A model's files are missing or damaged.
        """
        found = self.likeness.likenesses(pairs)
        read = [n for n, one in enumerate(found) if one is not None and (one.doubt or is_long(pairs[n][0]))]
        logits = dict(zip(read, self.entailment.logits([pairs[n] for n in read]), strict=True))
        return [
            None if one is None else self._score(one, logits.get(n), long=is_long(pairs[n][0]))
            for n, one in enumerate(found)
        ]

    def _score(self, found: Likeness, logit: float | None, *, long: bool) -> float:
        """Return a claim's score; the figures in `config.json` were chosen on labelled sets, see the card."""
        if logit is None:
            return found.capped
        if long:
            return self._weighed(logit, found.capped)
        if found.doubt == "bare":  # nothing else speaks for so short a sentence
            return found.capped
        enough = self.entailment.config["told"][found.doubt]
        return found.score if logit >= enough else min(found.score, INVENTED)

    def _weighed(self, logit: float, likeness: float) -> float:
        weights = self.entailment.config["weights"]
        told = min(max(likeness, _EDGE), 1 - _EDGE)
        odds = weights["model"] * logit + weights["likeness"] * math.log(told / (1 - told)) + weights["shift"]
        return 1 / (1 + math.exp(-odds))
