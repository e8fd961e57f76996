"""Days that different texts give for the same event: a meeting on the 6th here and on the 3rd there.

Pure. Two dates are of the same event when the same event word and a shared name stand in the clauses of both,
and the rest of those clauses is much alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from agent.check.core import core
from agent.check.counted import counted
from agent.check.events import around, is_event
from agent.check.groups import Group, Value, clustered, in_time
from agent.check.whose import inside as inside_sentence
from agent.text.clauses import clauses
from agent.text.dates import DateMention, dates
from agent.text.lineage import Lineage, telling_of
from agent.text.names import names
from agent.text.shingles import twins
from agent.types import Evidence

ALIKE, ALIKE_PAST = 0.45, 0.7
"""Share of the lighter clause's words that must stand in the other, for what is to come and what is past."""
NEAR, NEAR_PAST = 31, 7
"""Days; further apart they are two events of a kind."""
_SAME_CLAUSE = 0.9
_FEWEST = 2
_MOST_WORDS = 18


@dataclass(frozen=True, eq=False)
class Dated:
    """One day in one sentence, and the words around it."""

    evidence: Evidence
    mention: DateMention
    words: Mapping[str, float]
    """By nearness to the date, from 1 down."""
    names: frozenset[str]
    """Words of the names in the sentence."""

    @property
    def day(self) -> date:
        """The day it means."""
        return self.mention.first or date.min

    @property
    def coming(self) -> bool:
        """It was still to come when the text was published."""
        published = self.evidence.article.published
        return published is not None and self.day >= published.date()


def date_groups(evidence: Sequence[Evidence]) -> Iterator[Group]:
    """Yield the events for which more than one day is given."""
    lineage = Lineage(e.article for e in evidence)
    told = [d for e in evidence for d in _dated(e)]
    links = [(s, a, b) for a, b in combinations(told, 2) if (s := _alike(a, b)) > 0]
    for members in clustered(told, links, _apart):
        by_day: dict[date, list[Dated]] = {}
        for d in members:
            by_day.setdefault(d.day, []).append(d)
        variable = _variable(members)
        if len(by_day) > 1 and variable:
            yield Group(variable, tuple(_value(day, same, lineage) for day, same in by_day.items()))


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY_OF_MONTH = re.compile(
    rf"\b{_MONTH}[a-z]*\.? (?:the )?\d|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|\b\d{{4}}-\d\d-\d\d"
)


def _dated(e: Evidence) -> list[Dated]:
    if not _DAY_OF_MONTH.search(e.text):
        return []
    published = e.article.published
    found = dates(e.text, published)
    # A bare weekday is told of whatever happened last; only a day of a month dates an event for other texts.
    days = [
        (n, d)
        for n, d in enumerate(found)
        if d.precision == "day" and d.readings and not d.clash and any(c.isdigit() for c in d.text)
    ]
    if not days:
        return []
    spans = [(d.start, d.end) for d in found]
    said = _plain(e.text)
    named = _named(said)
    return [Dated(e, d, around(said, tuple(spans), n), named) for n, d in days if d.first == d.last]


_BESIDE = re.compile(r",(\s(?:[A-Z][\w’'.-]+\s?){1,4}),")


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    """Return the sentence with its positions: "the mayor, Ada Roe, resigned" is one clause."""
    return _BESIDE.sub(lambda m: f" {m[1]} ", text)


@lru_cache(maxsize=2048)
def _named(text: str) -> frozenset[str]:
    return frozenset(w.casefold() for n in names(text) for w in n.text.split() if len(w) > 2)


def _apart(a: Dated, b: Dated) -> bool:
    return a.evidence.article.id == b.evidence.article.id and a.day != b.day


def _alike(a: Dated, b: Dated) -> float:
    """Return how alike two dated events are; 0 where not enough."""
    if a.day != b.day and twins(a.evidence.text, b.evidence.text):
        # one sentence with another day, however far that is; with another count as well it is another event
        return 0.0 if _counts_apart(a, b) else 1.0
    past = not (a.coming and b.coming)
    if abs((a.day - b.day).days) > (NEAR_PAST if past else NEAR) or not a.names & b.names:
        return 0.0
    shared = a.words.keys() & b.words.keys()
    near = [k for k in shared if min(a.words[k], b.words[k]) >= _SAME_CLAUSE]
    if len(near) < _FEWEST or not any(is_event(k) for k in near):
        return 0.0
    weight = sum(min(a.words[k], b.words[k]) for k in shared)
    found = weight / max(1.0, min(sum(a.words.values()), sum(b.words.values())))
    return found if found >= (ALIKE_PAST if past and a.day != b.day else ALIKE) else 0.0


def _counts_apart(a: Dated, b: Dated) -> bool:
    mine, theirs = ({(c.sort, c.amount) for c in counted(d.evidence.text)} for d in (a, b))
    return bool(mine and theirs) and not mine & theirs


def _value(day: date, told: Sequence[Dated], lineage: Lineage) -> Value:
    return Value(
        shown=f"{day.day} {day:%B %Y}",
        amount=float(day.toordinal()),
        evidence=in_time(d.evidence for d in told),
        witnesses=lineage.independent(telling_of(d.evidence) for d in told),
        withdrawn=False,
    )


def _variable(members: Sequence[Dated]) -> str:
    """Return the clearest clause without its date: "when the two presidents are to meet in Geneva"."""
    one, other = members[:2]
    copied = twins(one.evidence.text, other.evidence.text)
    for texts in ([d.evidence.text for d in members], [core(d.evidence.text).core for d in members]):
        told = [
            (d, said) for d, text in zip(members, texts, strict=True) if (said := _clause(d, text, copied))
        ]
        if told:
            return f"when {max((len(d.names), -len(said), said) for d, said in told)[2]}"
    return ""


def _clause(d: Dated, text: str, inside: bool) -> str:
    """Return the clause up to its date; one with the date inside only where nothing better can be had."""
    mention = d.mention
    span = next((s for s in clauses(text) if s.start <= mention.start < s.end), None)
    if span is None or (mention.end < len(text[: span.end].rstrip(" .")) - 1 and not inside):
        return ""  # the date stands in the middle: what is left would not read well
    said = text[span.start : mention.start].rstrip(" ,")
    for word in ("on", "for", "by"):
        said = said.removesuffix(f" {word}")
    said = said.strip()
    if not 4 <= len(said.split()) <= _MOST_WORDS:
        return ""
    return inside_sentence(said) if names(said[:20]) else said[0].lower() + said[1:]
