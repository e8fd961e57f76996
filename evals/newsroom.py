"""Generated coverage with planted bursts: rhythm, scatter, outages, backlogs, busy days, serials of one.

Nothing in it is anybody's data. The same seed gives the same coverage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from agent.retrieve.coverage import Coverage, Watched

START = datetime(2031, 3, 3, tzinfo=UTC)
"""A Monday."""
HOUR = timedelta(hours=1)
WEEKS, LEARNING = 10, 3
"""Weeks of coverage, and those of them without bursts, in which there is only the habit to learn."""
OUTLETS, SERIES = 10, 40
AFTER = 6
"""Hours after its end in which a burst may still be noticed."""
HOURS = np.array(
    [
        *(0.3, 0.2, 0.15, 0.15, 0.2, 0.4, 0.8, 1.3, 1.6, 1.7, 1.6, 1.5),
        *(1.4, 1.5, 1.5, 1.5, 1.6, 1.7, 1.5, 1.2, 1.0, 0.8, 0.6, 0.4),
    ]
)
"""How busy each hour of the day is."""
DAYS = np.array([1.15, 1.2, 1.2, 1.15, 1.1, 0.6, 0.6])
"""How busy each weekday is, from Monday on."""

Floats = NDArray[np.float64]
Windows = Mapping[str, Sequence[tuple[datetime, datetime]]]


@dataclass(frozen=True)
class Generated:
    """Coverage, and when something truly happened."""

    watched: tuple[Watched, ...]
    """The series."""
    coverage: Coverage
    """The library."""
    windows: Windows
    """Planted bursts by key of the series, each with the hours after it."""


def newsroom(seed: int) -> Generated:
    """Return ten weeks of hourly coverage by ten outlets, forty series, three bursts in most of them."""
    chance = np.random.default_rng(seed)
    steps = WEEKS * 168
    rhythm = np.tile((DAYS[:, None] * HOURS[None, :]).ravel(), WEEKS)
    busy = rhythm * _busy_days(chance, steps)
    names = [f"Outlet {n + 1}" for n in range(OUTLETS)]
    rest = chance.poisson(
        chance.uniform(1, 9, OUTLETS)[:, None] * busy * _scatter(chance, (OUTLETS, steps), 6)
    )
    shares = chance.dirichlet(np.full(OUTLETS, 2.0), SERIES)
    counts = np.zeros((SERIES, OUTLETS, steps), dtype=np.int64)
    windows: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in range(SERIES):
        level = float(np.exp(chance.uniform(np.log(0.03), np.log(4))))
        mean = level * busy * _drift(chance, steps) * _own_peak(chance, row) * _scatter(chance, (steps,), 4)
        counts[row] = chance.poisson(shares[row][:, None] * mean)
        counts[row] += _serials(chance, steps)
        bursts, told = _bursts(chance, steps, level, rhythm)
        counts[row] += bursts
        windows[f"s{row}"] = told
    _outages(chance, counts, rest)
    totals = {name: (rest[at] + counts[:, at].sum(0)).tolist() for at, name in enumerate(names)}
    watched = tuple(
        Watched(
            f"s{row}", f"subject {row}", {name: counts[row, at].tolist() for at, name in enumerate(names)}
        )
        for row in range(SERIES)
    )
    return Generated(watched, Coverage(START, HOUR, totals), windows)


def _scatter(chance: np.random.Generator, shape: tuple[int, ...], size: float) -> Floats:
    """Return factors around 1 with a variance of 1/size: Poisson counts of them are negative binomial."""
    return chance.gamma(size, 1 / size, shape)


def _busy_days(chance: np.random.Generator, steps: int) -> Floats:
    """Return a factor for each hour: every day is a little different, a few are more than twice as busy."""
    days = chance.gamma(60, 1 / 60, steps // 24)
    days[chance.choice(steps // 24, 4, replace=False)] *= 2.2
    return np.repeat(days, 24)


def _drift(chance: np.random.Generator, steps: int) -> Floats:
    """Return a level that wanders, by about a third in ten weeks."""
    daily = np.cumsum(chance.normal(0, 0.04, steps // 24))
    return np.repeat(np.exp(daily), 24)


def _own_peak(chance: np.random.Generator, row: int) -> Floats:
    """Return the rhythm of its own that every fourth series has: three hours a week, ten times as busy."""
    week = np.ones(168)
    if row % 4 == 0:
        hour = int(chance.integers(7)) * 24 + int(chance.integers(8, 17))
        week[hour : hour + 3] = 10
    return np.tile(week, WEEKS)


def _serials(chance: np.random.Generator, steps: int) -> NDArray[np.int64]:
    """Return what is no burst of a story: one outlet alone that brings many articles in a few hours."""
    counts = np.zeros((OUTLETS, steps), dtype=np.int64)
    for _ in range(2):
        start = int(chance.integers(steps - 3))
        counts[int(chance.integers(OUTLETS)), start : start + 3] += chance.poisson(4, 3)
    return counts


def _bursts(
    chance: np.random.Generator, steps: int, level: float, rhythm: Floats
) -> tuple[NDArray[np.int64], list[tuple[datetime, datetime]]]:
    """Return three bursts of different size and length in several outlets, and when they are."""
    counts = np.zeros((OUTLETS, steps), dtype=np.int64)
    told = []
    part = (steps - LEARNING * 168) // 3
    for number in range(3):
        start = LEARNING * 168 + number * part + int(chance.integers(part - 60))
        hours = int(chance.integers(3, 25))
        size = float(chance.choice([4, 8, 16])) * max(level, 0.4)
        shape = np.exp(-np.arange(hours) / (hours / 1.5)) * np.maximum(rhythm[start : start + hours], 0.4)
        taking = chance.choice(OUTLETS, int(chance.integers(3, 9)), replace=False)
        counts[taking, start : start + hours] += chance.poisson(
            size / len(taking) * shape, (len(taking), hours)
        )
        told.append((START + start * HOUR, START + (start + hours + AFTER) * HOUR))
    return counts, told


def _outages(chance: np.random.Generator, counts: NDArray[np.int64], rest: NDArray[np.int64]) -> None:
    """Let each outlet be down twice; half of the times all that was missed arrives in the hour after."""
    steps = rest.shape[1]
    for outlet in range(OUTLETS):
        for _ in range(2):
            start, hours = int(chance.integers(steps - 80)), int(chance.integers(8, 60))
            back, late = start + hours, chance.random() < 0.5
            for table in (counts[:, outlet], rest[outlet][None, :]):
                if late:
                    table[:, back] += table[:, start:back].sum(1)
                table[:, start:back] = 0
