"""What was done by, or to, the things that a figure counts: freed, took part, aboard, burnt, threatened.

Pure. The verb tells what a count of people is a count of: 12,000 who took part are compared with 30,000 who
took part. Where two verbs differ, the figures do not contradict each other: so many charged, so many
arrested.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.text.clauses import clauses
from agent.text.figures import Figure

_ACTS = (
    (
        "taking part",
        r"t(?:ook|akes?|aking|aken) part|participat\w+|march(?:ed|ing)|rall(?:ied|ying)|gather(?:ed|ing)"
        r"|demonstrat(?:ed|ing)|protest(?:ed|ing)|attend(?:ed|ing)|turned out|joined|assembled|drew"
        r"|drawn|attracted",
    ),
    ("freed", r"free[ds]|freeing|releas(?:ed?|es|ing)|let go|set free"),
    ("rescued", r"rescu(?:ed?|es|ing)|sav(?:ed|es|ing)|pulled (?:alive )?from|plucked|picked up"),
    ("aboard", r"aboard|on board|carr(?:ying|ied|ies)"),
    ("charged", r"charg(?:ed|es|ing)|indict(?:ed|s|ing)|prosecut(?:ed|es|ing)"),
    ("convicted", r"convict(?:ed|s|ing)|found guilty|sentenced|jailed"),
    ("voting", r"voted|cast (?:a |an |their |his |her )?(?:ballots?|votes?)"),
    ("registered", r"register(?:ed|s|ing)|enrol(?:led|s|ling)|signed up|eligible|entitled"),
    ("vaccinated", r"vaccinat(?:ed|es|ing)|immuni[sz](?:ed|es|ing)|inoculat(?:ed|es|ing)"),
    ("treated", r"treat(?:ed|s|ing)|hospitali[sz]ed|admitted"),
    (
        "cut",
        r"cut(?:s|ting)?|la(?:y|ys|id|ying) off|dismiss(?:ed|es|ing)?|sack(?:ed|s|ing)?|shed(?:s|ding)?"
        r"|axe[ds]?|made? redundant|eliminat(?:ed?|es|ing)",
    ),
    ("created", r"creat(?:ed?|es|ing)|hir(?:ed?|es|ing)|recruit(?:ed|s|ing)?"),
    ("employed", r"employ(?:ed|s|ing)?"),
    (
        "destroyed",
        r"destroy(?:ed|s|ing)|burn(?:t|ed)|buried|razed|gutted|flattened|swept away|collapsed|charred"
        r"|scorched|wreck(?:ed|s|ing)",
    ),
    ("cancelled", r"cancel(?:led|ed|s|ling|ing)?|called off|scrapped"),
    ("delayed", r"delay(?:ed|s|ing)?|postpon(?:ed?|es|ing)|held up"),
    ("damaged", r"damag(?:ed|es|ing)"),
    ("threatened", r"threaten(?:ed|s|ing)?|at risk|in danger|fears? for|feared for"),
    ("displaced", r"evacuat(?:ed?|es|ing)|displaced|fled|homeless|moved\b[^.,;]{0,40}?\bout of|ordered out"),
    ("arrested", r"arrest(?:ed|s|ing)|detain(?:ed|s|ing)|rounded up"),
    ("killed", r"kill(?:ed|s|ing)|die[sd]|dead|perished"),
    ("injured", r"injur(?:ed|es|ing)|wound(?:ed|s|ing)|hurt"),
)  # fmt: skip
_SUMS = (
    ("to build", r"to (?:build|renovate|erect)|building|construction|constructing|renovation|renovating"),
    ("to run", r"to (?:run|operate|maintain)|upkeep|maintenance|maintaining|operating|running"),
    ("profit", r"profits?|net income|earnings"),
    ("revenue", r"revenues?|turnover|takings|sales"),
    ("loss", r"loss(?:es)?"),
    ("debt", r"debts?"),
)
_ACT = [(name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _ACTS]
_SUM = [(name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _SUMS]
_NEAR = 60
"""Characters within which a verb says what became of what is counted."""


@lru_cache(maxsize=8192)
def act_of(sentence: str, figure: Figure) -> str:
    """Return what was done by or to what the figure counts, or what a sum is; empty where nothing says so."""
    clause = next((s for s in clauses(sentence) if s.start <= figure.start < s.end), None)
    start, end = (clause.start, max(clause.end, figure.end)) if clause else (0, len(sentence))
    if figure.currency:
        start, end = 0, len(sentence)
    found = []
    for name, pattern in _SUM if figure.currency else _ACT:
        for match in pattern.finditer(sentence, start, end):
            gap = max(match.start() - figure.end, figure.start - match.end(), 0)
            if gap <= _NEAR:
                found.append((gap, name))
    return min(found)[1] if found else ""


def without_act(sentence: str, act: str) -> str:
    """Return the sentence without the words that tell an act."""
    pattern = next((p for name, p in (*_ACT, *_SUM) if name == act), None)
    return pattern.sub(" ", sentence) if pattern else sentence
