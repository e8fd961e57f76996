"""Turns that were answered lately, for clients that send a whole conversation with every request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from threading import Lock

from agent.types import Turn

REMEMBERED = 2_000
"""Turns of all people together; each is a few hundred bytes, its briefing lies in the store."""


class Memory:
    """Turns by whose they are and all that the user wrote up to them; the oldest is forgotten first."""

    def __init__(self, most: int = REMEMBERED) -> None:
        """Remember so many."""
        self._most, self._lock = most, Lock()
        self._turns: OrderedDict[str, Turn] = OrderedDict()

    def get(self, owner: str, said: Sequence[str]) -> Turn | None:
        """Return a turn; None where it is not remembered."""
        with self._lock:
            return self._turns.get(_key(owner, said))

    def put(self, owner: str, said: Sequence[str], turn: Turn) -> None:
        """Remember a turn."""
        with self._lock:
            self._turns[_key(owner, said)] = turn
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)


def _key(owner: str, said: Sequence[str]) -> str:
    parts = (sha256(one.encode("utf-8", "replace")).hexdigest() for one in (owner, *said))
    return sha256("".join(parts).encode()).hexdigest()
