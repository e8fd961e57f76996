"""How often something may happen within a time, by whom. In memory: it is about minutes, and one process."""

from __future__ import annotations

from collections import OrderedDict, deque

MOST_KEYS = 10_000
"""Of whom is known what they did; the one who did nothing for longest is forgotten first."""


class Throttle:
    """Counts what happened within the last seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        """Allow so many within so many seconds."""
        self._most, self._seconds = most, seconds
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str, at: float) -> float:
        """Return the seconds until one more is allowed; 0 where it is now.

        Args:
            key: Who it is.
            at: The present, in seconds that only go forward.
        """
        seen = self._seen.get(key)
        if seen is None:
            return 0.0
        while seen and seen[0] <= at - self._seconds:
            seen.popleft()
        return 0.0 if len(seen) < self._most else seen[0] + self._seconds - at

    def note(self, key: str, at: float) -> None:
        """Count one."""
        self._seen.setdefault(key, deque(maxlen=self._most)).append(at)
        self._seen.move_to_end(key)
        while len(self._seen) > MOST_KEYS:
            self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        """Count nothing of what somebody did so far."""
        self._seen.pop(key, None)
