"""From a schedule to receipts, with an injected clock: everything once, whatever happens on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.digest import Press, asked_for, delivery_key, previewed, run_due, work_on
from agent.errors import EmptyLibrary, NothingToSay
from agent.store import Orders, Store, Turns
from agent.types import Briefing, Digest, Recipient
from tests.digests.makers import ADA, BOB, make_digest
from tests.digests.sinks import Outbox
from tests.makers import NOW, make_article, make_briefing

TOLD = "At least 12 ships were waiting outside."
HOUR = timedelta(hours=1)


@dataclass
class Newsroom:
    """A store, a clock that is set by hand, and a writer that says what it is told."""

    store: Store
    now: datetime = NOW
    says: str = TOLD
    outbox: Outbox = field(default_factory=Outbox)
    fails: BaseException | None = None
    written: int = 0

    @property
    def press(self) -> Press:
        return Press(
            turns=Turns(self.store),
            write=self.write,
            keep=self.store.save_briefing,
            read=self.read,
            stands=lambda cited: True,
            channels={"mail": self.outbox},
            clock=lambda: self.now,
        )

    def write(self, digest: Digest, question: str, at: datetime) -> Briefing:
        if self.fails is not None:
            raise self.fails
        self.written += 1
        return make_briefing(make_article(text=self.says), self.says, created=self.now, question=question)

    def read(self, name: str, owner: str) -> Briefing | None:
        from agent.errors import NotFound

        try:
            return self.store.own_briefing(name, owner)
        except NotFound:
            return None

    def order(self, **other: Any) -> Digest:
        digest = make_digest(**other)
        Orders(self.store, digest.owner).add(digest, self.now.replace(tzinfo=None).isoformat())
        return digest

    def run(self, token: str = "t") -> list[str]:
        return [one.what for one in run_due(self.press, token)]

    def to(self) -> list[str]:
        return [recipient for recipient, _, _ in self.outbox.sent]

    def states(self) -> list[tuple[str, str, int]]:
        found = Orders(self.store).receipts(make_digest())
        return [(one.recipient, one.state, one.attempts) for one in found]


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


def test_an_edition_is_written_and_delivered_once_when_it_is_due(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    assert room.run() == []
    room.now = datetime(2026, 2, 4, 6, 5, tzinfo=UTC)
    assert len(room.run()) == 3
    assert room.to() == [ADA.address, BOB.address]
    for _ in range(3):
        room.now += HOUR
        assert room.run() == []
    room.now = datetime(2026, 2, 4, 6, 1, tzinfo=UTC)  # somebody sets the clock back
    assert room.run() == []
    assert room.states() == [(ADA.address, "delivered", 1), (BOB.address, "delivered", 1)]


def test_the_first_edition_says_so_and_the_next_says_what_changed(room: Newsroom) -> None:
    room.order()
    room.now += timedelta(days=1)
    room.run()
    room.now += timedelta(days=1)
    room.says = TOLD.replace("12", "19")
    room.run()
    room.now += timedelta(days=1)
    room.run()
    first, second, third = (issue for _, _, issue in room.outbox.sent)
    assert "first edition" in first.text
    assert "12 → 19" in second.text
    assert f"“{TOLD}”" in second.text
    assert second.subject.endswith("1 revised")
    assert "Nothing new" in third.text


def test_where_only_changes_are_wanted_nothing_else_is_sent(room: Newsroom) -> None:
    room.order(only_changed=True)
    for _ in range(3):
        room.now += timedelta(days=1)
        room.run()
    assert len(room.outbox.sent) == 1
    assert [state for _, state, _ in room.states()] == ["delivered", "unchanged", "unchanged"]
    room.now += timedelta(days=1)
    room.says = TOLD.replace("12", "19")
    room.run()
    assert "12 → 19" in room.outbox.sent[-1][2].text


def test_changes_are_those_since_what_this_recipient_got(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    room.now += timedelta(days=1)
    room.run()
    room.outbox.refuse = {BOB.address: True}
    room.says = TOLD.replace("12", "15")
    room.now += timedelta(days=1)
    room.run()
    room.outbox.refuse = {}
    room.says = TOLD.replace("12", "19")
    room.now += timedelta(days=1)
    room.run()
    told = {recipient: issue.text for recipient, _, issue in room.outbox.sent}
    assert "15 → 19" in told[ADA.address]
    assert "12 → 19" in told[BOB.address]


def test_a_poisoned_recipient_holds_up_nobody_and_is_given_up_in_the_end(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    room.outbox.refuse = {ADA.address: False}
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    room.run()
    assert room.to() == [BOB.address]
    while room.now < datetime(2026, 2, 5, 5, tzinfo=UTC):
        room.now += timedelta(minutes=10)
        room.run()
    assert room.states() == [(ADA.address, "dead", 6), (BOB.address, "delivered", 1)]
    room.outbox.refuse = {}
    assert Orders(room.store).revive(make_digest(), room.now) == 1
    room.run()
    assert room.to() == [BOB.address, ADA.address]


def test_what_is_refused_for_good_is_given_up_at_once(room: Newsroom) -> None:
    room.order()
    room.outbox.refuse = {ADA.address: True}
    room.now += timedelta(days=1)
    room.run()
    assert room.states() == [(ADA.address, "dead", 1)]


def test_a_channel_that_is_not_set_up_is_told(room: Newsroom) -> None:
    room.order(recipients=(Recipient(channel="webhook", address="https://hook.example/x"),))
    room.now += timedelta(days=1)
    assert "the channel webhook is not set up" in room.run()[-1]


def test_of_several_missed_editions_the_last_is_made_up_for_and_the_others_are_recorded(
    room: Newsroom,
) -> None:
    room.order()
    room.now += timedelta(days=3)
    told = room.run()
    assert sum("was missed" in line for line in told) == 2
    kept = Orders(room.store).editions(make_digest())
    assert [(one.key, one.state) for one in kept] == [
        ("2026-02-06T06:00", "written"), ("2026-02-05T06:00", "missed"), ("2026-02-04T06:00", "missed"),
    ]  # fmt: skip
    assert len(room.outbox.sent) == 1


def test_what_cannot_be_written_is_tried_again_and_recorded_as_missed_when_it_is_too_late(
    room: Newsroom,
) -> None:
    room.order(late_hours=2)
    room.fails = EmptyLibrary()
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    assert "not written yet" in room.run()[0]
    room.now += 3 * HOUR
    assert "could not be written in time" in room.run()[0]
    assert room.run() == []


def test_a_question_that_nothing_answers_is_said(room: Newsroom) -> None:
    room.order()
    room.fails = NothingToSay("“x”", "nearest: nothing")
    room.now += timedelta(days=1)
    room.run()
    assert "Nothing on “What happened at the harbour?”" in room.outbox.sent[0][2].text


def test_a_manual_edition_is_one_of_its_own(room: Newsroom) -> None:
    digest = room.order()
    for _ in range(2):
        room.now += HOUR
        list(work_on(room.press, digest.id, "t", asked_for(digest, room.now)))
    room.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    room.run()
    keys = [one.key for one in Orders(room.store).editions(digest)]
    assert keys == ["2026-02-04T06:00", "manual-2026-02-03T14:00:00", "manual-2026-02-03T13:00:00"]
    assert len(room.outbox.sent) == 3


def test_a_paused_digest_is_left_alone_but_for_what_is_asked_for(room: Newsroom) -> None:
    digest = room.order()
    Orders(room.store).pause(digest, True)
    room.now += timedelta(days=1)
    assert room.run() == []
    list(work_on(room.press, digest.id, "t", asked_for(digest, room.now)))
    assert [one.key[:6] for one in Orders(room.store).editions(digest)] == ["manual"]


def test_a_preview_keeps_and_sends_nothing(room: Newsroom) -> None:
    digest = room.order()
    shown = previewed(room.press, digest, [], room.now)
    assert "first edition" in shown.text
    assert (room.outbox.sent, Orders(room.store).editions(digest)) == ([], [])
    assert room.store.briefings() == []


def test_a_deleted_briefing_is_sent_to_nobody(room: Newsroom) -> None:
    room.order()
    room.outbox.refuse = {ADA.address: False}
    room.now += timedelta(days=1)
    room.run()
    room.store.delete_briefing(room.store.briefings()[0].id)
    room.outbox.refuse = {}
    room.now += HOUR
    assert "its briefing was deleted" in room.run()[0]


class PowerCut(BaseException):
    """The process ends here."""


def test_a_process_that_ends_at_any_step_loses_nothing_and_doubles_only_under_the_same_key(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = ("take", "put", "written", "to_send", "note", "last_received", "unwritten")
    ended = 0
    for number in range(60):
        digest = room.order(key=f"d{number}", title=f"D{number}", recipients=(ADA, BOB))
        del digest
        room.now += timedelta(days=1)
        counted = iter(range(1000))

        def cut(work: Any, after: bool, number: int = number, counted: Any = counted) -> Any:
            def run(*given: Any) -> Any:
                here = next(counted) == number % 13
                if here and not after:
                    raise PowerCut
                done = work(*given)
                if here:
                    raise PowerCut
                return done

            return run

        press = room.press
        turns = Turns(room.store)
        for step in steps:
            monkeypatch.setattr(turns, step, cut(getattr(turns, step), after=number % 2 == 0))
        try:
            list(work_on(replace(press, turns=turns), f"d{number}", "first"))
        except PowerCut:
            ended += 1
        room.now += timedelta(minutes=16)  # the lease runs out
        list(work_on(room.press, f"d{number}", "second"))
        got = [(to, key) for to, key, issue in room.outbox.sent if issue.digest_id == f"d{number}"]
        assert {to for to, _ in got} == {ADA.address, BOB.address}, number
        assert len(set(got)) == 2, number
        assert {key for _, key in got} == {
            delivery_key(one) for one in Orders(room.store).receipts(make_digest(f"d{number}"))
        }
    assert ended > 30


def test_two_schedulers_at_once_do_nothing_twice(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    room.now += timedelta(days=1)
    one, other = run_due(room.press, "one"), run_due(room.press, "two")
    told = [next(one).what, *[o.what for o in other], *[o.what for o in one]]
    assert room.to() == [ADA.address, BOB.address]
    assert room.written == 1
    assert len(told) == 3
