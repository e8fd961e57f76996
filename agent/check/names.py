"""Names of a claim: they stand in the source, with the role it gives them, and where it puts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.check.cited import Cited
from agent.check.owners import check_owners
from agent.check.roles import check_roles
from agent.text.names import Name, names
from agent.text.normalise import stands_in
from agent.text.places import country
from agent.text.states import state
from agent.text.words import STOP_WORDS, fold, key, terms
from agent.types import Claim, Finding, Mention, Reason


def check_names(claim: Claim, cited: Sequence[Cited]) -> list[Finding]:
    """Return a finding for each name of the claim, and for roles, owners and places that were exchanged.

    A name passes with its short form, its written-out acronym, or the word for its people. The publisher and
    the
    headline of a cited article are known names too, but hold no facts.
    """
    source = "\n\n".join(c.text for c in cited)
    given = names(source)
    claimed = names(
        claim.text, {*(word for n in given for word in n.text.split()), *_opener(claim, cited, source)}
    )
    if not claimed or stands_in(claim.text, source):
        return []
    known = names(" . ".join(f"in {c.article.publisher}. {c.article.headline}" for c in cited))
    absent = [n for n in claimed if not stands(n, given, source) and not stands(n, known, "")]
    findings = [_not_found(n, given) for n in absent]
    present = [n for n in claimed if n not in absent]
    problems = [
        *check_roles(claim.text, present, source, given),
        *check_owners(claim.text, present, source, given),
    ]
    wrong = {(f.mention.start, f.mention.end) for f in problems if f.mention}
    passed = [
        Finding(check="names", passed=True, reason=Reason.OK, mention=mention(n))
        for n in present
        if (n.start, n.end) not in wrong
    ]
    return [*findings, *problems, *passed]


_SUBJECT = re.compile(
    r"^(?P<word>[A-Z][\w’'-]*[a-z])"
    r"(?P<verb> (?:was|is|has|had|will|would|said|says|told|struck|put|held|met|won|lost|led|took|gave"
    r"|\w{2,}ed)\b)?"
)
_COMMON = re.compile(
    r"(?:s|ing|ly|ion|ment|ness|ity|age|ism|ship|ance|ence|ancy|ency|ure|ade|ice|ne|th|al|ry|oil|money|water|news"
    r"|ever|body|one|thing|people|men|women|children|staff|police|fire|rain|snow|gold|trust|work|help|hope|fear|talk)$"
)
"""Endings of words that open a sentence without an article and name nobody: plurals, masses, abstractions."""


def _opener(claim: Claim, cited: Sequence[Cited], source: str) -> list[str]:
    """Return the word a sentence opens with where it must be a name, though its capital does not show it.

    It stands nowhere in the cited text, and either the article writes it with a capital inside a sentence, or
    it is a bare singular in front of its verb, as in English only names are.
    """
    found = _SUBJECT.match(claim.text)
    if found is None or fold(found["word"]) in STOP_WORDS:
        return []
    word = found["word"]
    if _as_word(Name(0, len(word), word, "other"), source):
        return []
    if found["verb"] and not _COMMON.search(word) and key(word) not in _keys(source):
        return [word]
    inside = re.compile(rf"[a-z,;] {re.escape(word)}\b")
    return [word] if any(inside.search(c.article.text) for c in cited if word in c.article.text) else []


@lru_cache(maxsize=256)
def _keys(source: str) -> frozenset[str]:
    return frozenset(t.key for t in terms(source))


def mention(name: Name) -> Mention:
    """Return the name as a mention."""
    return Mention(kind="name", value=" ".join(name.parts), text=name.text, start=name.start, end=name.end)


def stands(name: Name, given: Sequence[Name], source: str) -> bool:
    """Tell whether a source names what the claim names."""
    return any(same(name, other) for other in given) or _as_word(name, source) or _spelled_out(name, source)


def same(one: Name, other: Name) -> bool:
    """Tell whether two names may name the same: one holds the other's words, or abbreviates it."""
    short, long = sorted((one.parts, other.parts), key=len)
    if not short:
        return False
    if _in_order(short, long):
        return True
    if country(one.text) & country(other.text) or state(one.text) & state(other.text):
        return True
    if _turned(one, other):
        return True
    return _acronym(one.text, other) or _acronym(other.text, one)


def _turned(one: Name, other: Name) -> bool:
    """Tell whether one is "Oxford University" where the other is "University of Oxford"."""
    if (" of " in one.text) == (" of " in other.text):
        return False
    return sorted(set(one.parts) - {"of", "the"}) == sorted(set(other.parts) - {"of", "the"})


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(_equal(word, candidate) for candidate in rest) for word in short)


def _equal(word: str, other: str) -> bool:
    if word == other:
        return True
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    short, long = sorted((word, other), key=len)
    return len(short) > 3 and long in {short + ending for ending in _ADJECTIVES}


_ADJECTIVES = ("n", "an", "ian", "ish", "ese", "i", "s", "er", "ns", "ans", "ians")


def _acronym(text: str, other: Name) -> bool:
    letters = fold(text).replace(".", "")
    if len(letters) < 2 or not text.replace(".", "").isupper():
        return False
    initials = "".join(
        w[0] for w in fold(other.text).replace("-", " ").split() if w not in {"of", "the", "and", "for"}
    )
    return letters == initials


def _as_word(name: Name, source: str) -> bool:
    """Tell whether a single word that the extractor took for a name stands in the source as any word."""
    words = [w for w in name.parts if w not in STOP_WORDS]
    if len(words) != 1:
        return False
    known = _words(source)
    return words[0] in known or any(_equal(words[0], w) for w in known)


def _spelled_out(name: Name, source: str) -> bool:
    """Tell whether the source writes in words, small letters included, what the name abbreviates: VAT."""
    letters = fold(name.text).replace(".", "")
    if not 2 < len(letters) < 6 or not name.text.replace(".", "").isupper():
        return False
    inner = r"(?:[\s-]+(?:of|the|and|for|in))?[\s-]+"
    phrase = inner.join(rf"{re.escape(letter)}[a-z’']+" for letter in letters)
    return re.search(rf"\b{phrase}\b", fold(source)) is not None


@lru_cache(maxsize=256)
def _words(source: str) -> frozenset[str]:
    low = fold(source)
    return frozenset(w.strip(".,;:!?\"'()“”’‘").removesuffix("'s") for w in low.replace("-", " ").split())


def _not_found(name: Name, given: Sequence[Name]) -> Finding:
    blended = {w for n in given for w in n.parts}
    refutes = len(name.parts) > 1 and all(any(_equal(w, b) for b in blended) for w in name.parts)
    near = next((n.text for n in given if name.parts and name.parts[-1] in n.parts), "")
    hint = f" It names {near}." if near else ""
    return Finding(
        check="names",
        passed=False,
        refutes=refutes or bool(near),
        reason=Reason.NAME_NOT_FOUND,
        message=f"The cited text does not name {name.text}.{hint}",
        mention=mention(name),
    )
