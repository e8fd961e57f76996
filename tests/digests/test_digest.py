"""From a schedule to receipts, with an injected clock: everything once, whatever happens on the way."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.digest import Press, asked_for, plan, previewed, write_edition
from agent.errors import EmptyLibrary, NothingToSay, StoreAway, Undeliverable
from agent.sending import delivery_key, send_edition
from agent.store import Orders, Store, Turns
from agent.types import Briefing, Delivery, Digest, Issue, Recipient
from tests.digests.makers import ADA, BOB, make_digest, make_edition
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
            article=self.store.article,
            channels={"mail": self.outbox},
            clock=lambda: self.now,
            refresh=lambda: None,
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

    def run(self, press: Press | None = None) -> list[str]:
        """Do what a worker does until there is nothing left, and return what came of it."""
        press = press or self.press
        outcomes = list(plan(press.turns, self.now))
        tried: set[tuple[str, str]] = set()
        while jobs := set(press.turns.ready(self.now)) - tried:
            for job in sorted(jobs):
                outcomes += write_edition(press, *job, f"t/{job}/write")
                outcomes += send_edition(press, *job, f"t/{job}/send")
            tried |= jobs
        return [one.what for one in outcomes]

    def ask(self, digest: Digest) -> None:
        """Ask for an edition at once."""
        self.press.turns.put([asked_for(digest, self.now)])

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
    assert sorted(room.to()) == [ADA.address, BOB.address]
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
        room.ask(digest)
        room.run()
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
    room.ask(digest)
    room.run()
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
    steps = ("order", "take", "edition", "written", "to_send", "note", "last_received", "ready")
    ended = 0
    for number in range(34):
        room.order(key=f"d{number:02}", title=f"D{number}", recipients=(ADA, BOB))
        room.now += timedelta(days=1)
        counted = iter(range(1000))

        def cut(work: Any, after: bool, number: int = number, counted: Any = counted) -> Any:
            def run(*given: Any) -> Any:
                here = next(counted) == number % 17
                if here and not after:
                    raise PowerCut
                done = work(*given)
                if here:
                    raise PowerCut
                return done

            return run

        turns = Turns(room.store)
        for step in steps:
            monkeypatch.setattr(turns, step, cut(getattr(turns, step), after=number % 2 == 0))
        try:
            room.run(replace(room.press, turns=turns))
        except PowerCut:
            ended += 1
        room.now += timedelta(minutes=3)  # the turn is over
        room.run()
        got = [(to, key) for to, key, issue in room.outbox.sent if issue.digest_id == f"d{number:02}"]
        assert {to for to, _ in got} == {ADA.address, BOB.address}, number
        assert len(set(got)) == 2, number
        assert {key for _, key in got} == {
            delivery_key(one) for one in Orders(room.store).receipts(make_digest(f"d{number:02}"))
        }
        Orders(room.store).pause(make_digest(f"d{number:02}"), True)
    assert ended > 20


def test_of_two_that_plan_at_once_one_orders_the_edition(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    room.now += timedelta(days=1)
    turns = Turns(room.store)
    ((_, seen),) = turns.unpaused()
    assert len(room.run()) == 3
    assert turns.order([(seen, [make_edition("2026-02-04T06:00")])]) == []
    assert room.run() == []
    assert sorted(room.to()) == [ADA.address, BOB.address]


def test_while_one_works_on_a_digest_another_one_leaves_it_alone(room: Newsroom) -> None:
    digest = room.order()
    room.now += timedelta(days=1)
    list(plan(room.press.turns, room.now))
    (job,) = room.press.turns.ready(room.now)
    assert room.press.turns.take(digest.id, "other", room.now) is not None
    assert room.press.turns.ready(room.now) == []
    assert "Another process works on it" in write_edition(room.press, *job, "t")[0].what
    assert "Another process works on it" in send_edition(room.press, *job, "t")[0].what
    assert room.written == 0


def test_a_worker_that_lives_keeps_its_turn_and_one_that_ended_loses_it(room: Newsroom) -> None:
    digest = room.order()
    room.now += timedelta(days=1)
    list(plan(room.press.turns, room.now))
    turns = room.press.turns
    turns.take(digest.id, "w1/a", room.now)
    for _ in range(5):
        room.now += timedelta(minutes=1)
        assert turns.hold("w1", room.now) == 1
        assert turns.hold("w", room.now) == 1
        assert turns.ready(room.now) == []
    room.now += timedelta(minutes=3)
    assert len(turns.ready(room.now)) == 1


def test_nobody_waits_for_a_recipient_whose_server_is_silent(room: Newsroom) -> None:
    """Bob's server answers only once Ada has got hers: one after the other, this would never end."""
    got = threading.Event()

    class Slow(Outbox):
        def send(self, issue: Issue, recipient: str, key: str) -> None:
            if recipient == ADA.address:
                super().send(issue, recipient, key)
                got.set()
            elif not got.wait(20):
                raise Undeliverable(recipient, "it was silent")

    room.outbox = Slow()
    room.order(recipients=(Recipient(channel="mail", address="a-bob@news.example"), ADA))
    room.now += timedelta(days=1)
    room.run()
    assert [state for _, state, _ in room.states()] == ["delivered", "delivered"]


def test_what_cannot_be_kept_of_one_recipient_spoils_nothing_for_the_others(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.order(recipients=(ADA, BOB))
    room.now += timedelta(days=1)
    turns, whole = Turns(room.store), Turns.note

    def note(token: str, now: datetime, receipt: Delivery) -> None:
        if receipt.recipient == ADA.address and receipt.state == "delivered":
            raise StoreAway("the store")
        whole(turns, token, now, receipt)

    monkeypatch.setattr(turns, "note", note)
    told = room.run(replace(room.press, turns=turns))
    assert any("is tried again" in line for line in told)
    assert [state for _, state, _ in room.states()] == ["waiting", "delivered"]
    room.run()
    assert [state for _, state, _ in room.states()] == ["delivered", "delivered"]
    assert room.to().count(ADA.address) == 2
    assert len({key for to, key, _ in room.outbox.sent if to == ADA.address}) == 1
