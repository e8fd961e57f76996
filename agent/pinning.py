"""A figure of a briefing that somebody wants to be told of when it changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.changes import figures_now, same_value
from agent.errors import UnusableRequest
from agent.text.safe import one_line
from agent.types import Briefing, FigureRow, PinnedFigure

MOST = 12
"""Sentences that are remembered as telling it."""


def pinned_figure(briefing: Briefing, wanted: str) -> PinnedFigure:
    """Return the figure of a briefing's table that a person means by its value, or by value and name.

    Raises:
        UnusableRequest: none is meant, or several; they are named.
    """
    rows = briefing.figures
    found = [row for row in rows if wanted.strip() in (named(row), row.value)]
    found = found or [row for row in rows if same_value(row.value, wanted)]
    if len(found) != 1:
        why = "several figures have that value" if found else "the briefing has no such figure"
        there = "; ".join(named(row) for row in found or rows) or "none"
        raise UnusableRequest(one_line(wanted)[:200], why, f"In its table of figures: {there}.")
    (row,) = found
    references = _references(briefing, row)
    beside = (
        value.value
        for one in briefing.disagreements
        if any(same_value(value.value, row.value) for value in one.values)
        for value in one.values
    )
    told = (now for claim in briefing.claims() for now in figures_now(row.value, references, claim.text))
    known = tuple(dict.fromkeys((row.value, *beside, *told)))
    return PinnedFigure(value=row.value, counts=row.counts, references=references, known=known)


def named(row: FigureRow) -> str:
    """Return a figure with what it counts, on one line."""
    return one_line(f"{row.value} {row.counts}")


def question_of(pinned: PinnedFigure) -> str:
    """Return the question that the figure answers."""
    return one_line(f"How many {pinned.counts}?")[:2_000]


def became(pinned: PinnedFigure, sentences: Sequence[str], told: Sequence[str]) -> tuple[str, str] | None:
    """Return another figure that stands in its place now, with its sentence; None where there is none.

    Args:
        pinned: The figure.
        sentences: What is told now.
        told: Figures that were told already; they are not told again.
    """
    for text in sentences:
        for figure in figures_now(pinned.value, pinned.references, text):
            if not any(same_value(figure, one) for one in (*pinned.known, *told)):
                return figure, text
    return None


def _references(briefing: Briefing, row: FigureRow) -> tuple[str, ...]:
    """Return sentences that give the figure: the briefing's own, and the passages that it cites for it."""
    quotes = [one.quote for one in (*row.citations, *row.witnesses)]

    def found() -> Iterator[str]:
        for claim in briefing.claims():
            if any(cited.quote in quotes for cited in claim.citations):
                yield claim.text
        yield from quotes

    return tuple(dict.fromkeys(text for text in found() if same_value(text, row.value)))[:MOST]
