"""A figure that stands in the source, but moved the other way, in another month, or as somebody else's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.check.binding import counts_alike
from agent.check.context import Place
from agent.check.fitting import fits
from agent.check.vocabulary import key
from agent.text.normalise import plain, words
from agent.text.units import in_base
from agent.text.words import key as synonym

Fitting = Callable[[Place], Sequence[Place]]
"""Returns the figures of the sources that a figure of the claim may be."""
_NEAR = 0.5
"""A word across at most one boundary is near."""
_OF = re.compile(
    r"\s+(?:out )?of\s+(?:(?:the|its|their|his|her|all|those|these)\s+)?"
    r"(?:(?:[\w-]+['’]s?|original|first|initial|some|about|around|roughly)\s+)*$"
)


def operand_against(told: Place, match: Place, source: Sequence[Place]) -> Place | None:
    """Return what the source compares the figure with, where that shows the claim's direction to be wrong."""
    if not told.direction or match.direction or told.old or match.old or told.delta or match.delta:
        return None
    after = [p for p in source if p.cited is match.cited and p.start == match.start
             and p.figure.start > match.figure.start and p.figure.kind == match.figure.kind]  # fmt: skip
    if not after or not after[0].old or after[0].kin.dimension != match.kin.dimension:
        return None
    now, was = (in_base(p.figure.low, p.kin.unit)[1] for p in (match, after[0]))
    return after[0] if now != was and (now > was) != (told.direction == "up") else None


def exchanged(told: Place, match: Place, claim: Sequence[Place], fitting: Fitting) -> Place | None:
    """Return what a figure became in the source, where the claim tells it the other way round.

    The claim turns round what one sentence says ("to 27,000 from 41,000"), or what two articles say one after
    the other.
    """
    if told.old:
        return None
    for was in (t for t in claim if t.old and t.start == told.start):
        given = fitting(was)
        for p in given:
            if match.old and not p.old and p.cited is match.cited and p.start == match.start:
                return p
        later = [in_order(told, match, was, p) is False and not p.old and not match.old for p in given]
        if given and all(later):
            return given[0]
    return None


def in_order(told: Place, match: Place, other: Place, rival: Place) -> bool | None:
    """Tell whether a claim that has one figure become the other follows the order of two articles.

    None where it has neither become the other, or they are not of two days.
    """
    if told.old == other.old or told.start != other.start or match.cited is None or rival.cited is None:
        return None
    one, two = (c.article.published for c in (match.cited, rival.cited))
    return (one < two) == told.old if one and two and one != two else None


def turned(told: Place, given: Place) -> bool:
    """Tell whether the claim has the figure rise where the source has it fall, or the other way round."""
    head, tail = (plain(t) for t in _beside(told))
    if (told.old and _THAN.search(head)) or _COMPARED.match(tail):
        return False  # what is more or less than something has not moved by that
    moved = bool(told.direction and given.direction) and told.direction != given.direction
    return moved and counts_alike(told, given) >= 0.6


def _beside(p: Place) -> tuple[str, str]:
    """Return what a sentence has before a figure and behind it."""
    return p.sentence[: p.figure.start - p.start], p.sentence[p.figure.end - p.start :]


_THAN = re.compile(r"\bthan(?: \w+){0,3} ?$")
_COMPARED = re.compile(
    r",? (?:which is |and so )?(?:far |well |slightly |a little )?(?:less|more|fewer|lower|higher) than"
    r" (?:the |an? )?[€$£]?\d"
)


def rank_of_another(told: Place, same: Sequence[Place]) -> Place | None:
    """Return a place in a ranking that the source gives by name to somebody whom the claim does not name."""
    mine = {w for w in told.names if told.words[w] >= _NEAR}
    if (
        not mine
        or any(p.figure.counted for p in same)
        or any(p.words.get(w, 0.0) >= _NEAR for p in same for w in mine)
    ):
        return None
    return next((p for p in same if any(p.words[w] >= _NEAR for w in p.names)), None)


_STEPS = re.compile(r"\b(?P<row>stage|round|day|chapter|lap|match|game|week|phase|season|edition)s? $", re.I)
_SO_FAR = re.compile(
    r"\b(?:have been|has been|so far|in all|since|counting|including|until now|to date)\b", re.I
)


def numbered(told: Place, given: Place) -> bool:
    """Tell whether a source numbers what a claim counts: stage 17 is the 17th, seven end with the seventh."""
    if (
        given.figure.kind != "ordinal"
        or told.figure.kind != "cardinal"
        or given.figure.low != told.figure.low
    ):
        return False
    counted = {key(w.text) for w in words(given.figure.counted)[:1]}
    row = _STEPS.search(plain(told.sentence[: told.figure.start - told.start]))
    if row is not None:
        return key(row["row"]) in counted
    mine = {synonym(w.text) for w in words(told.figure.counted)[-1:]}
    theirs = {synonym(w.text) for w in words(given.figure.counted)[:1]}
    return bool(mine & theirs and _SO_FAR.search(told.sentence))


