"""What was sent is looked at again, and whoever got it is told once where its passage stands no more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from agent.again import cited_lately, look_again
from agent.collect.bounded import Readers
from agent.collect.fetch.outcome import Failure, Fetched, Reason
from agent.collect.missing import LOOKS, after_look
from agent.correcting import LOOKED_BACK, became, correct
from agent.deliver.erratum import GONE, erratum
from agent.digest import Press
from agent.make_press import make_press
from agent.retrieve.library import Library
from agent.settings import Settings, load_settings
from agent.store import Followed, Missing, Orders, Store
from agent.types import Article, Correction, Edition, Source, SourceState
from tests.digests.makers import ADA, BOB, make_digest, make_edition
from tests.digests.test_digest import HOUR, TOLD, Newsroom
from tests.makers import NOW, make_article

OTHER = "The pier stays open. Traders sold fish on Monday."


class Corrected(Newsroom):
    """A newsroom whose articles are in the store."""

    @property
    def press(self) -> Press:
        return replace(super().press, missing=Missing(self.store).of)

    def keep(self, text: str) -> Article:
        article = make_article(text=text)
        self.store.add_articles([article])
        return article

    def correct(self) -> list[str]:
        made = [one.what for one in correct(self.press, "c")]
        self.run()
        return made

    def errata(self) -> list[tuple[str, str]]:
        return [
            (to, issue.text) for to, _, issue in self.outbox.sent if issue.subject.startswith("Correction")
        ]


@pytest.fixture
def room(store: Store) -> Corrected:
    """Return a newsroom that sent an edition to both."""
    made = Corrected(store)
    made.keep(f"{TOLD} {OTHER}")
    made.says = TOLD
    made.order(recipients=(ADA, BOB))
    made.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    made.run()
    made.now += HOUR
    return made


def test_while_everything_stands_nothing_is_sent(room: Corrected) -> None:
    assert room.correct() == []
    room.keep(f"{TOLD} Something was added. {OTHER}")  # a new version that still says so
    assert room.correct() == []
    assert room.errata() == []


def test_a_passage_that_changed_is_told_once_to_everybody_who_got_it(room: Corrected) -> None:
    room.keep(f"{TOLD.replace('12', '9')} {OTHER}")
    assert len(room.correct()) == 1
    told = dict(room.errata())
    assert set(told) == {ADA.address, BOB.address}
    assert f"“{TOLD}”" in told[ADA.address]
    assert f"Now: “{TOLD.replace('12', '9')}”" in told[ADA.address]
    for _ in range(3):
        room.now += HOUR
        assert room.correct() == []
    assert len(room.errata()) == 2
    receipts = Orders(room.store).receipts(make_digest())
    assert sum(one.edition.startswith("correction-") for one in receipts) == 2


def test_a_passage_that_vanished_is_said_to_be_gone(room: Corrected) -> None:
    room.keep(OTHER)
    room.correct()
    assert GONE in dict(room.errata())[ADA.address]


def test_two_editions_that_used_it_make_one_correction_which_names_both(room: Corrected) -> None:
    room.now += timedelta(days=1)
    room.run()
    room.keep(OTHER)
    room.correct()
    assert len(room.errata()) == 2
    (correction,) = [one for one in Orders(room.store).editions(make_digest()) if one.corrects]
    assert correction.corrects[0].editions == ("2026-02-04T06:00", "2026-02-05T06:00")


def test_who_never_got_it_is_not_told(store: Store) -> None:
    room = Corrected(store)
    room.keep(f"{TOLD} {OTHER}")
    room.order(recipients=(ADA, BOB))
    room.outbox.refuse = {BOB.address: True}
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    room.run()
    room.outbox.refuse = {}
    room.keep(OTHER)
    room.correct()
    assert [to for to, _ in room.errata()] == [ADA.address]


def test_what_was_deleted_here_was_not_taken_back(room: Corrected) -> None:
    room.store.delete_article(room.keep(OTHER).id)
    assert room.correct() == []


def test_an_edition_that_is_long_past_is_left_alone(room: Corrected) -> None:
    room.keep(OTHER)
    room.now += LOOKED_BACK + timedelta(days=1)
    assert list(correct(room.press, "c")) == []


def test_a_correction_is_sent_also_where_only_changes_are_wanted_and_is_not_compared_with(
    store: Store,
) -> None:
    room = Corrected(store)
    room.keep(f"{TOLD} {OTHER}")
    room.order(only_changed=True)
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    room.run()
    room.keep(OTHER)
    room.correct()
    assert len(room.errata()) == 1
    room.now += timedelta(days=1)
    room.says = TOLD.replace("12", "19")
    room.run()
    assert "12 → 19" in room.outbox.sent[-1][2].text


def test_a_correction_that_does_not_get_through_is_tried_again(room: Corrected) -> None:
    room.keep(OTHER)
    room.outbox.refuse = {ADA.address: False}
    room.correct()
    assert [to for to, _ in room.errata()] == [BOB.address]
    room.outbox.refuse = {}
    room.now += HOUR
    room.run()
    assert [to for to, _ in room.errata()] == [BOB.address, ADA.address]


def test_another_worker_at_the_same_time_leaves_it_alone(room: Corrected) -> None:
    room.keep(OTHER)
    room.press.turns.take("d1", "other", room.now)
    assert "Another process works on it" in next(correct(room.press, "c")).what
    room.press.turns.leave("d1", "other")
    assert len(room.correct()) == 1


def test_what_a_passage_became_is_the_sentence_most_like_it() -> None:
    assert became("Nine ships waited. At least 9 ships were waiting outside.", TOLD) == (
        "At least 9 ships were waiting outside."
    )
    assert became("Fish is dear.", TOLD) == ""
    assert became("", TOLD) == ""


def correction(**other: Any) -> Edition:
    made = Correction(
        **{
            "text": "<b>x</b>\x1b[1m",
            "article_id": "a1",
            "publisher": "<i>Post</i>",
            "headline": "<script>",
            "quote": "<img src=x>",
            "url": "javascript:alert(1)",
            "editions": ("2026-02-04T06:00",),
            **other,
        }
    )
    return make_edition("correction-1", state="written", corrects=(made,))


def test_nothing_that_a_source_wrote_is_markup_or_a_link_that_acts() -> None:
    shown = erratum(make_digest(), correction(), UTC)
    for wrong in ("<script>", "<b>x", "<i>Post", "<img", "javascript:", "\x1b"):
        assert wrong not in shown.html
    assert "\x1b" not in shown.text
    assert json.loads(shown.data)["kind"] == "correction"
    linked = erratum(make_digest(), correction(url="https://news.example/1"), UTC)
    assert 'href="https://news.example/1"' in linked.html
    assert "https://news.example/1" in linked.text


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
