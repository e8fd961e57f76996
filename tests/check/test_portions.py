"""Shares of a whole, wholes behind a share, totals, and what lies between a loss and a profit."""

from __future__ import annotations

import pytest

from agent.check.dates import check_dates
from agent.check.figures import check_figures
from agent.types import Claim, Finding, Reason
from tests.check.test_dates import article

SOURCE = (
    "Turnout in Arden reached 61.5 percent of the 2.4 million registered voters."
    " The trial enrolled 8,460 adults in two towns. Half of the volunteers got the new dressing."
    " Pellworth Mills will cut 1,260 posts, or 12 percent of its staff; most of them, 840, go in Selby."
    " The council passed the plan by 61 votes to 38, with six abstentions, after nine hours."
    " Quayside Foods swung to a net loss of 41 million euros from a profit of 96 million euros."
    " The arts fund loses a tenth of its 350 million crowns."
    " Osei was given five years and two months; prosecutors had asked for eight years."
    " The boat weighs 1,250 kilograms."
    " The board made nine proposals, and the mayor took up all but two."
    " The train carried 163 passengers and four crew."
)


def judged(text: str, source: str = SOURCE) -> list[Finding]:
    cited = article(source, name="a")
    return check_figures(Claim(id="c", text=text, kind="reported", citations=(cited.citation,)), [cited])


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("About 1.5 million people voted in Arden.", "61.5 percent × 2.4 million = 1,476,000"),
        ("Some 4,230 people got the new dressing.", "Half × 8,460 = 4,230"),
        ("Pellworth Mills employs roughly 10,500 people.", "1,260 / 12 percent = 10,500"),
        ("In all 105 councillors were in the chamber when the plan was passed.", "61 + 38 + six = 105"),
        (
            "Its result worsened by 137 million euros.",
            "million euros + 41 million euros = 137,000,000",
        ),
        ("The arts fund gives up 35 million crowns.", "a tenth × 350 million crowns = 35,000,000 crowns"),
        ("The mayor took up seven of the nine proposals.", "nine − two = 7"),
        ("There were 167 people aboard the train.", "163 + four = 167"),
        ("Of the posts that Pellworth cuts, 420 are outside Selby.", "1,260 − 840 = 420"),
        (
            "Osei's term is two years and ten months shorter than prosecutors had asked for.",
            "eight years − five years and two months = 34 months",
        ),
    ],
)
def test_what_follows_from_shares_and_sums_is_computed(claim: str, shown: str) -> None:
    told = [f.message for f in judged(claim) if f.reason is Reason.OK and f.message]
    assert [message for message in told if shown in message]


@pytest.mark.parametrize(
    "claim",
    [
        "About 1.8 million people voted in Arden.",
        "Some 4,830 people got the new dressing.",
        "Pellworth Mills employs roughly 12,000 people.",
        "The mayor took up eight of the nine proposals.",
        "There were 176 people aboard the train.",
        "In all 150 councillors were in the chamber when the plan was passed.",
        "Its result worsened by 173 million euros.",
        "Its result worsened by 137 million dollars.",
        "The arts fund gives up 53 million crowns.",
        "Of the posts that Pellworth cuts, 240 are outside Selby.",
    ],
)
def test_what_does_not_follow_is_refused(claim: str) -> None:
    assert not all(finding.passed for finding in judged(claim))


def test_all_that_was_added_is_cited() -> None:
    (total,) = [f for f in judged("In all 105 councillors took part.") if f.message]
    assert len(total.operands) == 1
    assert total.reason is Reason.OK


def test_what_weighs_pounds_is_no_money() -> None:
    (finding,) = judged("The boat weighs just under 2,800 pounds.")
    assert finding.passed
    (money,) = judged("The boat costs just under 2,800 pounds.")
    assert not money.passed


@pytest.mark.parametrize(
    ("told", "reason"),
    [("on 1 June", Reason.OK), ("on 2 June", Reason.DATE_WRONG), ("on Monday", Reason.OK)],
)
def test_the_day_something_was_said_is_no_rival_of_the_day_it_is_to_happen(told: str, reason: Reason) -> None:
    cited = article("The mill said on Monday that Wen Porter would take over on 1 June.", name="a")
    text = f"Porter, the mill says, is to become its head {told}."
    found = check_dates(Claim(id="c", text=text, kind="reported", citations=(cited.citation,)), [cited])
    assert [f.reason for f in found] == [reason]
