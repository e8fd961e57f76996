"""A computation as a reader would write it, with what it gives and how far the claim may round it. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from agent.check.hedges import tolerance
from agent.text.figures import Figure

Computation = Literal["sum", "difference", "ratio", "share", "growth"]

_DIGITS = 4
"""Digits of a result that are shown."""


def computed(sort: Computation, a: Figure, b: Figure, value: Decimal, told: Figure) -> str:
    """Return the computation, such as "(€1.84bn − €1.61bn) / €1.61bn = 14.29 %; “about” allows 3% …".

    Args:
        sort: What was computed.
        a: The first operand.
        b: The second.
        value: The result, in the base unit of what the claim tells; shares and growth as parts of one.
        told: The claim's figure.
    """
    formula = _formula(sort, a.text, b.text)
    allowed = tolerance(told, sort in ("ratio", "share", "growth"))
    return f"{formula} = {_shown(sort, value, told)}" + (f"; {allowed}" if allowed else "")


def _formula(sort: Computation, a: str, b: str) -> str:
    match sort:
        case "sum":
            return f"{a} + {b}"
        case "difference":
            return f"{a} − {b}"
        case "ratio":
            return f"{a} / {b}"
        case "share":
            return f"{a} / ({a} + {b})"
        case "growth":
            return f"({a} − {b}) / {b}"


def _shown(sort: Computation, value: Decimal, told: Figure) -> str:
    if sort in ("share", "growth") or (sort == "ratio" and told.unit.dimension == "ratio"):
        return f"{_rounded(value * 100)} %"
    if told.unit.factor != 1:
        value = value / told.unit.factor
    unit = f" {told.unit.name}" if told.unit.name else f" {told.currency}" if told.currency else ""
    return f"{_rounded(value)}{unit}"


def _rounded(value: Decimal) -> str:
    """Return whole numbers in full, others with a few digits."""
    if value == value.to_integral_value():
        return f"{int(value):,}"
    places = max(0, _DIGITS - value.adjusted() - 1)
    return f"{value:,.{places}f}".rstrip("0").rstrip(".") if places else f"{value:,.0f}"
