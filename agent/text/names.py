"""Names in English prose, found by their capitals, with the role that stands around them.

No list of persons, no model: a name is a run of capitalised words with the particles between them. What kind of
thing it names is a guess from its neighbours and its last word; "other" where there is nothing to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from agent.text.places import COUNTRY_WORDS, country
from agent.text.roles import ROLE, role_name
from agent.text.words import STOP_WORDS, fold

NameKind = Literal["person", "place", "org", "other"]

_WORD = r"(?:[^\W\d_a-z]\.(?:[^\W\d_a-z]\.)*|(?:[dlDLO]['’])?[^\W\d_a-z][^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*\.?(?:-[^\W_]+)*)"
_UPPER = r"(?=[^\W\d_]*[^\W\d_])"
_PARTICLE = r"(?:de la|de los|von der|van der|van den|van de|de|del|della|di|da|dos|du|van|von|der|den|al|el|bin|ibn|la|le|of the|of|ter|y|and|&)"
_TOKEN = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)*|(?:[dlDLO]['’])?[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*(?:-[^\W_]+)*"
)
_PARTICLES = frozenset(
    "de del della di da dos du van von der den al el bin ibn la le ter ten y of the and".split()
)
_INNER_OF = frozenset({"of", "the", "and"})
_OF_HEADS = frozenset(
    "university bank ministry department house court institute tribunal gulf bay isle isles republic kingdom sea law "
    "church school college council union law".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter ramadan eve new".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof sgt lt col gen capt rev sister brother st".split()
)
_NO_NAMES = frozenset(
    "i i'm i've i'll god internet tv ad bc am pm celsius fahrenheit euro euros dollar percent covid".split()
)
_ORG_WORDS = frozenset(
    "inc corp ltd plc group bank party union ministry agency university institute council committee court trust fund "
    "foundation association federation league alliance front company co foods optics precision airlines motors "
    "commission bureau department office police army navy congress parliament senate house treasury news times post "
    "reporter letter courier herald gazette club fc united city network movement society centre center school "
    "hospital college church tribunal bloc".split()
)
_PLACE_WORDS = frozenset(
    "river valley mountain mount lake sea ocean bay gulf cape island islands street road square lane avenue hall "
    "highlands ridge falls port coast peninsula desert province county state region district bridge airport beach "
    "north south east west".split()
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|off|around|from|to|towards?|into|across|above|below|beyond|between|north of|south of"
    r"|passed|reached|struck|crossed|entered"
    r"|east of|west of|town of|city of|village of|province of|district of|region of|state of|valley of)"
    r"\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby|neighbouring)\s+)*$"
)
_SURE_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|off|town of|city of|village of|province of|district of|region of|state of)"
    r"\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby)\s+)*$"
)
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

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words for comparison: folded, without titles, particles and hyphens."""
        words = [fold(w).strip(".").removesuffix("'s") for w in re.split(r"[\s\-]+", self.text)]
        return tuple(w.replace(".", "") for w in words if w and w not in _INNER_OF and w not in _TITLES)


def names(text: str, known: Iterable[str] = ()) -> list[Name]:
    """Return the names of a text, in order of appearance.

    `known` are names from elsewhere: a sentence that opens with one of their words opens with a name.
    """
    runs = list(_runs(text))
    known = {fold(text[a:b]) for a, b, opening in runs if not opening} | {fold(k) for k in known}
    found = []
    for start, end, opening in runs:
        if opening and not _is_name_at_opening(text, start, end, known):
            continue
        roles = _roles_around(text, start, end)
        found.append(Name(start, end, text[start:end], _kind(text, start, end, roles), roles))
    return found


def _runs(text: str) -> list[tuple[int, int, bool]]:
    """Return the runs of capitalised words, and whether a sentence opens with them."""
    tokens = list(_TOKEN.finditer(text))
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(tokens):
        if not _capital(tokens[at].group()):
            at += 1
            continue
        last = at
        while (after := _next_in_run(text, tokens, last)) is not None:
            last = after
        runs.extend(_trimmed(text, tokens[at : last + 1]))
        at = last + 1
    return runs


def _next_in_run(text: str, tokens: list[re.Match[str]], last: int) -> int | None:
    """Return the place of the next capitalised word of the same name, across particles."""
    ahead = last + 1
    crossed: list[str] = []
    while ahead < len(tokens) and ahead - last <= 3:
        gap = text[tokens[ahead - 1].end() : tokens[ahead].start()]
        if gap not in {" ", "\u00a0"} and not (gap == " & "):
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
    if not tokens or fold(tokens[0].group()) in _NO_NAMES:
        return []
    end = tokens[-1].end()
    if text[end - 1] == "." and len(tokens[-1].group()) > 2 and text[end - 3 : end - 2] != ".":
        end -= 1
    return [(tokens[0].start(), end, opening)]


def _not_first(word: str, opening: bool, length: int) -> bool:
    low = fold(word).strip(".")
    if low in _CALENDAR or low in _TITLES:
        return True
    if opening and low in STOP_WORDS:
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
    if re.search(rf"\b{re.escape(low)}\b", text):
        return False
    return bool(
        re.match(
            r"\s+(?:said|says|told)\b|, (?:who|which)\b",
            text[end:],
        )
    ) and not (low.endswith(("s", "ing", "ed", "ly")) or low in STOP_WORDS)


