from datetime import UTC, datetime

import pytest

from agent.write.dated import dated, undated
from tests.makers import NOW

TUESDAY = datetime(2026, 2, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("She resigned on Monday.", "She resigned on Monday [2 February]."),
        ("She resigned yesterday.", "She resigned yesterday [2 February]."),
        ("She lost Monday’s vote.", "She lost Monday’s [2 February] vote."),
        ("The vote was on Monday, February 2.", "The vote was on Monday, February 2."),
        ("“Come on Monday,” she said.", "“Come on Monday,” she said."),
        ("It rained on the last Sunday of January.", "It rained on the last Sunday of January."),
        ("The dam gave way at Christmas.", "The dam gave way at Christmas."),
    ],
)
def test_a_weekday_outside_quotations_gets_its_date(text: str, printed: str) -> None:
    assert dated(text, TUESDAY, NOW) == printed


def test_the_year_is_named_where_it_is_not_this_year() -> None:
    then = datetime(2018, 10, 16, 12, tzinfo=UTC)
    assert dated("She resigned on Monday.", then, NOW) == "She resigned on Monday [15 October 2018]."


def test_a_weekday_that_may_be_the_next_day_gets_no_date() -> None:
    assert dated("She resigned on Wednesday.", TUESDAY, NOW) == "She resigned on Wednesday."


def test_without_a_date_of_publication_nothing_is_added() -> None:
    assert dated("She resigned on Monday.", None, NOW) == "She resigned on Monday."


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("With Orr poised to win Friday after a bitter race, few slept.", "Friday [6 February] after"),
        ("She resigned on Monday following a row.", "Monday [2 February] following"),
        ("She resigned on the Monday after the vote.", "the Monday after"),
        ("It is held on the first Monday before the fair.", "first Monday before"),
        ("She resigned on Monday of her own will.", "Monday of her"),
    ],
)
def test_a_weekday_before_after_is_counted_from_something_else_only_behind_an_article(
    text: str, printed: str
) -> None:
    assert printed in dated(text, TUESDAY, NOW)


def test_a_page_that_is_written_on_and_on_gets_no_dates() -> None:
    assert dated("The trial resumes Thursday.", TUESDAY, NOW, rolling=True) == "The trial resumes Thursday."


def test_the_notes_can_be_taken_off_again() -> None:
    text = "She lost Monday’s vote and resigned today [sic]."
    assert undated(dated(text, TUESDAY, NOW)) == text
