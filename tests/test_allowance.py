from decimal import Decimal

import pytest

from agent.allowance import Allowance, bill, cost_of, dollars
from agent.errors import TooExpensive
from agent.retrieve.library import Amount

THOUSAND = Amount(passages=1, size=3_000)
"""A thousand tokens."""


def test_a_cost_is_said_before_it_is_refused() -> None:
    said: list[str] = []
    with pytest.raises(TooExpensive, match=r"about \$0.02 would pass `max_cost`, which is \$0.01"):
        Allowance("e", Decimal(20), Decimal("0.01"), said.append)(THOUSAND)
    assert said == ["To be embedded: 1 passage, about 1,000 tokens, about $0.02 with e."]


def test_what_was_allowed_before_counts_and_the_limit_itself_may_be_spent() -> None:
    allow = Allowance("e", Decimal(10), Decimal("0.02"), lambda line: None)
    allow(THOUSAND)
    allow(THOUSAND)
    with pytest.raises(TooExpensive, match=r"after \$0.02"):
        allow(THOUSAND)


def test_a_refused_amount_is_not_counted() -> None:
    allow = Allowance("e", Decimal(10), Decimal("0.01"), lambda line: None)
    with pytest.raises(TooExpensive):
        allow(Amount(passages=9, size=9_000_000))
    allow(THOUSAND)


def test_no_limit_and_no_price_allow_everything() -> None:
    Allowance("e", Decimal(10), None, lambda line: None)(Amount(passages=9, size=10**12))
    Allowance("e", Decimal(0), Decimal(0), lambda line: None)(Amount(passages=9, size=10**12))


def test_small_costs_are_no_zeros() -> None:
    assert [dollars(Decimal(cost)) for cost in ("0", "0.00002", "0.000000002", "0.5", "1234.5")] == [
        "$0.00",
        "$0.000020",
        "less than $0.000001",
        "$0.50",
        "$1,234.50",
    ]


def test_tokens_are_rounded_up() -> None:
    assert cost_of(Amount(passages=1, size=1), Decimal(1_000_000)) == 1
    assert "about 1 tokens" in bill(Amount(passages=1, size=1), Decimal(0), "e")
