"""The connection under a vendor's client: to one address only, with a limit on size, and cut when time is up.

A timeout of httpx is the longest silence, not the longest call: a server that sends a byte a second is never
timed out. So a call runs in a thread of its own, and when its time is up its connection is shut from outside.
The thread ends with it and never keeps the program from ending.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

import httpx2

T = TypeVar("T")

LARGEST_ANSWER = 8_000_000
"""Bytes of a server's answer that are read; the longest answer of a model has about a twentieth."""
BOTH_WAYS = 2
"""SHUT_RDWR, the same number on every system; the module that names it is closed to this program."""


class Wire:
    """A client for one call. No proxy, no redirect, no connection that outlives it."""

    def __init__(self, seconds: float) -> None:
        """Make a client whose silences last at most so many seconds."""
        once = httpx2.Limits(max_keepalive_connections=0)
        transport = httpx2.HTTPTransport(verify=_trust(), limits=once)
        self.client = httpx2.Client(
            transport=_Limited(transport),
            timeout=seconds,
            trust_env=False,  # a transport of one's own heeds no proxy either; this says so
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
            event_hooks={"request": [self._watch]},
        )
        self._lock = Lock()
        self._open: list[Any] = []
        self._over = False

    def cut(self) -> None:
        """Shut what is open, from any thread: whoever waits on it ends at once, and nothing new is opened."""
        with self._lock:
            self._over = True
            for stream in self._open:
                _shut(stream)

    def _watch(self, request: httpx2.Request) -> None:
        request.extensions["trace"] = self._note

    def _note(self, event: str, info: dict[str, Any]) -> None:
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        with self._lock:
            self._open.append(info["return_value"])
            if self._over:
                _shut(info["return_value"])


LOOK = 0.1
"""Seconds between two looks whether the work has been given up."""


def within(
    seconds: float, wire: Wire, work: Callable[[], T], given_up: Callable[[], bool] = lambda: False
) -> T | None:
    """Return what the work returns, or None when it is not done in time or given up; its wire is cut then.

    The work must not raise: what it raises is raised here, as it is.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)
        finally:
            wire.client.close()

    thread = Thread(target=run, daemon=True, name="aletheia-model")
    thread.start()
    late = True
    try:
        end = monotonic() + seconds
        while thread.is_alive() and (left := end - monotonic()) > 0 and not given_up():
            thread.join(min(left, LOOK))
        late = thread.is_alive()
    finally:  # also when the user interrupts
        if late:
            wire.cut()
    if failed and not late:
        raise failed[0]
    return done[0] if done and not late else None


class _Limited(httpx2.BaseTransport):
    """Hands on what a server sends up to a size, and only what is not packed: a packed one has no size."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = self._inner.handle_request(request)
        if answer.headers.get("content-encoding", "identity") != "identity":
            answer.close()
            raise httpx2.DecodingError("the answer is packed, though that was not asked for")
        answer.stream = _Counted(answer.stream)
        return answer

    def close(self) -> None:
        self._inner.close()


class _Counted(httpx2.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._inner:
            size += len(chunk)
            if size > LARGEST_ANSWER:
                raise httpx2.DecodingError(f"the answer has more than {LARGEST_ANSWER:,} bytes")
            yield chunk

    def close(self) -> None:
        self._inner.close()


def _shut(stream: Any) -> None:
    opened = stream.get_extra_info("socket")
    if opened is not None:
        with suppress(OSError, ValueError):  # it may be closed by now
            opened.shutdown(BOTH_WAYS)


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates this machine trusts; read once, for it takes a tenth of a second."""
    return httpx2.create_ssl_context()
