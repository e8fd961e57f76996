"""What a sentence counts, and when two values may be one."""

from __future__ import annotations

import pytest

from agent.check.counts import Count, agree, counts


def sorts(text: str) -> list[tuple[str, str]]:
    return [(c.figure.text, c.sort) for c in counts(text)]


def only(text: str) -> Count:
    (count,) = counts(text)
    return count


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The 90-page report on the ferry is out.", "report"),
        ("Nobody has read the 90-page investigative report.", "report"),
        ("A 15-member security council sat in Marren.", "council"),
        ("The nine-day strike of the dockers is over.", "strik"),
    ],
)
def test_a_compound_counts_the_parts_of_what_it_describes(text: str, thing: str) -> None:
    assert only(text).thing == thing


def test_pages_of_a_compound_can_be_compared_with_plain_pages() -> None:
    assert only("The 90-page report is out.").sort == only("The report runs to 95 pages.").sort


@pytest.mark.parametrize(
    "text",
    [
        "A 9-year-old boy was on the pier.",
        "A 50-something man was on the pier.",
        "The strike went on for nine days.",
        "A more-than-90-page report is out.",
        "The word fell at least four times.",
    ],
)
def test_ages_bare_durations_and_times_are_no_counts(text: str) -> None:
    assert counts(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "About 90 people on both sides, most of them cooks, were arrested.",
        "Some 90 people (most of them cooks) were detained in the port.",
        "About 90 people from Marren, who had marched for hours, were arrested.",
    ],
)
def test_an_aside_does_not_hide_what_became_of_people(text: str) -> None:
    assert [c.sort for c in counts(text)] == ["arrested"]


def test_people_of_one_clause_do_not_get_the_fate_of_another() -> None:
    assert sorts("About 90 people marched in Marren, and 12 officers were injured.") == [("12", "injured")]
    assert sorts("Ninety people stood in the square, and the mayor was killed.") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It cost $5.7 billion.", "It cost $5.72 billion.", True),
        ("It cost $6 billion.", "It cost $5.7 billion.", True),
        ("It cost $5 billion.", "It cost $5.7 billion.", False),
        ("It cost $5.6 billion.", "It cost $5.7 billion.", False),
        ("About 450 boats left.", "Then 448 boats left.", True),
        ("Then 450 boats left.", "Then 448 boats left.", False),
        ("Then 126 boats left.", "Then 117 boats left.", False),
    ],
)
def test_values_agree_where_the_coarser_may_be_the_other_rounded(one: str, other: str, same: bool) -> None:
    assert agree(only(one), only(other)) is same
    assert agree(only(other), only(one)) is same
