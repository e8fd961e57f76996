"""Days and months count as such however they are written."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.calendar_case import with_capitals
from agent.text.dates import dates
from agent.text.figures import figures

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("the vote on may 7 will be close", "may 7", date(2026, 5, 7)),
        ("he left on 3 march 2025", "3 march 2025", date(2025, 3, 3)),
        ("it burned in august 2025", "august 2025", date(2025, 8, 1)),
        ("what did she say since friday", "friday", date(2026, 2, 27)),
    ],
)
def test_a_date_written_small_is_read_as_it_stands(text: str, written: str, day: date) -> None:
    (found,) = dates(text, NOW)
    assert found.text == written
    assert found.readings[0][0] == day


@pytest.mark.parametrize("text", ["they may go", "the march of the workers", "an august body", "it may cost"])
def test_words_that_are_months_only_with_a_capital_stay(text: str) -> None:
    assert with_capitals(text) == text
    assert dates(text, NOW) == []


def test_a_day_written_small_is_no_figure() -> None:
    assert figures("the match from july 17 - 19 and on may 2") == []


@given(st.text(max_size=60))
def test_only_the_case_of_letters_changes(text: str) -> None:
    cased = with_capitals(text)
    assert len(cased) == len(text)
    assert cased.casefold() == text.casefold()
