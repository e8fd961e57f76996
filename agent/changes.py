"""Two editions → what became of each sentence. Pure.

Sentences are paired by the content words they share, figures and days left aside; then what differs decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from agent.check.counts import counts
from agent.check.measure import Measure, differ, measure
from agent.text.figures import Figure, figures
from agent.text.stance import ACCUSING, NEGATION, POSSIBLE
from agent.text.words import LIGHT, stem, terms
from agent.types import ChangeKind, CheckedClaim, Citation, ClaimChange, DisagreementValue, ToldClaim
from agent.write.dated import undated

PAIRED = 0.5
"""Share of the weight of both sentences' words that they must have in common (Dice) to tell of one thing, and
`REVISED` where both give a figure of the same thing."""
REVISED = 0.42
NEAR = Decimal("0.15")
"""How far a round figure may be from the exact one and still be the same: “more than 100” for 115."""
ORDER: tuple[ChangeKind, ...] = (
    "retracted", "revised", "contested", "new", "weakened", "strengthened", "gone", "unchanged",
)  # fmt: skip
"""What a reader must know first."""
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(rf"\b(?:{_DAY}|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b")
_OF_TELLING = re.compile(
    rf"\b(?:said|says|told \w+|announced|reported|wrote|as of|by|until|since)(?: (?:late|early))?(?: on)?"
    rf"(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)? ?(?:{_DATE.pattern})(?: (?:morning|evening|night))?"
)
"""A day that belongs to the telling and not to what is told."""
_DOUBT = re.compile(rf"{POSSIBLE.pattern}|{ACCUSING.pattern}")
_EARLIER = re.compile(r"\bfrom\s+(?:the\s+|about\s+|at least\s+)?$", re.I)
"""What stands before a figure of then."""
_TURNED = re.compile(
    r"\b(?:withdr[ae]wn?|withdrew|retract(?:s|ed)?|correct(?:s|ed)|mistaken(?:ly)?|false)\b", re.I
)


class _Read(NamedTuple):
    """A sentence as it is compared."""

    question: str
    text: str
    words: dict[str, float]
    """Content words with their weight, figures and days left aside."""
    names: frozenset[str]
    days: frozenset[str]
    figures: tuple[Figure, ...]


def changes(
    before: Sequence[ToldClaim], after: Sequence[ToldClaim], stands: Callable[[Citation], bool]
) -> tuple[ClaimChange, ...]:
    """Return what became of every sentence, what matters most first, else in the order of the edition of now.

    Args:
        before: Sentences of the earlier edition.
        after: Those of the later one.
        stands: Tells whether a cited passage still stands in its article.
    """
    old = [_read(told.claim.text, told.question) for told in before]
    new = [_read(told.claim.text, told.question) for told in after]
    pairs = _paired(old, new)
    found = [
        _change((before[pairs[n]], told), (old[pairs[n]], new[n])) if n in pairs else _added(told)
        for n, told in enumerate(after)
    ]
    left = set(pairs.values())
    found += [_lost(told, stands) for m, told in enumerate(before) if m not in left]
    return tuple(sorted(found, key=lambda change: ORDER.index(change.kind)))


def figures_now(value: str, references: Sequence[str], text: str) -> list[str]:
    """Return the figures of a sentence that stand in the place of another one; none where it gives the same.

    Args:
        value: The figure, as it was told.
        references: Sentences that tell it.
        text: The sentence. What it takes back, as in “130, not 126” or “130, up from 126”, it does not give.
    """
    new = _read(text)
    counted = {count.figure.start: count for count in counts(new.text)}
    given = [
        figure
        for figure in new.figures
        if not _EARLIER.search(new.text[: figure.start])
        and (figure.start not in counted or not counted[figure.start].denied)
    ]
    found: dict[str, None] = {}
    for old in map(_read, references):
        pinned = next((figure for figure in old.figures if same_value(figure.text, value)), None)
        if pinned is None:
            continue
        if any(_holds(pinned, figure) for figure in given):
            return []
        sort = next((count.sort for count in counts(old.text) if count.figure.start == pinned.start), "")
        if _alike(old, new):
            beside = [figure for figure in old.figures if figure is not pinned]
            other = [g for g in given if not any(_same(g, known) for known in beside)]
            apart = measure(old.text, pinned)
            found |= dict.fromkeys(
                g.text
                for g in other
                if _replaces(pinned, g)
                and (g.start not in counted or counted[g.start].sort == sort)
                and not _apart(apart, measure(new.text, g))
            )
    return list(found)


def _holds(pinned: Figure, given: Figure) -> bool:
    """Tell whether a figure still holds: “more than 120” is no news for at least 126, and 131 is."""
    least = ("at_least", "more_than", "just_over")
    if pinned.hedge in least and given.hedge == "none":
        return pinned.base == given.base
    limit = given.hedge in least and given.dimension == pinned.dimension and _of_one(pinned, given)
    return _same(pinned, given) or (limit and given.base[0] <= pinned.base[0])


def _apart(old: Measure, new: Measure) -> bool:
    """Tell whether a figure measures something else: “4 this week” is no new state of a toll."""
    return differ(old, new) or bool(new.time and not old.time)


def same_value(one: str, other: str) -> bool:
    """Tell whether two figures, as they were told, have one value: “thirty-six” and “36”."""
    mine, theirs = list(figures(one)), list(figures(other))
    return any(a.dimension == b.dimension and a.base == b.base for a in mine for b in theirs)


def _read(said: str, question: str = "") -> _Read:
    text = undated(said)
    found = tuple(figures(text))
    rest = text
    for figure in reversed(found):
        rest = f"{rest[: figure.start]}{' ' * (figure.end - figure.start)}{rest[figure.end :]}"
    days = frozenset(match[0] for match in _DATE.finditer(_OF_TELLING.sub("", text)))
    content = [term for term in terms(_DATE.sub("", rest)) if not term.number]
    counted = [(stem(word), 1.0) for f in found for word in f.counted.split()]
    weights = dict([*counted, *((term.key, term.weight) for term in content)])
    named = frozenset(term.key for term in content if term.name)
    return _Read(question, text, weights, named, days, found)


def _paired(old: Sequence[_Read], new: Sequence[_Read]) -> dict[int, int]:
    """Return the number of the earlier sentence that tells of the same thing, by that of the later one."""
    likest = sorted(
        (
            (-score, n, m)
            for n, one in enumerate(new)
            for m, other in enumerate(old)
            if (score := _alike(other, one))
        ),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in likest:
        if n not in found and m not in taken:
            found[n] = m
            taken.add(m)
    return found


def _alike(one: _Read, other: _Read) -> float:
    """Return how much two sentences have in common, 0 where they tell of two things."""
    if one.question != other.question:
        return 0.0
    if one.text == other.text:
        return 2.0
    mine, theirs = one.names - other.names, other.names - one.names
    if mine and theirs and not one.names & other.names:
        return 0.0
    if one.days and other.days and not one.days & other.days:
        return 0.0
    shared = sum(min(one.words[key], other.words[key]) for key in one.words.keys() & other.words.keys())
    whole = sum(one.words.values()) + sum(other.words.values())
    share = 2 * shared / whole if whole else 0.0
    least = REVISED if _revision(one, other) else PAIRED
    return share if share >= least and shared > 2 * LIGHT else 0.0


def _change(told: tuple[ToldClaim, ToldClaim], read: tuple[_Read, _Read]) -> ClaimChange:
    (then, now_told), (old, new) = told, read
    before, after = then.claim, now_told.claim
    kind: ChangeKind = "unchanged"
    was = now = ""
    if _denied(before) != _denied(after):
        kind = "retracted"
    elif revision := _revision(old, new):
        kind, (was, now) = "revised", revision
    elif _TURNED.search(after.text) and not _TURNED.search(before.text):
        kind = "retracted"
    elif _doubtful(before) != _doubtful(after):
        kind = "weakened" if _doubtful(after) else "strengthened"
    elif before.origins and after.origins and before.origins != after.origins:
        kind = "strengthened" if after.origins > before.origins else "weakened"
    rival = _new_rival(then, now_told) if kind in ("unchanged", "strengthened", "weakened") else None
    return ClaimChange(
        kind="contested" if rival is not None else kind,
        question=now_told.question,
        before=then,
        after=now_told,
        was=was,
        now=now,
        rival=rival,
    )


def _new_rival(then: ToldClaim, now: ToldClaim) -> DisagreementValue | None:
    """Return the newest value that contradicts a sentence and that nobody gave before."""
    if then.rivals is None:
        return None
    known = [one.value for one in then.rivals]
    fresh = (one for one in now.rivals or () if not any(same_value(one.value, value) for value in known))
    return next(fresh, None)


def _added(new: ToldClaim) -> ClaimChange:
    return ClaimChange(kind="new", question=new.question, after=new)


def _lost(old: ToldClaim, stands: Callable[[Citation], bool]) -> ClaimChange:
    """Tell whether the sources took it back, or only nobody tells of it any more."""
    kept = not old.claim.citations or any(map(stands, old.claim.citations))
    return ClaimChange(kind="gone" if kept else "retracted", question=old.question, before=old)


def _denied(claim: CheckedClaim) -> bool:
    return len(NEGATION.findall(claim.text)) % 2 == 1


def _doubtful(claim: CheckedClaim) -> bool:
    return _DOUBT.search(claim.text) is not None


def _revision(old: _Read, new: _Read) -> tuple[str, str] | None:
    """Return a figure of then and the one of now that stands in its place; None where none changed."""
    gone = [f for f in old.figures if not any(_same(f, g) for g in new.figures)]
    come = [g for g in new.figures if not any(_same(f, g) for f in old.figures)]
    for figure in gone:
        for other in come:
            if _replaces(figure, other):
                return figure.text, other.text
    return None


def _replaces(one: Figure, other: Figure) -> bool:
    return one.dimension == other.dimension and one.score == other.score and _of_one(one, other)


def _of_one(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may count the same: nothing says that they count two things."""
    mine, theirs = {stem(w) for w in one.counted.split()}, {stem(w) for w in other.counted.split()}
    return not mine or not theirs or bool(mine & theirs)


def _same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures say the same value, the one perhaps rounded."""
    if one.dimension != other.dimension:
        return False
    a, b = one.base, other.base
    if a == b:
        return True
    if "none" not in (one.hedge, other.hedge) or one.hedge == other.hedge:
        return False
    rounded, exact = (a, b) if one.hedge != "none" else (b, a)
    hedge = one.hedge if one.hedge != "none" else other.hedge
    right = {
        "at_least": rounded[0] <= exact[0], "more_than": rounded[0] < exact[0],
        "just_over": rounded[0] < exact[0], "at_most": rounded[0] >= exact[0],
        "less_than": rounded[0] > exact[0], "nearly": rounded[0] > exact[0],
    }.get(hedge, True)  # fmt: skip
    return right and abs(rounded[0] - exact[0]) <= abs(exact[0]) * NEAR
