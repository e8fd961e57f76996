"""Dates are compared by what they name where nobody knows the day of the text."""

from calendar import month_name

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.date_parts import DateParts, date_parts, same_date

MONTHS = month_name[1:]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("April 9, 2011", (None, 9, 4, 2011)),
        ("Thursday 18 October", (3, 18, 10, None)),
        ("Tuesday evening", (1, None, None, None)),
        ("March 6th, 2019", (None, 6, 3, 2019)),
        ("2018-10-18", (None, 18, 10, 2018)),
        ("early June", (None, None, 6, None)),
        ("next month", (None, None, None, None)),
        ("2018", (None, None, None, 2018)),
    ],
)
def test_a_date_names_its_parts(text: str, parts: tuple[int | None, ...]) -> None:
    assert tuple(date_parts(text)) == parts


@pytest.mark.parametrize(
    ("claimed", "given_date", "same"),
    [
        ("April 9, 2011", "April 9", True),
        ("April 9, 2011", "April 19", False),
        ("Tuesday evening", "Tuesday", True),
        ("Tuesday", "Wednesday", False),
        ("November", "Nov 14, 2018", True),
        ("9 November", "November", False),
        ("next month", "14 May", None),
        ("2018", "14 May 2018", None),
    ],
)
def test_an_unplaced_date_may_be_the_claimed_one_where_no_part_differs(
    claimed: str, given_date: str, same: bool | None
) -> None:
    assert same_date(date_parts(claimed), date_parts(given_date)) is same


@given(st.integers(1, 28), st.sampled_from(range(12)), st.integers(1950, 2049))
def test_a_date_written_out_names_what_it_was_made_of(day: int, month: int, year: int) -> None:
    whole = DateParts(None, day, month + 1, year)
    assert date_parts(f"{day} {MONTHS[month]} {year}") == whole
    assert date_parts(f"{MONTHS[month]} {day}, {year}") == whole
    assert same_date(whole, whole)
