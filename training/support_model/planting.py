"""Errors by rule: a true sentence goes in, a false one of the same style comes out, or nothing.

Each rule takes the sentence, the document it is true of, and a source of chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from agent.text.names import Name, names
from training.support_model.rows import pieces

Rule = Callable[[str, str, Random], str | None]

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WORDS = "two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty".split()
_DIGITS = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w]|[.,]\d)")
_SCALE = {"million": "billion", "billion": "million", "thousand": "million", "hundreds": "thousands"}
_SCALE |= {"thousands": "hundreds", "m": "bn", "bn": "m", "percent": "percentage points", "dozens": "hundreds"}
_SCALE |= {"kilometres": "miles", "miles": "kilometres", "km": "miles", "hours": "days", "days": "weeks"}
_SCALE |= {"weeks": "months", "months": "weeks", "years": "months", "minutes": "hours", "dollars": "euros"}
_MONEY = {"$": "£", "£": "$", "€": "$"}


def _one(text: str, found: Sequence[re.Match[str]], chance: Random) -> re.Match[str] | None:
    return chance.choice(list(found)) if found else None


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]


def figure(text: str, doc: str, chance: Random) -> str | None:
    """Give another value: one that stands elsewhere in the document, or a changed one."""
    match = _one(text, list(_DIGITS.finditer(text)), chance)
    if match is None:
        word = _one(text, list(re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b", text)), chance)
        return _put(text, word, chance.choice([w for w in _WORDS if w != word.group()])) if word else None
    value = match.group()
    others = [m.group() for m in _DIGITS.finditer(doc) if m.group() not in text and len(m.group()) == len(value)]
    if others and chance.random() < 0.6:
        return _put(text, match, chance.choice(others))
    return _put(text, match, _changed(value, chance))


def _changed(value: str, chance: Random) -> str:
    bare = value.replace(",", "")
    if "." in bare:
        return f"{float(bare) * chance.choice([0.5, 0.8, 1.3, 2]) + 0.1:.{len(bare.split('.')[1])}f}"
    number = int(bare)
    if 1900 <= number <= 2030 and "," not in value:
        return str(number + chance.choice([-10, -3, -2, -1, 1, 2, 3, 5]))
    new = number
    while new == number or new < 0:
        new = chance.choice([number * 10, number // 2, number + chance.randint(1, 9), number - chance.randint(1, 9)])
        new = max(new, 1) if new != number else number + 3
    return f"{new:,}" if "," in value or new >= 10_000 else str(new)


def scale(text: str, doc: str, chance: Random) -> str | None:
    """Give another scale, unit or currency."""
    units = re.finditer(rf"(?<=\d )(?:{'|'.join(_SCALE)})\b|(?<=\d)(?:m|bn|km)\b|\b(?:hundreds|thousands|dozens)\b", text)
    money = re.finditer(r"[$£€](?=\d)", text)
    match = _one(text, [*units, *money], chance)
    return _put(text, match, (_SCALE | _MONEY)[match.group()]) if match else None


def day(text: str, doc: str, chance: Random) -> str | None:
    """Give another month or weekday."""
    match = _one(text, list(re.finditer(rf"\b(?:{'|'.join([*_MONTHS, *_DAYS])})\b", text)), chance)
    if match is None or (match.group() == "May" and not re.search(r"\d", text)):
        return None
    table = _DAYS if match.group() in _DAYS else _MONTHS
    here = [w for w in table if w != match.group() and w in doc]
    return _put(text, match, chance.choice(here or [w for w in table if w != match.group()]))


def name(text: str, doc: str, chance: Random) -> str | None:
    """Put another name of the document, of the same kind, in a name's place."""
    own = [n for n in names(text) if len(n.text) > 2]
    if not own:
        return None
    picked = chance.choice(own)
    others = sorted({n.text for n in names(doc) if _differs(n, picked, text)})
    return text[: picked.start] + chance.choice(others) + text[picked.end :] if others else None


def _differs(other: Name, name: Name, text: str) -> bool:
    return (
        other.kind == name.kind and len(other.text) > 2 and other.text not in text
        and not set(other.text.split()) & set(name.text.split())
    )  # fmt: skip


