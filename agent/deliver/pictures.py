"""Counts and days as shapes to draw, in units of a picture and not of a screen: who draws them adds colour.

Pure. A picture never stands alone: whatever draws it also prints the numbers, because some readers hear a
page.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDE, HIGH = 1000, 100
"""Units of a bar chart."""
ACROSS, EDGE = 400, 16
"""Units of a timeline, and how far from its ends nothing stands."""
LANE, APART = 18, 17
"""Height of a lane of events, and how near to each other two of them may stand in it."""
MOST_TICKS = 5
"""Dates written below a timeline."""


@dataclass(frozen=True)
class Bar:
    """One column: all of it, and the part of it that is marked."""

    x: float
    width: float
    height: float
    marked: float


@dataclass(frozen=True)
class Event:
    """A numbered event of a timeline."""

    number: int
    x: float
    y: float
    width: float
    """More than 0 where all that is known is the month."""


@dataclass(frozen=True)
class Tick:
    """A date below a timeline."""

    x: float
    day: date


@dataclass(frozen=True)
class Line:
    """A timeline as shapes."""

    events: tuple[Event, ...]
    ticks: tuple[Tick, ...]
    height: int
    """Units down to the axis."""


def bars(counts: Sequence[int], marked: Sequence[int] = ()) -> tuple[Bar, ...]:
    """Return the columns of a chart that is `WIDE` and `HIGH`, the highest count as high as the chart.

    Args:
        counts: What is counted in each step.
        marked: How many of these are marked, for each step; nothing for none at all.
    """
    most = max([*counts, 1])
    step = WIDE / max(1, len(counts))
    gap = min(step * 0.2, 4)
    made = []
    for at, count in enumerate(counts):
        part = marked[at] if marked else 0
        made.append(
            Bar(
                x=round(at * step, 2),
                width=round(step - gap, 2),
                height=round(HIGH * count / most, 2),
                marked=round(HIGH * part / most, 2),
            )
        )
    return tuple(made)


def stretches(days: Sequence[tuple[date, bool]], most: int = 60) -> tuple[tuple[date, date, int, int], ...]:
    """Return counts over equal stretches of days, from the first day to the last.

    Args:
        days: The day of each thing that is counted, and whether it is marked.
        most: Stretches at most; where there are more days, a stretch is several.

    Returns:
        First and last day of each stretch, what was counted in it, and how much of that is marked.
    """
    if not days:
        return ()
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    size = -(-((last - first).days + 1) // most)
    number = (last - first).days // size + 1
    counts, marks = [0] * number, [0] * number
    for day, mark in days:
        counts[(day - first).days // size] += 1
        marks[(day - first).days // size] += mark
    return tuple(
        (
            first + timedelta(days=at * size),
            min(last, first + timedelta(days=at * size + size - 1)),
            counts[at],
            marks[at],
        )
        for at in range(number)
    )


def line(days: Sequence[str]) -> Line | None:
    """Return a timeline of days such as `2026-02-03`, or `2026-02` for some day of a month.

    What cannot be read as a day is left out; None where nothing is left, or all is one day.
    """
    spans = [(number, span) for number, day in enumerate(days, 1) if (span := _span(day)) is not None]
    if not spans:
        return None
    first, last = min(span[0] for _, span in spans), max(span[1] for _, span in spans)
    if first == last:
        return None
    scale = (ACROSS - 2 * EDGE) / (last - first).days
    lanes: list[float] = []
    placed = []
    for number, (since, until) in spans:
        x, width = EDGE + (since - first).days * scale, (until - since).days * scale
        lane = next((at for at, end in enumerate(lanes) if x - end >= APART), len(lanes))
        lanes[lane : lane + 1] = [x + width]
        placed.append((number, x, width, lane))
    height = LANE * len(lanes) + 6
    events = tuple(
        Event(number, round(x, 1), height - 14 - lane * LANE, round(width, 1))
        for number, x, width, lane in placed
    )
    return Line(events, tuple(_ticks(first, last, scale)), height)


def _span(day: str) -> tuple[date, date] | None:
    """Return the first and last day that are meant."""
    parts = day.split("-")
    try:
        year, month, *rest = (int(part) for part in parts)
        first = date(year, month, rest[0] if rest else 1)
    except ValueError:
        return None
    return first, first if rest else date(year, month, monthrange(year, month)[1])


def _ticks(first: date, last: date, scale: float) -> list[Tick]:
    """Return the ends and the firsts of months between them, no two so near that they would overlap."""
    months = list(_months(first, last))
    every = -(-len(months) // (MOST_TICKS - 2)) if months else 1
    ends = [Tick(EDGE, first), Tick(ACROSS - EDGE, last)]
    inner = [Tick(round(EDGE + (day - first).days * scale, 1), day) for day in months[::every]]
    free = [one for one in inner if all(abs(one.x - end.x) >= ACROSS / MOST_TICKS for end in ends)]
    return [ends[0], *free, ends[1]]


def _months(first: date, last: date) -> Iterator[date]:
    month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    while month < last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True)
class Coverage:
    """How many articles there were over days, as a picture and as a table."""

    bars: tuple[Bar, ...]
    rows: tuple[tuple[date, date, int, int], ...]
    """First and last day, articles, and how many of them are marked, where there were any."""
    first: date
    last: date
    most: int
    """What the highest column stands for."""
    days: int
    """Days of a column."""


def coverage(days: Sequence[tuple[date, bool]]) -> Coverage | None:
    """Return articles over days, given the day of each and whether it is marked; None without two days."""
    rows = stretches(days)
    if len(rows) < 2:
        return None
    counts = [count for _, _, count, _ in rows]
    return Coverage(
        bars=bars(counts, [mark for *_, mark in rows]),
        rows=tuple(row for row in rows if row[2]),
        first=rows[0][0],
        last=rows[-1][1],
        most=max(counts),
        days=(rows[1][0] - rows[0][0]).days,
    )
