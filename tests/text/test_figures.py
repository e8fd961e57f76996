"""Figures are read from prose with their value, unit, money, hedge and what they count."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.text.figures import Figure, figures


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [f.text for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and forty-one", 141),
        ("Twenty-two houses", 22),
        ("half a million litres", 500_000),
        ("a dozen boats", 12),
        ("half a dozen boats", 6),
        ("two dozen boats", 24),
        ("7 400 sailors", 7400),
        ("7.400 sailors", 7400),
        ("7,400 sailors", 7400),
        ("3,5 Mio. Euro", 3_500_000),
        ("2.3m barrels", 2_300_000),
        ("a 38m penalty", 38),
        ("2½ years", Decimal("2.5")),
        ("seven and a half ounces", Decimal("7.5")),
        ("minus 4 degrees", -4),
        ("a million tonnes", 1_000_000),
        ("£1.7 trillion in 2025", 1_700_000_000_000),
        ("300bn yuan", 300_000_000_000),
        ("two million three hundred thousand people", 2_300_000),
    ],
)
def test_a_number_is_read_with_its_scale_however_it_is_written(text: str, value: Decimal | int) -> None:
    assert only(text).low == only(text).high == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 per cent", "percent"),
        ("3.4pc", "percent"),
        ("up 0.3 percentage points", "point"),
        ("25 basis points", "basis point"),
        ("80 km/h", "kilometre an hour"),
        ("80 kilometres an hour", "kilometre an hour"),
        ("3 square miles", "square mile"),
        ("7 hectares", "hectare"),
        ("21C", "degree"),
        ("1,050 megawatts", "megawatt"),
        ("a 6.1-magnitude quake", "magnitude"),
        ("a quake of magnitude 6.1", "magnitude"),
        ("a 9-year-old girl", "year of age"),
        ("40 cubic metres a second", "cubic metre a second"),
    ],
)
def test_a_unit_is_read_with_its_number(text: str, unit: str) -> None:
    assert only(text).unit.name == unit


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("$3.1 billion", "USD"),
        ("€4bn", "EUR"),
        ("A$5 million", "AUD"),
        ("60 million dollars", "USD"),
        ("12 rupees", "INR"),
        ("8.20 crowns", "crown"),
        ("CHF 30", "CHF"),
        ("30 Swiss francs", "CHF"),
        ("45 pounds", "GBP"),
    ],
)
def test_money_is_read_with_its_currency(text: str, currency: str) -> None:
    assert only(text).currency == currency


def test_a_pound_of_something_is_a_weight() -> None:
    assert only("45 pounds of flour").unit.name == "pound"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("11–14 per cent", 11, 14),
        ("0.15%-0.30%", Decimal("0.15"), Decimal("0.30")),
        ("$2.2-$2.4 billion", 2_200_000_000, 2_400_000_000),
        ("between 30 and 60 people", 30, 60),
        ("dozens", 24, 99),
        ("tens of thousands", 20_000, 99_000),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: Decimal | int, high: Decimal | int) -> None:
    assert (only(text).low, only(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three-fifths of members", "0.6"),
        ("a quarter", "0.25"),
        ("nine in 10", "0.9"),
        ("one in two", "0.5"),
        ("half of the crew", "0.5"),
    ],
)
def test_a_fraction_is_a_share(text: str, value: str) -> None:
    assert only(text).low == Decimal(value)
    assert only(text).dimension == "ratio"


def test_a_quarter_of_the_year_is_no_share() -> None:
    assert figures("Sales fell a quarter earlier") == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("at least 9 people", "at_least"),
        ("no fewer than 9 people", "at_least"),
        ("9 people or more", "at_least"),
        ("as many as 9 people", "at_most"),
        ("up to 9 people", "at_most"),
        ("more than 9 people", "more_than"),
        ("fewer than 9 people", "less_than"),
        ("some 90 people", "about"),
        ("an estimated 90 people", "about"),
        ("nearly 90 people", "nearly"),
        ("slightly more than 90 people", "just_over"),
        ("90 people", "none"),
        ("gold over 1,500 metres", "none"),
    ],
)
def test_words_that_limit_a_figure_are_kept(text: str, hedge: str) -> None:
    assert only(text).hedge == hedge


def test_a_limit_of_the_next_figure_is_not_taken() -> None:
    first, second = figures("a rise of 4 percent, or at least 8 crowns")
    assert (first.hedge, second.hedge) == ("none", "at_least")


@pytest.mark.parametrize(
    "text",
    [
        "Feb. 4, 2026",
        "on 4 February",
        "2026-02-04",
        "in 2024",
        "the 1990s",
        "16:45 GMT",
        "at 8 a.m.",
        "next Monday",
        "F-16 jets",
        "Covid-19",
        "No. 10 Downing Street",
        "Resolution 2728",
        "the 15th century",
        "twenty twenty-five",
        "AD 253 and 260",
        "the attacks of 9/11",
        "Court Two",
        "one of them",
    ],
)
def test_dates_times_and_numbers_that_are_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_the_two_sides_of_a_result_are_told_apart() -> None:
    assert [(int(f.low), f.score) for f in figures("won by 61 votes to 58")] == [
        (61, "first"),
        (58, "second"),
    ]
    assert [(int(f.low), f.score) for f in figures("beat them 24-22")] == [(24, "first"), (22, "second")]


def test_a_span_told_in_two_units_is_one_figure() -> None:
    assert only("9 minutes 20 seconds").low == 560
    assert only("six years and three months").low == 75
    assert only("15:21.96").low == Decimal("921.96")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("36 confirmed strikes", "confirmed strikes"),
        ("8 of its deputies", "deputies"),
        ("126 killed", "killed"),
        ("in 13", ""),
        ("four went home", ""),
    ],
)
def test_what_is_counted_is_the_noun_that_follows(text: str, counted: str) -> None:
    assert only(text).counted == counted


def test_a_mention_is_equal_for_equal_figures() -> None:
    assert only("$1.5bn").mention().value == only("1.5 billion dollars").mention().value
    assert only("at least 9 men").mention().kind == "figure"


@given(st.text(alphabet="0123456789 ,.-%$€mbnk½atondivehurslfqz'–:", max_size=60))
def test_any_text_gives_figures_in_order_that_stand_where_they_say(text: str) -> None:
    found = figures(text)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(min_value=2, max_value=10**9))
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    assert only(f"{number:,} sheep").low == number


def test_an_early_year_before_a_plural_is_a_count() -> None:
    assert [
        f.text for f in figures("The barometer samples 1125 outlets, as it did in 1066 and in 1998 weekly.")
    ] == ["1125"]
