"""A figure that the source gives for the others: those left out, the rest, a part of the year. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.check.binding import counts_alike
from agent.check.context import Place
from agent.text.normalise import plain
from agent.text.stance import NEGATION
from agent.text.words import key, terms
from agent.types import Reason

_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everything|everybody|anything) (?:but|except)(?: for)?"
    r"(?: (?:about|some|the))? $",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\b(?:but|except\w*|apart|save|bar|other than|still|yet|left|remain\w*|lack\w*|miss\w+|wait\w*|await\w*"
    r"|cut off|out of|off|short|exempt\w*|spared|dark|closed|shut|minus)\b",
    re.I,
)
"""What a claim says of those whom the source leaves out."""
_REST = re.compile(r"\bthe (?:rest|remainder|balance|others)\b")
_PART = re.compile(r"\bof (?:which|these|those|that|them) (?:\w+ )?[€$£]?\d", re.I)
"""A part told between a figure and "the rest", which is the rest of the whole that the figure is."""
_STEADY = re.compile(
    r"[^;:.]{0,30}?\b(?:unchanged|the same as|as before|no change|flat|steady|stable)\b", re.I
)
_SHORTER = re.compile(
    r"\b(?:quarters?|half|halves|months?|early|mid|late|end of|weeks?|days?|winter|summer)\b", re.I
)


_SHARE = 0.5
"""Share of the words behind "the rest" that the claim must hold, and more than of those before."""


def given_for_others(told: Place, match: Place, source: Sequence[Place]) -> tuple[Reason, Place, str] | None:
    """Return reason, right figure and words for it where the source gives the figure for something else."""
    if left_out(told, match) or of_the_rest(told, match):
        return Reason.FIGURE_OWNER, match, "The source has this for the others:"
    if unmoved(told, match):
        return Reason.FIGURE_DIRECTION, match, "In the source it did not change:"
    whole = of_part_of_the_year(told, match, source)
    return (Reason.FIGURE_PERIOD, whole, "For the whole year the source gives") if whole else None


def left_out(told: Place, match: Place) -> bool:
    """Tell whether the claim says of "all but 250" what the source says of all the others."""
    before = plain(match.sentence)[: match.figure.start - match.start]
    mine = told.sentence
    return bool(_ALL_BUT.search(before)) and not (_LEFT_OUT.search(mine) or NEGATION.search(mine))


def of_the_rest(told: Place, match: Place) -> bool:
    """Tell whether the claim gives the figure to those of whom the source says "and the rest"."""
    behind = plain(match.sentence)[match.figure.end - match.start :]
    rest = _REST.search(behind)
    if rest is None or _REST.search(told.sentence) or _PART.search(behind, 0, rest.start()):
        return False
    mine = {t.key for t in terms(told.sentence)}
    own, others = ({t.key for t in terms(text)} for text in (behind[: rest.start()], behind[rest.end() :]))
    held = [len(mine & side) / max(len(side), 1) for side in (own, others)]
    return held[1] >= _SHARE and held[1] > held[0]


def unmoved(told: Place, match: Place) -> bool:
    """Tell whether the claim has a figure rise or fall of which the source says that it did not change."""
    behind = plain(match.sentence)[match.figure.end - match.start :]
    steady = _STEADY.match(behind) and not match.direction
    return bool(told.direction and not told.delta and steady and not NEGATION.search(told.sentence))


def of_part_of_the_year(told: Place, match: Place, source: Sequence[Place]) -> Place | None:
    """Return what the source gives for the claim's whole year, where the figure is of a part of it."""
    years = {p for p in told.periods if p[0] == "y"}
    parted = {p for p in match.periods if p[0] == "m"}
    if not years or not parted or len(told.periods) > len(years) or _SHORTER.search(told.sentence):
        return None
    return next((p for p in source if p is not match and _of_year(p, match, years)), None)


def _of_year(p: Place, match: Place, years: set[str]) -> bool:
    whole = bool(p.periods & years) and not any(k[0] == "m" for k in p.periods)
    return whole and counts_alike(p, match) == 1 and _heads(p) == _heads(match) and not (p.old or p.delta)


def _heads(p: Place) -> frozenset[str]:
    return frozenset(key(word) for word in p.kin.counted.split())
