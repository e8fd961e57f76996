"""Pages of the web as their publishers allow: robots.txt asked first, pauses kept, no host crowded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.fetching import Means, fetch
from agent.collect.fetch.outcome import Failure, Fetched, Limits, Validators
from agent.collect.fetch.politeness import next_visit
from agent.collect.fetch.robots import Robots, place, robots_of

PAUSE = timedelta(seconds=1)
"""Between two pages of one host, unless its robots.txt asks for more."""


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
        """Return a page or feed, or why it does not come; where a redirect leads is asked about as well."""
        with self._lock:
            host = self._locks[urlsplit(url).netloc]
        with host:
            robots = self._rules(url)
            if refusal := robots.refusal(url, self._clock()):
                return refusal
            answer = self._asked(url, robots.delay, validators)
        if isinstance(answer, Failure) or place(answer.url) == place(url):
            return answer
        return self._rules(answer.url).refusal(answer.url, self._clock()) or answer

    def _rules(self, url: str) -> Robots:
        where = place(url)
        if where not in self._robots:
            answer = self._asked(where, None, None)
            # Nobody was asked: the page itself is refused for the same reason, and says which.
            refused = isinstance(answer, Failure) and answer.reason.startswith("refused")
            self._robots[where] = Robots("") if refused else robots_of(answer)
        return self._robots[where]

    def _asked(self, url: str, theirs: timedelta | None, validators: Validators | None) -> Fetched | Failure:
        host, moment = urlsplit(url).netloc, self._clock()
        wait = (next_visit(self._last.get(host), moment, self._own, theirs) - moment).total_seconds()
        if wait > 0:
            self._pause(wait)
        self._last[host] = self._clock()
        return fetch(
            url, self._clock(), allowed=self._allowed, limits=self._limits, validators=validators,
            means=self._means,
        )  # fmt: skip
