"""What good writers do to a sentence leaves it true: shares told roundly, roles and plans reworded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.align import align
from agent.check.attribution import check_attribution
from agent.check.dates import check_dates
from agent.check.edits import check_edits
from agent.check.modality import check_modality
from agent.types import Claim, Finding, Reason
from tests.check.test_dates import article
from tests.check.test_figures import failed as figures_failed
from tests.check.test_names import failed as names_failed

THURSDAY = datetime(2025, 11, 6, 12, tzinfo=UTC)


def dates_failed(claim: str, source: str, published: datetime = THURSDAY) -> list[Finding]:
    cited = article(source, published, name="a")
    made = Claim(id="c", text=claim, kind="reported", citations=(cited.citation,))
    return [f for f in check_dates(made, [cited]) if not f.passed]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Voters in Ostra went to the polls on 2 November and ended 11 years of Alliance rule.",
            "The Union won Sunday's vote in Ostra, ending 11 years of rule by the Alliance, according to"
            " results published on Monday.",
        ),
        (
            "The truce, agreed on 5 November, is to start on 8 November.",
            "The two sides agreed on Wednesday to a truce around Ostra, beginning at dawn on Saturday.",
        ),
        (
            "The trust handed in its business plan on 5 November.",
            "The trust handed over its business plan on Wednesday, a week ahead of its own deadline.",
        ),
        (
            "Trains ran again on 2 November, six days after the crash.",
            "The crash was on 27 October. Trains ran again on Sunday.",
        ),
        (
            "Farmers expect 20% less than in 2024.",
            "Farmers expect to harvest 1.9 million tonnes of potatoes this year, a fifth less than in 2024.",
        ),
        (
            "Prices have dropped from their 9 October peak of 44 cents.",
            "Prices slipped to 37 cents this week from a peak of 44 cents on 9 October.",
        ),
        (
            "The firm hoped to close the deal in the fourth quarter.",
            "The firm hopes to close the deal in the final quarter of the year.",
        ),
    ],
)
def test_a_date_of_the_same_event_is_no_other_date(claim: str, source: str) -> None:
    assert dates_failed(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The vote in Ostra was on 3 November.",
            "The Union won Sunday's vote in Ostra, results published on Monday show.",
        ),
        (
            "The truce is to start on 9 November.",
            "They agreed on Wednesday to a truce, beginning at dawn on Saturday.",
        ),
    ],
)
def test_another_date_is_still_another_date(claim: str, source: str) -> None:
    assert dates_failed(claim, source)


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("Havgrid will pay a little over half of the cost.", "Havgrid will pay 55% of the cost.", True),
        ("Havgrid will pay a little over half of the cost.", "Havgrid will pay 65% of the cost.", False),
        ("The union has about a quarter of the staff.", "The union has 4,100 of the 15,600 staff.", True),
        ("Calvera keeps roughly 5,000 of the 8,400 square kilometres.",
         "Calvera keeps about 60% of the disputed 8,400 square kilometres.", True),
        ("Prices rose 2.8%.", "Prices rose 2.8% in the year, less than the 2.9% that was forecast.", True),
    ],
)  # fmt: skip
def test_a_share_may_be_told_roundly_and_a_forecast_is_no_rival(claim: str, source: str, right: bool) -> None:
    assert (figures_failed(claim, source) == []) is right


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Lead negotiator Petr Sand said troops would stay.",
            "The lead negotiator, Deputy Foreign Minister Petr Sand, said troops would stay.",
        ),
        ("Operations chief Mateus Correa saw no risk.", "Operations director Mateus Correa saw no risk."),
        (
            "Patrols agreed with North African states work.",
            "Patrols agreed with states in North Africa work.",
        ),
    ],
)
def test_a_role_or_a_region_may_be_reworded(claim: str, source: str) -> None:
    assert names_failed(claim, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Lawmakers in Calvera have said that they may push for a referendum.",
         "Lawmakers in Calvera have said they may seek a referendum."),
        ("The pool would break even in its fourth year, provided that ticket prices go up by 15%.",
         "It says that the pool would break even in its fourth year if ticket prices rise by 15%."),
        ("The trustees voted on Tuesday to return 14 panels to Bekwere.",
         "The museum will return 14 panels to Bekwere, its trustees said."),
    ],
)  # fmt: skip
def test_what_is_only_possible_or_planned_may_be_told_so_in_other_words(claim: str, source: str) -> None:
    aligned = align(claim, source)
    found = [*check_modality(claim, aligned), *check_edits(claim, aligned)]
    assert Reason.SUPPORT_MODALITY not in {f.reason for f in found}


def test_what_is_still_looked_into_is_nobodys_fact() -> None:
    source = "Examiners allege that the chemistry paper was leaked; results are withheld."
    told = "Results are withheld while examiners investigate whether the chemistry paper was leaked."
    assert check_attribution(told, align(told, source)) == []
    flat = "The chemistry paper was leaked."
    assert [f.reason for f in check_attribution(flat, align(flat, source))] == [Reason.SUPPORT_ATTRIBUTION]
