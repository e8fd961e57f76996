"""A computation as a reader would write it, with what it gives and how far the claim may round it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from agent.check.hedges import tolerance
from agent.text.figures import Figure

OfTwo = Literal["sum", "difference", "ratio", "share", "growth", "part", "whole"]
Computation = OfTwo | Literal["factor"]

_HEAD = re.compile(r"^((?:square |cubic |nautical |basis )?)([a-z][a-z-]*)")
"""What of a unit's name takes the plural: "square kilometre", "metre a second"."""
_PLURAL = {"foot": "feet", "inch": "inches", "percent": "percent", "yuan": "yuan", "yen": "yen"}
_DIGITS = 4
"""Digits of a result that are shown."""


def computed(sort: Computation, operands: Sequence[Figure], value: Decimal, told: Figure) -> str:
    """Return the computation, such as "(€1.84bn − €1.61bn) / €1.61bn = 14.29 %; “about” allows 3% …".

    Args:
        sort: What was computed.
        operands: Two figures, in the order in which they are computed with; a sum has two or more.
        value: The result, in the base unit of what the claim tells; shares and growth as parts of one.
        told: The claim's figure.
    """
    texts = [figure.text for figure in operands]
    formula = _by_factor(operands[0], value) if sort == "factor" else _formula(sort, *texts)
    allowed = tolerance(told, sort not in ("sum", "difference"))
    return f"{formula} = {_shown(sort, value, told)}" + (f"; {allowed}" if allowed else "")


def _by_factor(operand: Figure, value: Decimal) -> str:
    """Return "118 × 2" or "2.6 metres / 2", for a word such as "each" or "twice"."""
    base = operand.base[0]
    times = value >= base
    return f"{operand.text} {'×' if times else '/'} {_rounded(value / base if times else base / value)}"


def _formula(sort: OfTwo, a: str, b: str, *more: str) -> str:
    match sort:
        case "sum":
            return " + ".join((a, b, *more))
        case "difference":
            return f"{a} − {b}"
        case "ratio" | "whole":
            return f"{a} / {b}"
        case "part":
            return f"{a} × {b}"
        case "share":
            return f"{a} / ({a} + {b})"
        case "growth":
            return f"({a} − {b}) / {b}"


def _shown(sort: Computation, value: Decimal, told: Figure) -> str:
    if sort in ("share", "growth") or (sort == "ratio" and told.unit.dimension == "ratio"):
        return f"{_rounded(value * 100)} %"
    if told.unit.factor != 1:
        value = value / told.unit.factor
    unit = told.unit.name or told.currency
    return f"{_rounded(value)} {unit if value == 1 else _HEAD.sub(_plural, unit)}".rstrip()


def _plural(head: re.Match[str]) -> str:
    return head[1] + _PLURAL.get(head[2], f"{head[2]}s")


def _rounded(value: Decimal) -> str:
    """Return whole numbers in full, others with a few digits."""
    if value == value.to_integral_value():
        return f"{int(value):,}"
    places = max(0, _DIGITS - value.adjusted() - 1)
    return f"{value:,.{places}f}".rstrip("0").rstrip(".") if places else f"{value:,.0f}"
