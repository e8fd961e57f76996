"""What changed between two versions is shown word by word, with some words around."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from agent.text.changes import changes

WORDS = st.lists(st.sampled_from(["ships", "12", "14", "harbour.", "the", "\n\n"]), max_size=30).map(" ".join)


def test_a_changed_figure_is_shown_among_the_words_around_it() -> None:
    before = (
        "The harbour was closed on Monday. At least 12 ships were waiting outside in the evening of that day."
    )
    assert changes(before, before.replace("12", "14")) == [
        "was closed on Monday. At least [-12-] {+14+} ships were waiting outside in the"
    ]


def test_what_is_the_same_is_not_shown() -> None:
    assert changes("The harbour is open.", "The  harbour is open.") == []


def test_a_new_paragraph_is_shown_as_one() -> None:
    assert changes("It is open.", "It is open.\n\nNobody was hurt.") == ["It is open. {+¶ Nobody was hurt.+}"]


@given(WORDS, WORDS)
def test_what_was_put_in_and_taken_away_is_all_that_differs(before: str, after: str) -> None:
    shown = " ".join(changes(before, after))
    taken = " ".join(re.findall(r"\[-(.*?)-\]", shown)).split()
    put = " ".join(re.findall(r"\{\+(.*?)\+\}", shown)).split()
    old, new = (text.split() for text in (before, after))
    marks = [word for word in taken if word == "¶"], [word for word in put if word == "¶"]
    assert len(old) - (len(taken) - len(marks[0])) == len(new) - (len(put) - len(marks[1]))
