"""Which source sentences can stand alone in a briefing.

Pure. A sentence is left out when its opening points at a sentence the reader does not see, when it is no
statement, or when it speaks to the reader or to a machine.
"""

from __future__ import annotations

import re

from agent.text.names import names
from agent.text.words import terms

_DATELINE = re.compile(
    r"^(?=[^a-z—–]{3,})[^\W\d_][^\W\d_’'.\-]+(?:[ ,/]+[^\W\d_][\w’'.\-]*){0,4}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]{1,2}\s+(?=[A-Z“\"'])"
)
_POINTING = (
    "this", "that", "these", "those", "such", "both", "neither", "either", "another", "others?", "some", "here",
    "there", "then", "so", "but", "and", "yet", "or", "nor", "however", "instead", "meanwhile", "still", "also",
    "too", "moreover", "furthermore", "besides", "nevertheless", "nonetheless", "therefore", "thus", "hence",
    "consequently", "otherwise", "likewise", "similarly", "indeed", "afterwards", "later", "earlier",
    "the same", "the latter", "the former", "in addition", "as a result", "for (?:example|instance)",
    "(?:by|in) contrast", "on the other hand", "at the same time", "after that", "before that", "since then",
    "by then", "until then", "even so", "not so", "all of (?:them|this|it)", "one of (?:them|those)", "none of",
    "each of", "most of (?:them|those)", "the two", "the three", "the pair", "the other", "the rest",
    "the (?:next|following|previous) (?:day|week|month|year|morning|evening|night)",
    "a (?:day|week|month|year) (?:later|earlier)", "(?:many|some|few|most) (?:wonder|say|said|fear|hope)",
    "asked (?:about|whether|if|why)", "who", "which", "whose", "where", "on that", "in that", "at that", "with that",
)  # fmt: skip
_DANGLING = re.compile(rf"^[“\"'‘]?(?:{'|'.join(_POINTING)})\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|she|his|hers?|him|himself|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|it|its|itself)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:is|was|has been|will be|would be|takes?|took|remains?|remained|seems?|appears?|may|might|could)\b"
    r"(?=.*\b(?:that|to|for|who|whether|if)\b)",
    re.IGNORECASE,
)
_A_PERSON = re.compile(
    r"\b(?:an?|one|two|three|four|every|each|several|some|many|no)\s+(?:[\w’'-]+\s+){1,4}", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:noon|midnight|morning|afternoon|evening|night|day|week|month|year|hour|minute|today|yesterday|tomorrow"
    r"|\w+day|January|February|March|April|May|June|July|August|September|October|November|December)s?\b"
)
_THE_ONE = re.compile(
    r"^The (?!first\b|last\b|latest\b)(?P<head>[a-z][\w’'-]*(?:-[\w]+)?) (?P<next>[\w’'-]+)"
)
_ENDS_PHRASE = re.compile(
    r"^(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|do|does|did|came|comes|goes|went"
    r"|says|said|also|then|now|still|already|never|not|they|he|she|it|\w+ed)$"
)
_SAME = re.compile(
    r"\bthe same (?:president|man|woman|minister|official|day|week|person|group|company|paper)\b"
)
_ASIDE = re.compile(
    r"\bin (?:his|her|their|its) (?:view|reading|words|opinion|account|judg(?:e)?ment)\b", re.IGNORECASE
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
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|[Ww]e|[Oo]urs?|[Mm]y|us|[Yy]ours?|[Yy]ou)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|do|does|did|be|said|says"
    r"|\w{2,}(?:ed|es|ing|s)|met|put|left|held|told|took|came|went|made|gave|rose|fell|led|cut|hit|won|lost"
    r"|kept|sent|saw|set|ran|began|grew|wrote|spoke|paid|found|drew|struck|sank|fought|bought|sold)\b"
)
_UNIQUE = frozenset("government country world economy pentagon army navy police market sun moon".split())
"""Things of which a reader knows but one."""
FEWEST_OUTSIDE = 2
FEWEST_WORDS = 7
MOST_WORDS = 48


def without_dateline(text: str) -> int:
    """Return the length of a dateline such as `BOGOTÁ, Jan 4 (Agency) — `; 0 where there is none."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


_OPENER = re.compile(
    r"^(?:(?:but|and|yet|so|meanwhile|however|still|instead|moreover|furthermore|nevertheless|nonetheless|also"
    r"|in addition|at the same time|even so|indeed|separately|later|earlier|afterwards)\b,?"
    r"|the (?:next|same|following) (?:day|week|morning|evening),?|(?:a|one) (?:day|week|month) later,?"
    r"|(?:for|by) (?:his|her|its|their) part,|by contrast,|in contrast,|on the other hand,|as a result,)\s+",
    re.IGNORECASE,
)


def printable_form(text: str) -> str:
    """Return the sentence without its dateline and without an opening that only links it to what went before.

    “The next day Mr Orr resigned.” becomes “Mr Orr resigned.”: nothing is added, and what is left out says
    nothing by itself.
    """
    text = text[without_dateline(text) :]
    rest = text[found.end() :] if (found := _OPENER.match(text)) else text
    return rest[0].upper() + rest[1:] if rest and rest != text else text


def dangling(text: str) -> bool:
    """Return whether the sentence points at something said before it."""
    if _DANGLING.match(text) or _INNER.search(text) or _SAME.search(text) or _ASIDE.search(text):
        return True
    return _orphan_pronoun(text) or _known_only_from_before(text)


def _orphan_pronoun(text: str) -> bool:
    """Return whether a pronoun stands before anything it could mean."""
    plain = _QUOTED.sub(lambda m: " " * len(m[0]), text)
    he = _HE.search(plain)
    if he and not (_named(plain[: he.start()]) or _A_PERSON.search(plain[: he.start()])):
        return True
    they = _THEY.search(plain)
    if they is None or _EXPLETIVE.match(plain, they.start()):
        return False
    before = _TIME.sub(" ", plain[: they.start()])
    return not (_named(before) or terms(before))


def _named(before: str) -> bool:
    return any(name.kind != "place" for name in names(before)) if before.strip() else False


def _known_only_from_before(text: str) -> bool:
    """Return whether the subject is “the something” with nothing to say which one: “The warning came …”."""
    found = _THE_ONE.match(text)
    return bool(found and _ENDS_PHRASE.match(found["next"]) and found["head"] not in _UNIQUE)


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
    if len(outside.split()) < FEWEST_OUTSIDE:
        return False  # a remark without its speaker
    if _FIRST_PERSON.search(outside) or _ADDRESS.search(text):
        return False
    return bool(_VERB.search(text)) and not dangling(text)
