"""Values that were meant to change: a count that runs, a plan, a figure that its own source told anew.

Pure. A later text by anybody may be a rumour. But where the earlier value was called provisional, the later
one an update, or where one source gives both, the newer value takes the place of the older one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from agent.check.alike import Told
from agent.check.core import core, other_speaker, same_speaker
from agent.check.counts import FATES
from agent.check.whose import PLANS

_UPDATE = re.compile(
    r"\b(?:so far|now|by then|ha(?:s|ve) (?:risen|grown|climbed|reached|increased)"
    r"|rose to|risen to|climbed to|reached|stands at|rais(?:ed|es|ing)|lift(?:ed|s|ing)|sweetened|increased"
    r"|(?:revis|updat|correct|lower)(?:ed|es|ing)|latest|updated|final|up from|down from"
    r"|by (?:\w+day|noon|midnight|morning|evening|nightfall|dawn|today|the end of)"
    r"|(?:after|with|once) all (?:of )?(?:the )?\w+ (?:were|was|had been|have been)?\s?counted"
    r"|(?:more|fewer|less|later|earlier|higher|lower) than"
    r" (?:it|they|he|she|planned|expected|first|was|had|the))\b",
    re.I,
)
_EARLY = re.compile(
    r"\b(?:early|first|initial|partial|preliminary|provisional)"
    r" (?:results?|counts?|figures?|estimates?|reports?|tall(?:y|ies))"
    r"|\b(?:initially|at first|provisionally|for now)\b"
    r"|\bwith \w+(?: \w+)? of the \w+ counted\b",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:will|plans? to|(?:is|are) (?:due |set |expected )?to|intends? to|expects? to|due to|aims? to)\b",
    re.I,
)


def running(members: Sequence[Told]) -> bool:
    """Tell whether the newest value of a thing takes the place of each older one."""
    said = [t for t in members if not t.count.denied]
    when = {t.count.amount: _newest(said, t.count.amount) for t in said}
    days = [day for day in when.values() if day]
    if len(days) < len(when) or len(when) < 2 or min(days).date() == max(days).date():
        return False
    latest = [t for t in said if when[t.count.amount] == max(days)]
    others = [t for t in said if when[t.count.amount] != max(days)]
    return all(any(_replaces(new, old, members) for new in latest) for old in others)


def _newest(said: Sequence[Told], amount: float) -> datetime | None:
    given = [t.evidence.article.published for t in said if t.count.amount == amount]
    return max((day for day in given if day), default=None)


def _replaces(new: Told, old: Told, members: Sequence[Told]) -> bool:
    """Tell whether one of two values was told as the newer state of the other."""
    one, other = core(new.evidence.text), core(old.evidence.text)
    if _former(new, old, members):
        return True
    owners = {t.owner.name for t in (new, old) if t.owner}
    own_words = one.pronoun and other.pronoun and bool(new.owner and old.owner) and len(owners) == 1
    if same_speaker(one, other) or own_words:
        return True
    if _EARLY.search(old.core):
        return True
    if other_speaker(one, other) and old.count.sort not in FATES:
        return False
    if _UPDATE.search(new.core):
        return True
    return all(_TO_COME.search(t.core) or (t.owner and t.owner.act in PLANS) for t in (new, old))


def _former(new: Told, old: Told, members: Sequence[Told]) -> bool:
    return any(
        t.count.denied and t.count.amount == old.count.amount and t.evidence.text == new.evidence.text
        for t in members
    )
