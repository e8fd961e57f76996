"""Whose words a quotation is, where other names stand in its sentence too."""

from __future__ import annotations

import pytest

from agent.text.quotes import quotes


@pytest.mark.parametrize(
    "sentence",
    [
        "With Norland still refusing, Ada Rask said the talks were “a start”.",
        "Ada Rask called it “a start” though Bo Lund warned of delays.",
        "Ada Rask could accept “a start” of that kind, Ada Rask said.",
        "Bo Lund, said Ada Rask, is “a start”.",
        "Bo Lund was, Ada Rask said, “a start”.",
        "Bo Lund was told by Ada Rask that it was “a start”.",
        "Bo Lund, whom Ada Rask called “a start”, left.",
        "Bo Lund, described by Ada Rask as “a start”, left.",
    ],
)
def test_the_speaker_is_found_among_other_names(sentence: str) -> None:
    (quote,) = quotes(sentence)
    assert quote.speaker is not None
    assert quote.speaker.names == {"ada", "rask"}


def test_a_pronoun_behind_the_rest_of_the_clause_is_traced() -> None:
    (quote,) = quotes("Ada Rask could “live with” the change, she said.")
    assert quote.speaker is not None
    assert quote.speaker.text == "she"
    assert quote.speaker.names == {"ada", "rask"}
