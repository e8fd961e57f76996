"""How likely a count is by chance, and how likely among many that were looked at.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, log1p

LEAST_SPREAD = 1e-4
"""Spread that is as good as none; the fraction below needs more rounds the smaller it is."""
_ROUNDS, _PRECISION, _TINY = 20_000, 1e-13, 1e-300


def tail(count: float, mean: float, spread: float) -> float:
    """Return P(Y ≥ count) of a negative binomial count Y.

    Var Y = mean + spread · mean², the parametrisation "NB2" (Cameron and Trivedi, Regression Analysis of
    Count Data, 1998, section 3.3). With r = 1/spread and p = mean/(mean + r) the tail is the regularised
    incomplete beta function I_p(count, r) (Abramowitz and Stegun 1964, 26.5.24).

    Args:
        count: Observed articles, at least 0; half articles count up to whole ones.
        mean: Expected articles, at least 0.
        spread: Variance beyond chance as a share of mean²; below `LEAST_SPREAD` taken as that.

    Returns:
        A probability; 1 for a count of 0, and 0 for a count where none can be.
    """
    whole = -(-count // 1)
    if whole <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    size = 1 / max(spread, LEAST_SPREAD)
    return min(1.0, max(0.0, _incomplete_beta(whole, size, mean / (mean + size), size / (mean + size))))


def _incomplete_beta(a: float, b: float, x: float, rest: float) -> float:
    """Return I_x(a, b), where rest is 1 - x.

    By its continued fraction (Press et al., Numerical Recipes, 3rd edition, section 6.4).
    """
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function by the modified method of Lentz."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _ROUNDS):
        step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _off_zero(1 + step * d), _off_zero(1 + step / c)
        value *= d * c
        step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _off_zero(1 + step * d), _off_zero(1 + step / c)
        value *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def nothing(mean: float, spread: float) -> float:
    """Return P(Y = 0) of the same count: (1 + spread · mean) to the power of -1/spread."""
    spread = max(spread, LEAST_SPREAD)
    return exp(-log1p(spread * mean) / spread)


def corrected(chances: Sequence[float]) -> list[float]:
    """Return the p-values of one moment corrected for how many there are, in the order given.

    The adjusted p-values of Benjamini and Hochberg (Controlling the false discovery rate, 1995), which hold
    for series that rise together too (Benjamini and Yekutieli 2001): the k-th smallest of m, times m/k, and
    never above that of a larger one.
    """
    order = sorted(range(len(chances)), key=lambda i: chances[i], reverse=True)
    found = [1.0] * len(chances)
    least = 1.0
    for above, i in enumerate(order):
        least = min(least, chances[i] * len(chances) / (len(chances) - above))
        found[i] = least
    return found
