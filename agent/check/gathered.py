"""Whether another figure speaks against one of several that a claim gathers from several sentences. Pure."""

from __future__ import annotations

from agent.check.binding import agreement
from agent.check.case import Case
from agent.check.context import Place
from agent.check.fitting import fits

_NEAR = 0.5
"""A word across at most one boundary is near."""
_NEARER = 1.5
"""So many times nearer is a word to the figure whose own it is than to the claim's other figures."""
_LEAD = 0.3
"""And so much more of its own words must stand beside the rival than beside the match."""


def told_elsewhere(told: Place, rival: Place, match: Place, owner: Place | None, case: Case) -> bool:
    """Tell whether a rival in another sentence only holds words that the claim has for its other figures.

    Words of a claim of several figures come from several sentences, and counts are of so many things that
    such a rival speaks against more faithful claims than unfaithful ones; for sums and shares it is the
    other way round. Words that stand nearer to this figure than to any other of the
    claim are a witness all the same; so is a rival's sentence that gives another figure of the claim where
    the match's gives none. Two figures are exchanged within one sentence only.
    """
    if rival.cited is match.cited and rival.start == match.start:
        return False
    others = [t for t in case.told if t is not told and t.figure.kind != "ordinal"]
    if not others:
        return False
    if owner is not None:
        return True
    if _beside(others, rival, case) and not _beside(others, match, case):
        return False
    return told.kin.dimension == "count" and not _holds_its_own(told, rival, match, others)


def _beside(others: list[Place], place: Place, case: Case) -> bool:
    """Tell whether some other figure of the claim stands in the sentence of a place."""
    here = [p for p in case.source if p.cited is place.cited and p.start == place.start and p is not place]
    return any(fits(other, p) for other in others for p in here)


def _holds_its_own(told: Place, rival: Place, match: Place, others: list[Place]) -> bool:
    lead = 0.0
    for word, near in told.words.items():
        if near >= _NEAR and all(near > _NEARER * o.words.get(word, 0.0) for o in others):
            lead += near * (rival.words.get(word, 0.0) - match.words.get(word, 0.0))
    return lead > _LEAD


def gain_of_exchange(told: Place, match: Place, owner: Place, rival: Place, case: Case) -> float:
    """Return how much better two figures of the claim would agree with each other's place in the source."""
    kept = agreement(told, match, case.spread, by_kind=False) + max(
        agreement(owner, p, case.spread, by_kind=False) for p in case.source if fits(owner, p)
    )
    exchanged = agreement(told, rival, case.spread, by_kind=False)
    return (exchanged + agreement(owner, match, case.spread, by_kind=False)) / kept
