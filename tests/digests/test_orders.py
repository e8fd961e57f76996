"""What becomes of what is due when an order is changed."""

from __future__ import annotations

import pytest

from agent.commands import digest_orders
from agent.commands.digest_orders import put_in_place
from agent.schedules import schedule
from agent.store import Orders, Store, Turns
from tests.digests.makers import make_digest
from tests.makers import NOW


@pytest.mark.parametrize(
    ("said", "handled"), [("every day at 6", "2026-01-01T06:00"), ("every hour", "2026-02-03T12:00:00")]
)
def test_with_another_schedule_nothing_before_the_change_is_due(
    store: Store, monkeypatch: pytest.MonkeyPatch, said: str, handled: str
) -> None:
    monkeypatch.setattr(digest_orders, "now", lambda: NOW)
    before = make_digest()
    Orders(store).add(before, "2026-01-01T06:00")
    put_in_place(before, before.model_copy(update={"schedule": schedule(said), "title": "Port"}), store)
    ((digest, stands),) = Turns(store).unpaused()
    assert (digest.title, stands) == ("Port", handled)
