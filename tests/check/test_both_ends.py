"""Figures that something went from and to, parts and wholes, and figures of another sort."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.check.align import align
from agent.check.attribution import check_attribution
from agent.check.figures import check_figures
from agent.text.figures import figures
from agent.types import Claim, Finding, Reason
from tests.check.test_dates import SATURDAY, article

MONDAY = (
    "Tarn Fell shelter held 640 people on Monday, the charity Open Door said. Built for 400, it has nine"
    " showers. Of the valley's roads, 12 of 31 are shut. Divers searched the northern half, and found"
    " damage at five of eleven moorings. Norvane offered 12.40 crowns a share for Talvik, valuing"
    " it at 3.72 billion crowns. The vote left the premier with 67 seats, nine short of a majority."
    " The bureau cut its figure for new jobs in May to 27,000 from 41,000."
)
FRIDAY = (
    "The number of people at Tarn Fell has dropped to 390 since two ferries took families south, Open Door"
    " said on Friday, after dozens were found rooms in the town."
)


def judged(text: str) -> list[Finding]:
    cited = [article(MONDAY, name="a"), article(FRIDAY, SATURDAY + timedelta(days=4), "b")]
    claim = Claim(id="c", text=text, kind="reported", citations=tuple(c.citation for c in cited))
    return check_figures(claim, cited)


@pytest.mark.parametrize(
    "claim",
    [
        "The charity said the number of people at the shelter had fallen to 390, down from 640 on Monday.",
        "The number of people at Tarn Fell dropped from 640 on Monday to 390.",
        "Twelve of the valley's roads are shut.",
        "The other 19 of the valley's 31 roads are open.",
        "Damage was seen at five of eleven places where boats lie.",
        "Norvane's offer put a price of 3.72bn crowns on Talvik.",
        "The vote left the premier nine seats shy of a majority.",
        "The figure for new jobs in May was cut from 41,000 to 27,000.",
    ],
)
def test_both_ends_of_a_change_and_parts_of_a_whole_are_told_by_other_articles_in_other_words(
    claim: str,
) -> None:
    assert [f.message for f in judged(claim) if f.passed is not True] == []


@pytest.mark.parametrize(
    "claim",
    [
        "The number of people at Tarn Fell rose from 390 to 640.",
        "The figure for new jobs in May was changed from 27,000 to 41,000.",
    ],
)
def test_a_change_told_backwards_is_refuted(claim: str) -> None:
    assert {f.reason for f in judged(claim) if f.refutes} == {Reason.FIGURE_DIRECTION}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("to a range of £190m to £200m", [(190_000_000, 200_000_000)]),
        ("between 18m and 25m euros", [(18_000_000, 25_000_000)]),
        ("310m to 340m euros", [(310_000_000, 340_000_000)]),
        ("savings of 280 million crowns by year three", [(280_000_000, 280_000_000)]),
        ("the northern half was spared", []),
        ("wages rose from $5 to $7", [(5, 5), (7, 7)]),
        ("a four-and-a-half-year term", [(4.5, 4.5)]),
    ],
)
def test_ranges_of_money_are_one_figure_and_names_of_parts_are_none(
    text: str, values: list[tuple[float, float]]
) -> None:
    assert [(float(f.low), float(f.high)) for f in figures(text)] == values


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("over some 6% of the area", "about"),
        ("a raid of under six minutes", "less_than"),
        ("it flew under six metres of ice", "none"),
    ],
)
def test_a_preposition_limits_a_measure_only_where_its_words_say_so(text: str, hedge: str) -> None:
    assert [f.hedge for f in figures(text)] == [hedge]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Prosecutors contend that Vale took 2 million for road contracts.",
         "The trial of Vale opened with prosecutors alleging that he took 2 million for road contracts."),
    ],
)  # fmt: skip
def test_what_a_claim_leaves_with_its_owner_is_not_told_as_fact(claim: str, source: str) -> None:
    assert check_attribution(claim, align(claim, source)) == []


def test_an_accusation_without_its_owner_is_told_as_fact() -> None:
    source = "The trial of Vale opened with prosecutors alleging that he took money for road contracts."
    found = check_attribution(
        "Vale took money for road contracts.", align("Vale took money for road contracts.", source)
    )
    assert [f.reason for f in found] == [Reason.SUPPORT_ATTRIBUTION]
