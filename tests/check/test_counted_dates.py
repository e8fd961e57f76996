"""Dates that follow from a day and a span of time, and stretches that end on the day a claim names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.check.cited import Cited
from agent.text.dates import dates
from agent.types import Reason
from tests.check.test_dates import article, check

HALL = (
    "The concert hall will close for two years from October, its director said. The tram to Osk opens"
    " nine months late, in March 2027. The probe reached the comet on Monday, 30 months after leaving"
    " Earth. Crews stop work for 72 hours from Wednesday morning. The council plans to"
    " vote on the rule before the end of"
    " the month."
    " Only 1998, at 31 degrees, was hotter. The depot is to be finished in the third quarter of 2028."
    " The two sides agreed on Tuesday to extend the lease until 4 August; both are to pay"
    " by the end of May."
)


def hall() -> Cited:
    return article(HALL, datetime(2026, 5, 14, tzinfo=UTC))


def verdicts(claim: str) -> list[bool | None]:
    return [f.passed for f in check(claim, hall())]


@pytest.mark.parametrize(
    "claim",
    [
        "The concert hall will stay closed until October 2028.",
        "The tram to Osk was to open in June 2026.",
        "The probe left Earth in November 2023.",
        "The crews are back at work by 16 May 2026.",
        "The council will vote on the rule by the end of May.",
        "It was hotter only in 1998.",
        "The depot must be finished by the end of September 2028.",
        "The lease now runs until 4 August.",
    ],
)
def test_a_date_that_follows_from_a_day_and_a_span_passes(claim: str) -> None:
    assert set(verdicts(claim)) == {True}


@pytest.mark.parametrize(
    "claim",
    [
        "The concert hall will stay closed until October 2029.",
        "The concert hall will close in October 2028.",
        "The tram to Osk will open in June 2026.",
        "The probe left Earth in November 2022.",
        "The probe was built in November 2023.",
        "The depot must be finished by the end of August 2028.",
    ],
)
def test_one_that_does_not_follow_does_not_pass(claim: str) -> None:
    found = check(claim, hall())
    assert [f.reason for f in found if f.passed is False] == [Reason.DATE_WRONG]


def test_until_is_not_the_day_of_the_agreement() -> None:
    source = article(
        "The two sides agreed in Osk on Tuesday to extend the lease of the quay by 60 days,"
        " until 20 July. They"
        " are to swap the keys by the end of May.",
        datetime(2026, 5, 21, tzinfo=UTC),
    )
    assert [f.passed for f in check("They prolonged the lease of the quay to the end of May.", source)] == [
        False
    ]


def test_the_end_of_the_month_is_that_of_publication() -> None:
    day = datetime(2026, 5, 14, tzinfo=UTC)
    assert [m.value for m in dates("It decides before the end of the month.", day)] == [
        "2026-05-18/2026-05-31"
    ]
    assert [m.value for m in dates("It ends in the final three months of 2026.", day)] == [
        "2026-10-01/2026-12-31"
    ]


def test_the_end_of_the_month_is_not_read_behind_another_month() -> None:
    source = article(
        "In March the yard had 40 orders. By the end of the month it had 50.",
        datetime(2026, 5, 14, tzinfo=UTC),
    )
    assert [f.passed for f in check("The yard had 50 orders by the end of May.", source)] != [True]


def test_a_season_lasts_as_long_as_that_of_the_calendar() -> None:
    source = article("The harvest begins on 12 September.", datetime(2026, 5, 14, tzinfo=UTC))
    assert [f.passed for f in check("The harvest begins this summer.", source)] == [True]


def test_last_year_is_read_at_the_head_of_a_sentence_too() -> None:
    day = datetime(2026, 5, 14, tzinfo=UTC)
    assert [m.value for m in dates("Last year was wet.", day)] == ["2025-01-01/2025-12-31"]
