"""Alerts: told when it happens, once, no more often than every so many hours; what did not, is not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from agent.alerting import BASELINE, FIGURES_EVERY, Lookout, any_alert
from agent.digest import anything_due
from agent.errors import NothingToSay
from agent.retrieve.spike_words import WATCH
from agent.store import Orders, Store, Turns
from agent.types import Alert, Digest, Spike
from tests.digests.makers import BOB, make_digest
from tests.digests.test_digest import Newsroom

HOUR = timedelta(hours=1)


def burst(end: datetime, about: str = f"{WATCH}w1") -> Spike:
    told = f"30 articles by {end:%H:%M}, 3 would be usual."
    return Spike(about=about, label="Ships", start=end - HOUR, end=end, observed=30, expected=3,
                 p_value=1e-9, origins=(), explanation=told, rests_on=None)  # fmt: skip


@dataclass
class Watched(Newsroom):
    """A newsroom in which things happen as a test says."""

    bursts: list[Spike] = field(default_factory=list)

    def lookout(self) -> Lookout:
        return Lookout(self.store, self.since, self.write, lambda cited: True, lambda: self.now)

    def since(self, now: datetime, since: datetime) -> Sequence[Spike]:
        return [one for one in self.bursts if since < one.end <= now]

    def alert(self, kind: Any = "spike", **other: Any) -> Digest:
        alert = Alert(kind=kind, watch_id="w1" if kind == "spike" else "", cool_hours=6)
        return self.order(alert=alert, said="hourly", **other)

    def tick(self, hours: float = 1) -> list[str]:
        """Let time pass, look, and send; return what was said."""
        self.now += timedelta(hours=hours)
        return [*self.lookout().look(), *self.run()]


@pytest.fixture
def room(store: Store) -> Watched:
    return Watched(store)


def test_a_burst_is_told_once_to_each_recipient(room: Watched) -> None:
    room.alert(recipients=(*make_digest().recipients, BOB))
    assert room.tick() == []
    room.bursts = [burst(room.now)]
    room.tick()
    assert sorted(room.to()) == ["ada@news.example", "bob@news.example"]
    for _ in range(30):
        room.tick()
    assert len(room.to()) == 2


def test_the_message_says_in_front_what_happened(room: Watched) -> None:
    room.alert()
    room.bursts = [burst(room.now)]
    room.tick()
    (_, _, issue) = room.outbox.sent[0]
    assert "30 articles" in issue.subject
    assert issue.text.index("Alert. 30 articles") < issue.text.index("At least 12 ships")


def test_two_that_look_at_the_same_time_tell_it_once(room: Watched) -> None:
    room.alert()
    room.bursts = [burst(room.now)]
    room.now += HOUR
    one, other = room.lookout(), room.lookout()
    one.look()
    other.look()
    room.run()
    other.look()
    room.run()
    assert len(room.to()) == 1


def test_what_happens_while_it_cools_down_is_told_afterwards(room: Watched) -> None:
    room.alert()
    room.bursts = [burst(room.now)]
    room.tick()
    room.bursts.append(burst(room.now + HOUR))
    for _ in range(5):
        room.tick()
        assert len(room.to()) == 1
    room.tick()
    assert len(room.to()) == 2


def test_a_burst_of_something_else_is_not_told(room: Watched) -> None:
    room.alert()
    room.bursts = [burst(room.now, "story-1"), burst(room.now, f"{WATCH}w2")]
    room.tick()
    assert room.to() == []


def test_another_figure_is_told_and_the_same_one_in_other_words_is_not(room: Watched) -> None:
    digest = room.alert("figure")
    room.tick()
    assert [one.key for one in Orders(room.store).editions(digest)] == [BASELINE]
    room.says = "At least 12 ships still were waiting outside."
    room.tick()
    assert room.to() == []
    room.says = "At least 15 ships were waiting outside."
    said = room.tick()
    assert len(room.to()) == 1
    assert "12 → 15" in said[0]
    room.tick(10)
    assert len(room.to()) == 1


def test_a_figure_is_looked_at_no_more_often_than_it_has_to_be(room: Watched) -> None:
    room.alert("figure")
    lookout = room.lookout()
    lookout.look()
    for _ in range(5):
        lookout.look()
    assert room.written == 1
    room.now += FIGURES_EVERY
    lookout.look()
    assert room.written == 2


def test_where_nothing_answers_no_figure_has_changed(room: Watched) -> None:
    room.alert("figure")
    room.tick()
    room.fails = NothingToSay("ships", "no article")
    room.tick()
    assert room.to() == []


def test_an_alert_is_never_due_by_the_clock(room: Watched) -> None:
    room.alert()
    room.now += 40 * HOUR
    assert not anything_due(Turns(room.store), room.now)
    assert room.run() == []


def test_a_paused_alert_is_not_looked_at(room: Watched) -> None:
    digest = room.alert()
    Orders(room.store).pause(digest, True)
    room.bursts = [burst(room.now)]
    assert (any_alert(room.store), room.tick()) == (False, [])
