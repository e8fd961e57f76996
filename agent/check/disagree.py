"""Where sources differ: the same thing counted or dated, and told differently.

Pure. Values are grouped by what they count and what their sentences speak about; a group with more than one
value is a contest. What lost it may not stand in a briefing's prose, and what is still open not without its
owner (`agent/check/contested.py` holds our sentences to both).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from agent.check.appointments import date_groups
from agent.check.cited import cite
from agent.check.counts import FATES, Count
from agent.check.groups import Group, Value
from agent.check.rivals import count_groups
from agent.text.telling import telling
from agent.types import Disagreement, DisagreementValue, Evidence, Rival, Rivals

MOST = 6
"""Disagreements worth a reader's time."""
ENOUGH = 2
"""Independent origins that make a value the current one."""
FEWEST = 2
"""Telling words a sentence must share with those on a contested thing to speak about it."""
ASIDE = 0.5
"""What a difference of measures weighs against a disagreement."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Stale:
    """A count that lost to another."""

    sort: str
    amount: float
    words: frozenset[str]
    """Telling words of the sentences about it."""
    current: float
    """The amount it lost to."""
    told: DisagreementValue
    """The same as a reader should see it, and where it stands."""
    newer: bool
    """It lost to a later state, not only to more voices."""


@dataclass(frozen=True)
class Open:
    """A thing of which sources give several values, none of which holds yet."""

    sort: str
    """Sort of the counts; empty for days."""
    told: tuple[tuple[float, DisagreementValue], ...]
    """The values with their amounts, newest first."""
    words: frozenset[str]
    """Telling words of the sentences about it."""
    places: frozenset[tuple[str, int, int]]
    """Article, first and last character of each sentence that gives one of them."""

    @property
    def amounts(self) -> frozenset[float]:
        """The values by themselves."""
        return frozenset(amount for amount, _ in self.told)

    def about(self, text: str, sort: str) -> bool:
        """Tell whether a text that counts things of a sort speaks about this one."""
        return bool(self.sort) and sort == self.sort and len(telling(text) & self.words) >= FEWEST


@dataclass(frozen=True)
class Contests:
    """What sources tell differently, and which sentences lost."""

    disagreements: tuple[Disagreement, ...] = ()
    """The most important first."""
    lost: frozenset[tuple[str, int, int]] = frozenset()
    """Article, first and last character of each sentence that gives a value which lost."""
    stale: tuple[Stale, ...] = ()
    """The counts among those values."""
    unsettled: tuple[Open, ...] = ()
    """Where none of the values holds."""
    rivals: tuple[Rivals, ...] = ()
    """What all of this follows from."""

    def outdated(self, evidence: Evidence) -> bool:
        """Tell whether the sentence gives a value that lost, and not the one that holds."""
        return (evidence.article.id, evidence.start, evidence.end) in self.lost

    def disputes(self, text: str, count: Count) -> bool:
        """Tell whether a count of a text is one of several values of which none holds yet."""
        return any(one.about(text, count.sort) and count.amount in one.amounts for one in self.unsettled)


def contests(evidence: Sequence[Evidence]) -> Contests:
    """Return what the sentences tell differently about the same thing."""
    return ledger([_rivals(group) for group in (*count_groups(evidence), *date_groups(evidence))])


def ledger(groups: Sequence[Rivals]) -> Contests:
    """Return what follows from the values that are given for things.

    A value holds when at least two independent origins give it and none that as many give is newer. A value
    lost when it is older, when a single origin gives it against several, or when it is taken back; where none
    holds, a day is lost when as many texts gave it up for a newer one. Values that measure different things
    are shown beside each other, and none of them loses.
    """
    held: list[tuple[float, Disagreement]] = []
    lost: set[tuple[str, int, int]] = set()
    stale: list[Stale] = []
    unsettled: list[Open] = []
    for group in groups:
        if group.unlike:
            held.append((ASIDE * _weight(group), _disagreement(group, "different measure", group.values)))
            continue
        current = _current(group)
        if group.planned and not _in_order(group, current):
            continue  # somebody asked for one sum and for another: nobody contradicts anybody
        fallen = _fallen(group, current)
        lost.update(place for value, _ in fallen for place in value.places)
        stale += [_stale(group, value, best) for value, best in fallen if group.sort]
        if current:
            lost.difference_update(current.places)
        else:
            unsettled.append(_open(group, [value for value, _ in fallen]))
        held += [(_weight(group), d) for d in _disagreements(group, current)]
    held.sort(key=lambda item: -item[0])
    standing = tuple(one for one in unsettled if len(one.told) > 1)
    told = tuple(d for _, d in held[:MOST])
    return Contests(told, frozenset(lost), tuple(stale), standing, tuple(groups))


def _rivals(group: Group) -> Rivals:
    return Rivals(
        variable=group.variable,
        sort=group.sort,
        words=tuple(sorted(group.words)),
        planned=group.planned,
        unlike=group.unlike,
        running=group.running,
        score=max(e.score for v in group.values for e in v.evidence),
        values=tuple(_rival(value) for value in group.values),
    )


def _rival(value: Value) -> Rival:
    return Rival(
        amount=value.amount,
        told=_shown(value),
        oldest=value.oldest,
        newest=value.newest,
        withdrawn=value.withdrawn,
        witnesses=tuple(cite(*witness) for witness in value.witnesses),
        places=tuple(sorted({(e.article.id, e.start, e.end) for e in value.evidence})),
    )


def _fallen(group: Rivals, current: Rival | None) -> list[tuple[Rival, Rival]]:
    """Return the values that lost, each with the one that it lost to."""
    best = current or max(group.values, key=lambda v: v.newest or _NEVER)
    return [
        (value, best)
        for value in group.values
        if value is not best and (_lost(value, current) if current else _replaced(value, best, group))
    ]


def _stale(group: Rivals, value: Rival, best: Rival) -> Stale:
    newer = _given_up(value, best, group)
    return Stale(group.sort, value.amount, frozenset(group.words), best.amount, best.told, newer)


def _open(group: Rivals, fallen: Sequence[Rival]) -> Open:
    left = sorted(
        (v for v in group.values if v not in fallen), key=lambda v: v.newest or _NEVER, reverse=True
    )
    places = frozenset(place for value in left for place in value.places)
    return Open(group.sort, tuple((v.amount, v.told) for v in left), frozenset(group.words), places)


def _current(group: Rivals) -> Rival | None:
    """Return the value that holds; None where nothing is told by enough texts."""
    able = [v for v in group.values if v.origins >= ENOUGH and not v.withdrawn]
    return max(able, key=lambda v: (_day(v.newest), v.origins, v.newest or _NEVER), default=None)


def _lost(value: Rival, current: Rival) -> bool:
    if value.withdrawn or (value.origins < ENOUGH and value.origins < current.origins):
        return True
    return (value.newest or _NEVER) < (current.newest or _NEVER) and value.origins <= current.origins


def _replaced(value: Rival, best: Rival, group: Rivals) -> bool:
    """Tell whether a day was given up for a newer one where none holds yet; never for one fewer texts give.

    A count is not: one later text with a higher toll may be a rumour as well as the news.
    """
    return not group.sort and value.origins <= best.origins and _given_up(value, best, group)


def _day(moment: datetime | None) -> int:
    return moment.toordinal() if moment else 0


def _disagreements(group: Rivals, current: Rival | None) -> list[Disagreement]:
    """Return what is shown of a group: the rivals of the value that holds, and what it replaced, apart."""
    ordered = sorted(group.values, key=lambda v: v.newest or _NEVER, reverse=True)
    best = current or ordered[0]
    before = [v for v in ordered if v is not best and _given_up(v, best, group)]
    rivals = [v for v in ordered if v is not best and v not in before]
    found = []
    if rivals:
        found.append(_disagreement(group, "conflict", [v for v in ordered if v is best or v in rivals]))
    if before:
        found.append(_disagreement(group, "superseded", [v for v in ordered if v is best or v in before]))
    return found


def _disagreement(
    group: Rivals, kind: Literal["superseded", "conflict", "different measure"], values: Sequence[Rival]
) -> Disagreement:
    return Disagreement(variable=group.variable, type=kind, values=tuple(v.told for v in values))


def _in_order(group: Rivals, current: Rival | None) -> bool:
    """Tell whether each other value was given up before the best one was first given."""
    best = current or max(group.values, key=lambda v: v.newest or _NEVER)
    return all(_given_up(v, best, group) for v in group.values if v is not best)


def _given_up(value: Rival, best: Rival, group: Rivals) -> bool:
    """Tell whether a value was given up for the best one.

    A single newer text replaces only what changes with time: tolls, plans, days to come, and what it tells as
    the new state of it (`agent/check/running.py`). A toll only
    grows: a smaller one that fewer texts give, and none since the best was last given, is an earlier state
    even where the two overlap by some days.
    """
    meant = group.planned or group.running or not group.sort
    changes = group.sort in FATES or meant or best.origins >= ENOUGH
    if value.withdrawn or (changes and (value.newest or _NEVER) < (best.oldest or _NEVER)):
        return True
    behind = _day(value.newest) < _day(best.newest) and value.origins < best.origins
    return group.sort in FATES and value.amount < best.amount and behind


def _shown(value: Value) -> DisagreementValue:
    """Return the value with the newest text that gives it; of several that day, the first."""
    latest = value.newest
    best = next(
        e for e in value.evidence if e.article.published is None or latest is None
        or e.article.published.date() == latest.date()
    )  # fmt: skip
    return DisagreementValue(
        value=value.shown,
        publisher=best.article.publisher,
        published=best.article.published,
        origins=max(1, value.origins),
        measure=value.measure,
        citation=cite(best.article, best.start, best.end),
    )


def _weight(group: Rivals) -> float:
    return sum(v.origins for v in group.values) + 0.1 * group.score
