"""What is told as past on a day that had not come when the source appeared. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.check.cited import Cited
from agent.text.clauses import clauses
from agent.text.dates import DateMention
from agent.text.stance import COMING, POSSIBLE
from agent.text.synonyms import IRREGULAR

_AT = re.compile(r"\b(?:on|in|during)\s+(?:the\s+)?$|\b(?:on|in|during)\s+(?:early|mid|late)[ -]$", re.I)
"""What puts an act on a day; "from", "until", "by" and "for" bound or order one instead."""
_ARRANGED = re.compile(
    r"\b(?:announc|arrang|agree|approv|appoint|back|book|call|confirm|conven|decid|declar|defer|delay|demand"
    r"|earmark|expect|extend|fix|invit|list|mark|mov|nam|offer|order|plan|postpon|promis|propos|push|put"
    r"|recommend|request|reschedul|sav|schedul|set|sign|slat|summon|tabl|tim|told|urg|vot|want|warn"
    r"|ask|said|says?|due|next|deadline|date|ahead|instead|upcoming|forthcoming|coming|future|begin|start"
    r"|open|tak(?:es?|ing)|expir|end)\w*\b",
    re.I,
)
"""Acts of today that have a later day: a vote called on Monday "on 5 May"."""
_WORD = re.compile(r"[A-Za-z]+")
_AUXILIARY = frozenset({"was", "were", "had", "did"})
_NOUNS = frozenset({"death", "trial", "growth", "thought", "left", "cut", "read", "hit", "let", "cost"})
_SLACK = timedelta(days=1)
"""A day in one zone may be the next in another."""


def told_as_past(text: str, mention: DateMention, cited: Sequence[Cited]) -> bool:
    """Tell whether the claim says in the past tense that something was on a day after every source's own."""
    days = [c.article.published for c in cited]
    known = [day for day in days if isinstance(day, datetime)]
    if len(known) < len(days) or not known or not mention.readings or mention.fiscal:
        return False
    last = max(known).date() + _SLACK
    if any(first <= last for first, _ in mention.readings):
        return False
    clause = _clause_of(text, mention)
    if _AT.search(text[: mention.start]) is None or COMING.search(text) or POSSIBLE.search(text):
        return False
    return not _ARRANGED.search(clause) and any(_is_past(word) for word in _WORD.findall(clause))


def _clause_of(text: str, mention: DateMention) -> str:
    span = next((s for s in clauses(text) if s.start <= mention.start < s.end), None)
    return text[span.start : mention.start] if span else text[: mention.start]


def _is_past(word: str) -> bool:
    low = word.casefold()
    if low in _AUXILIARY:
        return True
    return low not in _NOUNS and (low.endswith("ed") or IRREGULAR.get(low, low) != low)
