"""Placeholder until its author lands it."""

from collections.abc import Sequence

from agent.check.cited import Cited
from agent.types import Claim, Finding


def check_figures(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return no findings yet."""
    return []
