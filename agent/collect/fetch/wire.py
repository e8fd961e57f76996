"""The connection under a fetch: to addresses that were checked, with one end of time and one count of bytes.

A timeout of httpx is the longest silence, not the longest answer: a server that sends a byte a second is
never timed out. So every wait of a fetch, in whatever step, gets what is left of one `Budget`.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from agent.collect.fetch.addresses import Address
from agent.collect.fetch.outcome import Limits, Reason, Stopped

_TRIES = 4
"""Addresses of one host that are tried."""
_LONGEST_TRY = 8.0
"""Seconds for each of them, so that a dead one leaves time for the next."""


class Budget:
    """What is left of the time and the bytes of one fetch."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """Start the time; the clock returns seconds and never goes back."""
        self._limits, self._clock = limits, clock
        self._end = clock() + limits.seconds
        self._received = 0

    def seconds(self) -> float:
        """Return the seconds that are left.

        Raises:
            Stopped: None are.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise Stopped(Reason.TOO_SLOW, f"it was not done after {self._limits.seconds:g} seconds")
        return left

    def received(self, size: int) -> None:
        """Count bytes that came, or that are about to come.

        Raises:
            Stopped: They are more than may come.
        """
        self._received += size
        self.fits(0)

    def fits(self, size: int) -> None:
        """Make sure that so many more bytes may come.

        Raises:
            Stopped: They may not.
        """
        if self._received + size > self._limits.wire_bytes:
            raise Stopped(Reason.TOO_LARGE, f"it sends more than {self._limits.wire_bytes:,} bytes")


class Pinned(httpcore2.NetworkBackend):
    """Connects to given addresses, whatever host is named: a name looked up again may have changed."""

    def __init__(
        self, addresses: Iterable[Address], budget: Budget, network: httpcore2.NetworkBackend
    ) -> None:
        """Take the checked addresses, the budget, and what makes connections."""
        self._addresses = list(addresses)[:_TRIES]
        self._budget, self._network = budget, network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address that takes one.

        Raises:
            Stopped: None does.
        """
        for address in self._addresses:
            seconds = min(self._budget.seconds(), _LONGEST_TRY)
            try:
                stream = self._network.connect_tcp(str(address), port, seconds, socket_options=socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
            return _Watched(stream, self._budget)
        self._budget.seconds()
        raise Stopped(Reason.CANNOT_CONNECT, f"nobody answers on port {port}")


class _Watched(httpcore2.NetworkStream):
    """A connection every step of which is charged to a budget."""

    def __init__(self, inner: httpcore2.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._budget.seconds())
        self._budget.received(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.seconds())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds())
        except (httpcore2.ConnectError, ssl.SSLError) as error:
            raise Stopped(Reason.TLS, _certificate(error)) from error
        return _Watched(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _certificate(error: Exception) -> str:
    """Return what is wrong with a certificate, where that is what is wrong."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not valid: {cause.verify_message}"
        cause = cause.__cause__ or cause.__context__
    return "no encryption could be agreed on"