def _capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n\"“‘'(")
    return (
        not before
        or before[-1] in ".!?:\n"
        and not re.search(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sv))\.$", before)
    )


def _kind(text: str, start: int, end: int, roles: tuple[str, ...]) -> NameKind:
    words = [fold(w) for w in text[start:end].split()]
    if words[-1] in _ORG_WORDS or any(w in {"ministry", "university", "bank"} for w in words):
        return "org"
    if country(text[start:end]):
        return "place"
    if not roles and _SURE_PLACE_BEFORE.search(text[:start]):
        return "place"
    if roles or _SPEAKS.match(text, end) or re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sir)\.? $", text[:start]):
        return "person"
    if words[-1] in _PLACE_WORDS or words[0] in _PLACE_WORDS or _PLACE_BEFORE.search(text[:start]):
        return "place"
    if len(words) > 1 and (
        re.match(r",? who\b|, \d\d,", text[end:])
        or re.search(r"(?:'s|’s) $|\b(?:beat|by|with) $", text[:start])
    ):
        return "person"
    return "other"


_BEFORE = re.compile(r"[^.;:!?\n]{0,70}$")
_AFTER = re.compile(
    r"(?:\s\([^)]*\))?,?\s+(?P<kind>who|is|was|has been|a|an|the|its|their|his|her|then|former)?\b[^.;:!?\n]{0,80}"
)
_DOES = {
    "chair": "head", "head": "head", "lead": "head", "run": "head", "led": "head", "ran": "head", "own": "owner",
    "coach": "coach", "edit": "editor", "found": "founder", "manage": "manager", "captain": "captain",
}  # fmt: skip
_WHO_DOES = re.compile(
    r",?\s+who\s+(?:had\s+|has\s+|once\s+|also\s+|now\s+)*"
    r"(?:(?P<does>chair|head|lead|run|led|ran|own|coach|edit|found|manage|captain)(?:s|ed)?"
    r"|(?P<charge>is in charge|was in charge))\b(?!\s+(?:out|into|away|off|over|up|down|by))"
)


def _roles_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the roles before and after a name, nearest first."""
    after = text[end : end + 110]
    found = [_last_role(text[max(0, start - 80) : start], after)]
    if does := _WHO_DOES.match(after):
        found.append("head" if does["charge"] else _DOES[does["does"]])
    if apposition := _APPOSITION.match(after) or _PREDICATE.match(after):
        found.append(_first_role(apposition["what"]))
    return tuple(dict.fromkeys(role for role in found if role))


_APPOSITION = re.compile(
    r"(?:\s\([^)]*\))?(?:, \d\d)?,\s+(?!which\b|and\b|but\b|said\b|told\b)(?:who (?:is|was|had been|has been) )?"
    r"(?P<what>[^,.;:!?\n\"“]{3,70})"
)
_PREDICATE = re.compile(
    r"\s+(?:is|was|remains|became)\s+(?P<what>(?:a|an|the|its|their|his|her|still)\b[^,.;:!?\n]{3,50})"
)
_TITLE_GAP = re.compile(r"(?P<comma>,)? (?:(?:Mr|Ms|Mrs|Dr|Sir|Dame)\.? )?")
_OF_SOMETHING = re.compile(
    r" (?:of|at|for|in) (?:the )?[\w' -]{2,40}(?P<comma>,) (?:(?:Mr|Ms|Dr|Mrs|Dame)\.? )?"
)


def _last_role(before: str, after: str) -> str:
    """Return the role that ends right before a name: "finance director", "The mayor,", "the leader of X,".

    With a comma between them the name must end there too, or the role belongs to somebody else: "According to
    his lawyer, Smith will appeal".
    """
    last = None
    for match in ROLE.finditer(before):
        last = match
    if last is None:
        return ""
    gap = _TITLE_GAP.fullmatch(before, last.end()) or _OF_SOMETHING.fullmatch(before, last.end())
    if gap is None:
        return ""
    if gap["comma"] and (
        after[:1] not in {",", ".", ";", ":", ")", ""} or _ACCORDING.search(before[: last.start()])
    ):
        return ""
    return role_name(last["role"])


_ACCORDING = re.compile(r"\baccording to [^,.]*$", re.I)
_STOPS_ROLE = re.compile(r"\b(?:said|says|told|who|which|that|has|had|will|was|is|led|won|took)\b")
_LEADS_AWAY = re.compile(r"\b(?:of|for|by|with|from|to|in|at)\s")


def _first_role(after: str) -> str:
    """Return the role an apposition begins with: "a former prop", "finance director of X"."""
    match = ROLE.search(after)
    if match is None:
        return ""
    lead, rest = after[: match.start()], after[match.end() :]
    if _STOPS_ROLE.search(lead) or len(lead.split()) > 4 or _LEADS_AWAY.search(lead + " "):
        return ""
    # "in Leeds, chief executive Jane Doe said" and "Leeds, its manager said" describe somebody else.
    if re.match(r"['’]s\b| [^\W\d_a-z]|(?: \w+){0,2} (?:said|says|told)\b", rest):
        return ""
    return role_name(match["role"])
