"""Stopping what a call spends once nobody waits for it."""

from __future__ import annotations

from threading import Lock

from agent.budget import Ledger
from agent.errors import Stopped

_WHY = "the call was cancelled"


class Halt:
    """Tells the work of one call, which goes on in a thread of its own, that it is to end."""

    def __init__(self) -> None:
        """Begin with nothing stopped."""
        self._lock = Lock()
        self._stopped = False
        self._ledgers: list[Ledger] = []

    def watch(self, ledger: Ledger | None) -> None:
        """Let no further request be made on a budget once the call is stopped."""
        with self._lock:
            if ledger is not None:
                self._ledgers.append(ledger)
            if self._stopped:
                self._deny()

    def stop(self) -> None:
        """Stop the call; a request that is under way is still settled."""
        with self._lock:
            self._stopped = True
            self._deny()

    def look(self) -> None:
        """Go on only where somebody waits.

        Raises:
            Stopped: nobody does.
        """
        if self._stopped:
            raise Stopped("", _WHY)

    def _deny(self) -> None:
        for ledger in self._ledgers:
            ledger.cancel(_WHY)
