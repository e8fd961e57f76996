"""Every figure of a claim must be the one its citations give for that thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.check.binding import (
    agreement,
    counts_alike,
    is_bare_age,
    is_timed,
    least_alike,
    nearer,
    periods_clash,
    spread_of,
)
from agent.check.case import Case
from agent.check.cited import Cited
from agent.check.comparison import holds, turned_comparison
from agent.check.context import Place, names_in, places
from agent.check.derived import derive
from agent.check.elapsed import elapsed
from agent.check.exceptions import given_for_others
from agent.check.fitting import exact, fits
from agent.check.gathered import gain_of_exchange, told_elsewhere
from agent.check.hedges import same_digits
from agent.check.limits import limit_holds, limits_refute
from agent.check.misplaced import (
    exchanged,
    in_order,
    numbered,
    of_another_sort,
    operand_against,
    part_of,
    rank_of_another,
    told_with_its_new_value,
    turned,
)
from agent.check.superseded import newer, replaced
from agent.text.normalise import stands_in
from agent.text.units import COUNT
from agent.types import Claim, Finding, Reason

_MOST = 60
"""Figures of one claim that are checked; a sentence with more is a table."""
_LEAD = 1.3
"""Another figure must agree with the claim so much better before it takes the place of the one given."""
_FAINT = 0.4
"""A match that agrees so much less than another figure may be there by chance."""
_EXCHANGED = 1.15
"""Two figures of a claim were exchanged where each other's places would agree so much better with them."""
_ENOUGH = 1.2
"""Agreement from which a source is taken to speak of the same thing."""

_TWO = {
    2: re.compile(r"\b(?:twice|both|two|pair|couple|double)\b", re.I),
    3: re.compile(r"\b(?:thrice|three|triple|trio)\b", re.I),
}


