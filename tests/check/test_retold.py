"""What news retells in another form is the same news: ages, undated days, an hour's part of a day."""

import pytest

from agent.check.rows import judge_all, read_row
from agent.providers.likeness import LikenessChecker
from agent.types import VerdictLabel


def judged(claim: str, source: str, published: str | None = "2026-03-04") -> VerdictLabel:
    passage = {"id": "p", "publisher": "Harbour Post", "published": published, "text": source}
    row = read_row({"id": "1", "claim": claim, "passages": [passage], "cites": ["p"]})
    assert row is not None
    (verdict,) = judge_all([row], LikenessChecker())
    return verdict.label


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "A 39-year-old woman named Lilian Rowe told police that she owned the boat.",
            "Lilian Rowe, 39, told police that she owned the boat.",
        ),
        (
            "Karel Martus, 52, is wanted for 22 crimes in Lithuania.",
            "The 52-year-old is wanted for 22 crimes in Lithuania.",
        ),
        (
            "Four men, aged 20, 22, 31 and 45, were arrested over forged banknotes.",
            "Four men were arrested over forged banknotes.",
        ),
        ("He was stuck in the lift for a couple of days.", "He was stuck in the lift for two days."),
    ],
)
def test_a_figure_told_in_another_form_is_supported(source: str, claim: str) -> None:
    assert judged(claim, source) == "supported"


def test_another_age_is_refuted() -> None:
    source = "Karel Martus, 52, is wanted for 22 crimes in Lithuania."
    assert judged("The 51-year-old is wanted for 22 crimes in Lithuania.", source) == "refuted"


@pytest.mark.parametrize(
    ("source", "claim", "label"),
    [
        (
            "In February 2011 the union named the day: Ines Young meets Vera Kedzie on April 9 in Albany.",
            "Ines Young met Vera Kedzie on April 9, 2011 in Albany.",
            "supported",
        ),
        (
            "In February 2011 the union named the day: Ines Young meets Vera Kedzie on April 19 in Albany.",
            "Ines Young met Vera Kedzie on April 9, 2011 in Albany.",
            "refuted",
        ),
        (
            "A blast destroyed the factory shortly after 17:30 on Tuesday.",
            "A blast destroyed the factory on Tuesday evening.",
            "supported",
        ),
        (
            "A blast destroyed the factory shortly after 17:30 on Tuesday.",
            "A blast destroyed the factory on Wednesday.",
            "refuted",
        ),
    ],
)
def test_days_of_an_undated_article_are_compared_by_what_they_name(
    source: str, claim: str, label: str
) -> None:
    assert judged(claim, source, published=None) == label


GLASS = (
    "Orrel Glass sold goods for 31 million crowns in March and for 27 million crowns in April,"
    " the company said."
)


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Sales of Orrel Glass came to 27 million crowns in April.", "supported"),
        ("Sales of Orrel Glass came to 27 million crowns in March.", "refuted"),
    ],
)
def test_the_period_that_is_named_tells_two_figures_of_one_subject_apart(claim: str, label: str) -> None:
    assert judged(claim, GLASS) == label


FERRY = (
    "Talmar Lines said on Thursday that third-quarter revenue rose to 1,184 million crowns from 1,036 million"
    " a year earlier. The board left new ships out of the plan and trimmed its growth forecast to 1.1 percent"
    " from 1.6 percent. The accord was signed on 23 October, and members vote on 2 November. A buyer owes a"
    " quarter of a million crowns. The company weighed the claim that 8.4 million pounds was taken."
)


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Talmar Lines had revenue of 1,036 million crowns in the third quarter of 2024.", "supported"),
        ("Talmar Lines cut its growth forecast to 1.1 percent, down from 1.6 percent.", "supported"),
        ("Talmar Lines raised its growth forecast to 1.1 percent, from 1.6 percent.", "refuted"),
        ("Members vote ten days after the accord was signed.", "supported"),
        ("Members vote twelve days after the accord was signed.", "not_enough_info"),
        ("New ships are not in the plan of the board.", "supported"),
        ("A buyer still owes 250,000 crowns.", "supported"),
        ("Some 8.4 million pounds of the money was taken, the company said.", "supported"),
    ],
)
def test_what_follows_from_a_passage_is_told_in_other_words(claim: str, label: str) -> None:
    assert judged(claim, FERRY, "2025-10-24") == label


BRIDGE = (
    "The bridge of Tarn fell in June 2025, the county said on Friday. Traffic on it rose by 4 percent from a"
    " year earlier. Inspectors had asked for repairs, and drivers signed a petition within twelve days."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The bridge of Tarn fell in June 2024.",
        "The county spoke more than 30 days after the fall of the bridge of Tarn.",
    ],
)
def test_a_comparison_elsewhere_moves_no_date_and_no_span_is_guessed(claim: str) -> None:
    assert judged(claim, BRIDGE, "2025-10-24") != "supported"
