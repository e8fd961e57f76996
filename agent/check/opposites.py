"""Words of which one cannot be true where the other is."""

from __future__ import annotations

import re

from agent.text.words import key

_TRENDS = """
rise grow increase climb jump soar surge gain higher | fall drop decline decrease slip sink shrink lower
widen | narrow
strengthen stronger firm | weaken weaker
accelerate quicken | slow ease
improve | worsen deteriorate
"""
_OTHERS = """
win beat gain recoup | lose lost loss
approve accept adopt agree | reject refuse
open reopen resume | close shut suspend halt
allow permit | ban forbid
convict guilty | acquit clear
confirm | deny
include | exclude
keep stay remain | leave resign quit
keep retain | lose shed
survive alive | die kill
lawful legal | unlawful illegal
support | oppose
rich | poor
"""
_ACTS = """
impose introduce | lift scrap repeal
tighten | loosen relax
extend prolong | shorten curtail
buy purchase acquire | sell
import | export
lend | borrow
free release | jail detain imprison
praise welcome | criticise criticize condemn
hire appoint | dismiss sack
north northern | south southern
east eastern | west western
majority | minority
"""


def _sides(table: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    found = []
    for line in table.strip().splitlines():
        one, other = line.split("|")
        found.append((frozenset(key(w) for w in one.split()), frozenset(key(w) for w in other.split())))
    return found


TRENDS = _sides(_TRENDS)
"""Opposite ways of moving."""
MOVES = TRENDS + _sides(_ACTS)
"""Those, and acts that are undone by others."""
ALL = MOVES + _sides(_OTHERS)
"""Those, and opposite states."""


def opposite(one: str, other: str) -> bool:
    """Tell whether two word keys are opposites of each other."""
    return any((one in a and other in b) or (one in b and other in a) for a, b in ALL)


DECIDED_AGAINST = re.compile(
    r"\b(?:defeated|voted down|turned down|struck down|thr(?:ew|own) out|overturned|quashed"
    r"|blocked|scrapped|cancelled"
    r"|called off|abandoned|dropped|halted|suspended)\b",
    re.I,
)
"""Verbs that end a matter as a negation or a rejection does."""
