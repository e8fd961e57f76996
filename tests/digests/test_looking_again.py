"""Cited pages are fetched again: what changed, what is gone for good, and what is only out for a while."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from agent.again import cited_lately, look_again
from agent.collect.bounded import Readers
from agent.collect.fetch.outcome import Failure, Fetched, Reason
from agent.collect.missing import LOOKS, after_look
from agent.make_press import make_press
from agent.retrieve.library import Library
from agent.settings import Settings, load_settings
from agent.store import Followed, Missing, Store
from agent.types import Source, SourceState
from tests.digests.corrected import Corrected, furnished
from tests.digests.makers import ADA, BOB
from tests.digests.test_digest import HOUR, TOLD
from tests.makers import NOW, make_article


@pytest.fixture
def room(store: Store) -> Corrected:
    """Return a newsroom that sent an edition to both."""
    return furnished(store)


class Pages:
    """A web that says what it is told."""

    def __init__(self, said: dict[str, str], otherwise: int = 500) -> None:
        self._said, self._otherwise = said, otherwise
        self.asked: list[str] = []

    def get(self, url: str, validators: object = None) -> Fetched | Failure:
        self.asked.append(url)
        if url not in self._said:
            if self._otherwise == 410:
                return Fetched(url=url, status=410, retrieved=NOW)
            return Failure(
                url=url,
                reason=Reason.HTTP_STATUS,
                message="none",
                status=self._otherwise,
                retrieved=NOW,
            )
        head = "<html><head><title>Harbour closed</title></head>"
        page = f"{head}<body><article>{self._said[url]}</article></body></html>"
        return Fetched(url=url, status=200, content_type="text/html", body=page.encode(), retrieved=NOW)


LONG = "".join(
    f"<p>{TOLD.replace('12', str(n))} The harbour master spoke of day {n}.</p>" for n in (12, 13, 14)
)


def test_cited_pages_are_fetched_again_once_a_day_and_what_changed_is_a_new_version(
    room: Corrected, home: Path
) -> None:
    settings = load_settings(home)
    (cited,) = cited_lately(room.store, room.now)
    known = room.store.article(cited)
    assert known is not None
    assert known.url is not None
    web = Pages({known.url: LONG.replace("12 ships", "9 ships")})
    with Readers() as readers:
        assert look_again(room.store, settings, web, readers, room.now) == 1
        assert look_again(room.store, settings, web, readers, room.now) == 0  # the same again
        state = SourceState(checked=room.now)
        Followed(room.store).add([Source(id="s1", kind="folder", address="x", added=room.now, state=state)])
        Followed(room.store).keep(Source(id="s1", kind="folder", address="x", added=room.now, state=state))
        asked = len(web.asked)
        assert look_again(room.store, settings, web, readers, room.now + HOUR) == 0
        assert len(web.asked) == asked  # not twice a day
        look_again(room.store, settings, web, readers, room.now + timedelta(days=1))
        assert len(web.asked) == asked + 1
    now = room.store.article(cited)
    assert now is not None
    assert now.publisher == known.publisher
    room.correct()
    assert {to for to, _ in room.errata()} == {ADA.address, BOB.address}


def test_a_page_that_does_not_come_says_nothing(room: Corrected, home: Path) -> None:
    for days in range(2 * LOOKS):
        look(room, home, 500, days=days)
    assert room.correct() == []


def look(room: Corrected, home: Path, status: int, followed: bool = True, **later: float) -> None:
    """Look again at what is cited, some time later; the server of a followed site answers with a status."""
    if followed and not Followed(room.store).all():
        address = "https://news.example/feed.xml"
        Followed(room.store).add([Source(id="s1", kind="feed", address=address, added=room.now)])
    with Readers() as readers:
        at = room.now + timedelta(**later)
        look_again(room.store, load_settings(home), Pages({}, status), readers, at)


def test_a_page_that_is_gone_for_good_is_told_at_once_and_once(room: Corrected, home: Path) -> None:
    look(room, home, 410)
    room.correct()
    told = dict(room.errata())
    assert set(told) == {ADA.address, BOB.address}
    assert "Now: The page is gone: its server says that it will not come back." in told[ADA.address]
    look(room, home, 410, days=1)
    assert room.correct() == []


def test_a_page_that_was_gone_when_it_was_cited_has_not_been_taken_back_since(
    room: Corrected, home: Path
) -> None:
    look(room, home, 410, days=-3)
    look(room, home, 410)
    assert room.correct() == []


def test_a_page_that_is_not_found_is_told_only_after_several_looks_that_are_apart(
    room: Corrected, home: Path
) -> None:
    for minutes in range(0, 60, 10):  # one outage, however often it is met
        look(room, home, 404, minutes=minutes)
        assert room.correct() == []
    for number in range(1, LOOKS):
        assert room.correct() == []
        look(room, home, 404, days=number)
    assert len(room.correct()) == 1
    told = dict(room.errata())[ADA.address]
    assert f"on {LOOKS} looks since 2026-02-04 its server did not find it" in " ".join(told.split())


def test_a_page_that_came_back_begins_anew(room: Corrected, home: Path) -> None:
    for number in range(LOOKS - 1):
        look(room, home, 404, days=number)
    (cited,) = cited_lately(room.store, room.now)
    known = room.store.article(cited)
    assert known is not None
    assert known.url is not None
    with Readers() as readers:
        back = Pages({known.url: LONG})
        look_again(room.store, load_settings(home), back, readers, room.now + timedelta(days=LOOKS))
    there = Missing(room.store).of(cited)
    assert there is not None
    assert there.looks == 0
    look(room, home, 404, days=LOOKS + 1)
    page = Missing(room.store).of(cited)
    assert page is not None
    assert (page.looks, page.gone) == (1, False)


def test_a_page_that_was_never_there_was_not_taken_away(room: Corrected, home: Path) -> None:
    look(room, home, 410, followed=False)
    assert room.correct() == []
    (cited,) = cited_lately(room.store, room.now)
    Missing(room.store).found(cited, room.now)
    look(room, home, 410, followed=False, hours=1)
    assert len(room.correct()) == 1


def test_a_page_of_which_nothing_is_kept_any_more_is_not_noted(room: Corrected) -> None:
    missing = Missing(room.store)
    (cited,) = cited_lately(room.store, room.now)
    room.store.delete_article(cited)
    missing.keep(after_look(None, cited, 410, room.now))
    assert missing.of(cited) is None


def test_the_press_of_the_house_knows_which_pages_are_gone(store: Store, settings: Settings) -> None:
    article = make_article()
    store.add_articles([article])
    Missing(store).keep(after_look(None, article.id, 410, NOW))
    press = make_press(store, cast(Library, None), settings, lambda: NOW, lambda: None)
    page = press.missing(article.id)
    assert page is not None
    assert page.gone


def test_an_error_between_two_looks_takes_none_back() -> None:
    page = None
    for hours in (0, 5, 6, 11, 12):
        page = after_look(page, "a1", 404, NOW + timedelta(hours=hours))
        assert page.gone is (hours == 12)
