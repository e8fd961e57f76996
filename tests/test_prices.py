from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.errors import ConfigurationError
from agent.prices import price_of, shipped_prices


def test_the_list_that_is_shipped_can_be_read_and_says_how_old_it_is() -> None:
    table = shipped_prices()
    assert date.fromisoformat(table.as_of) > date(2026, 1, 1)
    assert len(table.models) >= 15
    for price in table.models.values():
        assert 0 < price.tokens_in < price.tokens_out


def test_a_price_that_is_listed_is_used() -> None:
    price = price_of("gpt-4o-mini", None, None, own_service=False)
    assert (price.tokens_in, price.tokens_out) == (Decimal("0.15"), Decimal("0.6"))
    assert price.of(1_000_000, 1_000_000) == Decimal("0.75")


def test_the_users_own_price_wins_and_may_be_nothing() -> None:
    assert price_of("gpt-4o-mini", Decimal(3), Decimal(4), own_service=False).of(1_000_000, 0) == 3
    assert price_of("llama", Decimal(0), Decimal(0), own_service=True).of(10**9, 10**9) == 0


@pytest.mark.parametrize("model", ["gpt-x", "gpt-4o-mini-2024-07-18", "GPT-4o", "", "gpt-4o "])
def test_an_unknown_price_means_no(model: str) -> None:
    with pytest.raises(ConfigurationError, match=r"not known.*price_in.*price_out"):
        price_of(model, None, None, own_service=False)


def test_the_list_says_nothing_about_another_service() -> None:
    with pytest.raises(ConfigurationError, match="not known"):
        price_of("gpt-4o-mini", None, None, own_service=True)


@pytest.mark.parametrize(
    ("price_in", "price_out", "missing"), [(Decimal(1), None, "price_out"), (None, Decimal(1), "price_in")]
)
def test_half_a_price_is_none(price_in: Decimal | None, price_out: Decimal | None, missing: str) -> None:
    with pytest.raises(ConfigurationError, match=f"setting {missing}"):
        price_of("gpt-4o-mini", price_in, price_out, own_service=False)
