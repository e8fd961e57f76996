from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.names import Name, names
from agent.text.places import countries_alike, country
from agent.text.roles import compatible, role_name


def found(text: str) -> list[str]:
    return [n.text for n in names(text)]


def only(text: str, name: str) -> Name:
    return next(n for n in names(text) if n.text == name)


def test_particles_accents_and_hyphens_stay_in_a_name() -> None:
    text = "On Monday Léa van den Berg-Ruiz met Ana de la Cruz."
    assert found(text) == ["Léa van den Berg-Ruiz", "Ana de la Cruz"]


def test_the_capital_of_a_sentence_makes_no_name() -> None:
    assert found("Bakers went on strike. Nobody knew why.") == []


def test_a_possessive_is_not_part_of_the_name() -> None:
    assert "Tilda Moss" in found("They read Tilda Moss's letter.")


def test_weekdays_and_months_are_no_names() -> None:
    assert found("It opened on Tuesday, 3 March.") == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("It was chief executive Tilda Moss who left.", "Tilda Moss", "chief_executive"),
        ("The mayor, Tilda Moss, left early.", "Tilda Moss", "mayor"),
        ("We met Tilda Moss, a chemist in Ost, there.", "Tilda Moss", "chemist"),
        ("Foreign Minister Tilda Moss left.", "Tilda Moss", "foreign_minister"),
        ("We met Tilda Moss, who chairs the board, there.", "Tilda Moss", "head"),
        ("Trade minister Tilda Moss left.", "Tilda Moss", "trade_minister"),
    ],
)
def test_a_role_is_read_around_its_name(text: str, name: str, role: str) -> None:
    assert role in only(text, name).roles


@pytest.mark.parametrize(
    "text",
    [
        "According to his lawyer, Arno Pell will appeal.",
        "The plant was sold by Arno Pell, its manager said.",
        "Posts were offered in Arno Pell, chief executive Tilda Moss said.",
    ],
)
def test_a_role_of_somebody_else_is_not_taken(text: str) -> None:
    assert only(text, "Arno Pell").roles == ()


def test_a_country_and_its_people_are_one() -> None:
    assert country("Colombian") & country("Colombia")
    assert country("U.S.") & country("American")
    assert not country("Bakery")


def test_roles_that_mean_the_same_are_compatible() -> None:
    assert role_name("finance director") == role_name("CFO")
    assert compatible(role_name("president"), role_name("chairwoman"))
    assert not compatible(role_name("captain"), role_name("coach"))
    assert not compatible(role_name("trade minister"), role_name("health minister"))


@given(st.text(max_size=200))
def test_a_name_lies_where_it_says(text: str) -> None:
    for name in names(text):
        assert text[name.start : name.end] == name.text


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        (
            "The United States and Americans; U.S. troops, US aid.",
            "The American and American; American troops, American aid.",
        ),
        ("Saudi Arabia and the Saudis", "Saudi and the Saudi"),
        ("It told us of Indiana and of Washington.", "It told us of Indiana and of Washington."),
    ],
)
def test_a_country_its_people_and_its_short_forms_become_one_word(text: str, alike: str) -> None:
    assert countries_alike(text) == alike


def test_a_short_title_with_its_dot_begins_no_sentence_and_is_a_role() -> None:
    met = names("He met Sen. Roe and Gov. Ned Poe in May.")
    assert [(n.text, n.roles) for n in met] == [("Roe", ("senator",)), ("Ned Poe", ("governor",))]
    whole = names("Senator Roe left.", ["Roe"])
    assert whole[0].roles == ("senator",)
