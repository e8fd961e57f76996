"""What a sentence counts: a figure, the sort of thing it is a number of, and what it speaks about.

Pure. Two counts can be compared only when they are of one sort (people killed, strikes, dollars of one kind)
and their sentences speak about the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.text.clauses import clauses
from agent.text.figures import Figure, figures
from agent.text.units import COUNT
from agent.text.words import key, word_set

_PEOPLE = frozenset(
    key(word)
    for word in word_set(
        """people person men women lives victims civilians migrants children soldiers troops officers
    passengers workers protesters residents individuals souls crew police journalists students members others
    suspects militants fighters refugees patients"""
    )
)
_FATES = (
    ("killed", r"kill(?:s|ed|ing)?|dead|die[sd]|dying|deaths?|lives|fatalit(?:y|ies)|tolls?|perished|slain"
               r"|murdered|victims"),
    ("injured", r"injur(?:ed|ies|ing)|wound(?:ed|ing)|hurt"),
    ("missing", r"missing|unaccounted"),
    ("arrested", r"arrest(?:ed|s)|detain(?:ed|ees)?|custody|rounded up"),
    ("displaced", r"displaced|evacuated|homeless"),
    ("infected", r"infected|cases|sickened"),
)  # fmt: skip
_FATE = [(name, re.compile(rf"\b(?:{pattern})\b", re.I)) for name, pattern in _FATES]
_FATE_KEYS = {
    name: frozenset(key(word) for word in re.findall(r"\w{4,}", pattern)) for name, pattern in _FATES
}
_TIMES = frozenset({"time", "calendar", "point"})
"""Durations are told of everything."""
PERCENT = "ratio"
"""Sort of percentages: two of them are seldom of the same thing."""
_NOT_OTHER = re.compile(
    r"\b(?:not|instead of|rather than|up from|down from|revised from|corrected from)\s+(?:the\s+)?$", re.I
)
_RATE = re.compile(
    r"\s*(?:people |\w+ )?(?:per|a|an|each|every)\b (?:day|week|month|year|hour|head|attack|strike|person)\b",
    re.I,
)
_MORE = re.compile(r"\s+(?:others?|more|additional|new|further|extra)\b(?! than)", re.I)
_NEAR = 70
"""Characters within which a word says what became of the people counted."""
_LEAST = 3
"""Counts below this are told of many things and compared with none."""


@dataclass(frozen=True)
class Count:
    """A figure that can be compared."""

    figure: Figure
    """As it stands in the sentence."""
    sort: str
    """What is counted: `killed`, the noun's key, or the unit or currency."""
    noun: frozenset[str]
    """Keys of the words that say what is counted; they tell nothing more about it."""
    denied: bool
    """The sentence names it as the wrong or the earlier value: "126, not 117"."""

    shown: str
    """As it stands, hedge included."""

    @property
    def amount(self) -> float:
        """The value in its base unit."""
        return float(self.figure.base[0])

    @property
    def round(self) -> bool:
        """It is hedged and has one or two digits that tell, so that a nearby exact value agrees with it."""
        digits = f"{self.figure.low.normalize():f}".rstrip("0").replace(".", "")
        return self.figure.hedge != "none" and len(digits) <= 1


FATES = frozenset(name for name, _ in _FATES)
"""Sorts that say what became of people."""


@lru_cache(maxsize=4096)
def counts(sentence: str) -> tuple[Count, ...]:
    """Return what the sentence counts, in order; ordinals, shares of a whole and rates are left out."""
    if not any(c.isdigit() for c in sentence) and not _NUMBER_WORD.search(sentence):
        return ()
    found: list[Count] = []
    spans = clauses(sentence)
    for figure in figures(sentence):
        if (
            figure.kind != "cardinal"
            or figure.score
            or _RATE.match(sentence, figure.end)
            or _age(sentence, figure)
        ):
            continue
        clause = next((s for s in spans if s.start <= figure.start < s.end), None)
        start, end = (clause.start, clause.end) if clause else (0, len(sentence))
        denied = bool(_NOT_OTHER.search(sentence[: figure.start]))
        if _MORE.match(sentence, figure.end):
            continue
        sort, noun = _sort(sentence, figure, start, max(end, figure.end))
        if denied and not sort and found:
            sort, noun = found[-1].sort, frozenset()
        if not sort or (figure.unit is COUNT and not figure.currency and figure.low < _LEAST):
            continue
        found.append(Count(figure, sort, noun, denied, _shown(sentence, figure)))
    return tuple(found)