def exchange(text: str, doc: str, chance: Random) -> str | None:
    """Let two names of one kind change places, where a verb that is not mutual stands between them."""
    own = [n for n in names(text) if n.kind in ("person", "org", "place")]
    pairs = [
        (a, b) for a, b in zip(own, own[1:], strict=False)
        if a.text not in b.text and b.text not in a.text
        and not re.search(r"\b(?:and|or|with|met|married)\b|^,? ?$", text[a.end : b.start])
    ]  # fmt: skip
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


_AUX = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|might|does|did)\b( not\b|n't\b)?")
_PAST = re.compile(r"(?<=\w )(?<!was )(?<!were )(?<!been )(?<!and )([a-z]{3,}[^aeiou])ed (?=the |a |an |his |her |their |that |to )")


def negation(text: str, doc: str, chance: Random) -> str | None:
    """Deny what is told, or tell what is denied."""
    match = _one(text, list(_AUX.finditer(text)), chance)
    if match:
        return _put(text, match, match.group(1) if match.group(2) else f"{match.group(1)} not")
    past = _one(text, list(_PAST.finditer(text)), chance)
    return _put(text, past, f"did not {past.group(1)} ") if past else None


_OPPOSITES = """rose fell|rise fall|rising falling|risen fallen|increased decreased|increase decrease|increasing decreasing
|up down|higher lower|highest lowest|gained lost|won lost|win lose|winning losing|beat lost-to|victory defeat|more fewer
|before after|above below|first last|largest smallest|biggest smallest|approved rejected|accepted rejected
|accept reject|guilty innocent|convicted acquitted|opened closed|open closed|opening closing|support oppose
|supported opposed|supporting opposing|supporters opponents|allowed banned|allow ban|banned allowed|agreed refused
|confirmed denied|male female|man woman|men women|boy girl|son daughter|father mother|husband wife|brother sister
|north south|northern southern|east west|eastern western|early late|earlier later|best worst|better worse|old young
|older younger|praised criticised|welcomed condemned|joined left|arrived left|bought sold|buy sell|strengthened weakened
|widened narrowed|improved worsened|success failure|success failure|successful unsuccessful|legal illegal|safe unsafe
|minimum maximum|least most|majority minority|several no|many few|all some|every no|always never|often rarely
|started ended|begin end|began ended|launched cancelled|arrested released|jailed freed|alive dead|survived died
|survive die|good bad|strong weak|rich poor|public private|local national|home away|extended shortened|raised cut
|hired fired|appointed dismissed|signed scrapped|positive negative|growth decline|surplus deficit|profit loss""".replace("\n", "")
_FLIPS = {a: b for pair in _OPPOSITES.split("|") for a, b in [pair.split()] for a, b in ((a, b), (b, a))}
_FLIPS = {a: b.replace("-", " ") for a, b in _FLIPS.items() if "-" not in a}


def opposite(text: str, doc: str, chance: Random) -> str | None:
    """Say the opposite by one word."""
    match = _one(text, list(re.finditer(rf"\b(?:{'|'.join(_FLIPS)})\b", text)), chance)
    return _put(text, match, _FLIPS[match.group()]) if match else None


_WEAK = (
    (re.compile(r"\b(?:plans?|planned|intends?|intended|hopes?|hoped|wants?|wanted|aims?|agreed|vowed|promised|threatened|tried|failed) to (?=[a-z]{3,})"), "did "),
    (re.compile(r"\b(?:may|might|could|would|should) (?=be\b)"), "will "),
    (re.compile(r"\b(?:may|might|could) have\b"), "has"),
    (re.compile(r"\b(?:may|might|could|should) (?=[a-z]+)"), "will "),
    (re.compile(r"\bis (?:expected|likely|due|set) to be\b"), "was"),
    (re.compile(r"\b(?:allegedly|reportedly|apparently|possibly|probably|nearly|almost) "), ""),
    (re.compile(r"\balleged (?=[a-z])"), "proven "),
    (re.compile(r"\bsuspected (?=[a-z])"), "confirmed "),
    (re.compile(r"\b(?:accused of|suspected of|charged with|denies|denied) "), "convicted of "),
    (re.compile(r"\b(?:at least|up to|more than|less than|fewer than|over|under) (?=[\d£$€])"), "exactly "),
    (re.compile(r"\b(?:is|are) being considered\b"), "have been approved"),
)  # fmt: skip


def certainty(text: str, doc: str, chance: Random) -> str | None:
    """Tell as done, sure or exact what is planned, alleged or bounded."""
    fitting = [(p, w) for p, w in _WEAK if p.search(text)]
    if not fitting:
        return None
    pattern, word = chance.choice(fitting)
    return pattern.sub(word, text, count=1)


_ROLES = """minister spokesman|president vice-president|chairman secretary|chief deputy|manager assistant|coach captain
|director adviser|mayor governor|judge lawyer|doctor nurse|teacher pupil|police fire-service|prosecutors defenders
|goalkeeper striker|midfielder defender|actor director|singer producer|author editor|senator congressman
|company union|government opposition|prime foreign|hospital school|council ministry|court parliament
|analyst trader|officer soldier|victim suspect|witness victim|owner tenant|founder investor|scientist engineer""".replace("\n", "")
_OTHER_ROLE = {a: b.replace("-", " ") for pair in _ROLES.split("|") for x, y in [pair.split()] for a, b in ((x, y), (y, x)) if "-" not in a}


def role(text: str, doc: str, chance: Random) -> str | None:
    """Give somebody another office or function."""
    match = _one(text, list(re.finditer(rf"\b(?:{'|'.join(_OTHER_ROLE)})\b", text)), chance)
    return _put(text, match, _OTHER_ROLE[match.group()]) if match else None


_SAID = re.compile(r"\b(?:alleged|claimed|believes?|believed|suggested|argued|denied|feared|speculated|claims|says|said) (?:that )?(?=(?:the|he|she|it|they|[A-Z])\b)")


def source_dropped(text: str, doc: str, chance: Random) -> str | None:
    """Tell as a fact what somebody only claims or believes."""
    match = re.match(r"[^,]{3,60} (?:alleged|claimed|claims|believes?|denied|suggested|argued|speculated|feared) (?:that )?", text)
    rest = text[match.end() :] if match else ""
    return rest[0].upper() + rest[1:] if len(rest.split()) > 4 else None


_TAIL = re.compile(r",? (?:after|because of|following|despite|due to|as part of|in order to|with|for|under|at|to) [a-z][^,;\"“”]{12,70}\.$")


def tails(texts: Sequence[str]) -> list[str]:
    """Return phrases that end a sentence and tell why, how or where."""
    return [m.group() for text in texts if (m := _TAIL.search(text))]


def detail(text: str, doc: str, chance: Random) -> str | None:
    """Add a circumstance that the document tells of something else."""
    return _ended(text, [t for t in tails(pieces(doc)) if t not in text], chance)


def invention(strangers: Sequence[str]) -> Rule:
    """Return the rule that adds a circumstance of another story."""

    def invented(text: str, doc: str, chance: Random) -> str | None:
        return _ended(text, [chance.choice(strangers)] if strangers else [], chance)

    return invented


def _ended(text: str, found: Sequence[str], chance: Random) -> str | None:
    if not found or not text.endswith(".") or len(text.split()) > 30:
        return None
    return text[:-1] + chance.choice(found)


RULES: dict[str, tuple[Rule, float]] = {
    "figure": (figure, 3), "scale": (scale, 2), "day": (day, 1.5), "name": (name, 3), "exchange": (exchange, 1.5),
    "negation": (negation, 1.5), "opposite": (opposite, 2), "certainty": (certainty, 2), "role": (role, 1.5),
    "source_dropped": (source_dropped, 1.5), "detail": (detail, 0.7),
}  # fmt: skip
"""Rules by name, and how often each is tried first."""


class Planted(NamedTuple):
    """A sentence with an error."""

    text: str
    rule: str
    wrong: tuple[int, int]
    """Where it differs from the true one."""


def planted(text: str, doc: str, chance: Random, strangers: Sequence[str] = ()) -> Planted | None:
    """Return the sentence with one error by the first rule that fits, drawn by weight; None where none does."""
    left = {**RULES, "invented": (invention(strangers), 0.7)}
    while left:
        kind = chance.choices(list(left), [w for _, w in left.values()])[0]
        made = left.pop(kind)[0](text, doc, chance)
        if made is not None and made != text:
            return Planted(made, kind, _difference(text, made))
    return None


def _difference(before: str, after: str) -> tuple[int, int]:
    """Return the words of the second text that stand between what both begin and end with."""
    old, new = before.split(" "), after.split(" ")
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - same
    tail = next((n for n, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), most)
    tail = min(tail, most)
    start = len(" ".join(new[:same])) + (same > 0)
    return start, max(start + 1, len(" ".join(new[: len(new) - tail])))
