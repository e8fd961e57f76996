"""What the server does beside answering: it reads sources, keeps the library current, and sends digests.

One thread does it, one thing after another; digests it only hands out, and they are carried out as those of
`aletheia worker` are. Where nothing is followed and nothing ordered, it only looks for articles of other
commands.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress

from agent.alerting import any_alert
from agent.collect.bounded import Readers
from agent.collect.health import is_due
from agent.commands.opening import Parts, now
from agent.commands.sources import collected
from agent.commands.working import refreshing, retaining
from agent.digest import Outcome
from agent.dispatch import Crew
from agent.guard import guarded, say
from agent.make_alerts import make_lookout
from agent.make_press import make_crew, make_press
from agent.store import Followed, Turns
from agent.text.safe import one_line
from agent.web.house import House

LOOKED_AFTER = 60.0
"""Seconds between two rounds."""
PATIENCE = 3
"""Seconds that the end of the server waits for what is under way; what was kept stays."""


class _Ending(Exception):
    """The server ends; what is not begun is left to the next one."""


class Chores:
    """A thread that makes its rounds until it is told to stop."""

    def __init__(self, house: House) -> None:
        """Make it, not started yet."""
        self._house = house
        parts = Parts(house.settings, house.store, house.library)
        self._refresh, self._forget = refreshing(parts), retaining(parts, self._heed)
        self._lookout = make_lookout(house.store, house.library, house.settings, now)
        self._ending = threading.Event()
        self._open = ExitStack()
        self._crew: Crew | None = None
        self._thread = threading.Thread(target=self._rounds, name="aletheia-chores", daemon=True)

    def start(self) -> None:
        """Begin; the first round is a pause away."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a little for what is under way."""
        self._ending.set()
        if self._thread.ident is not None:
            self._thread.join(PATIENCE)
        self._open.close()

    def round(self) -> None:
        """Make one round; what goes wrong with one thing is said, and keeps nobody from the others."""
        for chore in (self._collect, self._forget, self._refresh, self._send):
            if not self._ending.is_set():
                guarded(_done(chore))
        self._house.rounded = now()

    def _rounds(self) -> None:
        while not self._ending.wait(LOOKED_AFTER):
            self.round()

    def _collect(self) -> None:
        store, moment = self._house.store, now()
        if not any(is_due(source, moment) for source in Followed(store).all()):
            return
        with Readers() as readers:
            again, reports = collected(store, self._house.settings, readers, progress=self._heed)
        added = again + sum(report.added + report.new_versions for report in reports)
        if added:
            say(f"{added} articles or versions came in from {len(reports)} sources.")

    def _send(self) -> None:
        house = self._house
        if any_alert(house.store):
            for told in self._lookout.look():
                say(one_line(told))
        if self._crew is None and Turns(house.store).unpaused():
            press = make_press(house.store, house.library, house.settings, now, self._refresh)
            self._crew = self._open.enter_context(make_crew(press, house.settings, _tell, PATIENCE))
        if self._crew is not None:
            self._crew.look()

    def _heed(self, done: int = 0, of: int = 0) -> None:
        if self._ending.is_set():
            raise _Ending


def _tell(one: Outcome) -> None:
    say(one_line(f"{one.digest}: {one.what}"))


def _done(chore: Callable[[], None]) -> Callable[[], int]:
    def work() -> int:
        with suppress(_Ending):
            chore()
        return 0

    return work
