"""The shipped support score: how far a text says what a sentence says, by two models of ours.

In a passage the likeness of words decides: what a passage says in other words is for the rules to doubt. In a
long text, where some sentence holds nearly every word, the cross-encoder's reading is weighed with it. Both
run on the CPU, without key or network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.providers.entailment import Entailment
from agent.providers.likeness import LikenessChecker
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
    """Reads long texts."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return "support-1"

    def support(self, pairs: Sequence[Pair]) -> list[float | None]:
        """Return a score for each (premise, claim); None where the claim has no words to compare.

        Raises:
            ConfigurationError: A model's files are missing or damaged.
        """
        scores = self.likeness.support(pairs)
        read = [n for n, (premise, _) in enumerate(pairs) if scores[n] is not None and is_long(premise)]
        if read:
            for number, logit in zip(read, self.entailment.logits([pairs[n] for n in read]), strict=True):
                scores[number] = self._weighed(logit, scores[number])
        return scores

    def _weighed(self, logit: float | None, likeness: float | None) -> float | None:
        """Return both together, weighed as `config.json` says: chosen on labelled articles, see the card."""
        if logit is None or likeness is None:
            return likeness
        weights = self.entailment.config["weights"]
        told = min(max(likeness, _EDGE), 1 - _EDGE)
        odds = weights["model"] * logit + weights["likeness"] * math.log(told / (1 - told)) + weights["shift"]
        return 1 / (1 + math.exp(-odds))
