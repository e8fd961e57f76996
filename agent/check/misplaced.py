"""A figure that stands in the source, but moved the other way, in another month, or as somebody else's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.check.binding import counts_alike
from agent.check.context import Place
from agent.text.units import in_base

_NEAR = 0.5
"""A word across at most one boundary is near."""
_OF = re.compile(r"\s+(?:out )?of\s+(?:the|its|their|his|her|all|those|these)?\s*$")


def operand_against(told: Place, match: Place, source: Sequence[Place]) -> Place | None:
    """Return what the source compares the figure with, where that shows the claim's direction to be wrong."""
    if not told.direction or match.direction or told.old or match.old or told.delta or match.delta:
        return None
    after = [p for p in source if p.cited is match.cited and p.start == match.start
             and p.figure.start > match.figure.start and p.figure.kind == match.figure.kind]  # fmt: skip
    if not after or not after[0].old or after[0].kin.dimension != match.kin.dimension:
        return None
    now, was = (in_base(p.figure.low, p.kin.unit)[1] for p in (match, after[0]))
    return after[0] if now != was and (now > was) != (told.direction == "up") else None


def turned(told: Place, given: Place) -> bool:
    """Tell whether the claim has the figure rise where the source has it fall, or the other way round."""
    moved = bool(told.direction and given.direction) and told.direction != given.direction
    return moved and counts_alike(told, given) >= 0.6


def rank_of_another(told: Place, same: Sequence[Place]) -> Place | None:
    """Return a place in a ranking that the source gives by name to somebody whom the claim does not name."""
    mine = {w for w in told.names if told.words[w] >= _NEAR}
    if (
        not mine
        or any(p.figure.counted for p in same)
        or any(p.words.get(w, 0.0) >= _NEAR for p in same for w in mine)
    ):
        return None
    return next((p for p in same if any(p.words[w] >= _NEAR for w in p.names)), None)


def part_of(one: Place, other: Place) -> bool:
    """Tell whether two figures stand as "120 of the 430", so that each takes words from the other."""
    first, second = sorted((one, other), key=lambda p: p.figure.start)
    between = first.sentence[first.figure.end - first.start : second.figure.start - first.start]
    return first.start == second.start and bool(_OF.fullmatch(between))
