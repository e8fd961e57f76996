"""Which source sentences can stand alone in a briefing.

Pure. A sentence is left out when its opening points at a sentence the reader does not see, when it is no
statement, or when it speaks to the reader or to a machine.
"""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"^(?=[^a-z—–]{3,})[^\W\d_][^\W\d_’'.\-]+(?:[ ,/]+[^\W\d_][\w’'.\-]*){0,4}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]{1,2}\s+(?=[A-Z“\"'])"
)
_DANGLING = re.compile(
    r"^[“\"'‘]?(?:(?:he|she|they|it|his|her|their|its|him|them|this|that|these|those|such|both|neither|either"
    r"|another|others?|some|here|there|then|so|but|and|yet|or|nor|however|instead|meanwhile|still|also|too"
    r"|moreover|furthermore|besides|nevertheless|nonetheless|therefore|thus|hence|consequently|otherwise"
    r"|likewise|similarly|indeed|afterwards|later|earlier|the same|the latter|the former|in addition"
    r"|as a result|for (?:example|instance)|by contrast|in contrast|on the other hand|at the same time"
    r"|the (?:next|following|previous) (?:day|week|month|year|morning|evening|night)|a (?:day|week|month|year) (?:later"
    r"|earlier)|after that|before that|since then|by then|until then|even so|not (?:so|all|everyone)|all of (?:them|this)"
    r"|one of (?:them|those)|none of|each of|most of (?:them|those)|the (?:move|decision|announcement|"
    r"remarks?|comments?|statement|attack|incident|report|figures?|number|toll|plan|proposal|ruling|order"
    r"|measure|step|news|call|talks|visit|meeting|operation|two|three|pair|man|woman|men|women|company|group"
    r"|ministry|agency|department|minister|president|spokes\w+|official|article|document|letter|paper|study"
    r"|rest|change|deal|agreement|case|claim|charge|allegation|accusation|idea|result|question|answer))\b)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"^(?:[“\"][^”\"]*[”\"],?\s*)?(?:he|she|they|it)\s+(?:said|says|added|told|wrote|asked|noted|argued)\b"
    r"|[,”\"]\s+(?:he|she|they|it)\s+(?:said|says|added|told|wrote|asked|noted|argued|continued)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|above|previous|rule)"
    r"|\b(?:system prompt|language model|as an ai|assistant must|you must|you are (?:now|an?)\b)"
    r"|\b(?:subscribe|sign up|click here|read more|newsletter|all rights reserved|follow us|copyright"
    r"|advertisement|cookie|share this|photo(?:graph)? by|reporting by|editing by|getty images)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|we|We|our|Our|my|My|us)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|do|does|did|be|said|says"
    r"|\w{2,}(?:ed|es|ing|s)|met|put|left|held|told|took|came|went|made|gave|rose|fell|led|cut|hit|won|lost"
    r"|kept|sent|saw|set|ran|began|grew|wrote|spoke|paid|found|drew|struck|sank|fought|bought|sold)\b"
)
FEWEST_WORDS = 7
MOST_WORDS = 48


def without_dateline(text: str) -> int:
    """Return the length of a dateline such as `BOGOTÁ, Jan 4 (Agency) — `; 0 where there is none."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


def dangling(text: str) -> bool:
    """Return whether the opening, or the speaker, points at something said before."""
    return bool(_DANGLING.match(text) or _INNER.search(text))


def usable(text: str) -> bool:
    """Return whether the sentence can be printed alone."""
    words = len(text.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS or not re.search(r"[.!][”\"’')]*$", text):
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return False
    if not re.match(r"[A-Z0-9“\"$€£‘']", text) and not text[0].isupper():
        return False
    outside = _QUOTED.sub(" ", text)
    if _FIRST_PERSON.search(outside) or _ADDRESS.search(text):
        return False
    return not dangling(text) and bool(_VERB.search(text))
