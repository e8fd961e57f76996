"""Watched queries find what is there, what comes in, and each version of it for what it says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from agent.grouping import delete_article, group
from agent.store import Published, Store, Watches
from agent.types import Article, Watch, Window
from agent.watching import look, watch
from tests.fakes.town import morning
from tests.makers import NOW, make_article

ALWAYS = Window()


def filled(store: Store, articles: list[Article]) -> None:
    store.add_articles(articles)
    group(store)


def found_by(store: Store, window: Window = ALWAYS) -> dict[str, set[str]]:
    return {name: {key for key, _ in keys} for name, keys in Published(store).watched(window).items()}


def test_a_watch_finds_what_is_there_and_what_comes_in(store: Store) -> None:
    wanted = Watch(id="w1", query="ferry Skarnholm -mill", name="The ferry", added=NOW)
    articles = morning(4)
    filled(store, articles[:2])
    assert watch(store, wanted) == 2
    assert watch(store, wanted) is None
    filled(store, [*articles[2:], make_article("other", "Nothing of the sort.")])
    assert found_by(store) == {"w1": {article.id for article in articles}}
    assert found_by(store, Window(since=NOW + timedelta(days=1))) == {}
    delete_article(store, articles[0].id)
    assert Watches(store).counts() == {"w1": 3}
    Watches(store).remove(wanted)
    assert found_by(store) == {} == Watches(store).counts()
    assert len(Published(store).told(ALWAYS)) == 4


def test_a_watch_finds_an_article_for_what_it_says_by_then(store: Store) -> None:
    wanted = Watch(id="w1", query="ferry", name="The ferry", added=NOW)
    other = Watch(id="w2", query="harbour", name="The harbour", added=NOW)
    before = make_article("one", "The harbour of Ulmby is shut.", headline="Shut")
    after = make_article(
        "one", "A ferry hit the quay.", headline="Hit", modified=NOW + timedelta(hours=5), retrieved=NOW
    )
    for one in (wanted, other):
        watch(store, one)
    filled(store, [before])
    assert Watches(store).counts() == {"w2": 1}
    filled(store, [after])
    assert Watches(store).counts() == {"w1": 1}
    kept = Published(store).watched(ALWAYS)
    assert kept == {"w1": {(after.id, after.content_hash)}, "w2": {(before.id, before.content_hash)}}
    (then,) = Published(store).told(ALWAYS, NOW + timedelta(hours=1))
    assert {name for name, keys in kept.items() if (then.article_id, then.content_hash) in keys} == {"w2"}


def test_a_new_watch_is_asked_about_what_articles_said_before(store: Store) -> None:
    before = make_article("one", "The harbour of Ulmby is shut.", headline="Shut")
    after = make_article("one", "A ferry hit the quay.", headline="Hit", modified=NOW + timedelta(hours=5))
    filled(store, [before, after])
    assert watch(store, Watch(id="w2", query="harbour", name="The harbour", added=NOW)) == 0
    assert Published(store).watched(ALWAYS) == {"w2": {(before.id, before.content_hash)}}


def test_a_watch_that_is_added_while_articles_are_looked_at_misses_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(store, Watch(id="w1", query="ferry", name="The ferry", added=NOW))
    held = Watches.held

    def late(self: Watches, *given: Any) -> None:
        monkeypatch.setattr(Watches, "held", held)
        watch(store, Watch(id="w2", query="coastguard", name="The coast", added=NOW))
        held(self, *given)

    articles = morning(3)
    store.add_articles(articles)
    monkeypatch.setattr(Watches, "held", late)
    look(store)
    assert Watches(store).counts() == {"w1": 3, "w2": 3}
    assert Watches(store).unasked() == 0


def test_nothing_is_read_where_nothing_is_watched(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watches, "waiting", lambda self: pytest.fail("articles are read"))
    filled(store, morning(3))
    assert Watches(store).unasked() == 0


@pytest.mark.parametrize("gone", ["watch", "article"])
def test_a_watch_or_article_that_goes_while_hits_are_kept_is_passed_over(store: Store, gone: str) -> None:
    first = Watch(id="w1", query="ferry", name="The ferry", added=NOW)
    other = Watch(id="w2", query="reef", name="The reef", added=NOW)
    articles = morning(2)
    store.add_articles(articles)
    for one in (first, other):
        Watches(store).add(one)
    keys = [(article.id, article.content_hash) for article in articles]
    hits = {"w1": keys[:1], "w2": keys}
    if gone == "watch":
        Watches(store).remove(first)
    else:
        store.delete_article(articles[0].id)
    Watches(store).held(articles, hits)
    left = {"w2": {articles[0].id, articles[1].id}} if gone == "watch" else {"w2": {articles[1].id}}
    assert found_by(store) == left
