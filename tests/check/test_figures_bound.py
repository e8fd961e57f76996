"""A figure belongs to the words of its own clause, its own month, and its own way of moving."""

from __future__ import annotations

import pytest

from agent.types import Reason
from tests.check.test_figures import failed

SWAP = (
    "Orvia and the Lake Republic exchanged 96 prisoners at the bridge on Wednesday. Orvia handed"
    " over 58 men and the"
    " republic 38. Fifteen of the freed men were carried across on stretchers."
)
FORCE = (
    "From 1 October the force shrinks to 3,915 soldiers, from 4,830. The largest contingent, 1,140"
    " strong, comes from"
    " Ruvenia, followed by Costa Alta with 860."
)
RATES = (
    "Food contributed 1.9 percentage points to inflation and energy 0.8. The jobless rate edged up"
    " to 5.8%, from 5.6%."
    " The trade deficit narrowed to 1.35 billion euros in July from 1.62 billion in June, with"
    " exports of 8,940 million"
    " euros."
)
DEBT = (
    "The group made a first-half profit of £61m, down from £68m. Net debt stood at £233m, against"
    " £251m in December."
    " Spending on ships rose 0.5% and spending on rail fell 0.2%."
)
RAIDS = "Raids in the strait numbered 11 in January, against four in December and 17 in January of last year."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Orvia handed over 58 men and the republic 38.", SWAP),
        ("Fifteen of the prisoners were carried on stretchers.", SWAP),
        ("The force will be cut to just over 3,900 soldiers, having stood at more than 4,800.", FORCE),
        ("Costa Alta, which sends 860 soldiers, comes second.", FORCE),
        ("The jobless rate rose to 5.8% from 5.6%.", RATES),
        ("Exports came to €8.94 billion in July.", RATES),
        ("Profit fell to £61m in the first half, and net debt to £233m.", DEBT),
        ("Spending on ships rose 0.5%.", DEBT),
        ("The strait saw 11 raids in January, up from four a month before.", RAIDS),
    ],
)
def test_a_figure_told_of_its_own_thing_passes(claim: str, source: str) -> None:
    assert failed(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        ("Ninety-six prisoners crossed the bridge, 38 of them on stretchers.", SWAP, Reason.FIGURE_OWNER),
        ("Costa Alta, which sends 1,140 soldiers, comes second.", FORCE, Reason.FIGURE_OWNER),
        ("Energy contributed 1.9 percentage points to inflation, and food 0.8.", RATES, Reason.FIGURE_OWNER),
        ("Profit fell to £61m, and net debt climbed to £233m.", DEBT, Reason.FIGURE_DIRECTION),
        ("Spending on ships increased 0.5% and spending on rail 0.2%.", DEBT, Reason.FIGURE_DIRECTION),
        ("The strait saw 11 raids in January, down from 17 a month before.", RAIDS, Reason.FIGURE_PERIOD),
    ],
)
def test_a_figure_told_of_another_thing_is_refuted(claim: str, source: str, reason: Reason) -> None:
    assert reason in failed(claim, source)


def test_two_figures_that_were_exchanged_are_both_refuted() -> None:
    found = failed("Energy contributed 1.9 percentage points to inflation, and food 0.8.", RATES)
    assert found == [Reason.FIGURE_OWNER, Reason.FIGURE_OWNER]


def test_a_place_in_a_ranking_belongs_to_who_holds_it() -> None:
    table = "Lund beat Castlemoor 3-2 and rose to third. Castlemoor, without a win since March, stay 11th."
    assert failed("Castlemoor are 11th.", table) == []
    assert failed("Lund sit 11th after winning the derby.", table) == [Reason.FIGURE_OWNER]


def test_a_time_of_day_in_words_is_no_count() -> None:
    source = "The drone struck at about 3 a.m., 46 miles off."
    assert failed("The drone struck at three in the morning.", source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Exports of the port came to 120 tons in 2024.",
            "Exports of the port came to 120 tons in 2023 and to 150 tons in 2024.",
        ),
        (
            "Exports of the port came to 150 tons in March.",
            "Exports of the port came to 120 tons in March and to 150 tons in April.",
        ),
        (
            "The port shipped 120 tons of salt in 2024.",
            "In 2023 the port shipped 120 tons of salt. In 2024 the port shipped 150 tons of salt.",
        ),
    ],
)
def test_a_figure_of_another_period_is_told_as_one(claim: str, source: str) -> None:
    """Without a look at the periods the first passes, and the others are called another thing's."""
    assert failed(claim, source) == [Reason.FIGURE_PERIOD]
