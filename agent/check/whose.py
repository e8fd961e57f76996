"""Whose a figure is: who demands, offers, owns or took it, and by what act.

Pure. Read from the sentence alone; a pronoun is nobody. Where two texts give different sums, only sums of
one owner and one act can be the same sum told differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.text.clauses import clauses
from agent.text.figures import Figure
from agent.text.hedges import HEDGE_WORDS
from agent.text.words import key, stem, word_set

PLANS = frozenset({"demand", "offer"})
"""Acts that name what somebody would have; the same owner may name several sums, one after the other."""
_ACTS = {
    "demand": """want wanted demand demands seek seeks sought ask asks request requests need needs require
    call insist insistence""",
    "offer": "offer offers propose proposes proposal plan plans bid suggest",
    "law": "include provide contain allocate approve pass add fund bill legislation budget package",
}
_FAMILY = {stem(word): name for name, words in _ACTS.items() for word in words.split()}
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|should|does|did|do"
    r"|[a-z]{2,}(?<!e)ed|[a-z]*(?:took|sought|gave|won|paid|bought|sold|spent|put|cost|made|got|left|lost|built"
    r"|held|cut|led|met|ran|saw|sent|set|rose|fell|grew|drew|brought|found|said|shut|hit|kept|bid|stole|lent|withdrew|came|stood)"
    r"|(?:want|demand|seek|ask|request|need|require|call|insist|offer|propose|plan|include|provide|contain"
    r"|allocate|approve|add|cost|own|hold|say|take|carry|reckon|estimate|carrie|make|buy|sell|pay|get"
    r"|spend|earn|owe|stand|amount|total|come)s?)"
)
_OF_ACT = r"(?:demand|request|call|offer|proposal|plan|bid|bill|budget|package)"
_POSSESSED = re.compile(
    rf"(?P<who>(?:[A-Z][\w.-]*\s+){{0,3}}[^\W\d_][\w.-]*)['’]s?\s+(?:[\w-]+\s+){{0,2}}?(?P<act>{_OF_ACT})s?$"
)
_IS = re.compile(r"\s(?:is|was|were)$")
_ADJOINED = re.compile(
    r"^\s+(?:(?:that|which)\s+)?(?P<who>(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?(?:[A-Z][\w.-]*\s+){1,3}|the\s+\w+\s+)"
    r"(?:has\s+|had\s+|have\s+)?"
    r"(?P<act>wants?|wanted|demand(?:s|ed)|sought|seeks|asked|requested|propose[sd]|offer(?:s|ed)|needs?)\b"
)
_FRONTED = re.compile(
    r"^(?:On|In|At|After|With|By|For|As|Since|Under|During|Before|While|When|Earlier|Within|Over|Among|Amid|Despite|Through)\b[^,]*,\s*"
)
_ASIDE = re.compile(r",\s+(?:who|which|whose|the|an?|then)\b[^,]*,\s*|\s*\([^)]*\)\s*|\s+[–—][^–—]*[–—]\s*")
_LAST_TURN = re.compile(r".*(?:\b(?:that|which|who|because|but|while|and\s+that)\s+|[;:]\s+)", re.S)
_DENIED = re.compile(r"\b(?:not|never|no longer|neither|refuse[sd]?)\b|n['’]t\b")
_RELATIVE = ("that ", "which ", "who ")
"""After them the word before has the verb: "a bill that includes"."""
_TAIL = re.compile(rf"(?:{HEDGE_WORDS}|an?|the|another|only|just|first|up|to|for|of|at)\s*$", re.I)
_OF = re.compile(r"\s(?:of|in|from|with|on|for|at|by|to|behind|under)\s.*", re.S)
_NOBODY = word_set(
    "he she it they we i you who which that this these those there what his her its their our my all some"
)
_OPENS = re.compile(r"^(?:(?:the|an?|and|but|as|his|her|its|their|\w+ly|most|more|very)\s*)*$", re.I)


@dataclass(frozen=True)
class Owner:
    """Who has to do with a figure, and how."""

    name: str
    """Stem of the last word of the name."""
    act: str
    """`demand`, `offer` or `law`; the verb's key for any other."""
    who: str = ""
    """The name as it stands, without what describes it."""
    subject: str = ""
    """The words for it; empty where they do not stand before the verb."""
    verb: str = ""
    """The verb directly before the figure; empty where other words stand between."""


@lru_cache(maxsize=4096)
def owner_of(sentence: str, figure: Figure) -> Owner | None:
    """Return who demands, offers, has or took the figure; None where the sentence names nobody."""
    before = bare(sentence[: figure.start])
    if found := _POSSESSED.search(_IS.sub("", before)):
        article = found["who"].islower() or before[: found.start()].endswith("the ")
        who = f"the {found['who']}" if article else inside(found["who"])
        return Owner(stem(who.split()[-1]), _act(found["act"]), who)
    if found := _ADJOINED.match(sentence[figure.end :]):
        return _named(found["who"], found["act"])
    return _by_verb(sentence, figure)


def same_owner(one: Owner | None, other: Owner | None) -> bool:
    """Tell whether two figures are surely of one owner and one act."""
    return one is not None and other is not None and (one.name, one.act) == (other.name, other.act)


def _act(word: str) -> str:
    return _FAMILY.get(stem(word), key(word))


def bare(before: str) -> str:
    """Return the text without the hedge, the article and the preposition it ends with."""
    while (cut := _TAIL.sub("", before)) != before:
        before = cut
    return before.rstrip()


def _named(subject: str, verb: str, whole: str = "", close: bool = False) -> Owner | None:
    words = _OF.sub("", f" {subject.strip(' ,')}").split()
    if not words or words[-1].casefold() in _NOBODY:
        return None
    who = inside(" ".join(words))
    return Owner(stem(words[-1]), _act(verb), who, whole, verb if close else "")


def inside(subject: str) -> str:
    """Return a subject as it stands inside a sentence."""
    return subject[0].lower() + subject[1:] if re.match(r"(?:The|An?|This|That)\s", subject) else subject


def _by_verb(sentence: str, figure: Figure) -> Owner | None:
    """Read the subject before the first verb of the clause, and the act from the last one."""
    text = _ASIDE.sub(" ", sentence[: figure.start])
    text = _FRONTED.sub("", text[clauses(text)[-1].start :] if text.strip() else "")
    turned = _LAST_TURN.match(text)
    head, text = (turned.group(), text[turned.end() :]) if turned else ("", text)
    words = bare(text).split()
    verbs = [n for n, w in enumerate(words) if _VERB.fullmatch(w) and not _OPENS.match(" ".join(words[:n]))]
    if words and _VERB.fullmatch(words[0]) and head.endswith(_RELATIVE):
        return _named(" ".join(head.split()[:-1][-1:]), words[0], close=len(words) == 1)
    if not verbs or _DENIED.search(text):
        return None
    subject = " ".join(words[: verbs[0]]).strip(" ,")
    acts = [n for n, w in enumerate(words) if n in verbs or (n > verbs[0] and w.endswith("ing"))]
    return _named(subject, words[acts[-1]], subject, close=acts[-1] == len(words) - 1)
