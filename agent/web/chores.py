"""What the server does beside answering: it reads sources, keeps the library current, and sends digests.

One thread does it, one thing after another, so that whoever asks is never kept waiting by more than one of
them. Where nothing is followed and nothing ordered, it only looks for articles of other commands.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress

from agent.collect.bounded import Readers
from agent.collect.health import is_due
from agent.commands.opening import catch_up, now
from agent.commands.sources import collected
from agent.commands.stories import group_waiting
from agent.digest import anything_due, run_due
from agent.guard import guarded, say
from agent.make_press import make_press
from agent.store import Followed, Turns
from agent.text.safe import one_line
from agent.web.house import House

LOOKED_AFTER = 60.0
"""Seconds between two rounds."""
PATIENCE = 3.0
"""Seconds that the end of the server waits for what is under way; what was kept stays."""


class _Ending(Exception):
    """The server ends; what is not begun is left to the next one."""


class Chores:
    """A thread that makes its rounds until it is told to stop."""

    def __init__(self, house: House) -> None:
        """Make it, not started yet."""
        self._house = house
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._rounds, name="aletheia-chores", daemon=True)

    def start(self) -> None:
        """Begin; the first round is a pause away."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a little for what is under way."""
        self._ending.set()
        self._thread.join(PATIENCE)

    def round(self) -> None:
        """Make one round; what goes wrong with one thing is said, and keeps nobody from the others."""
        for chore in (self._collect, self._look_up, self._send):
            if not self._ending.is_set():
                guarded(_done(chore))

    def _rounds(self) -> None:
        while not self._ending.wait(LOOKED_AFTER):
            self.round()

    def _collect(self) -> None:
        store, moment = self._house.store, now()
        if not any(is_due(source, moment) for source in Followed(store).all()):
            return
        with Readers() as readers:
            reports = collected(store, self._house.settings, readers, progress=self._heed)
        added = sum(report.added + report.new_versions for report in reports)
        if added:
            say(f"{added} articles or versions came in from {len(reports)} sources.")

    def _look_up(self) -> None:
        catch_up(self._house.library)
        group_waiting(self._house.store)

    def _send(self) -> None:
        store = self._house.store
        if not anything_due(Turns(store), now()):
            return
        press = make_press(store, self._house.library, self._house.settings, now)
        for one in run_due(press, secrets.token_hex(8)):
            say(one_line(f"{one.digest}: {one.what}"))
            self._heed()

    def _heed(self, done: int = 0, of: int = 0) -> None:
        if self._ending.is_set():
            raise _Ending


def _done(chore: Callable[[], None]) -> Callable[[], int]:
    def work() -> int:
        with suppress(_Ending):
            chore()
        return 0

    return work
