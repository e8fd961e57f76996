"""Names in English prose, found by their capitals, with the role that stands around them.

No list of persons, no model: a name is a run of capitalised words with the particles between them. What kind
of thing it names is a guess from its neighbours and its last word; "other" where there is nothing to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from agent.text.places import COUNTRY_WORDS, country
from agent.text.roles import role_name
from agent.text.titles import roles_around
from agent.text.words import STOP_WORDS, fold, word_set

NameKind = Literal["person", "place", "org", "other"]

_TOKEN = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)*|(?:[dlDLO]['’])?[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*(?:-[^\W_]+)*"
)
_PARTICLES = word_set("de del della di da dos du van von der den al el bin ibn la le ter ten y of the and")
_INNER_OF = frozenset({"of", "the", "and"})
_OF_HEADS = word_set(
    """
university bank ministry department house court institute tribunal gulf bay isle isles republic kingdom
sea law church school college council union law
"""
)
_CALENDAR = word_set(
    """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas
easter ramadan
"""
)
_NEW_YEAR = re.compile(r"(?:New )?Year(?:['’]s)?\b|Eve\b")
_TITLES = word_set("mr mrs ms miss dr sir dame lord lady prof sgt lt col gen capt rev sister brother st")
_NO_NAMES = word_set(
    "i i'm i've i'll god internet tv ad bc am pm celsius fahrenheit euro euros dollar percent covid fy"
)
_ORG_WORDS = word_set(
    """
inc corp ltd plc group bank party union ministry agency university institute council committee court
trust fund foundation association federation league alliance front company co foods optics precision
airlines motors commission bureau department office police army navy congress parliament senate house
treasury news times post reporter letter courier herald gazette club fc united city network movement
society centre center school hospital college church tribunal bloc
"""
)
_PLACE_WORDS = word_set(
    """
river valley mountain mount lake sea ocean bay gulf cape island islands street road square lane avenue
hall highlands ridge falls port coast peninsula desert province county state region district bridge
airport beach north south east west
"""
)
_SHORT_TITLES = (
    "Mr|Mrs|Ms|Dr|St|Sv|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Prof|Hon|Pres|Adm|Cmdr|Amb|Atty"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|off|around|from|to|towards?|into|across|above|below|beyond|between"
    r"|north of|south of|passed|reached|struck|crossed|entered"
    r"|east of|west of|town of|city of|village of|province of|district of|region of|state of|valley of)"
    r"\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby|neighbouring)\s+)*$"
)
_SURE_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|off|town of|city of|village of|province of|district of|region of|state of)"
    r"\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby)\s+)*$"
)
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir)\.? $")
_PERSON_BEFORE = re.compile(r"(?:'s|’s) $|\b(?:beat|by|with) $")
_PERSON_BEHIND = re.compile(r",? who\b|, \d\d,")
_SPEAKS_OPENING = re.compile(r"\s+(?:said|says|told)\b|, (?:who|which)\b")
_FORMED = re.compile(r"-[a-z]+(?:ed|ing|born|old|year|long|time)$")
_ABBREVIATED = re.compile(rf"(?:\b[A-Z]|\b(?:{_SHORT_TITLES}))\.$")
_REACH = 120
"""Characters before a name in which its preposition or title must stand."""
_SPEAKS = re.compile(
    r"\W{0,3}\s*(?:said|says|told|added|wrote|warned|argued|recalled|explained|noted|promised|declined)\b"
)


@dataclass(frozen=True)
class Name:
    """One mention of a name."""

    start: int
    """First character."""
    end: int
    """One past the last character, without a possessive s."""
    text: str
    """As it stands."""
    kind: NameKind
    """A guess."""
    roles: tuple[str, ...] = ()
    """Names of the roles that stand as title or apposition around it (see `agent.text.roles`)."""

    @property
    def role(self) -> str:
        """The first of its roles, empty where none is told."""
        return self.roles[0] if self.roles else ""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Its words for comparison: folded, without titles, particles and hyphens."""
        words = [fold(w).strip(".").removesuffix("'s") for w in re.split(r"[\s\-]+", self.text)]
        return tuple(w.replace(".", "") for w in words if w and w not in _INNER_OF and w not in _TITLES)


def names(text: str, known: Iterable[str] = ()) -> list[Name]:
    """Return the names of a text, in order of appearance.

    `known` are names from elsewhere: a sentence that opens with one of their words opens with a name.
    """
    return list(_names(text, frozenset(known)))


@lru_cache(maxsize=8192)
def _names(text: str, given: frozenset[str]) -> tuple[Name, ...]:
    runs = list(_runs(text))
    known = {fold(text[a:b]) for a, b, opening in runs if not opening} | {fold(k) for k in given}
    found = []
    for start, end, opening in runs:
        if opening and not _is_name_at_opening(text, start, end, known):
            continue
        roles = roles_around(text, start, end)
        found.append(Name(start, end, text[start:end], _kind(text, start, end, roles), roles))
    return tuple(found)


