"""Pages that could not be read are kept with their entries, and those of older versions are still read."""

from __future__ import annotations

from sqlalchemy import text

from agent.store import Failing, Followed, Store
from agent.types import FailedPage, FeedItem, Source
from tests.makers import NOW

SOURCE = Source(id="q1", kind="feed", address="https://quay.example/feed.xml", added=NOW)
ENTRY = FeedItem(url="https://quay.example/a", title="Ferry stops", published="Mon, 02 Feb 2026 08:00:00 GMT")
PAGE = FailedPage(
    source_id="q1", reference=ENTRY.url, entry=ENTRY, tries=2, problem="it is gone", tried=NOW, due=NOW
)


def test_a_failed_page_is_kept_with_the_entry_that_leads_to_it(store: Store) -> None:
    Followed(store).add([SOURCE])
    Failing(store).replace("q1", [PAGE])
    assert Failing(store).of("q1") == {ENTRY.url: PAGE}


def test_of_a_page_that_an_older_version_kept_no_entry_is_known(store: Store) -> None:
    Followed(store).add([SOURCE])
    Failing(store).replace("q1", [PAGE])
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE failed_pages SET entry = '1234567890123456'"))
    assert Failing(store).of("q1")[ENTRY.url].entry == FeedItem(url="")
