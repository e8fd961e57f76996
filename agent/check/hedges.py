"""Whether one figure may be told as another: equal values with a matching hedge, or an honest rounding."""

from __future__ import annotations

from decimal import Decimal

from agent.text.figures import Figure
from agent.text.hedges import Hedge

_ALLOWED: dict[Hedge, frozenset[Hedge]] = {
    "none": frozenset({"none", "about", "at_least"}),
    "at_least": frozenset({"at_least"}),
    "more_than": frozenset({"more_than", "at_least", "just_over"}),
    "at_most": frozenset({"at_most"}),
    "less_than": frozenset({"less_than", "at_most", "nearly"}),
    "about": frozenset({"about"}),
    "nearly": frozenset({"nearly", "about", "less_than"}),
    "just_over": frozenset({"just_over", "about", "more_than"}),
}
_FLOOR = frozenset({"at_least", "more_than", "just_over"})
_CEILING = frozenset({"at_most", "less_than", "nearly"})
_NEAR = Decimal("0.08")
"""A rounding moves a value by at most this share of it."""
_ROUGH = Decimal("0.1")
"""For a half, a third, a quarter, of which there are only a few: 55 percent is "a little over half"."""
_CLOSE = Decimal("0.03")
"""A computed share told with "about" moves by at most this share: more would fit by chance."""
_WIDE = Decimal("0.2")
"""So far a plain "more than" or "less than" may stay away from the value."""
_EPSILON = Decimal("0.000001")


def hedge_fits(claim: Hedge, source: Hedge) -> bool:
    """Tell whether a value may be told with the claim's hedge where the source gives it with its own."""
    return claim in _ALLOWED[source]


def hedges_clash(claim: Hedge, source: Hedge) -> bool:
    """Tell whether a floor became a ceiling or the other way round."""
    return (claim in _FLOOR and source in _CEILING) or (claim in _CEILING and source in _FLOOR)


def same_value(claim: Figure, source: Figure) -> bool:
    """Tell whether two figures of one dimension have the same value, range for range."""
    return all(_close(a, b) for a, b in zip(claim.base, source.base, strict=True))


def same_digits(claim: Figure, source: Figure) -> bool:
    """Tell whether two figures have the same number, whatever its unit or scale."""
    a, b = claim.low, source.low
    if not a or not b or claim.high != claim.low or source.high != source.low:
        return False
    if _close(a, b):
        return True
    apart = a.adjusted() - b.adjusted()
    return (
        a.normalize().as_tuple().digits == b.normalize().as_tuple().digits and apart != 0 and apart % 3 == 0
    )


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _EPSILON * max(abs(a), abs(b))


def rounds(claim: Figure, low: Decimal, high: Decimal) -> bool:
    """Tell whether a claim's hedged figure is an honest rounding of a value in its base unit."""
    told, top = claim.base
    if claim.kind == "vague":
        return told <= low and high <= top
    if told != top:
        return claim.hedge == "about" and told <= low and high <= top
    if low != high or low == 0:
        return False
    gap = (told - low) / abs(low)
    near = _ROUGH if claim.kind == "fraction" else _NEAR
    if claim.hedge == "about":
        return abs(gap) <= near
    if claim.hedge == "nearly":
        return 0 < gap <= near
    if claim.hedge == "just_over":
        return -near <= gap < 0
    if claim.hedge in ("more_than", "at_least"):
        return -_WIDE <= gap < 0
    return claim.hedge in ("less_than", "at_most") and 0 < gap <= _WIDE


def rounded_alike(claim: Figure, value: Decimal) -> bool:
    """Tell whether a computed value, rounded to the places the claim gives, is the claim's value."""
    told, _ = claim.base
    step = Decimal(1).scaleb(int(claim.low.as_tuple().exponent)) * (
        claim.base[0] / claim.low if claim.low else 1
    )
    if abs(told - value) <= abs(step) / 2:
        return True
    apart = _ROUGH if claim.kind == "fraction" else _CLOSE
    close = claim.hedge not in ("none", "about") or abs(told - value) <= apart * abs(value)
    return claim.hedge != "none" and close and rounds(claim, value, value)


def tolerance(claim: Figure, computed_share: bool) -> str:
    """Return how far the claim's own words let its figure stand from the value; empty where they do not."""
    return {
        "about": f"“about” allows {_CLOSE if computed_share else _NEAR:.0%} of it either way",
        "nearly": f"“nearly” allows a value up to {_NEAR:.0%} less",
        "just_over": f"“just over” allows a value up to {_NEAR:.0%} more",
        "more_than": f"“more than” allows a value up to {_WIDE:.0%} more",
        "at_least": f"“at least” allows a value up to {_WIDE:.0%} more",
        "less_than": f"“less than” allows a value up to {_WIDE:.0%} less",
        "at_most": f"“at most” allows a value up to {_WIDE:.0%} less",
    }.get(claim.hedge, "")
