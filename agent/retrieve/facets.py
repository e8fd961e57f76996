"""What a question asks for, part by part: outlets it names, days and months, its clauses.

Pure. A question about two reports of two outlets has two answers in the library, and one ranking of the
whole question finds the louder of them twice. Asking each part separately pays more than any other step of
the retrieval (measured on MultiHop-RAG, see `evals/retrieval.py`).
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from agent.retrieve.vocabulary import GENERIC, STOP

_WORD = re.compile(r"\w+(?:[.&]\w+)*")
_NAME_PARTS = re.compile(r"\s+[-–|·]\s+|:\s+")
_CUT = re.compile(
    r"(?P<strong>\b(?:and|while|whereas|but|compared|versus|vs)\b)|\b(?:or|than|as well as)\b|[,;:?]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:and|while|whereas|but|compared|versus|vs|who|which|that|in contrast)\b|[,;:?]", re.IGNORECASE
)
FEWEST_WORDS = 3
"""Words that say something from which a clause is looked up by itself."""
_MONTHS = "|".join(f"{name}|{name[:3]}\\.?" for name in month_name[1:]) + r"|Sept\.?"
_DAY = re.compile(
    rf"\b(?:(?P<m1>{_MONTHS})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTHS})(?:,?\s+(?P<y2>\d{{4}}))?"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))(?!\w)"
)
_MONTH = re.compile(rf"\b(?P<m>{_MONTHS}),?\s+(?P<y>\d{{4}})\b")

Names = Mapping[tuple[str, ...], frozenset[str]]
"""Words of a name, folded, and the outlets they may mean."""


@dataclass(frozen=True)
class Facet:
    """One part of a question."""

    text: str
    """Its words."""
    publishers: frozenset[str] = frozenset()
    """Outlets it names; empty for any."""
    since: datetime | None = None
    """First instant of the day or month it names."""
    until: datetime | None = None
    """First instant after it."""


@dataclass(frozen=True)
class _Mention:
    publishers: frozenset[str]
    start: int
    end: int


def outlet_names(publishers: Iterable[str]) -> dict[tuple[str, ...], frozenset[str]]:
    """Return the ways in which a question may name the outlets of the library.

    "The Daily - Sports" may be called so, "The Daily" or "Daily"; the shorter names may mean several outlets.
    """
    names: dict[tuple[str, ...], frozenset[str]] = {}
    for publisher in publishers:
        for name in (publisher, _NAME_PARTS.split(publisher)[0]):
            words = tuple(word.casefold() for word in _WORD.findall(name))
            forms = [words, words[1:]] if words[:1] == ("the",) else [words]
            for form in filter(None, forms):
                names[form] = names.get(form, frozenset()) | {publisher}
    return names


def outlet_called(name: str, publishers: Iterable[str]) -> frozenset[str]:
    """Return the outlets that a person may mean by a name, whole or short, in any case; none if unknown."""
    words = tuple(word.casefold() for word in _WORD.findall(name))
    return outlet_names(publishers).get(words, frozenset())


def facets(question: str, names: Names, now: datetime) -> list[Facet]:
    """Return the parts of a question that have to be looked up separately, in their order.

    A question without outlets has one part for each day or month it compares, or is one part as a whole.
    `now` dates a day whose year is not said: the last one that is not in the future.
    """
    mentions = _outlets(question, names)
    if not mentions:
        return _by_time(question, now)
    clauses = _clauses(question, mentions)
    return [_facet(text, mention.publishers, now) for text, mention in zip(clauses, mentions, strict=True)]


def clauses(question: str, names: Names) -> list[Facet]:
    """Return what a question says clause by clause, each in the outlets it names, else in all that are named.

    "Who, as A and B report, founded X, sold Y and is accused of Z?" is three questions about one person, and
    A and B may each answer any of them. A clause of fewer than three words that say something is part of its
    neighbour; a question of one clause has none.
    """
    mentions = _outlets(question, names)
    everyone = frozenset[str]().union(*(mention.publishers for mention in mentions))
    found = []
    for start, end in _pieces(question):
        own = (mention.publishers for mention in mentions if start <= mention.start < end)
        found.append(Facet(question[start:end], frozenset[str]().union(*own) or everyone))
    return found if len(found) > 1 else []


def _pieces(question: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(question)), len(question)]
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        if pieces and min(_says(question[slice(*pieces[-1])]), _says(question[start:end])) < FEWEST_WORDS:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _says(text: str) -> int:
    words = (word.casefold() for word in _WORD.findall(text))
    return sum(word not in STOP and word not in GENERIC for word in words)


def outlet_words(question: str, names: Names) -> set[str]:
    """Return the words of a question that are there to name an outlet, folded."""
    return {
        word.casefold()
        for mention in _outlets(question, names)
        for word in _WORD.findall(question[mention.start : mention.end])
    }


def _outlets(question: str, names: Names) -> list[_Mention]:
    words = list(_WORD.finditer(question))
    longest = max(map(len, names), default=0)
    found: list[_Mention] = []
    at = 0
    while at < len(words):
        size = _longest_name(words[at : at + longest], names)
        if size:
            key = tuple(word.group().casefold() for word in words[at : at + size])
            found.append(_Mention(names[key], words[at].start(), words[at + size - 1].end()))
        at += size or 1
    return found


def _longest_name(words: list[re.Match[str]], names: Names) -> int:
    # Many outlets are called by a common word (Wired, Fortune): only a capital makes it a name.
    if not words or not (words[0].group()[0].isupper() or words[0].group()[0].isdigit()):
        return 0
    folded = [word.group().casefold() for word in words]
    return next((size for size in range(len(folded), 0, -1) if tuple(folded[:size]) in names), 0)


def _clauses(question: str, mentions: list[_Mention]) -> list[str]:
    """Cut the question between its outlets, at the last conjunction there, else at the last comma."""
    cuts = [0]
    for before, after in pairwise(mentions):
        gaps = list(_CUT.finditer(question, before.end, after.start))
        strong = [gap for gap in gaps if gap["strong"]]
        best = (strong or gaps)[-1:]
        cuts.append(best[0].start() if best else before.end)
    cuts.append(len(question))
    return [question[start:end] for start, end in pairwise(cuts)]


def _by_time(question: str, now: datetime) -> list[Facet]:
    times = _times(question, now)
    if len(times) < 2:
        return [_facet(question, frozenset(), now)]
    return [Facet(text=question, since=since, until=until) for since, until in times]


def _facet(text: str, publishers: frozenset[str], now: datetime) -> Facet:
    times = _times(text, now)
    # Two days in one clause are a stretch of events, not the day of a report.
    since, until = times[0] if len(times) == 1 else (None, None)
    return Facet(text=text, publishers=publishers, since=since, until=until)


def _times(text: str, now: datetime) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    rest = text
    for match in _DAY.finditer(text):
        month = match["m1"] or match["m2"] or match["m3"]
        day = match["d1"] or match["d2"] or match["d3"]
        year = match["y1"] or match["y2"] or match["y3"]
        if (start := _day(_month(month), int(day), int(year) if year else None, now)) is not None:
            found.append((start, start + timedelta(days=1)))
        rest = rest.replace(match.group(), " ")
    for match in _MONTH.finditer(rest):
        first = _day(_month(match["m"]), 1, int(match["y"]), now)
        if first is not None:
            found.append((first, first + timedelta(days=monthrange(first.year, first.month)[1])))
    return list(dict.fromkeys(found))


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(number for number in range(1, 13) if month_name[number][:3].casefold() == name[:3].casefold())


def _day(month: int, day: int, year: int | None, now: datetime) -> datetime | None:
    try:
        if year is not None:
            return datetime(year, month, day, tzinfo=UTC)
        this_year = datetime(now.year, month, day, tzinfo=UTC)
        return this_year if this_year <= now else datetime(now.year - 1, month, day, tzinfo=UTC)
    except ValueError:  # 31 February is no day
        return None
