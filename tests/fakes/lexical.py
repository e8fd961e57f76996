"""A checker of words alone, so that tests of the rules need no vectors."""

from __future__ import annotations

from collections.abc import Sequence

from agent.check.align import align
from agent.check.support import shared_words


class LexicalChecker:
    """Scores by shared content words; needs no model."""

    @property
    def name(self) -> str:
        """Goes into the provenance."""
        return "lexical"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return, for each (premise, claim), the share of the claim's content that the premise holds, 0 to 1.

        None where the claim has no content words.
        """
        return [shared_words(align(claim, premise)) for premise, claim in pairs]
