from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.quotes import Quote, quotes


def only(text: str) -> Quote:
    found = [q for q in quotes(text) if q.depth == 0]
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’", "''", "„“"])
def test_every_style_of_marks_holds_the_same_words(marks: str) -> None:
    text = f"She said {marks[0]}the river is up{marks[1]} and left."
    found = only(text)
    assert found.text == "the river is up"
    assert text[found.start] == marks[0]
    assert text[found.end - 1] == marks[1]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union didn't want the mayor's plan.",
        "The workers’ union didn’t want the mayor’s plan.",
        "In the ’90s they’d play rock ’n’ roll.",
        "It was James’ and the boys’ idea.",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert quotes(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert only("He said ‘the workers’ hall isn’t ours’ and left.").text == "the workers’ hall isn’t ours"


def test_a_quotation_inside_another_is_found_with_its_depth() -> None:
    found = quotes("“He told me ‘never again’ at noon,” said Ana Ruiz.")
    assert [(q.depth, q.text) for q in found] == [
        (0, "He told me ‘never again’ at noon,"),
        (1, "never again"),
    ]


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = "“We waited all day.\n\n“Nobody came,” said Ana Ruiz.\n\nIt rained."
    found = only(text)
    assert found.text == "We waited all day.\nNobody came,"
    assert found.speaker is not None
    assert found.speaker.names == {"ana", "ruiz"}


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert only('Ana said: "We waited.\n\nIt rained all day.').text == "We waited."


@pytest.mark.parametrize(
    "text",
    [
        "“The river is up,” said Ana Ruiz.",
        "“The river is up,” Ana Ruiz, the mayor, told reporters.",
        "Ana Ruiz said that “the river is up”.",
        "Mayor Ana Ruiz warned on Friday: “The river is up.”",
        "According to Ana Ruiz, “the river is up”.",
        "“The river is up,” according to Ana Ruiz.",
        "Ana Ruiz spoke first. “The river is up,” she said.",
        "Ana Ruiz, the mayor of Port Ellis, saw it. “The river is up,” she told Carl Berg.",
        "The mayor, Ana Ruiz, was sure: “The river is up.”",
        "“It rained,” said Ana Ruiz, “and the river is up.”",
    ],
)
def test_the_speaker_is_found_by_the_speech_verb(text: str) -> None:
    speaker = quotes(text)[-1].speaker
    assert speaker is not None
    assert speaker.names == {"ana", "ruiz"}


def test_a_role_without_a_name_is_kept_as_words() -> None:
    speaker = only("“The river is up,” the keeper of the lock said.").speaker
    assert speaker is not None
    assert (speaker.text, speaker.names) == ("the keeper of the lock", frozenset())


def test_a_scare_quote_has_no_speaker() -> None:
    assert only("The bridge was rated “poor” in 2024.").speaker is None


@given(st.text(alphabet=st.sampled_from("“”‘’\"'«» abS.,\n"), max_size=60))
def test_any_text_gives_quotations_inside_its_bounds(text: str) -> None:
    for quote in quotes(text):
        assert 0 <= quote.start < quote.end <= len(text)


@given(st.lists(st.sampled_from(["river", "don't", "won", "mayor's", "rain"]), min_size=1, max_size=8))
def test_words_between_curly_marks_read_back(words: list[str]) -> None:
    said = " ".join(words)
    assert only(f"Ana said “{said}” twice.").text == said
