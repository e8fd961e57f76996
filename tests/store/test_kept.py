"""Versions of briefings: one after another, for their owner, and gone with the briefing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from agent.errors import EditedMeanwhile, NotFound
from agent.store import Store
from agent.types import Briefing, Edit
from tests.makers import NOW, make_article, make_briefing

CLOSED = "The harbour of Port Marren was closed on Monday."


def next_version(of: Briefing, **change: object) -> Briefing:
    version = of.version + 1
    edit = Edit(version=version, kind="text", claim_id="lead-1", by="ines", at=NOW)
    return of.model_copy(update={"version": version, "edits": (*of.edits, edit), **change})


@pytest.fixture
def first(store: Store) -> Briefing:
    """Return a briefing that is kept for ines."""
    store.add_articles([make_article()])
    made = make_briefing(make_article(), CLOSED)
    store.save_briefing(made, "ines")
    return made


def test_every_version_can_be_read_and_the_newest_is_listed(store: Store, first: Briefing) -> None:
    second = next_version(first, title="A harbour is shut")
    store.put_version(second, "ines")
    third = next_version(second)
    store.put_version(third, "ines")
    assert store.briefing(first.id, "ines") == third
    assert [store.briefing(first.id, "ines", n) for n in (1, 2, 3)] == [first, second, third]
    assert [(one.title, one.version) for one in store.briefings("ines")] == [("A harbour is shut", 3)]
    for missing in (0, 4):
        with pytest.raises(NotFound, match=f"version {missing}"):
            store.briefing(first.id, "ines", missing)


def test_a_version_follows_only_the_one_before_it(store: Store, first: Briefing) -> None:
    second = next_version(first)
    store.put_version(second, "ines")
    with pytest.raises(EditedMeanwhile, match="version 2"):
        store.put_version(next_version(first, title="Another"), "ines")
    with pytest.raises(EditedMeanwhile):
        store.put_version(next_version(next_version(second)), "ines")
    assert store.briefing(first.id, "ines") == second


def test_what_was_kept_before_the_server_went_away_is_kept_once(store: Store, first: Briefing) -> None:
    second = next_version(first)
    store.put_version(second, "ines")
    store.put_version(second, "ines")
    assert store.briefing(first.id, "ines", 1) == first


def test_nobody_puts_a_version_in_the_place_of_somebody_elses(store: Store, first: Briefing) -> None:
    with pytest.raises(NotFound):
        store.put_version(next_version(first), "jonas")
    with pytest.raises(NotFound):
        store.own_briefing(first.id, "jonas")
    assert store.own_briefing(first.id, "ines") == first


def test_versions_go_with_their_briefing(store: Store, first: Briefing) -> None:
    store.put_version(next_version(first), "ines")
    store.delete_briefing(first.id, "ines")
    with store._engine.connect() as connection:
        for table in ("briefing_versions", "citations", "feedback", "briefing_shares"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_whoever_deletes_an_article_is_told_of_versions_that_quote_it(store: Store, first: Briefing) -> None:
    store.put_version(next_version(first, sections=()), "ines")
    assert store.delete_article(make_article().id) == [first.id]
