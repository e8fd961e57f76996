"""How the scripted models reword a sentence: other words, the same meaning."""

from __future__ import annotations

import re

import pytest

from evals.scripted.wording import according_to, close, free, joined


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "The mayor, who took office in May, said the dam was safe.",
            "The mayor said the dam was safe.",
        ),
        ("Orrin (a town of farmers) was flooded.", "Orrin was flooded."),
        ("The rate (43 percent) was the highest.", "The rate (43%) was the highest."),
        (
            "“The dam is safe and will hold for years,” said Ada Orrin.",
            "Ada Orrin said the dam is safe and will hold for years.",
        ),
        (
            "“We have seen worse than this,” Ada Orrin said.",
            "Ada Orrin said: “We have seen worse than this.”",
        ),
        (
            "The water rose by two metres in a night, according to the dam's operator.",
            "According to the dam's operator, the water rose by two metres in a night.",
        ),
        (
            "The dam could hold for another month, said the engineer Ada Orrin, who built it.",
            "The engineer Ada Orrin said the dam could hold for another month.",
        ),
        ("The council met on February 6, 2026 in Orrin.", "The council met on 6 February 2026 in Orrin."),
        (
            "Officials counted thirty-six strikes and twelve boats.",
            "Officials counted 36 strikes and 12 boats.",
        ),
        ("Officials closed the road on Monday [2 February].", "On 2 February, officials closed the road."),
        ("It was this Friday [6 February] that they met.", "It was on 6 February that they met."),
        ("After Friday’s [6 February] vote nobody spoke.", "After the 6 February vote nobody spoke."),
        (
            "After the water had risen for days, the council closed the road.",
            "The council closed the road after the water had risen for days.",
        ),
        ("The bill was vetoed by the governor.", "The governor vetoed the bill."),
        ("Ada Orrin accused Ben Vell of fraud.", "Ben Vell was accused by Ada Orrin of fraud."),
        (
            "In 2025 the council struck Orrin from its list.",
            "The council struck Orrin from its list in 2025.",
        ),
        ("But the road wasn't closed.", "The road was not closed."),
    ],
)
def test_a_sentence_is_told_in_other_words_that_mean_the_same(source: str, told: str) -> None:
    assert free(source) == told


@pytest.mark.parametrize(
    "text",
    [
        "Ada Orrin said “nearly thirty-six of us weren't there on February 6” in court.",
        'The notice read: "It was signed by Mr. Vell, who left, on May 4".',
    ],
)
def test_what_stands_between_quotation_marks_keeps_its_words(text: str) -> None:
    quoted = re.findall(r"“[^”]*”|\"[^\"]*\"", text)
    assert all(part in free(text) for part in quoted)


@pytest.mark.parametrize(
    "text",
    [
        "Party leaders — certainly not for now — were easing their support.",
        "After he had left, they closed the road behind him.",
        "The dam held, at least for a while, and nobody left.",
    ],
)
def test_what_limits_a_statement_and_what_a_pronoun_points_at_stays(text: str) -> None:
    assert free(text) == text


def test_two_statements_become_one_and_a_statement_gets_its_outlet() -> None:
    assert joined("The dam held.", "The road was closed.") == "The dam held; the road was closed."
    assert joined("The dam held.", "Ada Orrin left.") == "The dam held; Ada Orrin left."
    assert according_to("The dam held.", "Quay Post") == "The dam held, Quay Post reported."


def test_a_closer_wording_changes_only_form() -> None:
    text = "But Ada Orrin, who left, met them on Monday [2 February]."
    assert close(text) == "Ada Orrin, who left, met them on 2 February."
