"""Placeholder until its author lands it."""

from collections.abc import Sequence

from agent.check.cited import Cited
from agent.types import Claim, Finding, Reason


def check_support(claim: Claim, cited: Sequence[Cited], score: float | None) -> list[Finding]:
    """Return a pass for now."""
    return [Finding(check="support", passed=True, reason=Reason.OK)]


class LexicalChecker:
    """To be landed."""

    name = "lexical"

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """Return a constant for now."""
        return [1.0 for _ in pairs]
