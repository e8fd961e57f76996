"""Whether a figure of a source can be the one a claim tells: the same value, or an honest rounding. Pure."""

from __future__ import annotations

from dataclasses import replace

from agent.check.context import Place
from agent.check.hedges import rounds, same_value
from agent.text.figures import Figure


def fits(told: Place, given: Place) -> bool:
    """Tell whether the value given is the one told, or what that rounds."""
    f, g = (
        in_its_kind(told),
        given.kin if given.figure.bare and given.kin is not given.figure else given.figure,
    )
    if given.figure.bare and g.dimension == f.dimension:
        low, high = (v * g.unit.factor for v in (given.figure.low, given.figure.high))
        return f.base == (low, high) or rounds(f, low, high)
    return same_value(f, given.figure) or rounds(f, *given.figure.base)


def in_its_kind(told: Place) -> Figure:
    """Return a figure with the unit it shares: 18.2 km² of "from 18.2 to 11.3 square kilometres"."""
    f, k = told.figure, told.kin
    if not f.bare or k is f or k.unit.dimension in ("count", "ratio"):
        return f
    return replace(f, unit=k.unit, currency=k.currency)


def exact(told: Place, given: Place) -> bool:
    """Tell whether the values are equal, and one is no rounding of the other."""
    factor = given.kin.unit.factor if given.figure.bare else given.figure.unit.factor
    return told.figure.base == (given.figure.low * factor, given.figure.high * factor)
