"""Errors about people and places: an altered quotation, another speaker, name, role or place.

Pure but for the chance that is passed in. A name is exchanged only for one that the document never names in
one sentence with it, so that nothing which both did becomes an error that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random

from agent.text.names import Name, names
from agent.text.normalise import stands_in
from agent.text.places import country
from agent.text.quotes import quotes
from evals.planting.host import Host, absent, fitted, replaced, source_sentences
from evals.scripted.faults import PERSON_NAME, SAYS, in_quotes, swap

_WORDS = {
    "will": "might", "would": "could", "can": "must", "must": "should", "should": "could", "could": "should",
    "is": "was", "are": "were", "was": "is", "were": "are", "have": "had", "always": "sometimes",
    "never": "often", "all": "most", "every": "each", "many": "some", "some": "many", "more": "less",
    "most": "least", "first": "last", "new": "old", "good": "bad", "bad": "good", "great": "small",
    "big": "small", "best": "worst", "right": "wrong", "we": "they", "our": "their", "today": "yesterday",
    "people": "officials", "country": "city", "children": "workers", "think": "know", "believe": "hope",
    "know": "think", "want": "need", "need": "want", "before": "after", "after": "before", "long": "short",
    "strong": "weak", "very": "somewhat", "important": "useful", "clear": "likely", "hard": "easy",
    "difficult": "simple", "happy": "sorry", "year": "month", "world": "country", "only": "also",
    "better": "worse", "help": "harm", "support": "oppose", "safe": "unsafe", "fair": "unfair",
}  # fmt: skip
"""Words that change places in a quotation without harm to its grammar."""


def quotation(host: Host, chance: Random) -> str | None:
    """Alter one word inside a quotation."""
    places = [
        (q.start + 1 + m.start(), q.start + 1 + m.end(), _WORDS[m.group()])
        for q in quotes(host.text)
        if q.depth == 0 and len(q.text.split()) > 1
        for m in re.finditer(r"(?<![\w’'-])[a-z]+(?![\w’'-])", q.text)
        if m.group() in _WORDS
    ]
    chance.shuffle(places)
    places += _by_ending(host, chance)
    for start, end, other in places:
        made = swap(host.text, start, end, other)
        altered = next(q for q in quotes(made) if q.start < start < q.end)
        if not stands_in(altered.text, host.source):
            return fitted(made, start)
    return None


_ENDING = re.compile(r"(?<![\w’'-])[a-z]{3,}(?P<end>ing|ed|ly|tion|ness|ment|able|ful|est|ous)(?![\w’'-])")


def _by_ending(host: Host, chance: Random) -> Iterator[tuple[int, int, str]]:
    """Yield words of quotations with words of the document that end alike, and so mostly fit."""
    known = {m.group(): m["end"] for m in _ENDING.finditer(host.source)}
    for q in quotes(host.text):
        for m in _ENDING.finditer(q.text) if q.depth == 0 and len(q.text.split()) > 1 else ():
            others = sorted(w for w, end in known.items() if end == m["end"] and w not in q.text)
            if others:
                yield q.start + 1 + m.start(), q.start + 1 + m.end(), chance.choice(others)


# --- names ---------------------------------------------------------------------------------------------


def speaker(host: Host, chance: Random) -> str | None:
    """Put another person of the document for the one who says it."""
    found = [n for n in _people(host) if _speaks(host.text, n)]
    return _renamed(host, found, chance)


def name(host: Host, chance: Random) -> str | None:
    """Put another person of the document for one who does not speak here."""
    found = [n for n in _people(host) if not _speaks(host.text, n) and not in_quotes(host.text, n.start)]
    return _renamed(host, found, chance)


def _speaks(text: str, named: Name) -> bool:
    """Tell whether a name stands right before or behind a verb of saying, and not behind “of”."""
    if text[: named.start].endswith(" of "):
        return False
    behind = re.match(rf"(?:, [^,“”\"]{{3,50}},)? {SAYS}\b", text[named.end :])
    before = re.search(rf"\b{SAYS} (?:[a-z-]+ ){{0,3}}$", text[: named.start])
    after = bool(before and re.match(r"[,.]|$", text[named.end :]))
    return bool(behind) or after


def _people(host: Host) -> Iterator[Name]:
    """Yield the full names and surnames of persons; a title is left where it stands."""
    known = {word for full in persons(host.source) for word in full.split()}
    for found in names(host.text):
        plain = re.fullmatch(r"[A-Z][a-z’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){0,2}", found.text)
        person = found.kind == "person" or found.text.split()[-1] in known
        if person and plain and not country(found.text) and not _THING.search(found.text):
            yield found


@lru_cache(maxsize=1024)
def persons(source: str) -> frozenset[str]:
    """Return the full names of persons in a document: those that it shows to be some at least once."""
    return frozenset(
        n.text
        for n in names(source)
        if n.kind == "person" and PERSON_NAME.fullmatch(n.text)
        if not country(n.text) and not _THING.search(n.text)
    )


_THING = re.compile(
    r"\b(?:Grand|Prix|House|Senate|Street|Party|Cup|League|Open|Games|Act|Court|Club|Bank|City|University|Day|War"
    r"|Awards?|Show|Office|Council|Group|Bill|Report|State|Times|Post|News|Rock|Programme|Park|Church|School|Force"
    r"|Service|Union|Academy|Agency|Company|Center|Centre|Network|Northern|Southern|Libertarians|Democrats"
    r"|Republicans|Irishman)\b"
)
"""Words of names that are no person's, whatever the guess."""


