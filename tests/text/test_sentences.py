from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.text.sentences import ends_paragraph, sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "U.S. President Lee spoke. Gen. Smith disagreed.",
            ["U.S. President Lee spoke.", "Gen. Smith disagreed."],
        ),
        ("It cost approx. 5 dollars. Fine.", ["It cost approx. 5 dollars.", "Fine."]),
        (
            "Atty. Gen. Ann Poe met Amb. Kim. Ms. Roe left.",
            ["Atty. Gen. Ann Poe met Amb. Kim.", "Ms. Roe left."],
        ),
        ("Lt. Col. Jones rose. He spoke.", ["Lt. Col. Jones rose.", "He spoke."]),
        ("The firm, est. 1990, closed.", ["The firm, est. 1990, closed."]),
        ("Item No. 10 passed. It was late.", ["Item No. 10 passed.", "It was late."]),
        ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
        ("George W. Bush left. J. R. Ewing stayed.", ["George W. Bush left.", "J. R. Ewing stayed."]),
        ("He lives in the U.S. The officials said so.", ["He lives in the U.S.", "The officials said so."]),
        ("Sen. Roe, D-N.Y., and Sen. Poe, R-S.C., left.", ["Sen. Roe, D-N.Y., and Sen. Poe, R-S.C., left."]),
        ("In the U.S. Senate nothing moved.", ["In the U.S. Senate nothing moved."]),
        ("“It is over. We won.” Then they left.", ["“It is over. We won.”", "Then they left."]),
        ('"Why now?" he asked. No answer came.', ['"Why now?" he asked.', "No answer came."]),
        ("(It was late.) They left.", ["(It was late.)", "They left."]),
        (
            "the boy left . he ran ( fast ) . was it far ?",
            ["the boy left .", "he ran ( fast ) .", "was it far ?"],
        ),
        ("Wait . . . there is more.", ["Wait . . . there is more."]),
        ("Growth was 3.5 percent. Prices rose 1.2.", ["Growth was 3.5 percent.", "Prices rose 1.2."]),
    ],
)
def test_hard_news_openings_and_endings(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_heading_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    assert split("What happened\n\nThe port closed.") == ["What happened", "The port closed."]
    assert split("What happened\nThe port closed.") == ["What happened", "The port closed."]


def test_a_wrapped_line_of_prose_does_not_end_the_sentence() -> None:
    text = "The harbour master said on Monday that the port would stay closed for\nanother week of repairs."
    assert split(text) == [text]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_next_paragraph() -> None:
    assert split("“It is over. We go.\n\nThe port closed.")[-1] == "The port closed."


def test_a_paragraph_ends_before_a_blank_line_and_at_the_end_of_the_text() -> None:
    text = "One.\n \nTwo.\nThree.\n"
    ends = [text.index(word) + len(word) for word in ("One.", "Two.", "Three.")]
    assert [ends_paragraph(text, end) for end in ends] == [True, False, True]


WORDS = st.sampled_from(
    [
        "U.S.",
        "The",
        "said",
        "“Yes.",
        "No.”",
        '"',
        "Gen.",
        "1.",
        "A.",
        "p.m.",
        "🙂",
        "é.",
        "(",
        ".)",
        "’",
        "…",
        "?",
        "Smith",
        "approx.",
        "-",
        "。",
        "١.",
        "• x",
        "\n",
        "\n\n",
        " \n \n",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\x1f",
        "\x85",
        "\r\n",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)


@settings(max_examples=300)
@given(TEXTS)
def test_sentences_are_ordered_disjoint_and_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(span.start < span.end for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
    assert all("\n\n" not in text[span.start : span.end] for span in spans)


def test_a_long_title_before_an_unwrapped_paragraph_stands_by_itself() -> None:
    title = "Rising Waters: How the Delta Provinces Prepare for Another Season of Storms and Their Costs"
    body = "On 3 May the governor opened the sluices. " * 6
    text = f"{title}\n{body}"
    first = sentences(text)[0]
    assert text[first.start : first.end] == title
