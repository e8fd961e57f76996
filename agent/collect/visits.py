"""Pages of the web as their publishers allow: robots.txt asked first, pauses kept, no host crowded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.fetching import Means, fetch
from agent.collect.fetch.outcome import Failure, Fetched, Limits, Reason, Stopped, Validators, failure
from agent.collect.fetch.politeness import next_visit
from agent.collect.fetch.robots import Robots, place, robots_of

PAUSE = timedelta(seconds=1)
"""Between two pages of one host, unless its robots.txt asks for more."""
LONGEST = timedelta(seconds=30)
"""The longest pause that one reading waits; a page behind a longer one is left to the next reading."""


class Web:
    """What is fetched in one run; hosts are asked by several threads, each host by one at a time."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        pause: Callable[[float], object],
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        means: Means | None = None,
        own: timedelta = PAUSE,
    ) -> None:
        """Name the parts.

        Args:
            clock: Tells the moment.
            pause: Waits for so many seconds.
            allowed: Ports and networks beyond the usual ones.
            limits: How much one fetch may take.
            means: The parts that touch the world.
            own: Pause between two pages of one host.
        """
        self._clock = clock
        self._pause = pause
        self._allowed = allowed
        self._limits = limits
        self._means = means
        self._own = own
        self._robots: dict[str, Robots] = {}
        self._last: dict[str, datetime] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._lock = Lock()

    def get(self, url: str, validators: Validators | None = None) -> Fetched | Failure:
        """Return a page or feed, or why it does not come; the target of a redirect is asked about first."""
        with self._lock:
            host = self._locks[urlsplit(url).netloc]
        with host:
            try:
                self._enter(url)
            except Stopped as stopped:
                return failure(url, stopped, (), self._clock())
            return self._fetched(url, validators, self._enter)

    def _enter(self, url: str) -> None:
        """Wait until a page may be asked for.

        Raises:
            Stopped: robots.txt does not allow it, or asks for a longer pause than one reading waits.
        """
        robots = self._rules(url)
        if not robots.allows(url):
            raise Stopped(Reason.ROBOTS, robots.why)
        self._wait(url, robots.delay)

    def _rules(self, url: str) -> Robots:
        where = place(url)
        if where not in self._robots:
            self._wait(where, None)
            answer = self._fetched(where, None)
            # Nobody was asked: the page itself is refused for the same reason, and says which.
            refused = isinstance(answer, Failure) and answer.reason.startswith("refused")
            self._robots[where] = Robots("") if refused else robots_of(answer)
        return self._robots[where]

    def _wait(self, url: str, theirs: timedelta | None) -> None:
        host, moment = urlsplit(url).netloc, self._clock()
        wait = next_visit(self._last.get(host), moment, self._own, theirs) - moment
        if wait > LONGEST:
            asked = f"its robots.txt asks for {wait.total_seconds():,.0f} seconds between two pages"
            raise Stopped(Reason.PAUSE, asked)
        if wait > timedelta(0):
            self._pause(wait.total_seconds())
        self._last[host] = self._clock()

    def _fetched(
        self, url: str, validators: Validators | None, enter: Callable[[str], None] = lambda url: None
    ) -> Fetched | Failure:
        return fetch(
            url, self._clock(), allowed=self._allowed, limits=self._limits, validators=validators,
            means=self._means, enter=enter,
        )  # fmt: skip
