"""Where sources differ: the same thing counted or dated, and told differently.

Pure. Values are grouped by what they count and what their sentences speak about; a group with more than one
value is a contest. What lost it may not stand in a briefing's prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from agent.check.appointments import date_groups
from agent.check.cited import cite
from agent.check.counts import FATES, counts
from agent.check.rivals import Group, Value, count_groups
from agent.text.telling import telling
from agent.types import Disagreement, DisagreementValue, Evidence, Finding, Reason

MOST = 6
"""Disagreements worth a reader's time."""
ENOUGH = 2
"""Independent texts that make a value the current one."""
OVERTAKEN = Finding(
    check="figures",
    passed=False,
    reason=Reason.FIGURE_SUPERSEDED,
    refutes=True,
    message="Several other texts give another, newer count.",
)
"""What is said of a sentence that repeats a count which lost."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Stale:
    """A count that lost to another."""

    sort: str
    amount: float
    current: float
    words: frozenset[str]
    """Telling words of the sentences about it."""


@dataclass(frozen=True)
class Contests:
    """What sources tell differently, and which sentences lost."""

    disagreements: tuple[Disagreement, ...]
    """The most important first."""
    lost: frozenset[tuple[str, int, int]]
    """Article, first and last character of each sentence that gives a value which lost."""
    stale: tuple[Stale, ...] = ()
    """The counts among those values."""
    disputed: frozenset[tuple[str, int, int]] = frozenset()
    """Places of the sentences with a value that others contradict, where none of the values holds yet."""

    def outdated(self, evidence: Evidence) -> bool:
        """Tell whether the sentence gives a value that lost, and not the one that holds."""
        return (evidence.article.id, evidence.start, evidence.end) in self.lost

    def contested(self, evidence: Evidence) -> bool:
        """Tell whether as many texts give another value: a reader should see both, not this one alone."""
        return (evidence.article.id, evidence.start, evidence.end) in self.disputed

    def repeated(self, text: str) -> bool:
        """Tell whether a sentence of ours tells a count that lost as if it held."""
        told = [(c.sort, c.amount) for c in counts(text) if not c.denied]
        return any(
            (s.sort, s.amount) in told and (s.sort, s.current) not in told and bool(telling(text) & s.words)
            for s in self.stale
        )


def contests(evidence: Sequence[Evidence]) -> Contests:
    """Return what the sentences tell differently about the same thing.

    A value holds when at least two independent texts give it and none that as many give is newer. A value
    lost when it is older, when a single text gives it against several, or when a text takes it back; where
    none holds, a day is lost when as many texts gave it up for a newer one.
    """
    held: list[tuple[float, Disagreement]] = []
    lost: set[tuple[str, int, int]] = set()
    unsettled: set[tuple[str, int, int]] = set()
    stale: list[Stale] = []
    for group in (*count_groups(evidence), *date_groups(evidence)):
        current = _current(group)
        if group.planned and not _in_order(group, current):
            continue  # somebody asked for one sum and for another: nobody contradicts anybody
        best = current or max(group.values, key=lambda v: v.newest or _NEVER)
        for value in group.values:
            if value is not best and (_lost(value, current) if current else _replaced(value, best, group)):
                lost.update(_places(value))
                stale.append(Stale(group.sort, value.amount, best.amount, group.words))
        if current:
            lost.difference_update(_places(current))
        else:
            unsettled.update(place for value in group.values for place in _places(value))
        held += [(_weight(group), d) for d in _disagreements(group, current)]
    held.sort(key=lambda item: -item[0])
    return Contests(
        tuple(d for _, d in held[:MOST]),
        frozenset(lost),
        tuple(s for s in stale if s.sort),
        frozenset(unsettled - lost),
    )


def _places(value: Value) -> set[tuple[str, int, int]]:
    return {(e.article.id, e.start, e.end) for e in value.evidence}


def _current(group: Group) -> Value | None:
    """Return the value that holds; None where nothing is told by enough texts."""
    able = [v for v in group.values if v.origins >= ENOUGH and not v.withdrawn]
    return max(able, key=lambda v: (_day(v.newest), v.origins, v.newest or _NEVER), default=None)


def _lost(value: Value, current: Value) -> bool:
    if value.withdrawn or (value.origins < ENOUGH and value.origins < current.origins):
        return True
    return (value.newest or _NEVER) < (current.newest or _NEVER) and value.origins <= current.origins


def _replaced(value: Value, best: Value, group: Group) -> bool:
    """Tell whether a day was given up for a newer one where none holds yet; never for one fewer texts give.

    A count is not: one later text with a higher toll may be a rumour as well as the news.
    """
    return not group.sort and value.origins <= best.origins and _given_up(value, best, group)


def _day(moment: datetime | None) -> int:
    return moment.toordinal() if moment else 0


def _disagreements(group: Group, current: Value | None) -> list[Disagreement]:
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
    group: Group, kind: Literal["superseded", "conflict"], values: Sequence[Value]
) -> Disagreement:
    return Disagreement(variable=group.variable, type=kind, values=tuple(_shown(v) for v in values))


def _in_order(group: Group, current: Value | None) -> bool:
    """Tell whether each other value was given up before the best one was first given."""
    best = current or max(group.values, key=lambda v: v.newest or _NEVER)
    return all(_given_up(v, best, group) for v in group.values if v is not best)


def _given_up(value: Value, best: Value, group: Group) -> bool:
    """Tell whether a value was given up for the best one.

    A single newer text replaces only what changes with time: tolls, plans and days to come. A toll only
    grows: a smaller one that fewer texts give, and none since the best was last given, is an earlier state
    even where the two overlap by some days.
    """
    changes = group.sort in FATES or group.planned or not group.sort or best.origins >= ENOUGH
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
        citation=cite(best.article, best.start, best.end),
    )


def _weight(group: Group) -> float:
    return sum(v.origins for v in group.values) + 0.1 * max(e.score for v in group.values for e in v.evidence)
