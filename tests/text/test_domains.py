"""Countries by code, by name, and by the addresses of outlets."""

from __future__ import annotations

import pytest

from agent.text.domains import code_of, codes_of, home_of, name_of
from agent.text.outlet_homes import homes


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.valle.com.co/politics/1", "co"),
        ("https://moor.co.uk/1", "gb"),
        ("https://edition.cnn.com/2026/02/03/x", "us"),
        ("https://www.eltiempo.com/x", "co"),
        ("https://elpais.com/x", "es"),
        ("https://notelpais.com/x", ""),
        ("https://harbour.example/1", ""),
        ("https://startup.io/x", ""),  # sold to everybody
        ("https://news.eu/x", ""),
        ("http://[::1/x", ""),
        ("co", ""),
        ("", ""),
    ],
)
def test_an_address_tells_the_country_where_it_can(address: str, code: str) -> None:
    assert home_of(address) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [("CO", "co"), ("uk", "gb"), ("Colombia", "co"), ("Colombian", "co"), ("the United States", "us"),
     ("Atlantis", ""), ("", ""), ("EU", "")],
)  # fmt: skip
def test_a_country_is_meant_by_code_or_name(words: str, code: str) -> None:
    assert code_of(words) == code
    assert not code or name_of(code)


def test_the_word_for_a_people_stands_for_its_country_alone() -> None:
    assert codes_of("British") == {"gb"}
    assert codes_of("Americans") == {"us"}
    assert codes_of("the weather") == frozenset()


def test_every_outlet_that_is_known_has_a_country_that_there_is() -> None:
    assert len(homes()) > 200
    assert {name_of(code) for code in homes().values()}.isdisjoint(code.upper() for code in homes().values())