def check_figures(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return a finding for each figure of the claim, none for a claim without figures.

    A figure passes if a cited passage gives it for the same thing with the same unit, money, hedge and
    direction, or if it can be computed from figures that do. A sentence that stands in a cited passage word
    for word passes.
    """
    dates = [_written(c) for c in cited]
    names = names_in([c.text for c in cited])
    told = tuple(places(claim.text, max((d for d in dates if d), default=None), names))
    if not told:
        return []
    if any(stands_in(claim.text, c.text) for c in cited):
        return [_finding(p, Reason.OK, p) for p in told]
    source = tuple(p for c, date in zip(cited, dates, strict=True) for p in places(c.text, date, names, c))
    case = Case(claim, tuple(cited), told, source, spread_of([c.text for c in cited]))
    judged = [finding for p in told[:_MOST] if (finding := _judge(p, case)) is not None]
    return judged + [_too_many(p) for p in told[_MOST:]]


def _too_many(told: Place) -> Finding:
    return Finding(
        check="figures",
        passed=None,
        reason=Reason.FIGURE_VALUE,
        message=f"The sentence has more than {_MOST} figures; {told.figure.text} was not checked.",
        mention=told.figure.mention(),
    )


def _written(cited: Cited) -> tuple[int, int] | None:
    published = cited.article.published
    return (published.year, published.month) if published else None


def _judge(told: Place, case: Case) -> Finding | None:
    if told.figure.kind == "ordinal":
        return _ordinal(told, case)
    comparable = [p for p in case.source if p.figure.kind != "ordinal" and counts_alike(told, p) > 0]
    alike = sorted(comparable, key=lambda p: -case.score(told, p))
    matches = [p for p in alike if fits(told, p)]
    if not matches:
        return _unmatched(told, alike, case)
    match = matches[0]
    chance = case.score(told, match) < _FAINT * case.score(told, alike[0])
    if chance and (derived := _derived(told, case)) and derived.passed:
        return derived
    rivals = [p for p in alike if not fits(told, p) and counts_alike(told, p) >= least_alike(told, p)]
    if rival := _stronger(told, match, rivals, case):
        weak = case.score(told, match) < _FAINT * case.score(told, rival) or not exact(told, match)
        derived = _derived(told, case) if weak or told.figure.unit.dimension == "ratio" else None
        return derived or _wrong_owner(told, rival, match)
    return _matched(told, match, matches, case)


def _stronger(told: Place, match: Place, rivals: Sequence[Place], case: Case) -> Place | None:
    """Return the figure that the source gives for the thing instead, None where the match holds."""
    if told_with_its_new_value(told, match, case.told, case.source):
        return None
    needed = case.score(told, match) + (_LEAD - 1) * agreement(told, match, case.spread)
    for rival in rivals:
        owner = next((t for t in case.told if t is not told and fits(t, rival)), None)
        if owner is None and len(case.cited) > 1 and _renewed(told, rival, case):
            continue
        compared = rival.old and not match.old and not told.old  # no other value of the same thing
        if compared or replaced(rival, match) or _of_another_period(told, rival, match):
            continue
        if of_another_sort(told, rival, match) or told_elsewhere(told, rival, match, owner, case):
            continue
        if owner is None:
            if case.score(told, rival) > needed or nearer(told, rival, match):
                return rival
            continue
        if in_order(told, match, owner, rival):
            continue
        gain = gain_of_exchange(told, match, owner, rival, case)
        if gain > (1 if case.score(told, rival) > needed else _EXCHANGED) and not part_of(told, owner):
            return rival
    return None


def _renewed(told: Place, rival: Place, case: Case) -> bool:
    """Tell whether another figure of the claim is what a later article has in the rival's place."""
    return any(
        replaced(rival, p) and case.score(t, rival) > case.score(told, rival)
        for t in case.told
        if t is not told
        for p in case.source
        if fits(t, p)
    )


def _of_another_period(told: Place, rival: Place, match: Place) -> bool:
    """Tell whether the claim names the match's period, and the rival is given for another."""
    return bool(told.periods & match.periods) and periods_clash(told.periods, rival.dated)


def _matched(told: Place, match: Place, matches: Sequence[Place], case: Case) -> Finding:
    best = case.score(told, match)
    close = [m for m in matches if case.score(told, m) > 0.7 * best]
    kept = next((m for m in close if limit_holds(told, m, case)), None)
    if kept is None:
        if told.figure.unit.dimension == "ratio" and (derived := _derived(told, case)):
            return derived
        return _finding(
            told, Reason.FIGURE_HEDGE, match, limits_refute(told.figure.hedge, match.figure.hedge),
            f"The source says {_as_told(match)}.",
        )  # fmt: skip
    same_way = [m for m in close if not turned(told, m)]
    if not same_way:
        way = "rose" if match.direction == "up" else "fell"
        return _finding(
            told, Reason.FIGURE_DIRECTION, match, True, f"In the source it {way}: {_as_told(match)}."
        )
    if (to := exchanged(told, kept, case.told, lambda t: [p for p in case.source if fits(t, p)])) is not None:
        message = f"In the source it is the other way round: to {_as_told(to)}."
        return _finding(told, Reason.FIGURE_DIRECTION, to, True, message)
    if (was := operand_against(told, kept, case.source)) is not None:
        return _finding(
            told, Reason.FIGURE_DIRECTION, was, True, f"The source compares it with {_as_told(was)}."
        )
    if other := turned_comparison(case.claim.text, kept):
        return _finding(told, Reason.FIGURE_DIRECTION, kept, True, f"The source says {other}.")
    if later := newer(told, kept, case.told, case.source, lambda p: case.score(told, p), fits):
        return _finding(told, Reason.FIGURE_SUPERSEDED, later, True, f"A later source has {_as_told(later)}.")
    if wrong := given_for_others(told, kept, case.source):
        reason, right, said = wrong
        return _finding(told, reason, right, True, f"{said} {_as_told(right)}.")
    return _finding(told, Reason.OK, kept)


def _derived(told: Place, case: Case) -> Finding | None:
    if told.figure.score:
        return None
    found = derive(
        told, case.claim.text, case.source, lambda p: agreement(told, p, case.spread, by_kind=False)
    )
    if found is None:
        return None
    if found.rises is not None and told.direction and found.rises != (told.direction == "up"):
        way = "rose" if found.rises else "fell"
        return _finding(
            told, Reason.FIGURE_DIRECTION, found.operands[0], True, f"In the source it {way}: {found.words}."
        )
    if len(found.operands) == 2 and not found.added and holds(case.claim.text, *found.operands) is False:
        message = f"In the source it is the other way round: {found.words}."
        return _finding(told, Reason.FIGURE_DIRECTION, found.operands[0], True, message)
    finding = _finding(told, Reason.OK, found.operands[0], False, f"Computed: {found.words}.")
    cited = dict.fromkeys(place.cited.citation for place in found.operands if place.cited is not None)
    return finding.model_copy(update={"operands": tuple(cited)})


def _unmatched(told: Place, alike: Sequence[Place], case: Case) -> Finding | None:
    if derived := _derived(told, case):
        return derived
    if elapsed(told, case.claim.text, case.cited):
        return _finding(told, Reason.OK, None)
    if ranked := next((p for p in case.source if numbered(told, p)), None):
        return _finding(told, Reason.OK, ranked)
    small = told.figure.unit is COUNT and not told.figure.currency and told.figure.low <= 3
    if small and (words := _TWO.get(int(told.figure.low))) and any(words.search(c.text) for c in case.cited):
        return _finding(told, Reason.OK, None)
    other = sorted((p for p in case.source if _same_number(told, p)), key=lambda p: -case.score(told, p))
    if aged := next((p for p in other if is_bare_age(told.figure, p.figure) or is_timed(told, p)), None):
        return _finding(told, Reason.OK, aged)
    if other:
        money = bool(told.figure.currency and other[0].kin.currency)
        reason = (
            Reason.FIGURE_CURRENCY
            if money and told.figure.currency != other[0].kin.currency
            else Reason.FIGURE_UNIT
        )
        return _finding(told, reason, other[0], True, f"The source gives {_as_told(other[0])}.")
    rivals = [
        p for p in alike if counts_alike(told, p) >= least_alike(told, p) and case.score(told, p) >= _ENOUGH
    ]
    if rivals:
        return _finding(
            told, Reason.FIGURE_VALUE, rivals[0], True, f"The source gives {_as_told(rivals[0])}."
        )
    if small and told.figure.low <= 2:
        return None
    return _finding(told, Reason.FIGURE_VALUE, None, False, f"No cited passage gives {told.figure.text}.")


def _same_number(told: Place, given: Place) -> bool:
    f, g = told.figure, given.kin
    if f.kind != "cardinal" or given.figure.kind != "cardinal" or not same_digits(f, given.figure):
        return False
    return (
        f.unit is not COUNT
        or bool(f.currency)
        or g.unit is not COUNT
        or bool(g.currency)
        or counts_alike(told, given) >= 0.7
    )


def _wrong_owner(told: Place, rival: Place, match: Place) -> Finding:
    apart = periods_clash(told.periods, match.periods)
    reason = Reason.FIGURE_PERIOD if apart else Reason.FIGURE_OWNER
    return _finding(told, reason, rival, True, f"The source gives {_as_told(rival)} for this.")


def _ordinal(told: Place, case: Case) -> Finding | None:
    """Judge only an ordinal whose thing the sources number, and number otherwise."""
    every = [p for p in case.source if p.figure.kind == "ordinal"]
    head = told.figure.counted.casefold().split()[:1]
    rows = [p for p in every if head and p.figure.counted.casefold().split()[:1] == head]
    same = [p for p in every if p.figure.low == told.figure.low]
    if not told.figure.counted and same and (other := rank_of_another(told, same)):
        return _finding(
            told, Reason.FIGURE_OWNER, other, True, f"The source says it of another: {_as_told(other)}."
        )
    if not rows or same:
        return None
    best = max(rows, key=lambda p: case.score(told, p))
    return _finding(told, Reason.FIGURE_VALUE, best, True, f"The source says {_as_told(best)}.")


def _as_told(place: Place) -> str:
    f = place.figure
    hedge = "" if f.hedge == "none" else f.hedge.replace("_", " ") + " "
    counted = f" {f.counted}" if f.counted else ""
    return f"{hedge}{f.text}{counted}"


def _finding(
    told: Place, reason: Reason, given: Place | None, refutes: bool = False, message: str = ""
) -> Finding:
    return Finding(
        check="figures",
        passed=reason is Reason.OK,
        reason=reason,
        refutes=refutes,
        message=message,
        mention=told.figure.mention(),
        citation=given.cited.citation if given is not None and given.cited is not None else None,
    )
