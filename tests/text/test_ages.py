"""Ages are read as ages, however they are written, and figures of tokenised texts as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.figures import Figure, figures
from agent.text.tokenised import compacted, end_in


def ages(text: str) -> list[int]:
    return [int(f.low) for f in figures(text) if f.unit.dimension == "age"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Lilian Rowe, 39, says she left.", [39]),
        ("A 39-year-old woman left.", [39]),
        ("Anna Kovac (39) left.", [39]),
        ("Four men, aged 20, 22, 31 and 45, were held.", [20, 22, 31, 45]),
        ("The 23 - year - old left.", [23]),
        ("She learned it at the age of 9.", [9]),
        ("On March 9, 39 people left.", []),
        ("He served five years.", []),
        ("Flight 39, which left Oslo, is late.", []),
    ],
)
def test_an_age_is_read_where_one_is_told(text: str, years: list[int]) -> None:
    assert ages(text) == years


@given(st.integers(1, 119))
def test_an_age_behind_a_name_is_the_age_before_a_noun(years: int) -> None:
    (behind,) = figures(f"Lilian Rowe, {years}, left.")
    (before,) = figures(f"A {years}-year-old woman left.")
    assert behind.base == before.base
    assert behind.dimension == before.dimension


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "written", "like"),
    [
        ("a 12, 000 - word report", "12, 000", "a 12,000-word report"),
        ("a fine of $ 1, 500 was set", "$ 1, 500", "a fine of $1,500 was set"),
        ("a £ 50 m bid", "£ 50 m", "a £50m bid"),
        ("it took a day and a half", "a day and a half", "it took 1.5 days"),
        ("a two - hour talk", "two - hour", "a two-hour talk"),
    ],
)
def test_a_tokenised_figure_has_the_value_and_the_place_of_the_written_one(
    text: str, written: str, like: str
) -> None:
    figure = only(text)
    assert figure.text == written == text[figure.start : figure.end]
    assert (figure.base, figure.dimension) == (only(like).base, only(like).dimension)


def test_a_list_of_numbers_is_not_drawn_together() -> None:
    assert [int(f.low) for f in figures("Rooms for 100, 101 and 102 guests.")] == [100, 101, 102]


@given(st.text(alphabet="1230, -$£mayold", max_size=40))
def test_drawing_together_keeps_the_length_and_all_that_is_no_blank(text: str) -> None:
    drawn = compacted(text)
    assert len(drawn) == len(text)
    assert drawn.replace(" ", "") == text.replace(" ", "")
    for end in range(len(text) + 1):
        if end and not drawn[end - 1].isspace():
            assert text[: end_in(text, drawn, end)].replace(" ", "") == drawn[:end].replace(" ", "")