def of_another_sort(told: Place, rival: Place, match: Place) -> bool:
    """Tell whether another figure measures something else than match and claim, and contradicts neither.

    "Dozens" tell no number; a price a share is none of the whole; what is missing is not what is there; and
    of "9 of 31" the whole is no rival of the part, nor the part where the claim has a part of that whole.
    """
    if rival.figure.low != rival.figure.high and rival.figure.text.casefold() in _VAGUE:
        return True
    if rated(told) == rated(match) != rated(rival):
        return True
    if told.delta and match.delta and not rival.delta:
        return True
    if _part_of_own_whole(rival) and rival.figure.low < match.figure.low and not _is_part(told):
        return True
    if _in_a_condition(rival) and not _in_a_condition(match):
        return True
    if comes_on_top(told) and comes_on_top(match) and not comes_on_top(rival):
        return True
    whole = bool(_BEHIND_OF.search(plain(told.sentence[: told.figure.start - told.start])))
    return part_of(match, rival) and (match.figure.start < rival.figure.start or whole)


def told_with_its_new_value(
    told: Place, match: Place, claim: Sequence[Place], source: Sequence[Place]
) -> bool:
    """Tell whether the source has "to 64 from 61" and the claim both: the 61 goes where the 64 goes.

    Instead of the 64 the claim may have how much it is more.
    """
    if not match.old or match.cited is None:
        return False
    before = [
        p
        for p in source
        if p.cited is match.cited
        and p.start == match.start
        and p.figure.end <= match.figure.start
        and p.figure.kind == match.figure.kind
    ]
    if not before:
        return False
    between = match.sentence[before[-1].figure.end - match.start : match.figure.start - match.start]
    beside = [t for t in claim if t is not told and t.start == told.start]
    apart = abs(before[-1].figure.low - match.figure.low)
    new = any(fits(t, before[-1]) or (t.delta and t.figure.low == apart) for t in beside)
    return new and bool(_FROM.fullmatch(plain(between)))


_FROM = re.compile(
    r"[^,;:()\d]{0,25},? (?:(?:up|down|rising|falling) from|from|compared (?:with|to)|against|versus)"
    r"(?: \w+){0,2} [€$£]?"
)


def _part_of_own_whole(p: Place) -> bool:
    """Tell whether a figure has so many of what was counted before: "22 of its planes", "94,000 of them"."""
    return bool(_SOME.match(plain(p.sentence), p.figure.end - p.start))


_SOME = re.compile(r" of (?:its|their|his|her|them|these|those|whom|which)\b")
_PART = re.compile(r" of (?:the|its|their|his|her|those|these)\b")
_IF = re.compile(r"\b(?:if|unless|whether|in case)\b[^,;.:]{0,60}$", re.I)


def _is_part(p: Place) -> bool:
    """Tell whether a figure has so many of a whole: "two of the sites"."""
    return bool(_PART.match(plain(p.sentence), p.figure.end - p.start))


def _in_a_condition(p: Place) -> bool:
    """Tell whether a figure is only one that may be reached: "if vacancies passed 12"."""
    return bool(_IF.search(plain(p.sentence[: p.figure.start - p.start])))


_ON_TOP = re.compile(
    r"\b(?:an?|the|and|another) (?:further|additional|extra|second|another)\b[^.;:\d]{0,25}$|\banother $",
    re.I,
)


def comes_on_top(p: Place) -> bool:
    """Tell whether a figure is added to one told before: "a further 3.5 percent"."""
    return bool(_ON_TOP.search(plain(p.sentence[: p.figure.start - p.start])))


def rated(p: Place) -> bool:
    """Tell whether a figure is one a share, a barrel, a head."""
    return bool(_RATED.match(plain(p.sentence), p.figure.end - p.start))


_BEHIND_OF = re.compile(r"\b(?:\d[\d,.]*|\w+)" + _OF.pattern)
_VAGUE = frozenset({"dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions", "trillions"})
_RATED = re.compile(
    r",? (?:an?|per|each|every|for each) (?:share|barrel|tonne|ton|head|person|kilo\w*|litre|gallon|unit"
    r"|bottle|ticket|seat|megawatt[\w-]*|ounce|pound|bushel)\b"
)


def part_of(one: Place, other: Place) -> bool:
    """Tell whether two figures stand as "120 of the 430", so that each takes words from the other."""
    first, second = sorted((one, other), key=lambda p: p.figure.start)
    between = first.sentence[first.figure.end - first.start : second.figure.start - first.start]
    return first.start == second.start and bool(_OF.fullmatch(between))
