"""Whether a claim limits a figure as its source does: "at least", "up to", "about", "may have". Pure."""

from __future__ import annotations

import re

from agent.check.case import Case
from agent.check.context import Place
from agent.check.hedges import hedge_fits, hedges_clash, rounds, same_value
from agent.text.hedges import Hedge
from agent.text.normalise import plain

_FLOOR_BEFORE = re.compile(r"\b(?:minimum|at least|no fewer than)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|might|could)\b(?! \d)[^,;:()]{0,40}$")
_OPEN = re.compile(
    r"\b(?:could|may|might|can|possibl[ye]|possibility|potential\w*|perhaps|likely|probabl[ye]"
    r"|expect\w*|would|up to|estimate\w*|if|whether)\b",
    re.I,
)


def limits_refute(told: Hedge, given: Hedge) -> bool:
    """Tell whether a limit that differs from the source's speaks against it, and is not only weaker."""
    return given == "none" or hedges_clash(told, given)


def limit_holds(told: Place, given: Place, case: Case) -> bool:
    """Tell whether the claim limits a figure as the source does: "at least", "up to", "may have"."""
    f, g = told.figure, given.figure
    if not same_value(f, g) and rounds(f, *given.figure.base):
        return g.hedge in ("none", "about") or not hedges_clash(f.hedge, g.hedge)
    if _supposed(given) and f.hedge == "none" and not _OPEN.search(case.claim.text):
        return False
    if hedge_fits(f.hedge, g.hedge):
        return True
    if g.hedge in ("at_least", "more_than") and f.hedge == "none":
        return bool(_FLOOR_BEFORE.search(case.claim.text[: f.start]))
    return g.hedge == "at_most" and f.hedge == "none" and case.can


def _supposed(given: Place) -> bool:
    """Tell whether the source says only that the figure may be so."""
    before = plain(given.sentence[: given.figure.start - given.start])
    return bool(_MAY.search(before))
