"""How a text limits a figure: "at least", "nearly", "some", "or more"."""

from __future__ import annotations

import re
from typing import Literal

from agent.text.units import Unit

Hedge = Literal["none", "at_least", "at_most", "about", "more_than", "less_than", "nearly", "just_over"]

_HEDGES: tuple[tuple[Hedge, str], ...] = (
    ("nearly", r"nearly|almost|close to|just (?:under|short of|below|shy of)|approaching|not quite"
    r"|slightly (?:less|fewer|under)"
               r"(?: than)?|a (?:little|bit|shade) (?:less|fewer|under)(?: than)?|a little short of"),
    ("just_over", r"just (?:over|above|more than)|(?:slightly|a (?:little|bit|shade|touch)"
    r"|marginally) (?:more than|over|above)"),
    ("at_least", r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of"
    r"|a minimum increase of|minimum"),
    ("at_most", r"at most|up to|as (?:many|much) as|no more than|not more than|a maximum of|maximum"
    r"|(?:the|a) (?:limit|ceiling|cap) of"),
    ("more_than", r"more than|greater than|in excess of|upwards? of|well over|over|above|exceed(?:s|ed"
    r"|ing)?|north of|topp(?:ed|ing)"),
    ("less_than", r"less than|fewer than|under|below"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|circa|or so"
    r"|in the region of"
              r"|on the order of|nearer|more or less|in the neighbou?rhood of"),
)  # fmt: skip
_HEDGE = [
    (name, re.compile(rf"\b(?:{p})(?: an estimated| about| around| some| another)? ?$", re.I))
    for name, p in _HEDGES
]
_HEDGE_AFTER: tuple[tuple[Hedge, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(
            r"\+|,? (?:\w+ )?(?:or more|at least|at a minimum|and (?:more|counting))\b(?! [$€£¥\d])(?! than)",
            re.I,
        ),
    ),
    ("at_most", re.compile(r",? (?:\w+ )?(?:or (?:fewer|less)|at most|at the most)\b", re.I)),
    ("about", re.compile(r",? (?:\w+ )?or (?:so|thereabouts)\b", re.I)),
)
HEDGE_WORDS = "(?:" + "|".join(p for _, p in _HEDGES) + ")"
"""Pattern of the words that limit the figure they stand before."""
_MORE_NOT_HEDGE = {"over", "above", "under", "below"}
_OF_A_VERB = re.compile(
    r"\b(?:(?:hand|turn|sign|carr|tak|took|giv|gave|pull|knock|pass|hold|held|cross|ran|run|spill|roll|mull|win|won"
    r"|fl[ey]w?|preside|preside[ds]|watch|paper|smooth|left)\w* over"
    r"|(?:edg|r[io]s|climb|go|goes|gone|went|mov|inch|cre?ep|tick|jump|sho?ot|push|nudg|br[io]ng|brought|bump|rack|round"
    r"|driv|drove|send|sent|dr[ai]w|lift|revis)\w* up to) ?$",
    re.I,
)
"""The particle of a verb before a figure, which limits nothing: "handed over 58", "edged up to 5.8"."""

_LIMITING = re.compile(r"\b(?:in|of|for|lasted|lasting|took|takes|taking) (?:over|under|above|below) $", re.I)
"""What makes even a lone preposition a limit: "in under six minutes"."""


_STATED_LIMIT = re.compile(
    r"\b(?P<limit>maximum|ceiling|cap|minimum)\b"
    r"(?: (?:for|on|of|in|to|per)\b[^.;:,\d]{0,50})? (?:is|was|of) $",
    re.I,
)
"""What says of the figure behind it that it is a limit: "the maximum for each count is three years"."""


def hedge_of(text: str, start: int, end: int, unit: Unit) -> Hedge:
    """Return how the words before or after a figure limit it.

    "Over 1,500 metres" is a distance as often as a limit, so that a lone preposition before a length, a time
    or a share says nothing.
    """
    head = text[max(0, start - 40) : start]
    for name, pattern in _HEDGE:
        if match := pattern.search(head):
            word = match.group().strip().casefold()
            if _OF_A_VERB.search(head):
                return "none"
            if word.split()[0] in _MORE_NOT_HEDGE and word.endswith(("about", "around", "some", "estimated")):
                return "about"
            measured = unit.dimension in ("length", "time", "calendar", "ratio")
            if word in _MORE_NOT_HEDGE and measured and not _LIMITING.search(head):
                return "none"
            return name
    if stated := _STATED_LIMIT.search(text[max(0, start - 80) : start]):
        return "at_most" if stated["limit"].casefold() in ("maximum", "ceiling", "cap") else "at_least"
    tail = text[end : end + 30]
    for name, pattern in _HEDGE_AFTER:
        if pattern.match(tail):
            return name
    return "none"
