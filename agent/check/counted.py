"""What a sentence counts, people whose verb alone says what is counted of them included.

Pure. "12,000 people took part" is a count of those who took part; `counts` leaves it out, because people are
counted for everything. Sums by the year are counts here too: they are told apart from sums paid once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from agent.check.acts import act_of
from agent.check.core import core
from agent.check.counts import (
    FATES,
    PEOPLE,
    Count,
    counts,
    earlier_value,
    head,
    is_addition,
    is_rate,
    shown,
)
from agent.check.whose import owner_of
from agent.text.figures import Figure, figures
from agent.text.units import COUNT
from agent.text.words import key, word_set

BY_ACT = "people "
"""How the sorts of people begin who are counted for what they did or what was done with them."""
_FEWEST = 3
_EMPTY_VERBS = word_set("be hav say see giv num do tel reach exceed total leav caus bring put set mak get")
"""Acts that say nothing about the people whose number stands behind them."""


@lru_cache(maxsize=4096)
def counted(sentence: str) -> tuple[Count, ...]:
    """Return what the sentence counts, in order."""
    plain = counts(sentence)
    known = {c.figure.start for c in plain}
    more = [c for f in figures(sentence) if f.start not in known and (c := _more(sentence, f))]
    found = sorted((*plain, *more), key=lambda c: c.figure.start)
    given = [c for c in found if not c.denied]
    if given:
        read = {c.figure.start for c in found}
        bare = [f for f in figures(sentence) if f.start not in read and _former(sentence, f)]
        # "118 migrants, revising the 96": the earlier value is of the sort of the one that takes its place
        found += [replace(given[-1], figure=f, denied=True, shown=shown(sentence, f)) for f in bare]
    return tuple(sorted(found, key=lambda c: c.figure.start))


def _former(sentence: str, figure: Figure) -> bool:
    plain = figure.kind == "cardinal" and figure.unit is COUNT and not figure.currency
    return plain and figure.low >= _FEWEST and earlier_value(sentence, figure)


def _more(sentence: str, figure: Figure) -> Count | None:
    """Return a count of people by what they did, or a sum by the year."""
    if figure.kind != "cardinal" or figure.score or sentence[: figure.start].endswith("-"):
        return None
    if figure.currency and is_rate(sentence, figure):
        return _count(sentence, figure, f"money {figure.currency}", frozenset())
    if figure.currency or figure.unit is not COUNT or figure.low < _FEWEST:
        return None
    if is_rate(sentence, figure) or is_addition(sentence, figure):
        return None
    noun = head(sentence, figure)
    name = key(noun.split()[-1]) if noun else ""
    act = _act(sentence, figure, noun) if name in PEOPLE else ""
    if not act:
        return None
    sort = act if act in FATES else f"{BY_ACT}{act}"
    return _count(sentence, figure, sort, frozenset({name}))


def _count(sentence: str, figure: Figure, sort: str, noun: frozenset[str]) -> Count:
    return Count(figure, sort, noun, earlier_value(sentence, figure), shown(sentence, figure))


def _act(sentence: str, figure: Figure, noun: str) -> str:
    """Return the act by its name, else the verb directly before the figure or behind its noun."""
    told = core(sentence).core
    if act := act_of(told, figure):
        return act
    owner = owner_of(told, figure)
    if owner and owner.verb and owner.act not in _EMPTY_VERBS:
        return key(owner.verb)
    behind = re.match(
        rf"\s+{re.escape(noun)}\s+(?:(?:have|has|had)\s+been|were|was|are|is)\s+(?P<verb>[a-z]{{2,}}ed)\b",
        told[figure.end :],
    )
    return key(behind["verb"]) if behind else ""