def _runs(text: str) -> list[tuple[int, int, bool]]:
    """Return the runs of capitalised words, and whether a sentence opens with them."""
    tokens = list(_TOKEN.finditer(text))
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(tokens):
        if not _capital(tokens[at].group()) or _months(tokens[at].group()):
            at += 1
            continue
        last = at
        while (after := _next_in_run(text, tokens, last)) is not None:
            last = after
        runs.extend(_trimmed(text, tokens[at : last + 1]))
        at = last + 1
    return runs


def _months(word: str) -> bool:
    """Tell whether a word joins months or days: "July-September"."""
    return "-" in word and all(part.casefold() in _CALENDAR for part in word.split("-"))


def _next_in_run(text: str, tokens: list[re.Match[str]], last: int) -> int | None:
    """Return the place of the next capitalised word of the same name, across particles."""
    ahead = last + 1
    crossed: list[str] = []
    while ahead < len(tokens) and ahead - last <= 3:
        gap = text[tokens[ahead - 1].end() : tokens[ahead].start()]
        if gap not in {" ", "\u00a0"} and gap != " & ":
            return None
        word = tokens[ahead].group()
        if _capital(word):
            if crossed and crossed[0] in _INNER_OF and fold(tokens[last].group()) not in _OF_HEADS:
                return None
            return None if crossed and crossed[0] in {"and", "the"} else ahead
        if word not in _PARTICLES:
            return None
        crossed.append(word)
        ahead += 1
    return None


def _trimmed(text: str, tokens: list[re.Match[str]]) -> list[tuple[int, int, bool]]:
    """Take away leading and trailing words that belong to no name: openers, weekdays, roles, titles."""
    opening = _opens(text, tokens[0].start())
    while tokens and _not_first(tokens[0].group(), opening, len(tokens)):
        tokens, opening = tokens[1:], False
    stripped = _leading_role(text, tokens)
    if len(stripped) < len(tokens):
        tokens, opening = stripped, False
    while tokens and fold(tokens[-1].group()).strip(".") in _CALENDAR and len(tokens) > 1:
        tokens = tokens[:-1]
    if not tokens or fold(tokens[0].group()) in _NO_NAMES or _NEW_YEAR.match(text, tokens[0].start()):
        return []
    end = tokens[-1].end()
    if text[end - 1] == "." and len(tokens[-1].group()) > 2 and text[end - 3 : end - 2] != ".":
        end -= 1
    return [(tokens[0].start(), end, opening)]


def _not_first(word: str, opening: bool, length: int) -> bool:
    low = fold(word).strip(".")
    if low in _CALENDAR or low in _TITLES:
        return True
    if opening and (low in STOP_WORDS or _FORMED.search(word)):
        return True
    return low in STOP_WORDS and length == 1


def _leading_role(text: str, tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words behind a title such as "Foreign Minister"; the same words where there is none."""
    for length in range(min(4, len(tokens)), 0, -1):
        phrase = text[tokens[0].start() : tokens[length - 1].end()]
        if role_name(phrase) or (length > 1 and role_name(tokens[length - 1].group())):
            return tokens[length:]
    return tokens


def _is_name_at_opening(text: str, start: int, end: int, known: set[str]) -> bool:
    """Tell whether the capital of a sentence's first word is more than the sentence's."""
    word = text[start:end]
    if " " in word.strip() or fold(word) in known or any(c.isupper() for c in word[1:]):
        return True
    if any(fold(word) in other.split() for other in known):
        return True
    if fold(word) in COUNTRY_WORDS or text[end : end + 2] in {"'s", "’s"}:
        return True
    low = word.casefold()
    if _stands_small(low, text):
        return False
    return bool(_SPEAKS_OPENING.match(text, end)) and not (
        low.endswith(("s", "ing", "ed", "ly")) or low in STOP_WORDS
    )


def _stands_small(word: str, text: str) -> bool:
    """Tell whether a word stands in the text by itself, as it is written."""
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(c.isalnum() or c == "_" for c in around):
            return True
        at = text.find(word, at + 1)
    return False


def _capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n\"“‘'(")
    return not before or (before[-1] in ".!?:\n" and not _ABBREVIATED.search(before[-_REACH:]))


def _kind(text: str, start: int, end: int, roles: tuple[str, ...]) -> NameKind:
    words = [fold(w) for w in text[start:end].split()]
    if words[-1] in _ORG_WORDS or any(w in {"ministry", "university", "bank"} for w in words):
        return "org"
    if country(text[start:end]):
        return "place"
    before = text[max(0, start - _REACH) : start]
    if not roles and _SURE_PLACE_BEFORE.search(before):
        return "place"
    if roles or _SPEAKS.match(text, end) or _TITLE_BEFORE.search(before):
        return "person"
    if words[-1] in _PLACE_WORDS or words[0] in _PLACE_WORDS or _PLACE_BEFORE.search(before):
        return "place"
    if len(words) > 1 and (_PERSON_BEHIND.match(text, end) or _PERSON_BEFORE.search(before)):
        return "person"
    return "other"
