"""Whether a figure of a source can be the one a claim tells: the same value, or an honest rounding. Pure."""

from __future__ import annotations

from agent.check.context import Place
from agent.check.hedges import rounds, same_value


def fits(told: Place, given: Place) -> bool:
    """Tell whether the value given is the one told, or what that rounds."""
    f, g = told.figure, given.kin if given.figure.bare and given.kin is not given.figure else given.figure
    if given.figure.bare and g.dimension == f.dimension:
        low, high = (v * g.unit.factor for v in (given.figure.low, given.figure.high))
        return f.base == (low, high) or rounds(f, low, high)
    return same_value(f, given.figure) or rounds(f, *given.figure.base)


def exact(told: Place, given: Place) -> bool:
    """Tell whether the values are equal, and one is no rounding of the other."""
    factor = given.kin.unit.factor if given.figure.bare else given.figure.unit.factor
    return told.figure.base == (given.figure.low * factor, given.figure.high * factor)
