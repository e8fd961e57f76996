from datetime import timedelta

import pytest

from agent.types import Article
from agent.write.pool import Candidate
from agent.write.story import Story
from agent.write.when import event_day, older
from tests.makers import NOW, make_evidence
from tests.write.makers import told

STORY = Story(
    asked={"dam": 1.0}, about={}, named=frozenset(), subject=frozenset(), counting=False, latest=NOW
)


def candidate(text: str, days_ago: float = 0) -> Candidate:
    article: Article = told("a", "Orrin Post", text, days_ago=days_ago)
    return Candidate(make_evidence(article, text), text, 0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "In October, the dam passed its inspection.",
        "in June 2022, the dam passed its inspection.",
        "The dam was built in 1931.",
        "The dam has leaked since October 2025.",
        "Last year the dam passed its inspection.",
        "For decades the dam was the pride of the valley.",
        "The dam passed its inspection on January 3.",
    ],
)
def test_months_and_years_past_are_older_than_the_latest_days(text: str) -> None:
    assert older(candidate(text), STORY)


@pytest.mark.parametrize(
    "text",
    [
        "In a long speech, Ida Brandt said she believed Per Aas, who saw the wall more than 30 years ago.",
        "The dam gave way on Monday, decades after it was built.",
        "The mayor spoke of the dam’s 2017 repair.",
        "The reservoir is at its highest since 2013.",
        "Ida Brandt and Per Aas both told what they remember from 1982.",
        "The dam leaked in February.",
        "The mayor left since no village wanted the wall.",
    ],
    ids=["subordinate", "own day", "attribute", "record", "object", "this month", "because"],
)
def test_an_old_date_outside_the_main_clause_makes_nothing_older(text: str) -> None:
    assert not older(candidate(text), STORY)


def test_the_day_of_an_event_is_the_last_of_its_month_or_year() -> None:
    day = event_day(candidate("In December, the dam passed its inspection."))
    assert day is not None
    assert day.isoformat() == f"{(NOW - timedelta(days=60)).year}-12-31"
