"""Watched queries: what is found, and that no text breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import UnusableRequest
from agent.retrieve.query import LONGEST, NEAR, opening, read_query


@pytest.mark.parametrize(
    ("query", "headline", "found"),
    [
        ("ferry strike", "Ferries stop: crews on strike", True),
        ("ferry strike", "Ferries stop for a storm", False),
        ('"Port Marren"', "Storm closes Port Marren", True),
        ("“Port Marren”", "Storm closes Port Marren", True),
        ('"Port Marren"', "Marren has a port", False),
        ("ferry -football", "Ferry takes football fans home", False),
        ("-football ferry", "Ferry takes fans home", True),
        ("ferry OR tanker", "Tanker leaks off Skarnholm", True),
        ("ferry OR tanker -leak", "Tanker leaks off Skarnholm", False),
        ("地震", "東京で強い地震", True),
        ("地震 -東京", "東京で強い地震", False),
    ],
)
def test_a_query_finds_what_it_says(query: str, headline: str, found: bool) -> None:
    assert read_query(query).finds(opening(headline, "")) is found


def test_a_word_far_down_in_a_text_is_a_passing_mention() -> None:
    query = read_query("ferry")
    assert query.finds(opening("", "The ferry stops. " + "It rains. " * NEAR))
    assert not query.finds(opening("", "It rains. " * NEAR + "The ferry stops."))


@pytest.mark.parametrize(
    "query", ["", "   ", "-ferry", '""', "the of", "ferry OR", "ferry OR -tanker", "x " * LONGEST]
)
def test_a_query_without_a_word_to_look_for_is_refused(query: str) -> None:
    with pytest.raises(UnusableRequest, match=r"no word to look for|more than 400 characters"):
        read_query(query)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_a_query(query: str, text: str) -> None:
    try:
        wanted = read_query(query)
    except UnusableRequest:
        return
    assert wanted.finds(opening(text, query)) in (True, False)
