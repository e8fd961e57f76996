"""Openings that point at a sentence the reader does not see.

Pure. “The move came after his warning.” means nothing by itself: whose warning, which move? Such sentences
are left out; where only a linking word points backwards, the word is left out instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.text.names import Name, names
from agent.text.words import LIGHT, terms

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATELINE = re.compile(
    r"^(?:(?=[^a-z—–]{3,})[^\W\d_][^\W\d_’'.\-]+(?:[ ,/]+[^\W\d_][\w’'.\-]*){0,4}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,40}\)\s*)?[—–-]{1,2}\s+"
    r"|[A-Z][\w.’'-]+(?:[ ,]+[A-Z][\w.’'-]+){0,3} \((?:[A-Z]{2,6}|Reuters|Bloomberg)\)\s*(?:[—–-]{1,2}\s+)?)"
    r"(?=[A-Z“\"'])"
)
_OPENER = re.compile(
    r"^(?:(?:but|and|yet|so|meanwhile|however|still|instead|moreover|furthermore|nevertheless|nonetheless|also"
    r"|in addition|at the same time|even so|indeed|separately|later|earlier|previously|afterwards"
    r"|what['’]s more)\b,?"
    r"|the (?:next|following) (?:day|week|morning|evening),?|the same (?:day|week|morning|evening),"
    r"|(?:a|one) (?:day|week|month) later,"
    r"|(?:for|by) (?:his|her|its|their) part,|by contrast,|in contrast,|on the other hand,|as a result,"
    r"|that said,|to be sure,|of course,|in fact,|in other words,|after all,)\s+",
    re.IGNORECASE,
)
_POINTING = (
    "this", "that", "these", "those", "such", "both", "neither", "either", "another", "others?", "some",
    "here", "there", "then", "so", "but", "and", "yet", "or", "nor", "however", "instead",
    "meanwhile", "still", "also", "too", "moreover", "furthermore", "besides", "nevertheless",
    "nonetheless", "therefore", "thus",
    "hence", "consequently", "otherwise", "likewise", "similarly", "indeed", "afterwards", "later", "earlier",
    "the same", "the latter", "the former", "in addition", "as a result", "for (?:example|instance)",
    "(?:by|in) contrast", "on the other hand", "at the same time", "after that", "before that", "since then",
    "by then", "until then", "even so", "not so", "all of (?:them|this|it)", "one of (?:them|those)",
    "none of", "each of", "most of (?:them|those)", "the two", "the three", "the pair", "the other",
    "the rest", "the (?:next|following|previous) (?:day|week|month|year|morning|evening|night)",
    "a (?:day|week|month|year) (?:later|earlier)", "(?:many|some|few|most) (?:wonder|say|said|fear|hope)",
    "asked (?:about|whether|if|why)", "who", "which", "whose", "where", "on that", "in that", "at that",
    "with that", "not", "sure", "yes", "no,", "well,", "what", "like", "only", "even", "again", "now",
    "all three", "all four", "all five", "the trio", "around the same time", "at the time", "by that",
    "(?:an|one) exception", "among (?:them|those)", "elsewhere", "as such", "of course",
    "of these", "of those", "one of (?:his|her|its|their)", "at one point", "on one occasion", "despite the",
    "(?:an hour|hours|minutes|moments) (?:later|earlier)",
)  # fmt: skip
_DANGLING = re.compile(rf"^[“\"'‘]?(?:{'|'.join(_POINTING)})(?!\w)", re.IGNORECASE)
_WITHIN = re.compile(
    r", (?:however|though|meanwhile|instead|too|then|for example|for instance|in turn"
    r"|for (?:his|her|its|their) part|by contrast|as well)[,.]"
    r"|\b(?:in|by|during|after|before|at|on) (?:that|this|those) (?:day|time|week|month|year|night|period"
    r"|meeting|letter|interview|speech|case|point|moment|way|sense)\b"
    r"|\bthe same (?:president|man|woman|minister|official|day|week|person|group|company|paper)\b"
    r"|^[“\"].*[”\"].*\b(?:adds|added|continued|concluded)\b"
    r"|^[^,]{3,60}, (?:these|those|this|that) |^[\w ]{3,30} (?:later|earlier|afterwards),|\baforementioned\b"
    r"|\b(?:after|before|since|by|until|for) (?:that|this|then)(?=[,.;:]|$)"
    r"|^(?:[A-Z][\w.’'-]* ){1,4}later [a-z]+(?:ed|t|ght)\b"
    r"|\bin (?:his|her|their|its) (?:view|reading|words|opinion|account|judge?ment)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_HE = re.compile(r"\b(?:he|she|his|hers?|him|himself|herself)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|it|its|itself)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:is|was|has been|will be|would be|takes?|took|remains?|remained|seems?|appears?|may|might"
    r"|could)\b(?=.*\b(?:that|to|for|who|whether|if)\b)",
    re.IGNORECASE,
)
_A_PERSON = re.compile(
    r"\b(?:an?|one|two|three|four|every|each|several|some|many|no)\s+(?:[\w’'-]+\s+){1,4}", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:noon|midnight|morning|afternoon|evening|night|day|week|month|year|hour|minute|today|yesterday"
    rf"|tomorrow|\w+day|{_MONTH})s?\b"
)
_SAYS = r"(?:said|says|added|told|wrote|asked|noted|argued|continued|thought)"
_INNER = re.compile(
    rf"^(?:[“\"][^”\"]*[”\"],?\s*)?(?:he|she|they|it)\s+{_SAYS}\b|[,”\"]\s+(?:he|she|they|it)\s+{_SAYS}\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:this(?! (?:\w+day|week|weekend|month|year|decade|century|season|spring|summer|autumn|fall|winter"
    r"|morning|afternoon|evening|time|past|coming|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)|these|here)\b"
    r"|\bthose\b(?! (?:who|of|in|with|from|whose|that|on|at|to|\w+ed|\w+ing)\b)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"^The (?:[A-Z][\w.]+ |\w+-)?(?:officials?|sources?|aides?|spokes\w+|senators?|lawmakers?|lawyers?"
    r"|attorneys?|judges?|prosecutors?|witness(?:es)?|officers?|authors?|compan(?:y|ies)|groups?|pair|couple"
    r"|man|men|wom[ae]n|suspects?|victims?|ministers?|president|leaders?|analysts?|experts?|reports?|study|poll|survey"
    r"|documents?|memo|letter|agency|ministry|old)\b"
    r"(?! (?:of|for|in|who|that|from|at|on|between|whose|by|to|with)\b)"
    r"|^The \d+-year-old"
)
_ORDINAL = re.compile(
    r"^The (?:lower|higher|other|new|latest|latter|first|second|third|eldest|younger|older|final|original"
    r"|resulting|remaining|subsequent|ensuing|same|two|three|four|former|additional|further)\b"
)
_ENDS_PHRASE = re.compile(
    r"^(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|do|does|did|came|comes|goes"
    r"|went|says|said|also|then|now|still|already|never|not|they|he|she|it|who|left|made|took|gave|fell|rose"
    r"|led|cut|hit|won|lost|kept|sent|saw|set|ran|began|grew|wrote|spoke|paid|found|drew|put|told|met|held"
    r"|cost|brought|meant|thought|felt|knew|showed|hopes?|wants?|needs?|looks?|\w{2,}ed|[a-z]{3,}(?<!s)s)$"
)
_HAPPENING = re.compile(
    r"^The (?:warning|move|decision|announcement|remarks?|comments?|statement|attack|incident|ruling|vote"
    r"|development|news|revelation|message|increase|decrease|measure|proposal|plan|deal|letter|interview)\b"
    r"(?! (?:of|by|from|on|in|to|against|for|that|between|over)\b)"
)
_OBJECT = re.compile(
    r"(?<=[a-z,] )the (?:two |three |latest )?(?P<thing>operation|move|incident|situation|attack|raid|episode"
    r"|gesture|announcement|remarks?|comments?|statement|decision|meeting|encounter|visit|trip|call|proposal"
    r"|plan|offer|deal|agreement|bill|measure|letter|message|draft|memo|document|motion|ruling|verdict"
    r"|hearing|session|arrest|shooting|crash|blast|explosion|fire|building|residence|recording|video|tape"
    r"|movement|program(?:me)?|project)(?:s|es)?\b"
    r"(?! (?:of|by|from|on|in|to|against|for|that|between|over|with|at|into|about|who|which|where|under"
    r"|[a-z]+ed|[a-z]+ing|he|she|they|it|is|was)\b|[’']s?\b)"
)
"""“The operation”, in the middle of a sentence: which one, nobody says."""
_SETTING = re.compile(r"^(?:In|On|At|During|After|Before|From|With|By) the (?P<thing>[a-z]+)(?:,| [a-z]+,)")
_DEFINITE = re.compile(r"^The (?P<rest>[a-z].*)$")
_UNIQUE = frozenset(
    {
        "government",
        "country",
        "world",
        "economy",
        "pentagon",
        "army",
        "coastguard",
        "navy",
        "police",
        "market",
        "sun",
        "moon",
    }
)
"""Things of which a reader knows but one."""


@dataclass(frozen=True)
class Known:
    """What needs no introduction, because the whole briefing is about it."""

    words: frozenset[str] = frozenset()
    """Keys of words: “the strikes” says enough in a briefing on strikes."""
    names: frozenset[str] = frozenset()
    """Names: a sentence may open with one of them."""
    things: frozenset[str] = frozenset()
    """Keys of what the story keeps speaking of: “called the vote” says enough in a story of one vote."""


NOTHING = Known()


@lru_cache(maxsize=16384)
def found_names(text: str) -> tuple[Name, ...]:
    """Return the names of a text, remembered."""
    return tuple(names(text))


@lru_cache(maxsize=8192)
def without_dateline(text: str) -> int:
    """Return the length of a dateline such as `BOGOTÁ, Jan 4 (Agency) — `; 0 where there is none."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=8192)