def _renamed(host: Host, found: Sequence[Name], chance: Random) -> str | None:
    options = [(n, other) for n in found for other in _strangers(host, n)]
    if not options:
        return None
    told, other = chance.choice(options)
    shown = other if " " in told.text else other.split()[-1]
    return swap(host.text, told.start, told.end, shown)


def _strangers(host: Host, told: Name) -> list[str]:
    """Return the persons of the document who never stand in one sentence with a name or a part of it."""
    mine = set(told.text.split())
    together = [s for s in source_sentences(host.source) if not all(absent(word, s) for word in mine)]
    own = mine | {word for text in (host.text, *together) for word in re.findall(r"\w+", text)}
    return sorted(one for one in persons(host.source) if not set(re.findall(r"\w+", one)) & own)


# --- roles and places ----------------------------------------------------------------------------------

_ROLES = {
    "vice president": "president", "president": "prime minister", "prime minister": "president",
    "chief executive": "finance director", "chief financial officer": "chief executive",
    "chief operating officer": "chief financial officer", "chairman": "treasurer", "chairwoman": "treasurer",
    "senator": "governor", "governor": "senator", "mayor": "sheriff", "sheriff": "mayor",
    "foreign minister": "finance minister", "defence minister": "health minister",
    "defense minister": "health minister", "finance minister": "defense minister",
    "health minister": "finance minister", "interior minister": "justice minister",
    "minister": "ambassador", "ambassador": "minister", "spokesman": "lawyer", "spokeswoman": "lawyer",
    "spokesperson": "lawyer", "director": "adviser", "judge": "prosecutor", "prosecutor": "judge",
    "attorney general": "surgeon general", "attorney": "accountant", "lawyer": "doctor", "captain": "coach",
    "coach": "captain", "manager": "captain", "founder": "owner", "owner": "founder",
    "secretary": "treasurer", "professor": "student", "actor": "singer", "actress": "singer",
    "singer": "actor", "author": "editor", "editor": "author", "analyst": "trader",
    "economist": "historian", "historian": "economist", "engineer": "electrician", "nurse": "teacher",
    "teacher": "nurse", "head teacher": "caretaker", "farmer": "fisherman", "coordinator": "chairman",
    "leader": "treasurer", "commissioner": "ambassador", "speaker": "clerk", "justice": "prosecutor",
    "detective": "magistrate", "doctor": "lawyer", "journalist": "diplomat", "reporter": "diplomat",
    "researcher": "journalist", "congressman": "senator", "congresswoman": "senator", "mother": "sister",
    "father": "brother", "wife": "sister", "husband": "brother", "son": "nephew", "daughter": "niece",
    "brother": "father", "sister": "mother",
}  # fmt: skip
"""Roles of which nobody is taken to hold both."""
_ROLE = "|".join(sorted(_ROLES, key=len, reverse=True))
_NEAR = (
    re.compile(rf"\b(?P<role>(?i:{_ROLE}))(?:,| of [A-Z]\w+)? (?=[A-Z][a-z])"),
    re.compile(rf"(?<=[a-z]), (?:an? |the |his |her |its )?(?:\w+ ){{0,2}}(?P<role>(?i:{_ROLE}))\b"),
    re.compile(rf"\b(?:is|was|as|became|remains) (?:an? |the )?(?:\w+ )?(?P<role>(?i:{_ROLE}))\b"),
    re.compile(rf"[’']s (?P<role>(?i:{_ROLE}))\b"),
)
_COMPOUND = re.compile(
    r"(?:\b(?:head|assistant|deputy|vice|press|home|foreign|general|district|state|power|executive|managing"
    r"|former vice|first|attorney|god|step|grand|prime|treasury|defen[cs]e|interior|health) |-)$",
    re.IGNORECASE,
)
"""What stands before a word that is only part of a role."""


