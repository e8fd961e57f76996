"""Handing editions to the engine that carries them out, on this worker or another one.

What there is to do is read from the store each time; the engine sees to it that one worker has it, and that
it is gone on with where it was left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from agent.correcting import correct
from agent.digest import Outcome, Press, plan, write_edition
from agent.errors import AletheiaError
from agent.sending import send_edition

Job = tuple[str, str]
"""Id of a digest and key of an edition."""
Step = Callable[[str, str], list[dict[str, Any]]]
"""A step of the work on an edition, by id of the digest and key; returns what came of it as plain JSON."""
REMEMBERED, _DAY = timedelta(days=30), timedelta(days=1)
"""How long the engine remembers what it did; nothing of ours depends on it."""
CORRECTING = timedelta(minutes=10)
"""Between two looks of a worker whether what was sent still stands."""
BEAT = 20.0
"""Seconds after which a worker says that it lives: several times within `TURN`."""


class Engine(Protocol):
    """Carries out editions step by step, each on one worker, and goes on after a crash.

    Where its database cannot be used, all of it raises an AletheiaError.
    """

    fault: BaseException | None
    """What no step should raise: a fault of the program."""

    def begin(self, jobs: Sequence[Job]) -> list[Job]:
        """See to it that the first of the jobs are carried out once from here on, and return which those are.

        Where there are jobs it is at least one. Called again, it mends what was left.
        """
        ...

    def ended(self, jobs: Sequence[Job]) -> list[Job]:
        """Return those of the jobs that nobody works on any more."""
        ...

    def forget(self, before: str) -> int:
        """Forget what was begun before a moment (ISO 8601), and return how much that was."""
        ...


def steps(press: Press, worker: str, tell: Callable[[Outcome], None]) -> Mapping[str, Step]:
    """Return the steps of an edition: writing it, then sending it.

    Args:
        press: The parts.
        worker: Name of this process; no other one has it.
        tell: Is told what came of each step, in the thread that did it.
    """

    def step(work: Callable[[Press, str, str, str], list[Outcome]]) -> Step:
        def run(digest_id: str, key: str) -> list[dict[str, Any]]:
            try:
                outcomes = work(press, digest_id, key, f"{worker}/{uuid4().hex}")
            except AletheiaError as problem:  # the store is away or busy; what is left over is begun again
                outcomes = [Outcome(digest_id, str(problem), ok=False)]
            for one in outcomes:
                tell(one)
            return [{"digest": one.digest, "what": one.what, "ok": one.ok} for one in outcomes]

        return run

    return {"write": step(write_edition), "send": step(send_edition)}


class Crew:
    """What one worker does: it looks what is due, and hands it to the engine."""

    def __init__(self, press: Press, engine: Engine, tell: Callable[[Outcome], None]) -> None:
        """Work with these parts.

        Args:
            press: What editions are made with.
            engine: Carries them out.
            tell: Is told what came of it.
        """
        self.press = press
        self._engine, self._tell = engine, tell
        self._tidied: datetime | None = None
        self._corrected: datetime | None = None

    def look(self, but: Collection[Job] = ()) -> list[Job]:
        """Order what is due now and corrections of what was sent; hand what can be worked on to the engine.

        What was handed over is returned.

        Args:
            but: What is to be left alone.

        Raises:
            AletheiaError: the store or the engine cannot be used now.
        """
        if self._engine.fault is not None:
            raise self._engine.fault
        now = self.press.clock()
        for missed in plan(self.press.turns, now):
            self._tell(missed)
        if self._corrected is None or now - self._corrected > CORRECTING:
            for made in correct(self.press, f"correct/{uuid4().hex}"):
                self._tell(made)
            self._corrected = now
        jobs = [job for job in self.press.turns.ready(now) if job not in but]
        begun = self._engine.begin(jobs)
        if self._tidied is None or now - self._tidied > _DAY:
            self._engine.forget((now - REMEMBERED).isoformat())
            self._tidied = now
        return begun

    def finish(self, wait: Callable[[], object]) -> None:
        """Work until everything was tried once that can be worked on, here or elsewhere.

        Args:
            wait: Lets a moment pass.

        Raises:
            AletheiaError: the store or the engine cannot be used now.
        """
        begun: set[Job] = set()
        over: set[Job] = set()
        while True:
            begun |= set(self.look(over))
            if begun <= over:
                return
            wait()
            over |= set(self._engine.ended(sorted(begun - over)))


class Pulse:
    """Says that a worker lives, in a thread of its own, so that nobody takes over what it is at.

    with Pulse(press, worker): ...
    """

    def __init__(self, press: Press, worker: str) -> None:
        """Make it, not started yet."""
        self._press, self._worker = press, worker
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="aletheia-pulse", daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._ending.wait(BEAT):
            # While the store is away nobody takes over either.
            with suppress(AletheiaError):
                self._press.turns.hold(self._worker, self._press.clock())
