"""What a worker hands to the engine, and when it has done all it can."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from agent.dispatch import Crew, Pulse, steps
from agent.errors import StoreAway
from agent.store import Store
from tests.digests.makers import ADA, BOB
from tests.digests.test_digest import Newsroom

Job = tuple[str, str]


class Inline:
    """An engine that carries out what it gets at once, or leaves it lying."""

    def __init__(self, room: Newsroom, lazy: bool = False) -> None:
        self.told: list[str] = []
        self.steps = steps(room.press, "w", lambda one: self.told.append(one.what))
        self.fault: BaseException | None = None
        self.begun: list[Job] = []
        self.forgot: list[str] = []
        self._lazy = lazy

    def begin(self, jobs: Sequence[Job]) -> list[Job]:
        self.begun += jobs
        for job in jobs:
            for step in self.steps.values():
                if not self._lazy:
                    step(*job)
        return list(jobs)

    def ended(self, jobs: Sequence[Job]) -> list[Job]:
        return list(jobs)

    def forget(self, before: str) -> int:
        self.forgot.append(before)
        return 0


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


def crew(room: Newsroom, engine: Inline) -> Crew:
    return Crew(room.press, engine, lambda one: engine.told.append(one.what))


def test_what_is_due_is_carried_out_and_then_there_is_nothing_more(room: Newsroom) -> None:
    room.order(recipients=(ADA, BOB))
    room.now += timedelta(days=1)
    engine = Inline(room)
    crew(room, engine).finish(lambda: None)
    assert sorted(room.to()) == [ADA.address, BOB.address]
    assert len(engine.begun) == 1
    crew(room, engine).finish(lambda: None)
    assert len(engine.begun) == 1


def test_what_fails_is_tried_once_in_a_run_and_handed_over_again_by_the_next(room: Newsroom) -> None:
    room.order()
    room.fails = StoreAway("the store")
    room.now += timedelta(days=1)
    engine = Inline(room)
    crew(room, engine).finish(lambda: None)
    assert len(engine.begun) == 1
    room.fails = None
    crew(room, engine).finish(lambda: None)
    assert room.to() == [ADA.address]


def test_two_workers_at_once_hand_over_the_same_job_which_the_engine_knows_by_its_name(
    room: Newsroom,
) -> None:
    room.order()
    room.now += timedelta(days=1)
    lazy = Inline(room, lazy=True)
    first, second = crew(room, lazy).look(), crew(room, lazy).look()
    assert first == second == [("d1", "2026-02-04T06:00")]


def test_a_fault_of_the_program_stops_a_worker(room: Newsroom) -> None:
    engine = Inline(room)
    engine.fault = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        crew(room, engine).look()


def test_what_is_long_over_is_forgotten_once_a_day(room: Newsroom) -> None:
    engine = Inline(room)
    working = crew(room, engine)
    for hours in (0, 1, 26):
        room.now += timedelta(hours=hours)
        working.look()
    assert len(engine.forgot) == 2


def test_what_is_missed_is_said(room: Newsroom) -> None:
    room.order()
    room.now += timedelta(days=3)
    engine = Inline(room)
    crew(room, engine).finish(lambda: None)
    assert sum("was missed" in line for line in engine.told) == 2


def test_a_store_that_is_away_for_a_moment_ends_no_step_and_no_pulse(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreAway("the store")

    monkeypatch.setattr("agent.store.Turns.take", away)
    engine = Inline(room)
    assert engine.steps["send"]("d1", "k")[0]["ok"] is False

    import threading

    beats = threading.Semaphore(0)

    def hold(*_: object) -> None:
        beats.release()
        raise StoreAway("the store")

    monkeypatch.setattr("agent.dispatch.BEAT", 0.001)
    monkeypatch.setattr("agent.store.Turns.hold", hold)
    with Pulse(room.press, "w"):
        assert all(beats.acquire(timeout=20) for _ in range(3))
