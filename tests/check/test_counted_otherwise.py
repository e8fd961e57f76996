"""The same amount, day or place in a row, counted otherwise; and what only looks like it."""

from __future__ import annotations

import pytest

from agent.types import Reason
from tests.check.test_own_words import judged

MILL = (
    "The mill's profit in the first half was 31 million crowns. It was the sixth strike since the"
    " start of last year."
    " The owner accepted all but one of the panel's demands. Repairs cost 40 million crowns, of"
    " which the county will"
    " pay about half. “We cannot say how the coming decade will be,” he said. The chair made nine"
    " proposals."
)
PANEL = "The chair made nine proposals; the board backed all but one, a call for tolls."
RACE = (
    "Ida Kroon won the 14th stage on Tuesday. Lars Beck took the 800 metres in 101.25."
    " Second-quarter sales of bicycles"
    " recovered, rising 6 percent."
)
TERM = "The clerk was jailed for five years, the final 12 months of it suspended."
FIGURES = {
    Reason.FIGURE_VALUE,
    Reason.FIGURE_UNIT,
    Reason.FIGURE_HEDGE,
    Reason.FIGURE_OWNER,
    Reason.DATE_WRONG,
}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("In six months the mill made a profit of 31 million crowns.", MILL),
        ("There have been six strikes since early last year.", MILL),
        ("The county will bear about 20 million crowns of the repairs.", MILL),
        ("He could not say how the next ten years would be.", MILL),
        ("Eight of the nine proposals were backed by the board.", PANEL),
        ("Ida Kroon won stage 14.", RACE),
        ("Lars Beck took the 800 metres in 101.25 seconds.", RACE),
        ("Sales of bicycles rose 6 percent in the second quarter.", RACE),
        ("The clerk got five years, of which the last year is suspended.", TERM),
    ],
)
def test_the_same_counted_otherwise_passes(claim: str, source: str) -> None:
    assert not judged(claim, source) & FIGURES


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("In nine months the mill made a profit of 31 million crowns.", MILL),
        ("There have been seven strikes since early last year.", MILL),
        ("The county will bear about 28 million crowns of the repairs.", MILL),
        ("He could not say how the next 15 years would be.", MILL),
        ("Six of the nine proposals were backed by the board.", PANEL),
        ("Ida Kroon won stage 15.", RACE),
        ("Lars Beck took the 800 metres in 101.52 seconds.", RACE),
        ("Sales of bicycles rose 6 percent in the first quarter.", RACE),
    ],
)
def test_another_count_is_still_refused(claim: str, source: str) -> None:
    assert judged(claim, source) & FIGURES


def test_a_weekday_told_with_its_day_is_held_against_the_day_alone() -> None:
    source = "The second march on Friday may be the largest. It was planned for 24 April and called off."
    assert not judged("The march of Friday 24 April was called off.", source) & FIGURES
    assert judged("The march of Friday 17 April was called off.", source) & FIGURES
