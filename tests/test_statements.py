"""Nothing that a text states escapes its verdict, however it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.statements import statements


def stated(text: str) -> list[str]:
    return [s.text for s in statements(text)[0]]


def skipped(text: str) -> list[str]:
    return [s.text for s in statements(text)[1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The toll is 162", ["The toll is 162"]),
        ("- 500 people died in Bogota", ["500 people died in Bogota"]),
        ("* The campaign went on.\n* It ended", ["The campaign went on."]),
        ("1. The dam failed\n2. The mayor resigned", ["The dam failed", "The mayor resigned"]),
        ("• “We lost everything”", ["“We lost everything”"]),
        ("Twelve dead", ["Twelve dead"]),
        ("Meeting on Friday", ["Meeting on Friday"]),
        ("## Toll rises to 162", ["Toll rises to 162"]),
        ("> The port is closed [1][2]", ["The port is closed"]),
        ("The port was closed [1, 3], and ships left [2-4].", ["The port was closed, and ships left."]),
        ("**162** people died.", ["162 people died."]),
        ("The [port](https://x.example/a_(b)) was *closed* for good.", ["The port was closed for good."]),
        ("[3] The Post, 3 February 2026", ["The Post, 3 February 2026"]),
        ("the port stays shut for the whole winter", ["the port stays shut for the whole winter"]),
        ("killed\t162", ["killed 162"]),
    ],
)
def test_a_line_that_says_something_is_judged_without_its_marks(text: str, said: list[str]) -> None:
    assert stated(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Background",
        "# Latest developments",
        "Strained Relations: The Council and its Engineers",
        "Mayor Resigns After Dam Fails",
        "WHAT HAPPENED HERE",
        "1. Background",
        "- Sources",
        "the strained relations",
    ],
)
def test_a_heading_states_nothing_and_is_told_apart(text: str) -> None:
    assert stated(text) == []
    assert len(skipped(text)) == 1


def test_rules_and_empty_lines_are_nothing_at_all() -> None:
    assert statements("---\n\n***\n\n|---|---|\n\n   \n") == ([], [])


TABLE = """The strikes at a glance:

| What | Number |
|------|-------:|
| killed | 162 |
| strikes | **36** [1] |

| Town | Killed | Injured |
|---|---|---|
| Orrin | 12 | about 30 people |
"""


def test_a_row_of_a_table_is_one_statement_with_the_heads_of_its_bare_figures() -> None:
    assert stated(TABLE) == ["killed: 162", "strikes: 36", "Orrin: Killed 12, about 30 people"]


def test_the_head_of_a_table_is_judged_where_it_holds_a_figure() -> None:
    assert stated("| Town | Killed in 2031 |\n|---|---|\n| Orrin | none |") == ["Town: Killed in 2031"]


def test_a_table_without_a_head_or_outer_bars_is_read_too() -> None:
    assert stated("killed | 162\nhurt | 40") == ["killed: 162", "hurt: 40"]


def test_a_row_with_sentences_in_it_is_judged_cell_by_cell() -> None:
    row = "| Monday | The dam failed. Twelve people died |"
    assert stated(row) == ["Monday", "The dam failed.", "Twelve people died"]


def test_a_statement_knows_where_it_stands() -> None:
    text = "Toll\n\n- The toll is 162 [4]\n\n| killed | 162 |\n"
    found, _ = statements(text)
    assert [text[s.start : s.end] for s in found] == ["- The toll is 162 [4]", "| killed | 162 |"]


WORDS = st.sampled_from(["toll", "The", "162", "|", "- ", "\n", "\n\n", ". ", "[1]", "**", "is", "rose", "7"])


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_no_figure_is_ever_skipped(text: str) -> None:
    for heading in skipped(text):
        assert not any(c.isdigit() for c in heading)
    assert sum("162" in s for s in stated(text)) >= bool("162" in text)


@pytest.mark.parametrize(
    "line",
    [
        "Here is a summary of the news article within 70 words:",
        "Certainly, here are the key points of the article:",
        "Below is a brief overview in 3 sentences:",
    ],
)
def test_what_announces_a_text_states_nothing(line: str) -> None:
    stated, skipped = statements(f"{line}\n\nTwo people died in the fire.")
    assert [s.text for s in stated] == ["Two people died in the fire."]
    assert len(skipped) == 1


@pytest.mark.parametrize(
    "line",
    ["Here is the toll of 126 deaths:", "Here are the 70 people arrested:", "Here is why Vega resigned:"],
)
def test_an_announcement_that_tells_something_is_judged(line: str) -> None:
    stated, _ = statements(f"{line}\n\nTwo people died in the fire.")
    assert len(stated) == 2
