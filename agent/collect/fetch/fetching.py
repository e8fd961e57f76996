"""One fetch, from an address to a value: every hop resolved once, checked, and connected to as checked.

There is no client here that could keep cookies, heed a proxy of the environment or follow a redirect by
itself: each hop is one connection that is made for it and closed after it.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import httpcore2
import httpx2

from agent.collect.fetch.addresses import Address, Allowed, read, refusal
from agent.collect.fetch.bodies import ACCEPTED, packing, unpacked
from agent.collect.fetch.names import Resolve, addresses_of, look_up
from agent.collect.fetch.outcome import (
    Failure,
    Fetched,
    Limits,
    Reason,
    Redirect,
    Stopped,
    Validators,
    failure,
)
from agent.collect.fetch.target import Target, onward, target
from agent.collect.fetch.wire import Budget, Pinned

_ONWARD = frozenset({301, 302, 303, 307, 308})
_WITH_BODY = frozenset({200, 203})
_LONGEST_HEADER = 1_000
"""Characters of a header that is kept."""


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates this machine trusts; read once, for it takes a tenth of a second."""
    return httpx2.create_ssl_context()


@dataclass(frozen=True)
class Means:
    """The parts of a fetch that touch the world."""

    resolve: Resolve = look_up
    """Finds the addresses of a name."""
    clock: Callable[[], float] = time.monotonic
    """Seconds that never go back."""
    network: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)
    """Makes connections to addresses."""
    trust: Callable[[], ssl.SSLContext] = _trust
    """The certificates that are trusted."""


def fetch(
    url: str,
    now: datetime,
    *,
    allowed: Allowed | None = None,
    limits: Limits | None = None,
    validators: Validators | None = None,
    means: Means | None = None,
    enter: Callable[[str], None] = lambda url: None,
) -> Fetched | Failure:
    """Fetch one address.

    Args:
        url: An http or https address.
        now: The moment that counts as the time of fetching.
        allowed: Ports and networks; by default ports 80 and 443, and public addresses only.
        limits: Seconds, bytes and redirects.
        validators: What the last answer said about its version; an unchanged page then comes as status 304.
        means: The world, for tests.
        enter: Called with the target of every redirect before it is asked; stops the fetch by `Stopped`.

    Returns:
        The answer, or why there is none. What nobody foresaw is raised.
    """
    means = means or Means()
    hops = _Hops(
        Budget(limits or Limits(), means.clock), limits or Limits(), validators or Validators(), means, enter
    )
    steps: list[Redirect] = []
    try:
        here, answer = hops.follow(url, allowed or Allowed(), steps)
        asked = bool(validators and (validators.etag or validators.last_modified))
        return _fetched(here, answer, tuple(steps), now, asked)
    except Stopped as stopped:
        return failure(url, stopped, tuple(steps), now)


