"""A figure of a claim passes only as its citations give it: value, owner, unit, money, hedge, time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited, cite
from agent.check.figures import check_figures
from agent.types import Finding, Reason
from tests.makers import make_article, make_claim

PORT = (
    "The port of Lomvik handled 4.2 million tonnes in March, 6 percent more than in March 2025, while"
    " traffic at"
    " neighbouring Ostby fell by 9 percent to 1.1 million. At least 14 dockers were hurt in a fire on"
    " Pier Four;"
    " some 80 were brought to safety. Fish made up 31 percent of the cargo, timber 12. The harbour"
    " board will"
    " spend 30 million crowns (2.6 million euros) on a crane that lifts 900 tonnes."
)
VOTE = (
    "Marta Quill beat Jonas Reke by 512 votes to 388 in the final round. Nine members of the board"
    " voted for the"
    " merger, four against."
)
EARLY = "The fire at the mill killed 11 people, rescuers in Tarn said. The owner promised an inquiry."
LATER = "The toll of the fire at the mill in Tarn has risen to 17, rescuers said. Schools stay closed."


def judge(claim: str, *texts: str) -> list[Finding]:
    cited = []
    for number, text in enumerate(texts):
        article = make_article(f"a{number}", text, published=datetime(2026, 4, 2 + number, tzinfo=UTC))
        cited.append(Cited(cite(article), article))
    return check_figures(make_claim(claim, *(c.citation for c in cited)), cited)


def failed(claim: str, *texts: str) -> list[Reason]:
    return [f.reason for f in judge(claim, *texts) if f.passed is not True]


@pytest.mark.parametrize(
    "claim",
    [
        "The port of Lomvik handled 4.2 million tonnes in March.",
        "Lomvik's port handled 4,200,000 tonnes in March.",
        "Nearly 4.3 million tonnes passed through the port of Lomvik in March.",
        "In March the port of Lomvik handled six percent more than a year before.",
        "No fewer than fourteen dockers were hurt in the fire.",
        "About 80 people were brought to safety.",
        "Timber made up 12 percent of the cargo.",
        "Fish and timber together made up 43 percent of the cargo.",
        "The new crane can lift 900,000 kilograms.",
        "The board will spend 30 million crowns on a crane.",
        "The crane costs 2.6 million euros.",
        "Traffic at Ostby dropped by 9 percent.",
    ],
)
def test_a_faithful_figure_passes(claim: str) -> None:
    assert failed(claim, PORT) == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The port of Lomvik handled 5.7 million tonnes in March.", Reason.FIGURE_VALUE),
        ("The port of Lomvik handled 1.1 million tonnes in March.", Reason.FIGURE_OWNER),
        ("The port of Lomvik handled 4.2 billion tonnes in March.", Reason.FIGURE_UNIT),
        ("The board will spend 30 million euros on a crane.", Reason.FIGURE_CURRENCY),
        ("Exactly 14 dockers were hurt in the fire.", Reason.FIGURE_HEDGE),
        ("Up to 14 dockers were hurt in the fire.", Reason.FIGURE_HEDGE),
        ("Traffic at Ostby rose by 9 percent.", Reason.FIGURE_DIRECTION),
        ("Timber made up 31 percent of the cargo.", Reason.FIGURE_OWNER),
        ("The crane lifts 900 kilograms.", Reason.FIGURE_UNIT),
    ],
)
def test_an_unfaithful_figure_is_refused_with_its_reason(claim: str, reason: Reason) -> None:
    assert reason in failed(claim, PORT)


def test_the_message_names_the_right_value_and_the_passage() -> None:
    (finding,) = judge("The port of Lomvik handled 5.7 million tonnes in March.", PORT)
    assert finding.refutes
    assert "4.2 million tonnes" in finding.message
    assert finding.citation is not None
    assert finding.mention is not None
    assert finding.mention.text == "5.7 million tonnes"


def test_a_dropped_floor_is_a_gap_and_a_ceiling_for_a_floor_a_contradiction() -> None:
    assert [f.refutes for f in judge("14 dockers were hurt in the fire.", PORT)] == [False]
    assert [f.refutes for f in judge("Up to 14 dockers were hurt in the fire.", PORT)] == [True]


@pytest.mark.parametrize(
    "claim",
    [
        "Jonas Reke won 512 votes and Marta Quill 388.",
        "Four members of the board voted for the merger and nine against.",
    ],
)
def test_figures_exchanged_between_their_owners_are_refused(claim: str) -> None:
    assert failed(claim, VOTE)


def test_the_same_figures_with_their_owners_pass() -> None:
    assert failed("Marta Quill won 512 votes and Jonas Reke 388.", VOTE) == []


def test_a_difference_passes_only_when_it_can_be_computed() -> None:
    assert failed("Quill's margin over Reke was 124 votes.", VOTE) == []
    assert failed("Quill's margin over Reke was 142 votes.", VOTE)


def test_a_computed_share_passes_with_a_word_for_its_rounding() -> None:
    assert failed("Quill took about 57 percent of the votes cast for the two.", VOTE) == []
    assert failed("Quill took about 68 percent of the votes cast for the two.", VOTE)


def test_a_computed_figure_says_how() -> None:
    (finding,) = judge("Quill's margin over Reke was 124 votes.", VOTE)
    assert finding.message.startswith("Computed: ")


def test_a_later_passage_supersedes_an_earlier_figure() -> None:
    assert failed("The fire at the mill in Tarn killed 11 people.", EARLY, LATER) == [
        Reason.FIGURE_SUPERSEDED
    ]


def test_an_earlier_figure_told_together_with_the_later_one_passes() -> None:
    assert failed("The toll of the fire at the mill rose from 11 to 17.", EARLY, LATER) == []


def test_a_figure_of_another_month_is_refused() -> None:
    text = "The hotels counted 40,000 guests in July. In August they counted 52,000 guests."
    assert failed("In July the hotels counted 52,000 guests.", text)
    assert failed("In August the hotels counted 52,000 guests.", text) == []


def test_a_comparison_told_the_wrong_way_round_is_refused() -> None:
    text = "Wages rise by 4.1 percent. It is less than last year's 4.9 percent."
    assert failed("At 4.1 percent, the rise in wages is larger than last year's.", text)


def test_what_only_may_be_is_not_told_as_a_fact() -> None:
    text = "The lava may reach 900 degrees."
    assert failed("The lava reached 900 degrees.", text) == [Reason.FIGURE_HEDGE]
    assert failed("The lava could reach 900 degrees.", text) == []


def test_a_conversion_passes_with_a_word_for_its_rounding() -> None:
    assert failed("The capsule weighs about seven and a half ounces.", "The capsule weighs 212 grams.") == []
    assert failed("The capsule weighs about nine ounces.", "The capsule weighs 212 grams.")


def test_a_span_of_years_follows_from_the_years_named() -> None:
    assert failed("It was the lowest in nearly seventy years.", "It was the lowest since 1957.") == []


@pytest.mark.parametrize("text", [PORT, VOTE, EARLY, LATER])
def test_a_sentence_copied_word_for_word_always_passes(text: str) -> None:
    for sentence in text.replace(";", ".").split(". "):
        copied = sentence.strip(" .") + "."
        if copied in text:
            assert failed(copied, text) == []


def test_a_claim_without_figures_gives_no_findings() -> None:
    assert judge("The port of Lomvik is busy.", PORT) == []


def test_a_figure_nobody_gives_is_refused() -> None:
    assert failed("The port owns 7,777 containers.", "The port is busy.") == [Reason.FIGURE_VALUE]


def test_a_sentence_with_too_many_figures_is_not_passed_unread() -> None:
    numbers = ", ".join(str(n) for n in range(100, 190))
    assert any(
        f.passed is None for f in judge(f"The rows are {numbers} houses", f"The rows: {numbers} houses.")
    )
