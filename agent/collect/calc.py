"""What a calculation in a style comes to. Pure."""

from __future__ import annotations

import re
from operator import add, mul, sub, truediv

from agent.collect.css import px

_CALC = re.compile(r"(?:-\w+-)?calc(?=\()")
_TOKEN = re.compile(r"\s*(?:([()*/])|([+-])(?=\s)|([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-z%]*))")
_STEPS = {"+": add, "-": sub, "*": mul, "/": truediv}
_LONGEST = 200
"""Characters; nobody writes more, and brackets in brackets are read one in the other."""


def calculated(value: str, em: float, whole: float) -> float | None:
    """Return the pixels that `calc(…)` comes to; None for anything else, and where it cannot be told.

    Args:
        value: What a style states.
        em: Size of the font.
        whole: What a share in percent is of.
    """
    plain, count = _CALC.subn("", value.strip())
    tokens: list[str] = []
    at = 0
    while count and len(plain) <= _LONGEST and (found := _TOKEN.match(plain, at)) is not None:
        tokens.append(found[found.lastindex or 0])
        at = found.end()
    if not tokens or plain[at:].strip():
        return None
    tokens.reverse()
    try:
        result = _sum(tokens, em, whole)
    except (ArithmeticError, IndexError, ValueError):
        return None
    return None if tokens else result


def _sum(tokens: list[str], em: float, whole: float) -> float:
    left = _product(tokens, em, whole)
    while tokens and tokens[-1] in "+-":
        left = _STEPS[tokens.pop()](left, _product(tokens, em, whole))
    return left


def _product(tokens: list[str], em: float, whole: float) -> float:
    left = _term(tokens, em, whole)
    while tokens and tokens[-1] in "*/":
        left = _STEPS[tokens.pop()](left, _term(tokens, em, whole))
    return left


def _term(tokens: list[str], em: float, whole: float) -> float:
    token = tokens.pop()
    if token == "(":
        inner = _sum(tokens, em, whole)
        if tokens.pop() != ")":
            raise ValueError(token)
        return inner
    if token.endswith("%"):
        return float(token[:-1]) * whole / 100
    length = px(token, em)
    return float(token) if length is None else length
