"""Clauses of a sentence, roughly: where news prose changes the subject or the verb."""

from __future__ import annotations

import re

from agent.types import Span

_VERBS = (
    r"was|were|is|are|has|had|have|did|does|will|would|could|may|might|can|must|should|took"
    r"|brought|won|lost|made"
    r"|found|said|says|put|sent|gave|left|ran|led|got|fell|rose|saw|set|cut|met|kept|held|went"
    r"|came|became|began"
    r"|points?|remains?|asked|denied|\w{2,}ed"
)
_JOINTS = r"who|whom|whose|which|where|while|whereas|although|though|because|when|whenever|unless|nor|yet|so"
_CUT = re.compile(
    r"[;:–—()]\s*|\s-\s|,\s(?=(?:and|but|or|" + _JOINTS + r"|has|have|had|is|was|are|were|will)\b)"
    r"|\s(?=(?:but|because|although|whereas|while|who|which|where|whose|unless)\b)"
    # "after the vote" stays with its clause, "after the chief had left" is one of its own
    rf"|,?\s(?=(?:after|before|when|as|since|until)(?:\s[^\s,;.]+){{1,6}}?\s(?:{_VERBS})\b)"
    rf"|\s(?=and\s+(?:(?:he|she|it|they|we|I|did not|not)\b|(?:{_VERBS})\b))"
)


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the clauses of `text[start:end]`, in order, every character in at most one of them.

    A clause that begins with a relative word or a conjunction keeps it; "3:57.42" is not cut.
    """
    stop = len(text) if end is None else end
    found: list[Span] = []
    at = start
    for cut in _CUT.finditer(text, start, stop):
        between_digits = (
            text[cut.start() - 1 : cut.start()].isdigit() and text[cut.end() : cut.end() + 1].isdigit()
        )
        if between_digits or not text[at : cut.start()].strip():
            continue
        found.append(Span(start=at, end=cut.start()))
        at = cut.end()
    if text[at:stop].strip():
        found.append(Span(start=at, end=stop))
    return found