def _shown(sentence: str, figure: Figure) -> str:
    """Return the figure with its hedge; a number in words that opens a sentence loses its capital."""
    text = figure.text if figure.text.isupper() else figure.text[0].lower() + figure.text[1:]
    return f"{figure.hedge.replace('_', ' ')} {text}" if figure.hedge != "none" else text


def _age(sentence: str, figure: Figure) -> bool:
    """Tell whether the figure stands between commas, as an age does: "Ms Roe, 51, a clerk"."""
    return sentence[figure.end :][:1] in (",", ")") and sentence[: figure.start].endswith((", ", "("))


_NUMBER_WORD = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|million|billion|dozen)",
    re.I,
)


def _sort(sentence: str, figure: Figure, start: int, end: int) -> tuple[str, frozenset[str]]:
    """Return what sort of thing is counted, and the keys of the words that say so."""
    if figure.currency:
        return f"money {figure.currency}", frozenset()
    if figure.unit is not COUNT:
        return "" if figure.unit.dimension in _TIMES else figure.unit.dimension, frozenset()
    noun = head(sentence, figure)
    name = key(noun.split()[-1]) if noun else ""
    if not name or name in _PEOPLE or name in _STATES:
        fate = _fate(sentence, figure, start, end)
        if fate:
            return fate, frozenset({name, *_FATE_KEYS[fate]})
    return (name, frozenset({name})) if name and name not in _PEOPLE else ("", frozenset())


_STATES = frozenset(key(w) for w in ("dead", "killed", "wounded", "injured", "missing", "died", "deaths"))


def _fate(sentence: str, figure: Figure, start: int, end: int) -> str:
    """Return what became of the people, by the nearest word of the clause; empty where none says it."""
    near = []
    for name, pattern in _FATE:
        for match in pattern.finditer(sentence, start, end):
            gap = max(match.start() - figure.end, figure.start - match.end(), 0)
            if gap <= _NEAR:
                near.append((gap, name))
    return min(near)[1] if near else ""


_WORD = re.compile(r"[ -]((?:[A-Z]\.){2,}|[^\W\d_][\w'’-]*)")
_ENDS = re.compile(
    r"(?:of|in|on|at|to|by|for|from|with|and|or|but|as|than|after|before|during|since|while|when|where|which|who|whom|that"
    r"|is|are|was|were|be|been|has|have|had|will|would|could|may|might|can|did|do|does|said|says|against|into|over|under"
    r"|through|according|compared|between|because|until|if|the|a|an|its|their|his|her|this|last|next|per|each|so|up|down"
    r"|he|she|it|they|we|not|now|still|also|only|aboard|or|more|votes?|put|took)$",
    re.I,
)
_MOST_WORDS = 5
_SINGULAR_S = ("ss", "us", "'s", "’s", "ous", "is")
_PLURALS = word_set(
    "people men women children police troops staff crew dead wounded cattle aircraft data media"
)


def head(sentence: str, figure: Figure) -> str:
    """Return the noun phrase after a figure, up to its first plural; "U.S." is one word of it."""
    at = figure.end
    taken: list[str] = []
    if of := re.match(
        r" (?:of (?:its|their|his|her|the|those|these)|or more|more) ?(?=\s|\b)", sentence[at:]
    ):
        at += len(of.group().rstrip())
    while len(taken) < _MOST_WORDS and (word := _WORD.match(sentence, at)):
        if _ENDS.match(word[1]):
            break
        taken.append(word[1])
        at = word.end()
        low = word[1].casefold()
        if low in _PLURALS or (low.endswith("s") and not low.endswith(_SINGULAR_S)):
            return " ".join(taken)
    return (
        taken[0]
        if taken and taken[0].casefold() in ("dead", "killed", "wounded", "injured", "missing")
        else ""
    )
