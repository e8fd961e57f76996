"""One line of blocks for a series, and what it was expected to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.deliver.sparkline import chart


def test_a_burst_stands_in_brackets_with_its_expected_level_behind() -> None:
    assert chart([1, 1, 8, 4, 1, 1], [1] * 6) == "▂▂[█▅]▂▂  highest 8, usual 1.0"


def test_a_peak_that_was_expected_is_high_and_in_no_brackets() -> None:
    assert chart([1, 8, 1], [1, 8, 1]) == "▂█▂  highest 8, usual 8.0"


def test_silence_where_something_was_due_is_marked_and_other_silence_is_blank() -> None:
    assert chart([0, 2, 0], [2, 2, 0.1]) == "·█   highest 2, usual 2.0"


def test_many_steps_share_a_column_and_the_newest_is_at_the_right() -> None:
    assert chart([9, 1, 1, 4, 4], [2.0] * 5, width=2) == "[█]█  highest 10, usual 4.0"


def test_nothing_is_drawn_of_nothing() -> None:
    assert chart([], []) == ""
    assert chart([0, 0], [0, 0]) == "    highest 0, usual 0.0"


def test_counts_without_their_expectation_are_refused() -> None:
    with pytest.raises(ValueError, match="2 counts and 1 expectations"):
        chart([1, 2], [1])


@given(st.lists(st.integers(0, 99)), st.integers(1, 80))
def test_a_line_never_has_more_columns_than_it_was_given(counts: list[int], width: int) -> None:
    blocks = chart(counts, [1000.0] * len(counts), width).partition("  highest")[0]
    assert len(blocks) <= width
