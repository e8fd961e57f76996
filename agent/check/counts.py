"""What a sentence counts: a figure, the sort of thing it is a number of, and what it speaks about.

Pure. Two counts can be compared only when they are of one sort (people killed, strikes, dollars of one kind)
and their sentences speak about the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from agent.check.compounds import compound
from agent.text.clauses import clauses
from agent.text.figures import Figure, figures
from agent.text.hedges import HEDGE_WORDS
from agent.text.units import COUNT
from agent.text.words import key, word_set

PEOPLE = frozenset(
    key(word)
    for word in word_set(
        """people person men women lives victims civilians migrants children soldiers troops officers
    passengers workers protesters residents individuals souls crew police journalists students members others
    suspects militants fighters refugees patients"""
    )
)
_FATES = (
    ("killed", r"kill(?:s|ed|ing)?|dead|die[sd]|dying|deaths?|lives|fatalit(?:y|ies)|perished|slain"
               r"|tolls?(?! (?:roads?|bridges?|booths?|gates?))|murdered|victims"),
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
    r"\b(?:not|instead of|rather than|up from|down from|revised from|corrected from|revising|correcting"
    r"|(?:more|fewer|less|higher|lower) than the"
    r"|(?:revis|correct|replac)(?:es|ed|ing) (?:(?:its|an?|the|their|his|her)\s)?"
    r"(?:(?:earlier|previous|first|initial)\s)?"
    r"(?:figure|count|toll|estimate|number)s? (?:of|from))\s+(?:the\s+)?$",
    re.I,
)
_RATE = re.compile(
    r"\s*(?:people |\w+ )?(?:per|a|an|each|every)\b"
    r" (?:day|week|month|year|decade|hour|head|attack|strike|person)\b",
    re.I,
)
_MORE = re.compile(r"\s+(?:others?|more|additional|new|further|extra)\b(?! than)", re.I)
_NEAR = 70
"""Characters within which a word says what became of the people counted."""
COUNTED_OUT = 1000
"""Below it a count without a hedge is exact."""
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
    thing: str = ""
    """What has so many parts: "report" in "a 90-page report"; empty where the figure is no such compound."""

    @property
    def amount(self) -> float:
        """The value in its base unit."""
        return float(self.figure.base[0])

    @property
    def money(self) -> bool:
        """It is a sum."""
        return bool(self.figure.currency)

    @property
    def step(self) -> float:
        """What its last digit that tells is worth: 100 million in "$5.7 billion", 1 in "126".

        A plain count below a thousand is counted out to the last one, however it ends.
        """
        if self.figure.hedge == "none" and not self.money and self.amount < COUNTED_OUT:
            return 1.0
        low = self.figure.low.normalize()
        return float(10 ** Decimal(int(low.as_tuple().exponent)) * self.figure.unit.factor)

    @property
    def round(self) -> bool:
        """It is hedged and has one or two digits that tell, so that a nearby exact value agrees with it."""
        digits = f"{self.figure.low.normalize():f}".rstrip("0").replace(".", "")
        return self.figure.hedge != "none" and len(digits) <= 1


def agree(one: Count, other: Count) -> bool:
    """Tell whether two values may be one, the coarser of them rounded: $5.7 billion and $5.72 billion."""
    step = max(one.step, other.step)
    coarse, fine = (one, other) if one.step == step else (other, one)
    if one.step == other.step or coarse.sort != fine.sort:
        return one.amount == other.amount
    return -step / 2 <= fine.amount - coarse.amount < step / 2


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
        if not _counts_something(sentence, figure):
            continue
        clause = next((s for s in spans if s.start <= figure.start < s.end), None)
        start, end = (clause.start, clause.end) if clause else (0, len(sentence))
        denied = earlier_value(sentence, figure)
        parts = compound(sentence, figure)
        if parts:
            sort, noun = parts.sort, frozenset({key(parts.measure)} if parts.measure else ())
        else:
            sort, noun = _sort(sentence, figure, start, max(end, figure.end))
        if denied and not sort and found:
            sort, noun = found[-1].sort, frozenset()
        if not sort or (figure.unit is COUNT and not figure.currency and figure.low < _LEAST):
            continue
        thing = parts.thing if parts else ""
        found.append(Count(figure, sort, noun, denied, shown(sentence, figure), thing))
    return tuple(found)


def _counts_something(sentence: str, figure: Figure) -> bool:
    """Tell whether the figure is a whole count or sum: no rank, score, rate, age or addition."""
    if sentence[: figure.start].endswith("-"):  # "a more-than-90-page report": its limit is not read
        return False
    if figure.kind != "cardinal" or figure.score or figure.unit.dimension == "age":
        return False
    return not (is_rate(sentence, figure) or is_addition(sentence, figure))


def earlier_value(sentence: str, figure: Figure) -> bool:
    """Tell whether the sentence names the figure as the wrong or the earlier value."""
    return bool(_NOT_OTHER.search(sentence[: figure.start]))


def is_rate(sentence: str, figure: Figure) -> bool:
    """Tell whether the figure is so much a year, a day or a head."""
    return bool(_RATE.match(sentence, figure.end))


def is_addition(sentence: str, figure: Figure) -> bool:
    """Tell whether the figure comes on top of another: "12 more people"."""
    return bool(_MORE.match(sentence, figure.end))


def shown(sentence: str, figure: Figure) -> str:
    """Return the figure with its hedge; a number in words that opens a sentence loses its capital."""
    text = figure.text if figure.text.isupper() else figure.text[0].lower() + figure.text[1:]
    return f"{figure.hedge.replace('_', ' ')} {text}" if figure.hedge != "none" else text


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
    if not name or name in PEOPLE or name in _STATES:
        fate = _fate(sentence, figure, start, end)
        if not fate and (predicate := _predicate(sentence, figure, start)):
            fate = _fate(sentence, figure, *predicate, near=False)
        if fate:
            return fate, frozenset({name, *_FATE_KEYS[fate]})
    counted = name and name not in PEOPLE and name not in _OCCASIONS
    return (name, frozenset({name})) if counted else ("", frozenset())


_OCCASIONS = frozenset(key(w) for w in ("times", "occasions", "ways", "things", "reasons", "points"))
"""Nouns so light that their number tells nothing."""
_LEADS = re.compile(rf"^\W*(?:and |but )?(?:{HEDGE_WORDS} |the |all |another )*$", re.I)
_AUXILIARY = re.compile(r"(?:has|have|had|is|was|were|are|died)\b")
_ASIDE = re.compile(r"(?:who|whom|whose|which|most|many|some|all|including|among)\b|[^,]{0,40}$")


def _predicate(sentence: str, figure: Figure, start: int) -> tuple[int, int] | None:
    """Return the clause that says what became of people whose own clause holds no verb.

    "About 90 people, most of them cooks, were arrested" is cut before the verb. Only a figure that opens
    its clause is a subject, and only asides may stand between.
    """
    if not _LEADS.match(sentence[start : figure.start]):
        return None
    own, *later = clauses(sentence[start:])
    if _AUXILIARY.search(sentence[figure.end : start + own.end]):
        return None
    for span in later[:3]:
        text = sentence[start + span.start : start + span.end]
        if _AUXILIARY.match(text):
            return start + span.start, start + span.end
        if not _ASIDE.match(text):
            return None
    return None


_STATES = frozenset(key(w) for w in ("dead", "killed", "wounded", "injured", "missing", "died", "deaths"))


def _fate(sentence: str, figure: Figure, start: int, end: int, near: bool = True) -> str:
    """Return what became of the people, by the nearest word of the clause; empty where none says it."""
    found = []
    for name, pattern in _FATE:
        for match in pattern.finditer(sentence, start, end):
            gap = max(match.start() - figure.end, figure.start - match.end(), 0)
            if gap <= _NEAR or not near:
                found.append((gap, name))
    return min(found)[1] if found else ""


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
