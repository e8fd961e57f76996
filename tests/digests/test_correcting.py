"""What was sent is looked at again, and whoever got it is told once where its passage stands no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.correcting import LOOKED_BACK, became, correct
from agent.deliver.erratum import GONE, erratum
from agent.store import Orders, Store
from agent.types import Correction, Edition
from tests.digests.corrected import OTHER, Corrected, furnished
from tests.digests.makers import ADA, BOB, make_digest, make_edition
from tests.digests.test_digest import HOUR, TOLD


@pytest.fixture
def room(store: Store) -> Corrected:
    """Return a newsroom that sent an edition to both."""
    return furnished(store)


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