def printable_form(text: str) -> str:
    """Return the sentence without its dateline and without an opening that only links it to what went before.

    “The next day Mr Orr resigned.” becomes “Mr Orr resigned.”: nothing is added, and what is left out says
    nothing by itself.
    """
    text = text[without_dateline(text) :]
    rest = text[found.end() :] if (found := _OPENER.match(text)) else text
    return rest[0].upper() + rest[1:] if rest and rest != text else text


@lru_cache(maxsize=8192)
def dangling(text: str, known: Known = NOTHING) -> bool:
    """Return whether the sentence points at something said before it.

    Args:
        text: The sentence.
        known: What the whole briefing is about.
    """
    if _DANGLING.match(text) or _INNER.search(text) or _WITHIN.search(text) or _ORDINAL.match(text):
        return True
    if _BACK.search(_QUOTED.sub(" ", text)) or _SOMEBODY.match(text):
        return True
    return (
        bool(_HAPPENING.match(text))
        or _orphan_pronoun(text, known)
        or _known_only_from_before(text, known)
        or _unheard_of(text, known)
    )


def _unheard_of(text: str, known: Known) -> bool:
    """Return whether a thing in the middle of the sentence is “the thing” without a word on which."""
    plain = _QUOTED.sub(lambda m: " " * len(m[0]), text)
    for found in _OBJECT.finditer(plain):
        thing = {term.key for term in terms(found["thing"])}
        before = {term.key for term in terms(plain[: found.start()])}
        if not thing & (known.words | known.things | before):
            return True
    return False


