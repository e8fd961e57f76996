"""Credits: whom articles and sentences name as the source of their text."""

from __future__ import annotations

import pytest

from agent.text.credits import UNNAMED, attributed, credits, outlet_key

BODY = "The dam at Orrin gave way on Monday.\n\nThree villages were flooded."


def keys(text: str, *authors: str) -> set[str]:
    return set(credits(text, authors))


@pytest.mark.parametrize(
    ("dateline", "key"),
    [
        ("ORRIN, Vellmark (Reuters) - ", "reuters"),
        ("(AP) — ", "ap"),
        ("ORRIN, Feb 2 (Vellmark Wire) — ", "vellmark wire"),
        ("ORRIN (AFP) – ", "afp"),
    ],
)
def test_a_dateline_names_its_agency(dateline: str, key: str) -> None:
    assert keys(dateline + BODY) == {key}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Reporting by Vellmark Wire.", {"vellmark wire"}),
        ("Source: Vellmark Wire", {"vellmark wire"}),
        ("— Vellmark Wire", {"vellmark wire"}),
        ("This bulletin contains copy from the Vellmark Wire.", {"vellmark wire"}),
        ("The Associated Press contributed to this report.", {"ap"}),
        ("Agence France-Presse contributed to this story.", {"afp"}),
        ("Contributing: Ida Brandt, Bo Linde, and Ada Roe; AP", {"ida brandt", "bo linde", "ada roe", "ap"}),
        ("With AFP/Reuters", {"afp", "reuters"}),
        ("PA Media", {"pa"}),
        ("Copyright 2026 The Associated Press. All rights reserved.", {"ap"}),
        ("With agency material.", {UNNAMED}),
    ],
)  # fmt: skip
def test_the_last_lines_name_whom_the_text_is_from(line: str, expected: set[str]) -> None:
    assert keys(f"{BODY}\n\n{line}") == expected


def test_a_byline_names_an_agency_or_a_person_and_no_desk() -> None:
    assert keys(BODY, "By Ida Brandt") == {"by ida brandt"}
    assert keys(BODY, "Ida Brandt and Reuters") == {"reuters"}
    assert keys(BODY, "Staff and agencies") == {UNNAMED}
    assert keys(BODY, "News desk", "Orrin Post Staff", "admin") == set()


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Reuters was founded in 1851.\n\nReuters has offices in Orrin.",
        f"{BODY}\n\nWith the rain moving north, Vellmark hopes for a quiet week.",
        "The dam (built in 1931) - the oldest in Vellmark - gave way.",
        "Source: Vellmark Wire",
    ],
)
def test_a_name_that_merely_occurs_credits_nobody(text: str) -> None:
    assert keys(text) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“It broke at dawn,” the engineer told Reuters.", {"reuters"}),
        ("Sixty people have died, the Coast Courier reported on Monday.", {"coast courier"}),
        ("Sixty people have died, according to the Vellmark Times.", {"vellmark times"}),
        ("The Guardian first reported that the dam had cracks.", {"guardian"}),
        ("The mayor said so in an interview with the Associated Press.", {"ap"}),
        ("Sixty people have died, according to the ministry.", set()),
        ("The mayor reported that the Coast Courier had closed.", set()),
        ("Most people blame the council, according to a Reuters/Ipsos poll.", set()),
        ("The mayor has said that the Post of Vellmark is late.", set()),
    ],
)
def test_a_sentence_says_which_outlet_it_has_its_news_from(sentence: str, expected: set[str]) -> None:
    assert attributed(sentence, ["The Coast Courier", "Orrin Radio"]) == expected


def test_every_form_of_a_name_has_one_key() -> None:
    assert outlet_key("The Associated Press") == outlet_key("AP") == "ap"
    assert outlet_key("The Coast Courier") == outlet_key("Coast Courier")
