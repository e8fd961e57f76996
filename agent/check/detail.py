"""A sentence that is carried as a whole may still hold a detail that is found nowhere."""

from __future__ import annotations

import re

from agent.check.align import Alignment, weight
from agent.text.clauses import clauses
from agent.text.stance import Told
from agent.text.words import LIGHT
from agent.types import Finding, Reason

_RUN = 3
"""So many content words in a row without a counterpart are a detail of their own."""
_SHORT = 3
"""So few content words leave no room for a predicate that the cited text does not hold: “The ferry sank.”"""
_FIGURE = re.compile(r"\d|[“\"]")
"""What the exact checks hold a sentence to."""
_HELD = 0.4
"""Least share of a clause's words that must stand somewhere in the cited text."""
_LEAST_WORDS = 2


def check_detail(claim: str, aligned: Alignment) -> list[Finding]:
    """Return a finding for a phrase or clause of the claim without any counterpart in the cited text."""
    absent = [w for w in aligned.missing if w.term.weight > LIGHT]
    said = sorted(
        [w for w in (*(p.claim for p in (*aligned.pairs, *aligned.elsewhere)), *absent) if _heavy(w)],
        key=lambda w: w.term.start,
    )
    phrase = _longest_run(said, absent)
    plain = [w for w in said if not w.term.name]
    if phrase and len(said) <= _SHORT and not _FIGURE.search(claim) and 2 * len(phrase) >= len(plain):
        return [_nothing_behind(claim, phrase)]
    if len(phrase) < _RUN:
        phrase = _bare_clause(claim, said, absent)
    if not phrase:
        return []
    return [_nothing_behind(claim, phrase)]


def _nothing_behind(claim: str, phrase: list[Told]) -> Finding:
    words = claim[phrase[0].term.start : phrase[-1].term.end]
    return Finding(
        check="support",
        passed=False,
        reason=Reason.SUPPORT_LOW,
        message=f"Nothing in the cited text stands behind “{words}”.",
    )


def _heavy(word: Told) -> bool:
    return word.term.weight > LIGHT and not word.term.number


def _longest_run(said: list[Told], absent: list[Told]) -> list[Told]:
    best: list[Told] = []
    run: list[Told] = []
    for word in said:
        run = [*run, word] if word in absent else []
        best = max(best, run, key=len)
    return best


def _bare_clause(claim: str, said: list[Told], absent: list[Told]) -> list[Told]:
    for span in clauses(claim):
        here = [w for w in said if span.start <= w.term.start < span.end]
        bare = [w for w in here if w in absent]
        if (
            len(here) >= _LEAST_WORDS
            and len(here) < len(said)
            and weight(here) - weight(bare) < _HELD * weight(here)
        ):
            return bare
    return []
