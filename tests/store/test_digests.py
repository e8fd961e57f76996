"""Digests belong to their owner, editions and receipts are there once, and a lost turn writes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.errors import NotFound, TurnLost
from agent.store import Accounts, Orders, Store, Turns
from agent.store.digest_turns import TURN
from agent.types import ASKED, CORRECTION, Person
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
    Turns(store).put([make_edition()])
    Turns(store).written("t", NOW, make_edition(state="written"), [make_receipt(state="dead")])
    assert (other.all(), other.editions(digest), other.receipts(digest)) == ([], [], [])
    other.pause(digest, True)
    other.remove(digest)
    assert other.revive(digest, NOW) == 0
    assert mine.meant("d1") == digest
    assert mine.receipts(digest)[0].state == "dead"


def test_nothing_is_written_any_more_for_somebody_whose_account_is_removed(store: Store) -> None:
    accounts, turns = Accounts(store), Turns(store)
    for name in ("ada", "bob"):
        accounts.add(Person(name=name, role="analyst", created=NOW), "hash")
        Orders(store, name).add(make_digest(f"of-{name}"), "seen")
    accounts.remove("ada", NOW)
    assert [digest.id for digest, _ in turns.unpaused()] == ["of-bob"]


def test_a_paused_digest_waits_for_nobody_but_for_what_was_asked_for(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "seen")
    turns.put([make_edition()])
    assert [digest.id for digest, _ in turns.unpaused()] == ["d1"]
    assert turns.ready(NOW) == [("d1", make_edition().key)]
    orders.pause(orders.meant("d1"), True)
    assert (turns.unpaused(), turns.ready(NOW)) == ([], [])
    assert turns.order([("seen", [make_edition("x")])]) == []
    turns.put([make_edition(f"{ASKED}x", LATER)])
    assert turns.ready(NOW) == [("d1", f"{ASKED}x")]
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
    turns.put([make_edition()])
    assert turns.take("d1", "one", NOW) == make_digest()
    assert turns.take("d1", "two", NOW) is None
    assert turns.ready(NOW) == []
    late = NOW + TURN + timedelta(seconds=1)
    assert turns.ready(late) == [("d1", make_edition().key)]
    assert turns.take("d1", "two", late) is not None
    with pytest.raises(TurnLost):
        turns.written("one", late, make_edition(state="written"), [])
    with pytest.raises(TurnLost):
        turns.note("one", late, make_receipt())
    assert [one.state for one in orders.editions(make_digest())] == ["due"]
    turns.leave("d1", "one")
    assert turns.take("d1", "three", late) is None
    turns.leave("d1", "two")
    assert turns.take("d1", "three", late) is not None


def test_a_worker_goes_on_with_its_own_turns_only(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    for key in ("d1", "d2"):
        orders.add(make_digest(key), "")
    turns.take("d1", "a%/1", NOW)
    turns.take("d2", "ab/1", NOW)
    assert turns.hold("a%/", NOW + TURN) == 1
    late = NOW + TURN + timedelta(seconds=1)
    assert turns.take("d1", "c", late) is None
    assert turns.take("d2", "c", late) is not None


def test_of_two_that_order_the_same_due_time_one_does(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "seen")
    both = [make_edition("a"), make_edition("b")]
    assert turns.order([("seen", both)]) == both
    assert turns.order([("seen", [make_edition("c")])]) == []
    assert [one.key for one in orders.editions(make_digest())] == ["b", "a"]
    assert turns.unpaused() == [(make_digest(), "b")]


def test_of_many_that_are_ordered_at_once_each_goes_by_its_own_last_due_time(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    for name in ("d1", "d2", "d3", "d4"):
        orders.add(make_digest(name), "seen")
    orders.pause(make_digest("d3"), True)
    turns.put([make_edition("a", digest_id="d4", note="first")])
    due = {name: [make_edition(key, digest_id=name) for key in "ab"] for name in ("d1", "d2", "d3", "d4")}
    asked = [("other" if name == "d2" else "seen", due[name]) for name in due]
    assert turns.order(asked) == [*due["d1"], *due["d4"]]
    assert [(digest.id, handled) for digest, handled in turns.unpaused()] == [
        ("d1", "b"),
        ("d2", "seen"),
        ("d4", "b"),
    ]
    kept = turns.edition("d4", "a")
    assert kept is not None
    assert kept.note == "first"
    assert turns.edition("d2", "a") is turns.edition("d3", "a") is None


def test_an_edition_and_a_receipt_are_kept_once(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    turns.put([make_edition(note="first")])
    turns.put([make_edition(note="second")])
    kept = turns.edition("d1", make_edition().key)
    assert kept is not None
    assert kept.note == "first"
    turns.written("t", NOW, make_edition(state="written"), [make_receipt(attempts=1)])
    turns.written("t", NOW, make_edition(state="written"), [make_receipt(attempts=0), make_receipt(to=BOB)])
    assert [(one.recipient, one.attempts) for one in orders.receipts(make_digest())] == [
        (ADA.address, 1),
        (BOB.address, 0),
    ]
    assert turns.edition("d1", "none") is None


def test_what_is_ready_comes_oldest_first_and_the_last_one_received_is_known(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    old, new = make_edition("a", NOW, state="written"), make_edition("b", LATER, state="written")
    for edition in (new, old):
        waiting = [make_receipt(edition.key), make_receipt(edition.key, BOB, next_try=LATER)]
        turns.written("t", NOW, edition, waiting)
    turns.leave("d1", "t")
    assert turns.ready(NOW) == [("d1", "a")]
    assert [one.recipient for one in turns.to_send("d1", "a", NOW)] == [ADA.address]
    turns.take("d1", "t", NOW)
    assert turns.last_received(new, make_receipt("b")) is None
    turns.note("t", NOW, make_receipt("a", state="delivered", next_try=None))
    turns.leave("d1", "t")
    assert turns.ready(NOW) == [("d1", "b")]
    assert turns.last_received(new, make_receipt("b")) == old
    assert turns.last_received(new, make_receipt("b", BOB)) is None
    assert turns.last_received(old, make_receipt("a")) is None


def test_a_correction_is_not_what_later_editions_are_compared_with(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    for key, at in (("a", NOW), (f"{CORRECTION}a", LATER)):
        turns.written(
            "t", NOW, make_edition(key, at, state="written"), [make_receipt(key, state="delivered")]
        )
    found = turns.last_received(make_edition("b", LATER + timedelta(hours=1)), make_receipt("b"))
    assert found is not None
    assert found.key == "a"


def test_what_was_given_up_can_be_tried_again(store: Store) -> None:
    orders, turns = Orders(store), Turns(store)
    orders.add(make_digest(), "")
    turns.take("d1", "t", NOW)
    turns.written("t", NOW, make_edition(), [make_receipt(state="dead", attempts=6, next_try=None)])
    assert turns.to_send("d1", make_edition().key, NOW) == []
    assert orders.revive(make_digest(), NOW) == 1
    assert turns.to_send("d1", make_edition().key, NOW)[0].attempts == 0
