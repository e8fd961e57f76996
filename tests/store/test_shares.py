"""Who may read what is somebody else's, and what they think of it, in the queries themselves."""

from __future__ import annotations

import pytest

from agent.errors import NotFound, UnusableRequest
from agent.store import Accounts, Conversations, Opinions, Shares, Store, all_opinions
from agent.types import Feedback, Person, Turn
from tests.makers import NOW, make_article, make_briefing

CLOSED = "The harbour of Port Marren was closed on Monday."
TALK = "t" * 32


@pytest.fixture
def name(store: Store) -> str:
    """Return the id of a briefing of ines, spoken of in her conversation; jonas and mira are there too."""
    made = make_briefing(make_article(), CLOSED)
    store.save_briefing(made, "ines")
    for person in ("ines", "jonas", "mira"):
        Accounts(store).add(Person(name=person, role="analyst", created=NOW), "x")
    turn = Turn(number=1, words="x", step=None, briefing_id=made.id, created=NOW)
    Conversations(store, "ines").add(TALK, turn, "x")
    return made.id


def may_read(store: Store, name: str) -> set[str]:
    """Return whose eyes find a briefing, by either way of looking."""
    found = set()
    for person in ("", "ines", "jonas", "mira"):
        listed = name in [one.id for one in store.briefings(person)]
        try:
            store.briefing(name, person)
        except NotFound:
            assert not listed, person
        else:
            assert listed, person
            found.add(person)
    return found


def test_a_share_gives_one_person_one_briefing_until_it_is_taken_back(store: Store, name: str) -> None:
    shares = Shares(store, "ines")
    assert may_read(store, name) == {"ines"}
    shares.give("briefing", name, "jonas", NOW)
    shares.give("briefing", name, "jonas", NOW)
    assert may_read(store, name) == {"ines", "jonas"}
    assert shares.people("briefing", name) == ["jonas"]
    with pytest.raises(NotFound):
        Conversations(store, "jonas").read(TALK)
    shares.take_back("briefing", name, "jonas")
    shares.take_back("briefing", name, "mira")
    assert may_read(store, name) == {"ines"}


def test_a_shared_conversation_is_read_with_its_briefings_not_gone_on_with(store: Store, name: str) -> None:
    shares, jonas = Shares(store, "ines"), Conversations(store, "jonas")
    shares.give("conversation", TALK, "jonas", NOW)
    assert may_read(store, name) == {"ines", "jonas"}
    assert jonas.read(TALK[:9]).owner == "ines"
    assert [one.id for one in jonas.all()] == [TALK]
    for change in (jonas.get, jonas.remove):
        with pytest.raises(NotFound):
            change(TALK)
    shares.take_back("conversation", TALK, "jonas")
    assert may_read(store, name) == {"ines"}


def test_only_the_owner_shares_and_only_with_people(store: Store, name: str) -> None:
    with pytest.raises(NotFound):
        Shares(store, "jonas").give("briefing", name, "mira", NOW)
    with pytest.raises(NotFound):
        Shares(store, "jonas").people("conversation", TALK)
    with pytest.raises(NotFound, match="account nobody"):
        Shares(store, "ines").give("briefing", name, "nobody", NOW)
    with pytest.raises(UnusableRequest):
        Shares(store, "ines").give("briefing", name, "ines", NOW)
    Accounts(store).remove("mira", NOW)
    with pytest.raises(NotFound, match="account mira"):
        Shares(store, "ines").give("conversation", TALK, "mira", NOW)
    assert may_read(store, name) == {"ines"}


def test_opinions_are_of_those_who_may_read(store: Store, name: str) -> None:
    wrong = Feedback(kind="wrong", words="No.")
    with pytest.raises(NotFound):
        Opinions(store, "jonas").keep(name, "lead-1", wrong, NOW)
    with pytest.raises(NotFound):
        Opinions(store, "jonas").of(name)
    Shares(store, "ines").give("briefing", name, "jonas", NOW)
    Opinions(store, "jonas").keep(name, "lead-1", wrong, NOW)
    Opinions(store, "ines").keep(name, "lead-1", Feedback(kind="useful"), NOW)
    assert [one.by for one in Opinions(store, "jonas").of(name)] == ["jonas"]
    assert [one.by for one in Opinions(store, "ines").of(name)] == ["ines", "jonas"]
    Shares(store, "ines").take_back("briefing", name, "jonas")
    with pytest.raises(NotFound):
        Opinions(store, "jonas").of(name)
    assert [(one.by, of.id) for one, of in all_opinions(store)] == [("ines", name), ("jonas", name)]
