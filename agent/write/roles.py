"""What makes a sentence right for a section.

Pure. Each rule weighs a sentence for a place: 0 keeps it out, 1 is neutral, more is better.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from agent.write.pool import Candidate
from agent.write.salience import keys

Fit = Callable[[Candidate], float]

_SAYS = re.compile(
    r"\b(?:said|says|told|according to|warned|warns|argued|argues|wrote|predicts?|predicted|expects?|expected"
    r"|estimates?|estimated|believes?|believed|cautioned|analysts?|experts?|professor|researchers?)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:could|may|might|would|likely|unlikely|risks?|risking|threatens?|fears?|warn(?:s|ed|ing)?|potential(?:ly)?"
    r"|expected|if|whether|depends?|consequences?|implications?|prospects?|unless)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:since|for (?:years|decades|months|more than)|decades?|historically|long|in (?:19|20)\d\d|last (?:year|"
    r"autumn|fall|summer|spring|winter)|years ago|once|traditionally|until|began|founded|first|previous(?:ly)?"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November|December))\b"
)
_NEXT = re.compile(
    r"\b(?:will|is to|are to|is due|are due|is expected|are expected|is scheduled|are scheduled|scheduled|"
    r"upcoming|next|plans? to|ahead of|to be held|later this)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^[“\"]|[“\"][^”\"]{40,}[”\"]")


def lead(latest: datetime | None) -> Fit:
    """Favour plain news of the last days before the newest article."""

    def fit(c: Candidate) -> float:
        age = _age(c, latest)
        near = 1.0 if age is None else (1.3 if age <= timedelta(days=2) else 0.7)
        opening = 1.25 if c.evidence.start < 200 else 0.9
        return (
            near * opening * (0.4 if _REMARK.search(c.text) else 1.0) * (0.7 if _MAY.search(c.text) else 1.0)
        )

    return fit


def developments(latest: datetime | None) -> Fit:
    """Favour events of the last days."""

    def fit(c: Candidate) -> float:
        age = _age(c, latest)
        if age is None or age > timedelta(days=10):
            return 0.0
        return (1.2 if age <= timedelta(days=4) else 0.9) * (0.5 if _REMARK.search(c.text) else 1.0)

    return fit


def background(latest: datetime | None) -> Fit:
    """Favour what lies before the latest days, told in the past."""

    def fit(c: Candidate) -> float:
        age = _age(c, latest)
        past = bool(_PAST.search(c.text))
        if age is not None and age <= timedelta(days=10) and not past:
            return 0.0
        return (1.3 if past else 0.8) * (0.4 if _REMARK.search(c.text) else 1.0)

    return fit


def implications(c: Candidate) -> float:
    """Only views on what may follow, with their owner in the sentence."""
    if not (_SAYS.search(c.text) and _MAY.search(c.text)):
        return 0.0
    return 1.2 if re.search(r"\b(?:could|may|might|would|risk)", c.text) else 0.9


def conclusion(latest: datetime | None) -> Fit:
    """Favour what is still to come as the newest articles tell it."""

    def fit(c: Candidate) -> float:
        age = _age(c, latest)
        if not _NEXT.search(c.text) or (age is not None and age > timedelta(days=7)):
            return 0.0
        return 0.6 if _REMARK.search(c.text) else 1.0

    return fit


def asked(asks: str) -> Fit:
    """Favour what shares words with what a section of the user's own asks."""
    wanted = set(keys(asks))

    def fit(c: Candidate) -> float:
        return 0.5 + len(wanted & set(keys(c.text))) / max(1, len(wanted))

    return fit


def anything(c: Candidate) -> float:
    """Let everything in; long remarks less gladly."""
    return 0.75 if _REMARK.search(c.text) else 1.0


def _age(c: Candidate, latest: datetime | None) -> timedelta | None:
    return latest - c.published if latest and c.published else None