def _orphan_pronoun(text: str, known: Known) -> bool:
    """Return whether a pronoun stands before anything it could mean."""
    plain = _QUOTED.sub(lambda m: " " * len(m[0]), text)
    he = _HE.search(plain)
    if he and not (_named(plain[: he.start()], known) or _A_PERSON.search(plain[: he.start()])):
        return True
    they = _THEY.search(plain)
    if they is None or _EXPLETIVE.match(plain, they.start()):
        return False
    before = _TIME.sub(" ", plain[: they.start()])
    return not (_named(before, known) or any(term.weight > LIGHT for term in terms(before)))


def _named(before: str, known: Known) -> bool:
    if not before.strip():
        return False
    if any(name.kind != "place" for name in found_names(before)):
        return True
    first = before.split()[0].strip("“\"'‘,")
    return first in known.names


def _known_only_from_before(text: str, known: Known) -> bool:
    """Return whether the subject is “the something” with nothing to say which one: “The building cost …”."""
    setting = _SETTING.match(text)
    if setting is not None:
        return not ({term.key for term in terms(setting["thing"])} & known.words)
    found = _DEFINITE.match(text)
    if found is None:
        return False
    head: list[str] = []
    for word in found["rest"].split()[:5]:
        bare = word.strip(",;:—–")
        if not bare or not bare[0].islower():
            return False
        if head and _ENDS_PHRASE.match(bare):
            break
        head.append(re.sub(r"[’']s?$", "", bare))
        if bare != word or re.search(r"[’']s?$", bare):
            break
        if bare in {
            "of",
            "in",
            "for",
            "on",
            "to",
            "from",
            "that",
            "between",
            "behind",
            "against",
            "at",
            "with",
        }:
            return False
    else:
        return False
    return not (set(head) & _UNIQUE) and not ({term.key for term in terms(" ".join(head))} & known.words)
