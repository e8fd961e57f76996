from __future__ import annotations

import pytest

from agent.collect.language import language_of


def test_a_few_english_sentences_full_of_foreign_names_are_english() -> None:
    text = "The barge Odin delivered 90 tonnes of food to Inverlay on Monday, the council said."
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La presa de Orrin cedió el lunes por la noche y el agua llegó a tres pueblos.", "es"),
        ("Der Damm von Orrin brach am Montagabend, und das Wasser erreichte drei Dörfer.", "de"),
    ],
)
def test_a_short_text_that_is_surely_in_another_language_keeps_it(text: str, code: str) -> None:
    assert language_of(text) == code


def test_what_a_row_states_is_believed() -> None:
    assert language_of("The dam at Orrin gave way.", "fr-FR") == "fr"
