"""How likely a count is by chance, against sums that take their time."""

from __future__ import annotations

from math import exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.retrieve.chance import corrected, nothing, tail

MEANS = st.floats(0.001, 60)
SPREADS = st.floats(0.001, 5)


def mass(count: int, mean: float, spread: float) -> float:
    """Return P(Y = count), term by term."""
    size = 1 / spread
    ways = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return exp(ways + size * log(size / (size + mean)) + count * log(mean / (size + mean)))


@given(st.integers(0, 150), MEANS, SPREADS)
def test_the_tail_is_what_the_slow_exact_sum_gives(count: int, mean: float, spread: float) -> None:
    below = sum(mass(k, mean, spread) for k in range(count))
    assert tail(count, mean, spread) == pytest.approx(1 - below, abs=1e-9)


@pytest.mark.parametrize(("count", "mean", "spread"), [(30, 1.0, 0.2), (12, 0.05, 0.5), (200, 9.0, 0.1)])
def test_small_chances_are_exact_too(count: int, mean: float, spread: float) -> None:
    above = sum(mass(k, mean, spread) for k in range(count, count + 3000))
    assert tail(count, mean, spread) == pytest.approx(above, rel=1e-8)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 100))
def test_a_chance_lies_between_0_and_1(count: float, mean: float, spread: float) -> None:
    assert 0 <= tail(count, mean, spread) <= 1


@given(st.integers(0, 80), MEANS, SPREADS)
def test_more_articles_are_never_likelier(count: int, mean: float, spread: float) -> None:
    assert tail(count + 1, mean, spread) <= tail(count, mean, spread) + 1e-12


def test_counts_that_scatter_more_make_a_high_count_less_telling() -> None:
    assert tail(12, 3, 0.01) < tail(12, 3, 0.5) < tail(12, 3, 2)


def test_where_nothing_can_come_anything_is_impossible_and_nothing_certain() -> None:
    assert tail(1, 0, 1) == 0
    assert tail(0, 0, 1) == tail(0, 5, 1) == 1


@given(MEANS, SPREADS)
def test_nothing_at_all_is_what_the_tail_leaves(mean: float, spread: float) -> None:
    assert nothing(mean, spread) == pytest.approx(1 - tail(1, mean, spread), abs=1e-9)


def test_chances_are_corrected_as_benjamini_and_hochberg_do() -> None:
    assert corrected([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert corrected([]) == []


@given(st.lists(st.floats(0, 1), min_size=1))
def test_a_corrected_chance_is_never_smaller_and_keeps_its_place(chances: list[float]) -> None:
    found = corrected(chances)
    assert all(before <= after + 1e-12 <= 1 + 1e-12 for before, after in zip(chances, found, strict=True))
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    assert [found[at] for at in order] == sorted(found)
