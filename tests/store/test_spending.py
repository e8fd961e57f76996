from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from threading import Thread

import pytest

from agent.errors import LimitReached
from agent.store import Spending, Store, Wish
from agent.types import Spent
from tests.makers import NOW


def wish(owner: str = "ines", **how: object) -> Wish:
    values = {
        "now": NOW,
        "day": "2026-02-03",
        "cost": Decimal("0.4"),
        "day_cost": Decimal(1),
        "a_minute": 100,
    }
    return Wish(owner=owner, day_ends=3600.0, **{**values, **how})  # type: ignore[arg-type]


def test_a_day_costs_no_more_than_it_may_what_is_set_aside_included(store: Store) -> None:
    ledger = Spending(store)
    first = ledger.begin(wish())
    ledger.begin(wish())
    with pytest.raises(LimitReached, match=r"\$0.8000 of \$1 are spent or set aside") as refused:
        ledger.begin(wish())
    assert refused.value.wait == 3600
    ledger.settle(first, Spent(calls=2, tokens_in=10, tokens_out=5, cost=Decimal("0.1")))
    ledger.begin(wish())
    ledger.begin(wish(day="2026-02-04"))
    ledger.begin(wish("jonas"))
    told = {(one.owner, one.day): one for one in ledger.days(NOW)}
    today = told["ines", "2026-02-03"]
    assert (today.turns, today.calls, today.tokens, today.cost) == (3, 2, 15, "0.900000")
    assert ledger.days(NOW, "jonas")[0].turns == 1


def test_many_at_once_spend_no_more_together(store: Store) -> None:
    ledger, given = Spending(store), []

    def one() -> None:
        with suppress(LimitReached):
            given.append(ledger.begin(wish(cost=Decimal("0.25"))))

    threads = [Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 4
    assert ledger.days(NOW, "ines")[0].cost == "1.000000"


def test_answers_are_counted_by_the_minute(store: Store) -> None:
    ledger = Spending(store)
    for seconds in (0, 20):
        ledger.begin(wish(now=NOW + timedelta(seconds=seconds), a_minute=2, day_cost=None))
    with pytest.raises(LimitReached, match="2 a minute") as refused:
        ledger.begin(wish(now=NOW + timedelta(seconds=30), a_minute=2, day_cost=None))
    assert refused.value.wait == 30
    ledger.begin(wish(now=NOW + timedelta(seconds=61), a_minute=2, day_cost=None))


def test_a_cost_is_rounded_up_and_never_lost(store: Store) -> None:
    ledger = Spending(store)
    ledger.begin(wish(cost=Decimal("0.00000001"), day_cost=None))
    assert ledger.days(NOW)[0].cost == "0.000001"


def test_what_an_answer_was_given_whose_process_ended_does_not_count_for_good(store: Store) -> None:
    """Nobody settles it: for half an hour it may still be under way, then it is taken for what it is."""
    ledger = Spending(store)
    crashed = ledger.begin(wish(cost=Decimal(1)))
    with pytest.raises(LimitReached):
        ledger.begin(wish(now=NOW + timedelta(minutes=29)))
    later = NOW + timedelta(minutes=31)
    ledger.settle(ledger.begin(wish(now=later)), Spent(calls=1, cost=Decimal("0.2")))
    assert ledger.days(later, "ines")[0].cost == "0.200000"
    assert ledger.days(NOW + timedelta(days=9), "ines")[0].cost == "0.200000", (
        "what was settled counts for good"
    )
    ledger.settle(crashed, Spent(calls=3, cost=Decimal("0.5")))
    assert ledger.days(later, "ines")[0].cost == "0.700000", "it did last that long after all"
