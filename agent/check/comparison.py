"""Comparisons told the wrong way round: "larger than last year's" where the source has "less than"."""

from __future__ import annotations

import re

from agent.check.context import Place
from agent.check.hedges import same_value
from agent.check.vocabulary import key
from agent.text.figures import figures
from agent.text.normalise import plain, stem, words

_MORE = (
    "more|larger|higher|greater|bigger|longer|stronger|faster|above|better|worse|older|later|dearer|heavier"
    "|taller|wider|deeper"
)
_LESS = (
    "less|fewer|lower|smaller|shorter|weaker|slower|below|younger|earlier|cheaper|lighter|narrower|shallower"
)
_THAN = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?: \w+){{0,3}}? than (?P<tail>(?:[\w'.-]+ ?){{1,5}})",
    re.IGNORECASE,
)
_TAIL_WORDS = 8
"""Words behind "than" that tell what is compared with."""
_BESIDE = 0.5
"""So near must they stand to the one."""
_CLEAR = 0.3
"""So much less near must the words behind "than" stand to the one of two figures than to the other."""
_POOR = frozenset({"the", "a", "an", "in", "of", "it", "that", "had", "was", "were", "expected"})


def turned_comparison(claim: str, match: Place) -> str:
    """Return the words in which the source compares the other way round, empty where it does not.

    Looked at are the sentence that gives the figure and the one after it.
    """
    if match.cited is None:
        return ""
    text = plain(match.cited.text)
    rest = text[match.start : match.start + len(match.sentence)]
    after = re.match(r"\s*(?:It|That|This|The \w+)\b[^.!?]*[^\s]*", text[match.start + len(match.sentence) :])
    for told in _THAN.finditer(plain(claim)):
        for given in _THAN.finditer(rest + (after.group() if after else "")):
            if bool(told["more"]) != bool(given["more"]) and _tail(told["tail"]) & _tail(given["tail"]):
                return given.group().strip()
    return ""


def holds(claim: str, one: Place, other: Place) -> bool | None:
    """Tell whether two figures of a source stand to each other as the claim's "more than" says.

    What follows "than" names one of them, by the words beside it in the source. None where the claim compares
    nothing, or its words stand as near to the one as to the other.
    """
    told = _THAN.search(plain(claim))
    if told is None:
        return None
    tail = words(plain(claim)[told.start("tail") :])[:_TAIL_WORDS]
    keys = {key(w.text) for w in tail if w.text.casefold() not in _POOR}
    if (base := _named_in(plain(claim)[told.start("tail") :], one, other)) is not None:
        subject = other if base is one else one
        return bool(told["more"]) == (subject.figure.base[0] > base.figure.base[0])
    near = [sum(p.words.get(word, 0.0) for word in keys) for p in (one, other)]
    if max(near) < _BESIDE or min(near) > _CLEAR * max(near):
        return None
    base, subject = (one, other) if near[0] > near[1] else (other, one)
    return bool(told["more"]) == (subject.figure.base[0] > base.figure.base[0])


def _named_in(tail: str, one: Place, other: Place) -> Place | None:
    """Return the one of two figures that a claim gives itself behind "than"; None where it gives neither."""
    given = figures(re.split(r"[;:]|,(?!\d)| (?:but|and|while) ", tail)[0])
    named = [p for p in (one, other) if given and same_value(given[0], p.figure)]
    return named[0] if len(named) == 1 else None


def _tail(text: str) -> set[str]:
    return {stem(w.text) for w in words(text) if w.text.casefold() not in _POOR and not w.text.isdigit()}
