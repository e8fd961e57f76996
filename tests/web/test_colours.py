"""What is written can be read in both themes: contrast as WCAG 2 defines it, of the style sheet's colours."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("agent.web").joinpath("static", "app.css").read_text("utf-8")
TEXTS = ("ink", "soft", "link", "ok", "warn", "bad")
GROUNDS = ("ground", "panel", "tint")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("ink", "hit"),  # the highlighted passage
    ("link", "hit"),  # a marker that is open or pointed at
    ("ground", "link"),  # the button that matters
    ("link", "ground"),
]
LEAST, LEAST_OF_SHAPES = 4.5, 3.0


def colours(theme: str) -> dict[str, str]:
    """Return the colours of a theme by name."""
    place = 1 if theme == "light" else 2
    found = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", CSS)
    return {one[0]: one[place] for one in found}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_whatever_it_stands_on(theme: str) -> None:
    of = colours(theme)
    weak = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in PAIRS}
    assert {pair: value for pair, value in weak.items() if value < LEAST} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marked_columns_and_borders_of_fields_can_be_told_apart(theme: str) -> None:
    of = colours(theme)
    shapes = [("link", "ground"), ("soft", "panel")]
    assert {pair for pair in shapes if contrast(of[pair[0]], of[pair[1]]) < LEAST_OF_SHAPES} == set()


def test_no_colour_is_used_beside_those_of_the_themes() -> None:
    rules = CSS.split("}", 1)[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rules) == []
