"""A short noun phrase for what a figure counts, from the words of the sentence that has it.

Pure. "At least 12 people have been killed in three U.S. raids on ports, according to …" counts "people killed
in U.S. raids on ports". Where the sentence offers no phrase that reads well, there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from agent.check.counts import FATES, PERCENT, Count, head
from agent.text.words import terms, word_set

MOST_WORDS = 13
_BREAK = re.compile(
    r"[,;:.!?–—()“”\"](?:\s|$)|\s(?:and|but|or|while|which|who|whom|whose|because|although|as|according|after|before|since"
    r"|until|when|where|said|says|than|so|that|now|is|are|was|were|has|have|had|will|would|could|may|might|can|did|do|does"
    r"|means?|amid|despite|with|if|to|he|she|it|they|we|I|be|been|being|rather|into)\b"
)
_NUMBERS = re.compile(r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+")
_OTHER_NUMBER = re.compile(rf"\s(?:in|of|from|on|at|by|for|among|across)\s+(?:\w+\s+)?{_NUMBERS.pattern}")
_PASSIVE = re.compile(
    r"^\s*(?:or more )?(?:\w+\s+){0,2}?"
    r"(?:(?:have|has|had|were|was|are|is)\s+(?:now |already |so far )?(?:been\s+)?|)"
    r"(?P<verb>killed|dead|died|injured|wounded|arrested|detained|missing|displaced|infected)\b(?P<rest>.*)",
    re.S,
)
_KILLER = re.compile(
    r"(?:^|[,;:–—]\s|\b(?:that|because|and)\s)(?P<who>(?:The|the|A|a|An|an|U\.S\.|[A-Z]\w+)\b[^,;:–—]{2,90}?)\s+"
    r"(?:has|have|had)\s+(?:now |already )?(?:killed|claimed|taken|cost|left)\b"
)
_WHERE = re.compile(r"^\s*(?:\w+\s+){0,2}?(?P<where>(?:in|by|during|aboard)\s.*)", re.S)
_PURPOSE = re.compile(r"^\s+(?:in|of|worth of|for)\s+(?P<what>[a-z].*)", re.S)
_SHARE_OF = re.compile(r"^\s+(?P<what>of\s+.*)", re.S)
_PRONOUNS = word_set("he she it they them his her its their this that these those we our i you")
_NO_END = word_set(
    """in on at of by for to from with the a an and or its their his her off against into as during under
    about more over"""
)


def counted_thing(told: Sequence[tuple[str, Count]]) -> str:
    """Return the name most of the sentences would know; empty where none reads well."""
    known = Counter(t.key for sentence, _ in told for t in {t.key: t for t in terms(sentence)}.values())
    names = [name for sentence, count in told if (name := name_of(sentence, count))]

    def telling(name: str) -> tuple[float, int]:
        words = {t.key for t in terms(name)}
        return sum(min(known[k], 3) for k in words) - 0.4 * len(name.split()), -len(name)

    return max(names, key=telling, default="")


def name_of(sentence: str, count: Count) -> str:
    """Return what one figure counts, in a few words of its sentence; empty where they do not read well."""
    figure = count.figure
    after = sentence[figure.end :]
    if count.sort in FATES:
        return _fate_name(sentence, count, after)
    noun = "" if count.sort == PERCENT else head(sentence, figure)
    if noun:
        last = noun.split()[-1]
        rest = after[after.find(last) + len(last) :]
        other = _OTHER_NUMBER.search(rest)
        return _short(noun + _phrase(rest[: other.start()] if other else rest))
    found = (_SHARE_OF if count.sort == PERCENT else _PURPOSE).match(after)
    return _short(_phrase(found["what"])) if found else ""


def _fate_name(sentence: str, count: Count, after: str) -> str:
    whole = f"people {count.sort}"
    if found := _PASSIVE.match(after):
        return _short(whole + _phrase(found["rest"])) or whole
    if found := _KILLER.search(sentence[: count.figure.start]):
        return (
            _short(
                f"{whole} by {found['who'][0].lower() if found['who'][:2] != 'U.' else 'U'}{found['who'][1:]}"
            )
            or whole
        )
    if found := _WHERE.match(after):
        return _short(whole + " " + _phrase(found["where"])) or whole
    return whole


def _phrase(rest: str) -> str:
    """Return what goes on after a noun, up to the next break, numbers left out."""
    stop = _BREAK.search(rest)
    return _NUMBERS.sub("", (rest[: stop.start()] if stop else rest)).rstrip()


def _short(text: str) -> str:
    """Return the phrase if it is short and points at nothing said before; empty otherwise."""
    words = text.split()
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
        while words and words[-1].casefold() not in {"of", "in", "on", "by", "for", "from", "at"}:
            words.pop()
    while words and words[-1].casefold().strip(",") in _NO_END:
        words.pop()
    if any(w.casefold() in _PRONOUNS for w in words):
        return ""
    return " ".join(words).strip(" ,.")
