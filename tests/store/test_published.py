"""What a counter sees of a store."""

from __future__ import annotations

from datetime import timedelta

from agent.grouping import group
from agent.store import Published, Store
from tests.makers import NOW, TEXT, make_article


def test_beside_an_article_stand_those_of_its_story_and_no_others(store: Store) -> None:
    first = make_article("harbour", TEXT)
    copy = make_article(
        "copy", f"{TEXT} They wait.", publisher="Coastal Wire", published=NOW + timedelta(hours=1)
    )
    other = make_article(
        "opera", "The opera of Bellmont has sold every seat for its spring season.", headline="Opera sold out"
    )
    undated = make_article("none", f"{TEXT} So it goes.", published=None)
    store.add_articles([first, copy, other, undated])
    group(store)
    told = Published(store).beside([copy.id])
    assert [one.article_id for one in told] == [first.id, copy.id]
    assert [one.article_id for one in Published(store).beside([copy.id], NOW)] == [first.id]
    assert Published(store).beside(["nothing"]) == []
