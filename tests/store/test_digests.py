"""Digests belong to their owner, editions and receipts are there once, and a lost turn writes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.errors import NotFound, TurnLost
from agent.store import Orders, Store, Turns
from agent.store.digests import TURN
from tests.digests.makers import ADA, BOB, make_digest, make_edition, make_receipt
from tests.makers import NOW

LATER = NOW + timedelta(hours=1)


def test_a_digest_is_found_by_id_title_or_the_beginning_of_its_id(store: Store) -> None:
    orders = Orders(store, "ada")
    orders.add(make_digest("abc1", title="One"), "")
    orders.add(make_digest("abd2", title="Two"), "")
    assert [orders.meant(name).id for name in ("abc", "Two", "abd2")] == ["abc1", "abd2", "abd2"]
    with pytest.raises(NotFound, match="several digests"):
        orders.meant("ab")
    assert orders.meant("One").owner == "ada"


def test_another_owner_sees_and_changes_nothing(store: Store) -> None:
    mine, other = Orders(store, "ada"), Orders(store, "bob")
    mine.add(make_digest(), "")
    digest = mine.meant("d1")
    Turns(store).take("d1", "t", NOW)
    Turns(store).put("t", NOW, [make_edition()])
    Turns(store).written("t", NOW, make_edition(state="written"), [make_receipt(state="dead")])
    assert (other.all(), other.editions(digest), other.receipts(digest)) == ([], [], [])
    other.pause(digest, True)
    other.remove(digest)
    assert other.revive(digest, NOW) == 0
    assert mine.meant("d1") == digest
    assert mine.receipts(digest)[0].state == "dead"


def test_a_paused_digest_waits_for_nobody(store: Store) -> None:
    orders = Orders(store)
    orders.add(make_digest(), "")
    assert Turns(store).waiting(NOW) == ["d1"]
    orders.pause(orders.meant("d1"), True)
    assert Turns(store).waiting(NOW) == []
    assert orders.meant("d1").paused


def test_a_removed_digest_is_gone_with_its_editions_and_receipts(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    turns.written("t", NOW, make_edition(state="written"), [make_receipt()])
    orders.remove(make_digest())
    orders.add(make_digest(), "")
    assert (orders.editions(make_digest()), orders.receipts(make_digest())) == ([], [])


def test_one_of_two_workers_gets_the_turn_until_it_is_silent_too_long(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "2026-02-03T06:00")
    taken = turns.take("d1", "one", NOW)
    assert taken is not None
    assert taken[1] == "2026-02-03T06:00"
    assert turns.take("d1", "two", NOW) is None
    assert turns.waiting(NOW) == []
    late = NOW + TURN + timedelta(seconds=1)
    assert turns.take("d1", "two", late) is not None
    with pytest.raises(TurnLost):
        turns.put("one", late, [make_edition()])
    with pytest.raises(TurnLost):
        turns.written("one", late, make_edition(), [])
    with pytest.raises(TurnLost):
        turns.note("one", late, make_receipt())
    assert orders.editions(make_digest()) == []
    turns.leave("d1", "one")
    assert turns.take("d1", "three", late) is None
    turns.leave("d1", "two")
    assert turns.take("d1", "three", late) is not None


def test_an_edition_and_a_receipt_are_kept_once(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    turns.put("t", NOW, [make_edition(note="first")], "2026-02-04T06:00")
    turns.put("t", NOW, [make_edition(note="second")])
    assert [one.note for one in turns.unwritten("d1")] == ["first"]
    turns.written("t", NOW, make_edition(state="written"), [make_receipt(attempts=1)])
    turns.written("t", NOW, make_edition(state="written"), [make_receipt(attempts=0), make_receipt(to=BOB)])
    assert [(one.recipient, one.attempts) for one in orders.receipts(make_digest())] == [
        (ADA.address, 1),
        (BOB.address, 0),
    ]
    assert turns.unwritten("d1") == []
    assert turns.take("d1", "t", NOW)[1] == "2026-02-04T06:00"  # type: ignore[index]  # it is there


def test_what_is_ready_is_sent_oldest_first_and_the_last_one_received_is_known(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    old, new = make_edition("a", NOW), make_edition("b", LATER)
    for edition in (new, old):
        waiting = [make_receipt(edition.key), make_receipt(edition.key, BOB, next_try=LATER)]
        turns.written("t", NOW, edition, waiting)
    assert [(e.key, r.recipient) for e, r in turns.to_send("d1", NOW)] == [
        ("a", ADA.address),
        ("b", ADA.address),
    ]
    assert turns.last_received(new, make_receipt("b")) is None
    turns.note("t", NOW, make_receipt("a", state="delivered", next_try=None))
    assert turns.last_received(new, make_receipt("b")) == old
    assert turns.last_received(new, make_receipt("b", BOB)) is None
    assert turns.last_received(old, make_receipt("a")) is None


def test_what_was_given_up_can_be_tried_again(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    turns.written("t", NOW, make_edition(), [make_receipt(state="dead", attempts=6, next_try=None)])
    assert turns.to_send("d1", NOW) == []
    assert orders.revive(make_digest(), NOW) == 1
    assert turns.to_send("d1", NOW)[0][1].attempts == 0
