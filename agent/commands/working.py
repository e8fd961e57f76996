"""Carrying out digests: once, or as a worker until somebody stops it."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import Parts, catch_up, now, opened, opened_store
from agent.errors import AletheiaError, UnusableRequest
from agent.guard import say
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from agent.digest import Outcome

LOOKS = 10.0
"""Seconds between two looks of a worker for what is due."""
MOMENT = 0.3
"""Seconds between two looks whether everything is done."""
PATIENCE = 600
"""Seconds that the end of a worker waits for what is under way."""
STALE = timedelta(minutes=1)
"""How long a worker goes without looking for new articles."""
FORGOTTEN_AFTER = timedelta(hours=1)
"""Time between two looks for articles that are too old."""


def refreshing(parts: Parts) -> Callable[[], None]:
    """Return what makes new articles ready to be asked: at most once a minute, one thread at a time."""
    from agent.commands.stories import group_waiting

    lock, done = threading.Lock(), [now() - 2 * STALE]

    def refresh() -> None:
        with lock:
            if now() - done[0] > STALE:
                catch_up(parts.library)
                group_waiting(parts.store)
                done[0] = now()

    return refresh


def retaining(parts: Parts, heed: Callable[[], None]) -> Callable[[], None]:
    """Return what forgets the articles that are too old, at most once an hour.

    Args:
        parts: The parts; the library has to be brought up to date afterwards.
        heed: Is called after every article; what it raises puts the rest off.
    """
    from agent.forgetting import forget, too_old

    done = [now() - 2 * FORGOTTEN_AFTER]

    def retain() -> None:
        store, settings, moment = parts.store, parts.settings, now()
        if settings.retention_days is None or moment - done[0] < FORGOTTEN_AFTER:
            return
        gone = forget(store, too_old(store, settings, moment), progress=lambda done, of: heed())
        done[0] = moment
        if gone.articles:
            days = settings.retention_days
            say(f"{gone.articles} articles were older than {days} days, and are forgotten.")

    return retain


def run_worker(home: Path | None, host: str, port: int | None) -> int:
    """Carry out digests until somebody stops it; what is under way is finished first.

    Args:
        home: The home folder.
        host: Address at which it tells how it is.
        port: Port at which it does; None: it does not.
    """
    from agent.commands.serving import telling

    stopped = threading.Event()
    _on_signals(stopped)
    with (
        opened(home, shared=True) as parts,
        telling(parts, host, port) as well,
        _working(parts, stopped) as look,
    ):
        say("Carrying out digests; Ctrl-C or SIGTERM ends it after what is under way.")
        while not stopped.is_set():
            try:
                look()
                well()
            except AletheiaError as problem:  # a store that is away or busy: the next look may do
                say(str(problem))
            stopped.wait(LOOKS)
        say("Stopping; what is under way is finished.")
    return 0


@contextmanager
def _working(parts: Parts, stopped: threading.Event) -> Iterator[Callable[[], None]]:
    """Be a worker until the end of the block, and yield what it does at each look."""
    from agent.alerting import any_alert
    from agent.make_alerts import make_lookout
    from agent.make_press import make_crew, make_press

    def heed() -> None:
        if stopped.is_set():
            raise _Ending

    log, refresh, retain = _Log(), refreshing(parts), retaining(parts, heed)
    press = make_press(parts.store, parts.library, parts.settings, now, refresh)
    lookout = make_lookout(parts.store, parts.library, parts.settings, now)
    with make_crew(press, parts.settings, log.tell, PATIENCE) as crew:

        def watch() -> None:
            alerts = any_alert(parts.store)
            if alerts or parts.settings.retention_days is not None:  # no index keeps what is forgotten
                refresh()
            if alerts:
                log.note(lookout.look())

        def look() -> None:
            for chore in (retain, watch):
                try:
                    with suppress(_Ending):
                        chore()
                except AletheiaError as problem:  # it keeps no digest back
                    say(str(problem))
            crew.look()

        yield look


def run_digests(name: str | None, at_once: bool, home: Path | None) -> int:
    """Carry out what is due once; or an edition at once."""
    if at_once is (name is None):
        raise UnusableRequest(
            "digest run", "an edition at once needs a digest and --now", "Name both or none."
        )
    if name is None and not _anything_due(home):
        return 0
    from agent.alerting import any_alert
    from agent.digest import asked_for
    from agent.make_alerts import make_lookout
    from agent.make_press import make_crew, make_press
    from agent.store import Orders

    log = _Log()
    with opened(home, shared=True) as parts:
        refresh = refreshing(parts)
        press = make_press(parts.store, parts.library, parts.settings, now, refresh)
        if name is None and any_alert(parts.store):
            refresh()
            log.note(make_lookout(parts.store, parts.library, parts.settings, now).look())
        elif name is not None:
            press.turns.put([asked_for(Orders(parts.store).meant(name), now())])
        with make_crew(press, parts.settings, log.tell, PATIENCE) as crew:
            crew.finish(lambda: threading.Event().wait(MOMENT))
    return 3 if log.counted[False] else 0


class _Ending(Exception):
    """The worker ends; what is not forgotten yet is left to the next one."""


class _Log:
    """Prints what came of each step, from any thread, and counts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counted: Counter[bool] = Counter()

    def note(self, said: Iterable[str]) -> None:
        for one in said:
            print(printable(one_line(one)), flush=True)

    def tell(self, one: Outcome) -> None:
        with self._lock:
            self.counted[one.ok] += 1
            print(printable(one_line(f"{one.digest}: {one.what}")), flush=True)


def _anything_due(home: Path | None) -> bool:
    from agent.alerting import any_alert
    from agent.digest import anything_due
    from agent.store import Turns

    with opened_store(home) as (_, store):
        return anything_due(Turns(store), now()) or any_alert(store)


def _on_signals(stopped: threading.Event) -> None:
    """End after what is under way; whoever presses Ctrl-C again does not want to wait."""

    def stop(number: int, frame: Any) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
