"""Content words of English prose, reduced so that forms and near-synonyms of a word compare equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from agent.text.synonyms import GROUPS, IRREGULAR


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text between blanks."""
    return frozenset(words.split())


STOP_WORDS = word_set(
    """
a an the this that these those it its he she they them his her their him we us our you your i me my mine
himself herself itself themselves who whom whose which what where when why how whether if then than as at
by for from in into of off on onto out over to under up upon with within without about above across after
against along amid among around before behind below beneath besides between beyond despite during except
inside like near past per since through throughout till toward towards until via and but or nor so yet
both either neither not no never none nobody nothing be have do will would shall should can could may
might must ought very too also just only even still already again more most much many few less least
fewer some any all each every other another such own same there here now said say says told tell one two
three four five six seven eight nine ten mr mrs ms dr further however therefore while although though
because once ever else rather quite almost nearly roughly approximately s t re ve ll d don didn doesn isn
wasn weren hasn haven hadn couldn wouldn shouldn let get got did does done was were is are been being am
has had having according
"""
)
_LIGHT = word_set(
    """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
million billion trillion dozen half third quarter fifth tenth tenths thirds quarters twice double triple
once first second single january february march april may june july august september october november
december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday
saturday sunday spring summer autumn winter kilometre kilometres kilometer kilometers metre metres meter
meters mile miles foot feet inch inches yard yards centimetre centimetres millimetre millimetres square
cubic litre litres gallon gallons ounce ounces pound pounds gram grams kilogram kilograms kilo kilos
tonne tonnes ton tons hectare hectares acre acres degree degrees celsius fahrenheit watt watts kilowatt
kilowatts megawatt megawatts gigawatt gigawatts hour hours minute minutes seconds percent percentage
point points per cent share proportion dollar dollars euro euros cents number numbers figure figures
amount amounts amounted sum total count reading day days week weeks month months year years fortnight
decade date today yesterday tomorrow night morning afternoon evening time times period end start turn mid
early late later earlier former last previous little slightly big come came comes coming make made makes
making take took taken takes taking put puts set sets go went gone goes going become became bring brought
brings bringing keep give gave given hold held get leave left leaving stand stood run way thing things
part lot kind people person man woman men women note noted notes added add adds called call according
reported reports report announced observed think thought found mean means include includes including
involve still less least most long wide large small high multiple several various numerous
"""
)
"""Words that carry little by themselves: counts, units, dates (checked elsewhere), the lightest verbs."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*[^\W\d_]*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SUFFIXES = (
    ("isation", ""), ("ization", ""), ("ational", ""), ("fulness", ""), ("ements", ""), ("ations", ""),
    ("ement", ""), ("ation", ""), ("ments", ""), ("nesses", ""), ("ities", ""), ("ically", ""),
    ("ment", ""), ("ness", ""), ("ings", ""), ("ists", ""), ("ions", ""), ("ives", ""), ("iers", "y"),
    ("ity", ""), ("ing", ""), ("ist", ""), ("ion", ""), ("ive", ""), ("ies", "y"), ("ied", "y"),
    ("ier", "y"), ("ily", "y"), ("ous", ""), ("ful", ""), ("ers", ""), ("ors", ""), ("als", ""),
    ("est", ""), ("ed", ""), ("er", ""), ("or", ""), ("ly", ""), ("al", ""), ("es", ""), ("s", ""),
)  # fmt: skip
_SUFFIXES_BY_END = {
    end: tuple(pair for pair in _SUFFIXES if pair[0][-1] == end)
    for end in {suffix[-1] for suffix, _ in _SUFFIXES}
}
"""The same, by last letter: most words are compared with a few of them."""
_FIRST_ONLY = frozenset({"s", "ers", "ors"})
"""Endings of nouns, which no verb carries before another: "reversed" is of "reverse", not of "rev"."""
_SHORTEST_STEM = 3
LIGHT = 0.2
"""Weight of a word that says little."""


@dataclass(frozen=True)
class Term:
    """A word that carries content, and where it stands."""

    text: str
    """As it stands."""
    key: str
    """Equal for forms of one word and for words of one synonym group."""
    root: str
    """Equal for forms of one word only."""
    start: int
    """First character."""
    end: int
    """One past the last character."""
    weight: float
    """How much it says: longer words and names more."""
    number: bool = False
    """It is a figure in digits."""
    name: bool = False
    """It begins with a capital, away from the start of a sentence."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text without accents, in one case and with straight apostrophes."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@cache
def stem(word: str) -> str:
    """Return a stem that most forms and common derivations of a word share."""
    low = fold(word).removesuffix("'s").removesuffix("'")
    if low in IRREGULAR:
        low = IRREGULAR[low]
    for turn in range(2):
        for suffix, instead in _SUFFIXES_BY_END.get(low[-1:], ()):
            if turn and suffix in _FIRST_ONLY:
                continue
            if low.endswith(suffix) and len(low) - len(suffix) >= _SHORTEST_STEM and not low.endswith("ss"):
                low = low[: -len(suffix)] + instead
                break
        else:
            break
        low = IRREGULAR.get(low, IRREGULAR.get(low + "e", low))
    if len(low) > _SHORTEST_STEM and low[-1] == low[-2] and low[-1] not in "sl":
        low = low[:-1]
    return low[:-1] if len(low) > _SHORTEST_STEM and low[-1] in "ey" else low


@cache
def key(word: str) -> str:
    """Return what stands for the word and its near-synonyms."""
    root = stem(word)
    return _groups().get(root, root)


@cache
def _groups() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in GROUPS.splitlines():
        first, *rest = line.split()
        for word in (first, *rest):
            table.setdefault(stem(word), stem(first))
    return table


@lru_cache(maxsize=8192)
def terms(text: str) -> tuple[Term, ...]:
    """Return the content words and figures of a text, in order; stop words are left out."""
    found: list[Term] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if (content := _content(word)) is None:
            continue
        root, group, weight, number = content
        start, end = match.span()
        capital = word[0].isupper() and not _opens(text, start)
        found.append(Term(word, group, root, start, end, weight, number, capital))
    return tuple(found)


@lru_cache(maxsize=65536)
def _content(word: str) -> tuple[str, str, float, bool] | None:
    """Return a word's root, group and weight and whether it is a figure; None where it says nothing."""
    low = fold(word).removesuffix("'s")
    number = word[0].isdigit() and word[-1].isdigit()
    if low in STOP_WORDS or (len(low) < 2 and not number) or "n't" in low:
        return None
    return (low, low, 1.0, True) if number else (stem(word), key(word), _weight(low), False)


def _weight(word: str) -> float:
    if word in _LIGHT:
        return LIGHT
    return 0.8 if len(word) <= 4 else 1.0 if len(word) <= 7 else 1.2


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence begins here."""
    at = start - 1
    while at >= 0 and text[at] in " \n\"“‘'(":
        at -= 1
    return at < 0 or text[at] in ".!?:"
