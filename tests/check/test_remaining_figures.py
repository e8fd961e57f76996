"""Figures of those left out, of the rest, of both together, of a part of the year."""

from __future__ import annotations

import pytest

from agent.types import Reason
from tests.check.test_figures import failed

WORKS = (
    "The works are to cost 74 million crowns, of which the county pays 51 million; donors will give the rest."
    " Arle and Benn have freed 63 captives each. The beach lost 4.8 metres, three times as much as in 2023."
    " A crowd of 25,910 watched, 2,000 more than at last year's final. Power is back in all but 90 homes."
    " About a third of the loss was due to theft, and the rest to storms."
    " The board proposed a dividend of 1.40 crowns a share, unchanged from last year."
    " Porters get 3 percent in May and a further 2.5 percent in May next year."
)
YEAR = (
    "Halvor Mills made a net loss of 27 million crowns in the fourth quarter. For the whole of 2024 it"
    " earned 88 million crowns."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Donors have promised 23 million crowns for the works.",
        "Arle and Benn have freed 126 captives in all.",
        "In 2023 the beach had lost 1.6 metres.",
        "Roughly 24,000 spectators had attended the previous year's final.",
        "Some 90 homes are still without power.",
        "About a third of the loss was due to theft.",
        "The dividend of 1.40 crowns a share is no higher than last year.",
        "Porters are to get a second rise, of 2.5 percent.",
    ],
)
def test_what_follows_passes(claim: str) -> None:
    assert failed(claim, WORKS) == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Donors have promised 33 million crowns for the works.", Reason.FIGURE_VALUE),
        ("Arle and Benn have freed 189 captives in all.", Reason.FIGURE_VALUE),
        ("In 2023 the beach had lost 2.4 metres.", Reason.FIGURE_VALUE),
        ("Only 90 homes have power back.", Reason.FIGURE_OWNER),
        ("Storms account for about a third of the loss.", Reason.FIGURE_OWNER),
        ("Shareholders get a higher dividend of 1.40 crowns a share.", Reason.FIGURE_DIRECTION),
    ],
)
def test_what_is_told_of_the_others_does_not_pass(claim: str, reason: Reason) -> None:
    assert reason in failed(claim, WORKS)


def test_a_quarter_is_not_the_year_where_the_source_gives_both() -> None:
    assert failed("Halvor Mills ended 2024 with a net loss of 27 million crowns.", YEAR) == [
        Reason.FIGURE_PERIOD
    ]
    assert failed("In the final three months of 2024 Halvor Mills lost 27 million crowns.", YEAR) == []


def test_a_figure_that_the_claim_itself_has_newer_is_no_rival() -> None:
    early = "At least 31 people died in the fire at the mill in Tarn. Six are missing."
    late = "The toll of the fire at the mill in Tarn has risen to 35, rescuers said. Four people are missing."
    assert (
        failed("Thirty-five people died in the fire at the mill in Tarn and four are missing.", early, late)
        == []
    )


def test_a_maximum_is_a_limit() -> None:
    source = "The maximum for the offence is six years."
    assert failed("He can get at most six years for the offence.", source) == []
    assert failed("He gets at least six years for the offence.", source) == [Reason.FIGURE_HEDGE]
