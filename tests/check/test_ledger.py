"""What the ledger notices in sources that tell one thing differently, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.check.disagree import contests
from agent.types import Disagreement
from tests.fakes.library import evidence_of
from tests.makers import NOW, make_article


def told(*rows: tuple[str, int]) -> tuple[Disagreement, ...]:
    """Return what articles of (text, days before now) tell differently."""
    articles = [
        make_article(
            f"{n}",
            text,
            publisher=f"Outlet {n}",
            headline=f"Report {n}",
            published=NOW - timedelta(days=days),
        )
        for n, (text, days) in enumerate(rows)
    ]
    return contests(evidence_of(articles)).disagreements


def types(*rows: tuple[str, int]) -> list[str]:
    return [row.type for row in told(*rows)]


@pytest.mark.parametrize(
    ("one", "other", "variable"),
    [
        (
            "Some 4,000 people took part in the vigil at Quill Harbour, the town hall said.",
            "About 15,000 people took part in the vigil at Quill Harbour, the parish said.",
            "people who took part in the vigil at Quill Harbour",
        ),
        (
            "The pirates freed 12 sailors from the tanker Ostra, the shipowner said.",
            "The pirates freed 19 sailors from the tanker Ostra, a mediator said.",
            "sailors from the tanker Ostra",
        ),
        (
            "The frost caused losses of $30 million in the Velm orchards, the growers said.",
            "The frost caused losses of $42 million in the Velm orchards, an insurer said.",
            "what losses the frost caused",
        ),
        (
            "The pier of Quill Harbour is 310 metres long, its builder says.",
            "The pier of Quill Harbour is 270 metres long, its owner says.",
            "how long the pier of Quill Harbour is",
        ),
        (
            "Turnout in the Velm poll was 61 percent, the ministry said.",
            "Turnout in the Velm poll was 44 percent, the opposition said.",
            "how high turnout in the Velm poll was",
        ),
    ],
)
def test_one_thing_that_two_sources_tell_differently_is_a_conflict_with_a_name(
    one: str, other: str, variable: str
) -> None:
    (row,) = told((one, 0), (other, 0))
    assert (row.type, row.variable) == ("conflict", variable)


def test_the_day_of_one_event_is_in_conflict_whoever_says_so_behind_it() -> None:
    one = "The warden of Velm, Ada Roe, resigned on 20 January 2026, her deputy said."
    other = "The warden of Velm, Ada Roe, resigned on 22 January 2026, according to the register."
    (row,) = told((one, 0), (other, 0))
    assert (row.type, row.variable) == ("conflict", "when the warden of Velm, Ada Roe, resigned")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (
            "Volunteers in Velm have vaccinated 640 children, the clinic said.",
            "Volunteers in Velm have so far vaccinated 910 children, the clinic said.",
        ),
        (
            "Some 700 people were evacuated from Quill Harbour, the mayor said.",
            "The mayor said that 2,900 people had been evacuated from Quill Harbour by nightfall.",
        ),
        (
            "The lighthouse of Quill Harbour will cost $8 million, the coastguard said.",
            "The lighthouse of Quill Harbour will cost $11 million, up from $8 million, the coastguard said.",
        ),
        (
            "Early results gave the Reed Party 14 seats in the Velm council, the clerk said.",
            "The Reed Party won 17 seats in the Velm council, the registry said.",
        ),
        (
            "The coastguard rescued 44 passengers from the ferry Alba, it said.",
            "The coastguard rescued 51 passengers from the ferry Alba, it said, revising the 44 of Friday.",
        ),
    ],
    ids=["so far", "by nightfall", "names the former sum", "early results", "revises its own figure"],
)
def test_a_value_that_was_meant_to_change_is_superseded_by_the_newer_one(older: str, newer: str) -> None:
    assert types((older, 6), (newer, 0)) == ["superseded"]


def test_a_later_count_by_somebody_else_is_still_a_conflict() -> None:
    one = "The mill fire destroyed 31 looms in Velm, the owner said."
    other = "The mill fire destroyed 44 looms in Velm, the weavers said."
    assert types((one, 3), (other, 0)) == ["conflict"]


def test_a_later_count_by_the_same_source_takes_the_place_of_its_own() -> None:
    one = "The mill fire destroyed 31 looms in Velm, the owner said."
    other = "The mill fire destroyed 44 looms in Velm, the owner said."
    assert types((one, 3), (other, 0)) == ["superseded"]


@pytest.mark.parametrize(
    ("one", "other", "measures"),
    [
        (
            "The collapse of the stand at the Velm arena killed 12 spectators.",
            "The collapse of the stand at the Velm arena injured 20 spectators.",
            {"killed", "injured"},
        ),
        (
            "The ferry terminal in Velm will cost $60 million to build, the port said.",
            "The ferry terminal in Velm will cost $25 million a year to run, the port said.",
            {"to build", "to run, a year"},
        ),
        (
            "In Velm 52,000 people were registered for the poll, the clerk said.",
            "In Velm 31,000 people voted in the poll, the clerk said.",
            {"registered", "voting"},
        ),
        (
            "The hail damaged 90 roofs in the village of Orm, the mayor said.",
            "The hail damaged 140 roofs in the whole of the Velm valley, the prefect said.",
            {"in the village of Orm", "in the whole of Velm valley"},
        ),
        (
            "The weavers' guild reported a profit of $4 million.",
            "The weavers' guild reported revenue of $7 million.",
            {"profit", "revenue"},
        ),
        (
            "The clinic in Velm recorded 120 births in 2024.",
            "The clinic in Velm recorded 134 births in 2025.",
            {"in 2024", "in 2025"},
        ),
    ],
)
def test_figures_that_measure_different_things_are_told_beside_each_other(
    one: str, other: str, measures: set[str]
) -> None:
    (row,) = told((one, 0), (other, 0))
    assert (row.type, {v.measure for v in row.values}) == ("different measure", measures)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "A mudslide near Velm killed 14 people on January 5.",
            "A mudslide near Velm killed 19 people on January 28.",
        ),
        ("A blaze in Orm killed 14 people.", "A blaze in Quill Harbour killed 19 people."),
        ("The goods tunnel at Velm is 900 metres long.", "The road tunnel at Velm is 1,100 metres long."),
        ("Prices of coal rose 6 percent in Velm.", "Prices of timber rose 9 percent in Velm."),
        (
            "The town gave $4 million to the school in Velm.",
            "The town gave $5 million to the clinic in Velm.",
        ),
        ("The tug Ida had 15 men aboard, and 9 were saved.", "A helicopter saved 9 men of the tug Ida."),
        ("At least 60 sailors were rescued off Velm.", "The coastguard rescued 64 sailors off Velm."),
        (
            "Some 300 nurses marched in Velm on 6 January 2026.",
            "Some 450 nurses marched in Velm on 20 January 2026.",
        ),
    ],
    ids=[
        "two days",
        "two places",
        "two tunnels",
        "two prices",
        "two gifts",
        "a part",
        "a limit",
        "two marches",
    ],
)
def test_two_events_and_two_things_contradict_nobody(one: str, other: str) -> None:
    assert types((one, 0), (other, 0)) == []


def test_whoever_gives_both_figures_has_told_them_apart_for_the_reader() -> None:
    one = "Police in Velm arrested 31 traders over the coal deal, 22 of whom were charged."
    other = "Prosecutors in Velm charged 22 traders over the coal deal."
    assert types((one, 0), (other, 0)) == []


def test_what_comes_on_top_is_no_other_total() -> None:
    one = "The clinic in Velm has confirmed 15 cases of typhoid."
    other = "The clinic in Velm has confirmed another 19 cases of typhoid."
    assert types((one, 3), (other, 0)) == []
