"""Errors by rule: a true sentence goes in, a false one of the same style comes out, or nothing.

Each rule takes the sentence, the document it is true of, and a source of chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from agent.text.names import Name, names
from training.support_model.rows import pieces
from training.support_model.tables import COUNTS, DAYS, MONEY, MONTHS, OPPOSITES, ROLES, SCALES

Rule = Callable[[str, str, Random], str | None]


def _word(words: Sequence[str] | dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_COUNT, _DATE, _OPPOSITE, _ROLE = _word(COUNTS), _word([*MONTHS, *DAYS]), _word(OPPOSITES), _word(ROLES)
_DIGITS = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w]|[.,]\d)")
_UNIT = re.compile(
    rf"(?<=\d )(?:{'|'.join(SCALES)})\b|(?<=\d)(?:m|bn|km)\b|\b(?:hundreds|thousands|dozens)\b"
)
_CURRENCY = re.compile(r"[$£€](?=\d)")
_AUX = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|might|does|did)\b( not\b|n't\b)?"
)
_PAST = re.compile(
    r"(?<=\w )(?<!was )(?<!were )(?<!been )(?<!and )([a-z]{3,}[^aeiou])ed "
    r"(?=the |a |an |his |her |their |that |to )"
)
_WEAK = tuple(
    (re.compile(weak), strong)
    for weak, strong in (
        (
            r"\b(?:plans?|planned|intends?|intended|hopes?|hoped|wants?|wanted|aims?|agreed|vowed|promised"
            r"|threatened|tried|failed) to (?=[a-z]{3,})",
            "did ",
        ),
        (r"\b(?:may|might|could|would|should) (?=be\b)", "will "),
        (r"\b(?:may|might|could) have\b", "has"),
        (r"\b(?:may|might|could|should) (?=[a-z]+)", "will "),
        (r"\bis (?:expected|likely|due|set) to be\b", "was"),
        (r"\b(?:allegedly|reportedly|apparently|possibly|probably|nearly|almost) ", ""),
        (r"\balleged (?=[a-z])", "proven "),
        (r"\bsuspected (?=[a-z])", "confirmed "),
        (r"\b(?:accused of|suspected of|charged with|denies|denied) ", "convicted of "),
        (r"\b(?:at least|up to|more than|less than|fewer than|over|under) (?=[\d£$€])", "exactly "),
        (r"\b(?:is|are) being considered\b", "have been approved"),
    )
)
"""What is planned, alleged or bounded, and the same as done, sure or exact."""
_CLAIMED = re.compile(
    r"[^,]{3,60} (?:alleged|claimed|claims|believes?|denied|suggested|argued|speculated|feared) (?:that )?"
)
_TAIL = re.compile(
    r",? (?:after|because of|following|despite|due to|as part of|in order to|with|for|under|at|to) "
    r"[a-z][^,;\"“”]{12,70}\.$"
)


def _one(found: Sequence[re.Match[str]], chance: Random) -> re.Match[str] | None:
    return chance.choice(found) if found else None


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]


def figure(text: str, doc: str, chance: Random) -> str | None:
    """Give another value: one that stands elsewhere in the document, or a changed one."""
    match = _one(list(_DIGITS.finditer(text)), chance)
    if match is None:
        word = _one(list(_COUNT.finditer(text)), chance)
        return _put(text, word, chance.choice([w for w in COUNTS if w != word.group()])) if word else None
    value = match.group()
    written = [m.group() for m in _DIGITS.finditer(doc)]
    others = [other for other in written if other not in text and len(other) == len(value)]
    if others and chance.random() < 0.6:
        return _put(text, match, chance.choice(others))
    return _put(text, match, _changed(value, chance))


def _changed(value: str, chance: Random) -> str:
    """Return another value, written alike: a year a few off, a number a few off, halved or tenfold."""
    bare = value.replace(",", "")
    if "." in bare:
        return f"{float(bare) * chance.choice([0.5, 0.8, 1.3, 2]) + 0.1:.{len(bare.split('.')[1])}f}"
    number = int(bare)
    if 1900 <= number <= 2030 and "," not in value:
        return str(number + chance.choice([-10, -3, -2, -1, 1, 2, 3, 5]))
    new = number
    while new == number or new < 0:
        more, less = number + chance.randint(1, 9), number - chance.randint(1, 9)
        new = chance.choice([number * 10, number // 2, more, less])
        new = max(new, 1) if new != number else number + 3
    return f"{new:,}" if "," in value or new >= 10_000 else str(new)


def scale(text: str, doc: str, chance: Random) -> str | None:
    """Give another scale, unit or currency."""
    match = _one([*_UNIT.finditer(text), *_CURRENCY.finditer(text)], chance)
    return _put(text, match, (SCALES | MONEY)[match.group()]) if match else None


def day(text: str, doc: str, chance: Random) -> str | None:
    """Give another month or weekday."""
    match = _one(list(_DATE.finditer(text)), chance)
    if match is None or (match.group() == "May" and not re.search(r"\d", text)):
        return None
    others = [w for w in (DAYS if match.group() in DAYS else MONTHS) if w != match.group()]
    return _put(text, match, chance.choice([w for w in others if w in doc] or others))


def name(text: str, doc: str, chance: Random) -> str | None:
    """Put another name of the document, of the same kind, in a name's place."""
    own = [n for n in names(text) if len(n.text) > 2]
    if not own:
        return None
    picked = chance.choice(own)
    others = sorted({n.text for n in names(doc) if _differs(n, picked, text)})
    return text[: picked.start] + chance.choice(others) + text[picked.end :] if others else None


