from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.retrieve.facets import clauses, facets, outlet_called, outlet_names, outlet_words

NOW = datetime(2026, 2, 3, tzinfo=UTC)
NAMES = outlet_names(["The Orra Times", "Harbour Post | World", "Harbour Post | Sport", "Signal", "7News"])


def test_each_outlet_of_a_question_is_asked_with_its_own_clause() -> None:
    question = "Did The Orra Times blame the minister, while Signal praised the budget and the vote?"
    first, second = facets(question, NAMES, NOW)
    assert first.publishers == {"The Orra Times"}
    assert second.publishers == {"Signal"}
    assert "minister" in first.text
    assert "budget" not in first.text
    assert "budget and the vote" in second.text


def test_a_short_name_means_every_desk_of_the_outlet() -> None:
    (only,) = facets("What did the Harbour Post say?", NAMES, NOW)
    assert only.publishers == {"Harbour Post | World", "Harbour Post | Sport"}
    (only,) = facets("What did Orra Times say?", NAMES, NOW)
    assert only.publishers == {"The Orra Times"}
    (only,) = facets("What did 7News say?", NAMES, NOW)
    assert only.publishers == {"7News"}


def test_a_common_word_without_a_capital_is_no_outlet() -> None:
    assert facets("Was it a signal?", NAMES, NOW)[0].publishers == frozenset()
    assert outlet_words("What did Signal send as a signal?", NAMES) == {"signal"}


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("on October 6, 2023", (2023, 10, 6), (2023, 10, 7)),
        ("on 6 October 2023", (2023, 10, 6), (2023, 10, 7)),
        ("on Oct. 6th, 2023", (2023, 10, 6), (2023, 10, 7)),
        ("on 2023-10-06", (2023, 10, 6), (2023, 10, 7)),
        ("in October 2023", (2023, 10, 1), (2023, 11, 1)),
        ("on 3 February", (2026, 2, 3), (2026, 2, 4)),
        ("on 4 February", (2025, 2, 4), (2025, 2, 5)),
    ],
)
def test_a_day_or_month_becomes_a_window(text: str, since: tuple[int, ...], until: tuple[int, ...]) -> None:
    (only,) = facets(f"What happened at the port {text}?", NAMES, NOW)
    assert only.since == datetime(*since, tzinfo=UTC)  # type: ignore[misc, arg-type]
    assert only.until == datetime(*until, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    "text", ["on 31 February 2024", "in May it may", "the march of 2024 soldiers", "30 Marchers"]
)
def test_what_is_no_date_is_no_window(text: str) -> None:
    assert facets(f"Did it happen {text}?", NAMES, NOW)[0].since is None


def test_a_question_that_compares_two_days_is_asked_for_each() -> None:
    parts = facets("How did the toll change between 3 January 2026 and 9 January 2026?", NAMES, NOW)
    assert [part.since for part in parts] == [
        datetime(2026, 1, 3, tzinfo=UTC),
        datetime(2026, 1, 9, tzinfo=UTC),
    ]


def test_a_question_in_several_clauses_is_asked_clause_by_clause_in_the_outlets_that_may_answer() -> None:
    question = (
        "Who is the minister that Signal and 7News describe, who sold the ferry fleet of Orra, and who is "
        "accused by prosecutors in The Orra Times of hiding three loans?"
    )
    found = clauses(question, NAMES)
    assert "".join(one.text for one in found) == question
    (fleet,) = [one for one in found if "ferry fleet" in one.text]
    (loans,) = [one for one in found if "hiding" in one.text]
    assert fleet.publishers == {"Signal", "7News", "The Orra Times"}
    assert loans.publishers == {"The Orra Times"}


def test_a_plain_question_has_no_clauses() -> None:
    assert clauses("What is happening at the harbour of Port Marren?", NAMES) == []
    assert clauses("Trump and Petro, ahead of talks", NAMES) == []


def test_an_outlet_is_known_by_its_whole_or_short_name_in_any_case() -> None:
    known = ["The Orra Times", "Harbour Post | World", "Harbour Post | Sport"]
    assert outlet_called("orra times", known) == {"The Orra Times"}
    assert outlet_called("HARBOUR POST", known) == set(known[1:])
    assert outlet_called("Post", known) == outlet_called("", known) == frozenset()


@given(st.text())
def test_any_question_has_at_least_one_part(text: str) -> None:
    assert facets(text, NAMES, NOW)
    assert facets(f"{text} Signal {text}", NAMES, NOW)
    found = clauses(f"{text} Signal {text}", NAMES)
    assert "".join(one.text for one in found) in ("", f"{text} Signal {text}")
