"""From single articles to counts by the hour: what bursts of coverage are looked for in.

Pure. Hours are those of UTC, so that whoever counts again elsewhere counts the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Watched

HOUR = timedelta(hours=1)
HISTORY = timedelta(days=56)
"""Coverage that expectations are learned from; what is older hardly counts (`Habits.season_days`)."""
OLD_ENOUGH, LARGE_ENOUGH = timedelta(days=7), 50
"""Age of the library, and articles of the last weeks, from which it lets one expect anything: a week has each
hour and each weekday once."""
FIRST_DAY = 24
"""Hours in which a story is taken to begin."""
LOOK_BACK = 28 * 24
"""Hours in which stories must have begun from which a later one's beginning is expected."""
FEWEST = 30
"""Stories from which that can be told."""
SUREST = 4.0
"""Shape at most of what is believed of a story's beginning: stories differ more than chance."""


class Count(NamedTuple):
    """An article, as it is counted."""

    at: int
    """Its hour, from the first one on."""
    outlet: str
    article: str


def first_hour(now: datetime) -> datetime:
    """Return the first hour that is counted, in UTC."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - HISTORY


def hour_of(moment: datetime, start: datetime) -> int:
    """Return which hour a moment lies in, from the first one on; less than 0 before that."""
    return (moment - start) // HOUR


def by_outlet(counts: Iterable[Count], steps: int) -> dict[str, list[int]]:
    """Return articles by outlet and hour."""
    found: dict[str, list[int]] = {}
    for count in counts:
        found.setdefault(count.outlet, [0] * steps)[count.at] += 1
    return found


def too_little(age: timedelta | None, articles: int) -> str:
    """Return why a library does not let one expect anything yet; empty where it does.

    Args:
        age: Time since its oldest article was published; None where none states that.
        articles: Those of the last weeks.
    """
    if age is None:
        return "No article states when it was published, so nothing can be counted by the hour."
    if age < OLD_ENOUGH:
        days = age.days
        return (
            f"The library is too young to know what is usual: its articles go back {days} "
            f"day{'s' if days != 1 else ''}, and {OLD_ENOUGH.days} are needed."
        )
    if articles < LARGE_ENOUGH:
        return (
            f"The library is too small to know what is usual: {articles} articles in the last "
            f"{HISTORY.days} days, and {LARGE_ENOUGH} are needed."
        )
    return ""


@dataclass(frozen=True)
class Beginning:
    """What a story usually begins with."""

    rate: float = 0.0
    """Articles an hour in its first day; 0 where too few stories are known."""
    shape: float = 0.0
    """How alike stories are in that, as the shape of a Gamma distribution."""


class Beginnings:
    """How stories began so far.

    Whether a new story is a burst cannot be told from its own past, of which there is none: it is held
    against what other stories of the library began with. The belief is an empirical Bayes one, with a Gamma
    prior by moments (Robbins 1956; Casella, An introduction to empirical Bayes data analysis, 1985).
    """

    def __init__(self, stories: Iterable[Sequence[Count]]) -> None:
        """Take the articles of all stories, each in the order of publication."""
        born = sorted(
            (counts[0].at, sum(one.at < counts[0].at + FIRST_DAY for one in counts))
            for counts in stories
            if counts
        )
        self._births = [at for at, _ in born]
        self._sums = list(accumulate((n for _, n in born), initial=0))
        self._squares = list(accumulate((n * n for _, n in born), initial=0))

    def before(self, at: int) -> Beginning:
        """Return what stories that were a day old in an hour had begun with; later ones are not looked at."""
        first = bisect_left(self._births, at - FIRST_DAY - LOOK_BACK)
        last = bisect_left(self._births, at - FIRST_DAY)
        number = last - first
        if number < FEWEST:
            return Beginning()
        mean = (self._sums[last] - self._sums[first]) / number
        variance = (self._squares[last] - self._squares[first]) / number - mean * mean
        spread = max((variance - mean) / (mean * mean), 1 / SUREST)
        return Beginning(mean / FIRST_DAY, 1 / spread)


def series_of(
    stories: Mapping[str, Sequence[Count]], steps: int, since: int, rule: Rule
) -> tuple[list[Watched], list[int]]:
    """Return the stories that can have burst since an hour, and how many could be looked at in each hour.

    Args:
        stories: The articles of each by its id, in the order of publication.
        steps: Hours in all.
        since: The hour.
        rule: What counts as a spike: smaller stories are counted among the many, and not carried along.
    """
    beginnings = Beginnings(stories.values())
    longest = max(rule.windows)
    looked_at = [0] * (steps + 1)
    found = []
    for name, counts in stories.items():
        for start, end in _stretches([one.at for one in counts], longest):
            looked_at[start] += 1
            looked_at[min(end, steps)] -= 1
        if len(counts) < rule.least or counts[-1].at < since - longest:
            continue
        usual = beginnings.before(counts[0].at)
        of_outlets = by_outlet(counts, steps)
        found.append(Watched(name, name, of_outlets, counts[0].at, usual.rate, usual.shape))
    return found, list(accumulate(looked_at[:steps]))


def _stretches(hours: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """Return the stretches in which a window of the longest kind holds an article, ends exclusive."""
    found: list[tuple[int, int]] = []
    for at in hours:
        if found and at <= found[-1][1]:
            found[-1] = found[-1][0], at + longest
        else:
            found.append((at, at + longest))
    return found
