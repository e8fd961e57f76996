"""What all rules of rewording share: quotation marks, first letters, verbs and pronouns.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.text.names import names

VERB = (
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|said|says|told|[a-z]{3,}ed|won|took|made|held|put"
    r"|led|left|met)\b"
)
"""A finite verb, or what looks like one."""
MONTHS = (
    r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)"
)
"""The name of a month, in full or short."""
PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|hers|their|its|him|them)\b", re.IGNORECASE)
PERSON = re.compile(r"\b(?:I|we|you|my|our|your|me|us|I['’]\w+|we['’]\w+|you['’]\w+)\b", re.IGNORECASE)
"""Somebody who speaks of himself, or to somebody."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")

Rule = Callable[[str], str]
"""A sentence in other words; the same where the rule does not apply."""


def outside(text: str, change: Callable[[str], str]) -> str:
    """Return the text with all that stands outside quotation marks changed."""
    kept, at = [], 0
    for quoted in _QUOTED.finditer(text):
        kept += [change(text[at : quoted.start()]), quoted.group()]
        at = quoted.end()
    return "".join([*kept, change(text[at:])])


def lowered(text: str) -> str:
    """Return a sentence as it goes on inside another: a small first letter, unless a name begins it."""
    first, _, rest = text.partition(" ")
    if not (_SMALL.fullmatch(first) or first.endswith(_ENDINGS)):
        if any(c.isupper() or c == "." for c in first[1:]) or first == "I" or rest[:1].isupper():
            return text
        if any(name.start == 0 for name in names(text)):
            return text
    return text[:1].lower() + text[1:]


_ENDINGS = ("ing", "ly", "ly,", "tion", "tions", "ment", "ments", "ness", "ity")
_SMALL = re.compile(
    r"(?:The|An?|His|Her|Its|Their|It|They|He|She|There|This|That|These|Those|In|On|At|By|For|From|With|After|Before"
    r"|When|While|If|As|Although|Because|Many|Some|Most|No|All|Each|Every|Both|More|Two|Three|Four|Five|Six|Seven"
    r"|Eight|Nine|Ten|About|Nearly|Almost|Over)"
)


def raised(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
