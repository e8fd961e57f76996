"""What a figure counts, in a few words that stand alone."""

from __future__ import annotations

import pytest

from agent.check.counts import counts
from agent.check.naming import counted_thing, row_name


def named(text: str) -> str:
    return row_name(text, counts(text)[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 90-page report is out.", "pages of the report"),
        ("A nine-day strike of dockers is over.", ""),
        ("A nine-day general strike of dockers is over.", "general strike"),
        ("The Alba carried 300 crates of oranges from Lund.", "crates of oranges from Lund"),
        ("Divers opened nearly 40 steel lockers.", "steel lockers opened"),
        ("Some 800 harbour clerks have been sent home.", "harbour clerks sent home"),
        (
            "Some 800 harbour clerks were forced to work without pay.",
            "harbour clerks forced to work without pay",
        ),
        ("The union shut 25 percent of the harbour.", "share of the harbour that the union shut"),
        ("The storm caused $2 million in damage.", "damage caused by the storm"),
        ("The council passed $2 million in aid for the pier.", "aid for the pier"),
        ("Mayor Linde wants $2 million in aid for the pier.", "aid for the pier demanded by Mayor Linde"),
        (
            "The dockers offered $2 million for the pier of Lund.",
            "offered by the dockers for the pier of Lund",
        ),
        ("Bo Linde, who met Roe at a camp, owned 10% of Alba.", "share of Alba that Bo Linde owned"),
        (
            "A poll found that 58 percent of Lunders support the pier.",
            "share of Lunders who support the pier",
        ),
    ],
)
def test_a_line_says_what_is_counted_and_what_became_of_it(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "It took 29 percent of the country's exports.",
        "There were eight harbour departments.",
        "Some 800 harbour clerks continue to wait.",
        "More than 80 investors provided about $2 billion.",
        "Twelve clerks of the Departments of Sea Trade, Roads and Ports waited.",
    ],
)
def test_what_does_not_stand_alone_has_no_name(text: str) -> None:
    assert named(text) == ""


def test_a_disagreement_is_named_by_the_words_most_of_its_sentences_know() -> None:
    texts = ("At least 9 people were killed on the Alba.", "A storm has killed at least 9 people.")
    assert counted_thing([(t, counts(t)[0]) for t in texts]).startswith("people killed")
