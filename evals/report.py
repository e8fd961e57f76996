"""One page of all suites: figures, how sure they are, what they must hold, and every miss with its passages.

The page asks nothing of the outside. It may hold text of outside data, and so belongs on the disk of whoever
has that data, never in the repository.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agent.commands.output import must_be_writable, write_out
from agent.deliver.html import policy
from agent.guard import say
from evals.floors import Bounds, broken, read_floors
from evals.result import Miss, SuiteResult
from evals.run import SUITES, commit, measure, ours

FEW = 14
"""Figures of a suite that are shown at once; more are folded away."""


@dataclass(frozen=True)
class Row:
    """One figure as it is shown."""

    name: str
    """Its name in the suite."""
    value: str
    """The figure."""
    interval: str
    """Its 95 % interval; empty where it has none."""
    bound: str
    """What it must hold; empty where nothing is asked of it."""
    red: bool
    """It does not hold that."""


@dataclass(frozen=True)
class Case:
    """Misses that were judged by the same passages."""

    passages: tuple[str, ...]
    """What they were judged by."""
    misses: tuple[Miss, ...]
    """At least one."""


@dataclass(frozen=True)
class Group:
    """The misses of one set or kind."""

    name: str
    """The set or kind."""
    count: int
    """How many there are."""
    cases: tuple[Case, ...]
    """The misses, by passage."""


@dataclass(frozen=True)
class Section:
    """One suite as it is shown."""

    suite: str
    """Its name."""
    n: int | None
    """Cases behind its headline; None where it did not run."""
    first: tuple[Row, ...]
    """What must hold, or the first figures where nothing must."""
    rest: tuple[Row, ...]
    """All other figures."""
    groups: tuple[Group, ...]
    """Its misses."""

    @property
    def red(self) -> int:
        """How many of its figures do not hold what they must."""
        return sum(row.red for row in self.first)

    @property
    def misses(self) -> int:
        """How many cases it counts against the product."""
        return sum(group.count for group in self.groups)


def run_report(data: Path | None, out: Path | None) -> int:
    """Measure every suite and write the page; 1 where a figure misses its floor.

    Raises:
        AletheiaError: there is no such folder of data, or the page cannot be written.
    """
    must_be_writable(out)
    floors, sections, red = read_floors(), [], []
    for suite in SUITES:
        say(f"Measuring {suite} …")
        result = measure(suite, data)
        bounds = floors.get(suite, {}) if ours(suite, data) else {}
        red += broken(result, bounds) if result else []
        sections.append(section(suite, result, bounds))
    write_out(page(sections, datetime.now(UTC), commit(), data), out)
    for line in red:
        print(f"RED {line}", file=sys.stderr)
    return 1 if red else 0


def page(sections: Sequence[Section], moment: datetime, commit: str, data: Path | None = None) -> str:
    """Return the whole page."""
    style = _style()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            sections=sections,
            style=Markup(style),
            policy=policy(style, ""),
            day=moment.date().isoformat(),
            commit=commit,
            data=data.name if data else "",
        )
    )


def section(suite: str, result: SuiteResult | None, bounds: Bounds) -> Section:
    """Return a suite as it is shown; without figures where it did not run."""
    if result is None:
        return Section(suite, None, (), (), ())
    rows = [_row(result, name, bounds.get(name, {})) for name in result.metrics]
    held = [row for row in rows if row.bound]
    first = held or rows[:FEW]
    if len(rows) <= FEW:
        first = rows
    rest = [row for row in rows if row not in first]
    return Section(suite, result.n, tuple(first), tuple(rest), groups(result.misses))


def groups(misses: Sequence[Miss]) -> tuple[Group, ...]:
    """Return misses by group, the largest first, and within one by the passages they share."""
    found = []
    for name, count in Counter(miss.group for miss in misses).most_common():
        by_passage: dict[tuple[str, ...], list[Miss]] = {}
        for miss in misses:
            if miss.group == name:
                by_passage.setdefault(miss.passages, []).append(miss)
        cases = tuple(Case(passages, tuple(some)) for passages, some in by_passage.items())
        found.append(Group(name, count, cases))
    return tuple(found)


def _row(result: SuiteResult, name: str, bound: Mapping[str, float]) -> Row:
    low, high = result.intervals.get(name, (None, None))
    return Row(
        name=name,
        value=shown(result.metrics[name]),
        interval=f"{shown(low)} to {shown(high)}" if low is not None and high is not None else "",
        bound=" and ".join(f"{_WORDS[side]} {value:g}" for side, value in bound.items()),
        red=bool(broken(result, {name: bound})),
    )


_WORDS = {"min": "at least", "max": "at most"}


def shown(value: float) -> str:
    """Return a figure with as many digits as tell something."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


@lru_cache
def _style() -> str:
    return files("evals").joinpath("templates", "report.css").read_text("utf-8")


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("evals", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
