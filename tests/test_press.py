"""Outlets as people speak of them."""

from __future__ import annotations

import pytest

from agent.errors import UnusableRequest
from agent.press import Press

PRESS = Press(
    ("Andean Wire", "El Valle", "La Sabana", "The Moor"),
    {"El Valle": "co", "La Sabana": "co", "The Moor": "gb"},
)


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        ("Andean Wire", ["Andean Wire"]),
        ("the andean wire", ["Andean Wire"]),
        ("La Sabana and Andean Wire", ["Andean Wire", "La Sabana"]),
        ("Colombian outlets", ["El Valle", "La Sabana"]),
        ("outlets from Colombia", ["El Valle", "La Sabana"]),
        ("the press of the United Kingdom", ["The Moor"]),
        ("papers in Britain", ["The Moor"]),
        ("British and Colombian papers", ["El Valle", "La Sabana", "The Moor"]),
        ("outlets from Andean Wire", ["Andean Wire"]),
        ("British papers", ["The Moor"]),
        ("the British ones", ["The Moor"]),
        ("the weather", []),
        ("", []),
    ],
)
def test_outlets_are_found_by_name_and_by_country(words: str, outlets: list[str]) -> None:
    assert PRESS.called(words) == outlets


def test_a_press_that_is_not_there_is_refused_with_what_was_looked_for() -> None:
    with pytest.raises(UnusableRequest, match="known to be of Peru"):
        PRESS.called("Peruvian newspapers")


def test_a_name_that_is_no_outlet_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnusableRequest, match="Andean Wire"):
        PRESS.called("Quux outlets")