class _Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class _Hops:
    """The hops of one fetch, which share one budget."""

    budget: Budget
    limits: Limits
    validators: Validators
    means: Means
    enter: Callable[[str], None]

    def follow(self, url: str, allowed: Allowed, steps: list[Redirect]) -> tuple[Target, _Answer]:
        """Return the place where the redirects end, and what is there; each step is noted as it is made."""
        here = target(url, allowed)
        seen = {here.url}
        while True:
            addresses = checked(here, allowed, self.means, self.budget)
            if not all(allowed.exempts(address) for address in addresses):
                allowed = allowed.outside()
            answer = self._ask(here, addresses)
            if answer.status not in _ONWARD:
                return here, answer
            if len(steps) >= self.limits.redirects:
                raise Stopped(Reason.TOO_MANY_REDIRECTS, f"more than {self.limits.redirects} redirects")
            there = onward(here, _location(answer), allowed)
            steps.append(Redirect(source=here.url, target=there.url, status=answer.status))
            if there.url in seen:
                raise Stopped(Reason.TOO_MANY_REDIRECTS, "the redirects go in a circle")
            seen.add(there.url)
            self.enter(there.url)
            here = there

    def _ask(self, here: Target, addresses: Sequence[Address]) -> _Answer:
        """Return the answer of one hop; the body of a redirect or an error is not read."""
        place = httpcore2.URL(
            scheme=here.scheme.encode(), host=here.host.encode(), port=here.port, target=here.path
        )
        line = httpcore2.HTTPConnection(
            origin=place.origin,
            ssl_context=self.means.trust() if here.scheme == "https" else None,
            network_backend=Pinned(addresses, self.budget, self.means.network),
        )
        try:
            with line.stream("GET", place, headers=_request(here, self.validators)) as response:
                return self._read(response)
        except httpcore2.TimeoutException as error:
            raise Stopped(
                Reason.TOO_SLOW, f"silent until {self.limits.seconds:g} seconds were over"
            ) from error
        except (httpcore2.ProtocolError, httpcore2.NetworkError) as error:
            raise Stopped(Reason.BAD_ANSWER, str(error) or "the connection broke off") from error
        finally:
            line.close()

    def _read(self, response: httpcore2.Response) -> _Answer:
        headers = _headers(response.headers)
        if response.status not in _WITH_BODY:
            return _Answer(response.status, headers, b"")
        how = packing(headers.get("content-encoding", ""))
        announced = headers.get("content-length", "")
        if announced.isdecimal():
            self.budget.fits(int(announced[:18]))  # a longer number is too large whatever follows
        wire = b"".join(response.iter_stream())
        return _Answer(response.status, headers, unpacked(wire, how, self.limits.body_bytes))


def checked(here: Target, allowed: Allowed, means: Means, budget: Budget) -> list[Address]:
    """Return the addresses of a host.

    Raises:
        Stopped: one of them is refused, which refuses the host: its owner chose them all.
    """
    if here.literal is not None:
        addresses: list[Address | None] = [here.literal]
    else:
        texts = addresses_of(here.host, means.resolve, budget.seconds())
        addresses = [read(text) for text in texts]
    for address in addresses:
        why = "is no address" if address is None else refusal(address, allowed)
        if why:
            raise Stopped(Reason.REFUSED_ADDRESS, f"its address {address} {why}")
    return [address for address in addresses if address is not None]


def user_agent() -> str:
    """Return the name under which pages are asked for."""
    try:
        return f"Aletheia/{version('aletheia')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "Aletheia"


def _request(here: Target, validators: Validators) -> list[tuple[str, str]]:
    """Return the headers of a request. What a server once sent as a version goes back only if it is plain."""
    headers = [
        ("Host", here.authority),
        ("User-Agent", user_agent()),
        ("Accept", "*/*"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return headers + [(name, value) for name, value in conditions.items() if value and _plain(value)]


def _headers(pairs: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers of an answer by name in lower case; one that comes several times is joined."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]},{text}" if key in found and key != "location" else text
    return found


def _location(answer: _Answer) -> str:
    """Return where a redirect leads to; some servers write it in UTF-8."""
    raw = answer.headers.get("location", "")
    if not raw:
        raise Stopped(Reason.BAD_ANSWER, f"status {answer.status} leads nowhere", status=answer.status)
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _fetched(
    here: Target, answer: _Answer, steps: tuple[Redirect, ...], now: datetime, asked: bool
) -> Fetched:
    """Return the value of an answer; that nothing changed is only believed where that was asked."""
    kept = {
        name: _kept(answer.headers.get(name))
        for name in ("content-type", "etag", "last-modified", "retry-after")
    }
    if answer.status not in _WITH_BODY | {410} and not (asked and answer.status == 304):
        raise Stopped(
            Reason.HTTP_STATUS,
            f"the server answered with status {answer.status}",
            status=answer.status,
            retry_after=kept["retry-after"],
        )
    return Fetched(
        url=here.url,
        redirects=steps,
        status=answer.status,
        content_type=kept["content-type"],
        etag=kept["etag"],
        last_modified=kept["last-modified"],
        retry_after=kept["retry-after"],
        body=answer.body,
        retrieved=now,
    )


def _kept(value: str | None) -> str | None:
    return value if value and _plain(value) else None


def _plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= _LONGEST_HEADER
