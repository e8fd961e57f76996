"""Fiscal years are read as such, and compared with fiscal years only."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.dates import dates
from tests.check.test_retold import judged

WRITTEN = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("Revenue in fiscal 2025 rose.", "fiscal 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("Sales for FY25 fell.", "FY25", date(2025, 1, 1), date(2025, 12, 31)),
        (
            "In the financial year 2024-25 it lost.",
            "financial year 2024-25",
            date(2025, 1, 1),
            date(2025, 12, 31),
        ),
        (
            "In the first quarter of fiscal 2025 it lost.",
            "first quarter of fiscal 2025",
            date(2025, 1, 1),
            date(2025, 3, 31),
        ),
        ("Q2 FY24 was poor.", "Q2 FY24", date(2024, 4, 1), date(2024, 6, 30)),
    ],
)
def test_a_fiscal_year_is_read_with_its_number(text: str, written: str, first: date, last: date) -> None:
    (found,) = dates(text, WRITTEN)
    assert (found.text, found.fiscal) == (written, True)
    assert found.readings == ((first, last),)


@given(st.integers(1990, 2059))
def test_the_ways_to_write_a_fiscal_year_agree(year: int) -> None:
    ways = [f"fiscal {year}", f"fiscal year {year}", f"FY{year}", f"financial year {year}"]
    assert (
        len({m.readings for way in ways for m in dates(f"It earned more in {way} than before.", WRITTEN)})
        == 1
    )


SOURCE = (
    "Revenue at Halden Mills was $4.2 billion in fiscal 2023, the company said,"
    " against $3.9 billion in fiscal 2022."
)


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Revenue at Halden Mills was $4.2 billion in fiscal year 2023.", "supported"),
        ("Revenue at Halden Mills was $4.2 billion in FY23.", "supported"),
        ("Revenue at Halden Mills was $4.2 billion in fiscal 2025.", "refuted"),
        ("Revenue at Halden Mills was $4.2 billion in fiscal 2022.", "refuted"),
        ("Revenue at Halden Mills was $4.2 billion in 2023.", "not_enough_info"),
    ],
)
def test_another_fiscal_year_is_refuted_and_a_calendar_year_is_not_one(claim: str, label: str) -> None:
    assert judged(claim, SOURCE, "2024-09-01") == label
