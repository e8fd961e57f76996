"""Conversations belong to their owner: nobody else sees, changes or deletes them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.errors import NotFound, UnusableRequest
from agent.store import Conversations, Store
from agent.types import Turn
from tests.makers import NOW


def turn(number: int = 1, words: str = "What happened?") -> Turn:
    """Return a turn."""
    return Turn(number=number, words=words, step=None, created=NOW + timedelta(minutes=number))


def test_a_conversation_comes_back_with_its_turns_in_order(store: Store) -> None:
    kept = Conversations(store, "ada")
    for number in (1, 2, 3):
        kept.add("c1", turn(number), "A title")
    found = kept.get("c1")
    assert [one.number for one in found.turns] == [1, 2, 3]
    assert (found.title, found.owner, found.updated) == ("A title", "ada", NOW + timedelta(minutes=3))


def test_a_turn_is_never_written_over_by_another(store: Store) -> None:
    kept = Conversations(store, "ada")
    for _ in range(2):  # a transaction that is begun again may find its own work
        kept.add("c1", turn(1, "What happened?"), "A title")
    with pytest.raises(UnusableRequest, match="answered meanwhile"):
        kept.add("c1", turn(1, "Who said so?"), "A title")
    assert [one.words for one in kept.get("c1").turns] == ["What happened?"]


def test_the_one_used_last_is_listed_first(store: Store) -> None:
    kept = Conversations(store, "ada")
    kept.add("old", turn(1), "Old")
    kept.add("new", turn(2), "New")
    kept.add("old", turn(3), "Old")
    assert [one.id for one in kept.all()] == ["old", "new"]


def test_the_beginning_of_an_id_will_do_where_it_is_the_only_one(store: Store) -> None:
    kept = Conversations(store, "ada")
    kept.add("abc1", turn(), "One")
    kept.add("abd2", turn(), "Two")
    assert kept.get("abc").title == "One"
    with pytest.raises(NotFound):
        kept.get("ab")


def test_another_owner_sees_nothing(store: Store) -> None:
    Conversations(store, "ada").add("c1", turn(), "Mine")
    other = Conversations(store, "bob")
    assert other.all() == []
    for name in ("c1", "c", ""):
        with pytest.raises(NotFound):
            other.get(name)


def test_another_owner_changes_nothing(store: Store) -> None:
    mine, other = Conversations(store, "ada"), Conversations(store, "bob")
    mine.add("c1", turn(), "Mine")
    with pytest.raises(NotFound):
        other.add("c1", turn(2, "Mine now"), "Stolen")
    assert [one.words for one in mine.get("c1").turns] == ["What happened?"]


def test_another_owner_deletes_nothing(store: Store) -> None:
    mine, other = Conversations(store, "ada"), Conversations(store, "bob")
    mine.add("c1", turn(), "Mine")
    with pytest.raises(NotFound):
        other.remove("c1")
    assert mine.get("c1").turns


def test_a_removed_conversation_is_gone_with_its_turns(store: Store) -> None:
    kept = Conversations(store, "ada")
    kept.add("c1", turn(), "Mine")
    kept.remove("c1")
    assert kept.all() == []
    kept.add("c1", turn(1, "Again"), "Another")
    assert [one.words for one in kept.get("c1").turns] == ["Again"]
