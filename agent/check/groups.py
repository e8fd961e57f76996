"""Values of one thing, grouped: the nouns of the ledger, and how what is alike comes together. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from agent.text.lineage import Telling
from agent.types import Evidence

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Value:
    """One value, and the sentences that give it."""

    shown: str
    """As the sources have it, hedge included."""
    amount: float
    """In the base unit; the ordinal of a day."""
    evidence: tuple[Evidence, ...]
    """Oldest first, undated ones at the end."""
    witnesses: tuple[Telling, ...]
    """One of each independent origin among them, and among those who round it."""
    withdrawn: bool
    """It was called the wrong or earlier value, by those who gave it or by more than still give it."""
    measure: str = ""
    """What it measures, in words, where the values of the group measure different things."""

    @property
    def origins(self) -> int:
        """Independent origins that give it."""
        return len(self.witnesses)

    @property
    def newest(self) -> datetime | None:
        """When it was last given."""
        return max((e.article.published for e in self.evidence if e.article.published), default=None)

    @property
    def oldest(self) -> datetime | None:
        """When it was first given."""
        return min((e.article.published for e in self.evidence if e.article.published), default=None)


@dataclass(frozen=True)
class Group:
    """The values given for one thing."""

    variable: str
    """What is counted or dated."""
    values: tuple[Value, ...]
    """At least two."""
    sort: str = ""
    """Sort of the counts; empty for days."""
    words: frozenset[str] = frozenset()
    """Telling words of all sentences that count it."""
    planned: bool = False
    """The values are what somebody demands or offers, which may change without anybody being wrong."""
    unlike: bool = False
    """The values measure different things, so that none contradicts another."""
    running: bool = False
    """The newest value was told as the new state of the older ones."""


def clustered(
    things: Sequence[T], links: Sequence[tuple[float, T, T]], apart: Callable[[T, T], bool]
) -> Iterator[list[T]]:
    """Yield groups of linked things, the strongest links first; what is apart never shares a group."""
    home = {thing: [thing] for thing in things}
    for _, a, b in sorted(links, key=lambda link: -link[0]):
        one, other = home[a], home[b]
        if one is not other and not any(apart(x, y) for x in one for y in other):
            one.extend(other)
            home.update(dict.fromkeys(other, one))
    yield from {id(c): c for c in home.values() if len(c) > 1}.values()


def in_time(evidence: Iterator[Evidence] | Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return sentences, each once, oldest first, undated ones at the end."""
    once = {(e.article.id, e.start): e for e in evidence}.values()

    def when(e: Evidence) -> tuple[bool, float]:
        return e.article.published is None, e.article.published.timestamp() if e.article.published else 0.0

    return tuple(sorted(once, key=when))