def _differs(other: Name, name: Name, text: str) -> bool:
    alike = other.kind == name.kind and len(other.text) > 2
    return alike and other.text not in text and not set(other.text.split()) & set(name.text.split())


def exchange(text: str, doc: str, chance: Random) -> str | None:
    """Let two names of one kind change places, where a verb that is not mutual stands between them."""
    own = [n for n in names(text) if n.kind in ("person", "org", "place")]
    pairs = [(a, b) for a, b in pairwise(own) if _may_change_places(a, b, text)]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


def _may_change_places(a: Name, b: Name, text: str) -> bool:
    apart = a.text not in b.text and b.text not in a.text
    return apart and not re.search(r"\b(?:and|or|with|met|married)\b|^,? ?$", text[a.end : b.start])


def negation(text: str, doc: str, chance: Random) -> str | None:
    """Deny what is told, or tell what is denied."""
    match = _one(list(_AUX.finditer(text)), chance)
    if match:
        return _put(text, match, match.group(1) if match.group(2) else f"{match.group(1)} not")
    past = _one(list(_PAST.finditer(text)), chance)
    return _put(text, past, f"did not {past.group(1)} ") if past else None


def opposite(text: str, doc: str, chance: Random) -> str | None:
    """Say the opposite by one word."""
    match = _one(list(_OPPOSITE.finditer(text)), chance)
    return _put(text, match, OPPOSITES[match.group()]) if match else None


def certainty(text: str, doc: str, chance: Random) -> str | None:
    """Tell as done, sure or exact what is planned, alleged or bounded."""
    fitting = [(weak, strong) for weak, strong in _WEAK if weak.search(text)]
    if not fitting:
        return None
    weak, strong = chance.choice(fitting)
    return weak.sub(strong, text, count=1)


def role(text: str, doc: str, chance: Random) -> str | None:
    """Give somebody another office or function."""
    match = _one(list(_ROLE.finditer(text)), chance)
    return _put(text, match, ROLES[match.group()]) if match else None


def source_dropped(text: str, doc: str, chance: Random) -> str | None:
    """Tell as a fact what somebody only claims or believes."""
    match = _CLAIMED.match(text)
    rest = text[match.end() :] if match else ""
    return rest[0].upper() + rest[1:] if len(rest.split()) > 4 else None


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
    "figure": (figure, 3),
    "scale": (scale, 2),
    "day": (day, 1.5),
    "name": (name, 3),
    "exchange": (exchange, 1.5),
    "negation": (negation, 1.5),
    "opposite": (opposite, 2),
    "certainty": (certainty, 2),
    "role": (role, 1.5),
    "source_dropped": (source_dropped, 1.5),
    "detail": (detail, 0.7),
}
"""Rules by name, and how often each is tried first."""
_INVENTED = 0.7
"""The same for the rule that takes a circumstance of another story."""


class Planted(NamedTuple):
    """A sentence with an error."""

    text: str
    rule: str
    """The name of the rule that planted it."""
    wrong: tuple[int, int]
    """Where it differs from the true one; where words are only missing, the place they are missing from."""


def planted(text: str, doc: str, chance: Random, strangers: Sequence[str] = ()) -> Planted | None:
    """Return the sentence with one error by the first rule that fits, drawn by weight; None where none does.

    Args:
        text: A true sentence.
        doc: What it is true of.
        chance: Draws the rule and what it puts in.
        strangers: Ends of sentences of other documents, for circumstances that are invented.
    """
    left = {**RULES, "invented": (invention(strangers), _INVENTED)}
    while left:
        kind = chance.choices(list(left), [w for _, w in left.values()])[0]
        made = left.pop(kind)[0](text, doc, chance)
        if made is not None and made != text:
            return Planted(made, kind, _difference(text, made))
    return None


def _difference(before: str, after: str) -> tuple[int, int]:
    """Return the words of the second text that stand between what both begin and end with."""
    old, new = before.split(" "), after.split(" ")
    least = min(len(old), len(new))
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), least - head)
    start = len(" ".join(new[:head])) + (head > 0)
    return start, max(start + 1, len(" ".join(new[: len(new) - tail])))


def _common(these: Sequence[str], those: Sequence[str]) -> int:
    """Return how many words two texts begin with alike."""
    both = enumerate(zip(these, those, strict=False))
    return next((n for n, (a, b) in both if a != b), min(len(these), len(those)))