def role(host: Host, chance: Random) -> str | None:
    """Give somebody a role that the document gives to nobody."""
    made = []
    for found in (m for pattern in _NEAR for m in pattern.finditer(host.text)):
        exact = re.compile(re.escape(found["role"])).search(host.text, found.start("role"))
        words = _cased(_ROLES[found["role"].lower()], found["role"])
        part = _COMPOUND.search(host.text[: found.start("role")]) or host.text[found.end("role")] == "-"
        if exact and not part and absent(words, host.source):
            made.append(replaced(host, exact, words))
    kept = [text for text in made if text]
    return chance.choice(kept) if kept else None


def _cased(words: str, like: str) -> str:
    return words.title() if like.istitle() else words


_FAR = ("Reykjavik", "Nairobi", "Montevideo", "Adelaide", "Tampere", "Winnipeg", "Osaka", "Gdansk", "Lima")
_FAR_COUNTRIES = ("Iceland", "Kenya", "Uruguay", "Finland", "Poland", "Peru", "Portugal", "Nepal", "Ghana")
_PLACED = re.compile(r"\b(?:in|near|outside|across) $")
_COUNTRY_PLACED = re.compile(r"\b(?:in|near|outside|across|from|to|of|for) $")
_ENDS = re.compile(
    r"[.,]|$|[’']s\b| (?:and|on|in|to|for|after|that|who|is|was|are|were|has|have|by|with|as|at|from|or|will"
    r"|would|over|because|when|where|since|during)\b"
)
"""What follows a place that does not itself belong to a noun behind it."""


def place(host: Host, chance: Random) -> str | None:
    """Put another place for one: another country of the document, else one far away."""
    found = [
        n
        for n in names(host.text)
        if (country(n.text) and _COUNTRY_PLACED.search(host.text[: n.start]))
        or (n.kind == "place" and _PLACED.search(host.text[: n.start]))
        if re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)?", n.text)
        and _ENDS.match(host.text[n.end :])
        and (country(n.text) or host.text[n.end : n.end + 1] not in ("’", "'"))
        and not in_quotes(host.text, n.start)
    ]
    if not found:
        return None
    told = chance.choice(found)
    others = [other for other in _elsewhere(host, told) if absent(other, host.text)]
    return swap(host.text, told.start, told.end, chance.choice(others)) if others else None


def _elsewhere(host: Host, told: Name) -> list[str]:
    """Return the places that one can be exchanged for: like for like, as none lies in the other."""
    if not country(told.text):
        return [far for far in _FAR if absent(far, host.source)]
    apart = {
        n.text
        for s in source_sentences(host.source)
        if absent(told.text, s)
        for n in names(s)
        if country(n.text) and not country(n.text) & country(told.text) and re.fullmatch(r"[A-Z]\w+", n.text)
        if _COUNTRY_PLACED.search(s[: n.start])
        and _ENDS.match(s[n.end :])  # else it may be a people: “the French”
    }
    together = {n.text for s in source_sentences(host.source) if not absent(told.text, s) for n in names(s)}
    return sorted(apart - together) or [far for far in _FAR_COUNTRIES if absent(far, host.source)]
