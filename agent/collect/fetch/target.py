"""An address as it is typed or as a server sends it → where exactly to connect and what to ask for. Pure.

What is checked here is what is used: nothing later reads the text again, for two readers of one text can
disagree on where its host begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import httpx2

from agent.collect.fetch.addresses import Address, Allowed, read
from agent.collect.fetch.outcome import Reason, Stopped, shown

_LONGEST = 4_000
"""Characters of an address; browsers and servers give up at about twice as many."""
_PORTS = {"http": 80, "https": 443}
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_OURS = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)$")
"""Names that mean something only inside a machine or a network (RFC 6761, 6762, 8375, and .internal)."""


class Target(NamedTuple):
    """Where to connect and what to ask for."""

    url: str
    """The address in its one form, without fragment."""
    scheme: str
    """http or https."""
    host: str
    """The name in ASCII, or a number; without brackets and final dot."""
    port: int
    """The port, stated or usual."""
    authority: str
    """Host and unusual port, as the Host header has them."""
    path: bytes
    """Path and query."""
    literal: Address | None
    """The address, where the host is one and no name."""


def target(text: str, allowed: Allowed) -> Target:
    """Return where an address leads.

    Raises:
        Stopped: It is none, or one that is not fetched: another scheme or port, a user or password in it, a
            number in an unusual form, a name that only this machine or network knows.
    """
    url = _parsed(text)
    host = url.raw_host.decode("ascii").removesuffix(".")
    literal = _host(host, allowed)
    port = url.port or _PORTS[url.scheme]
    if port not in allowed.ports:
        usual = ", ".join(str(number) for number in sorted(allowed.ports))
        raise Stopped(Reason.REFUSED_PORT, f"port {port} is not among those that are used: {usual}")
    named = f"[{host}]" if ":" in host else host
    authority = named if port == _PORTS[url.scheme] else f"{named}:{port}"
    path = url.raw_path
    whole = f"{url.scheme}://{authority}{path.decode('ascii')}"
    return Target(whole, url.scheme, host, port, authority, path, literal)


def onward(base: Target, location: str, allowed: Allowed) -> Target:
    """Return where a redirect leads.

    Raises:
        Stopped: As `target`; also where it leads from an encrypted address to an open one.
    """
    try:
        if "\\" in location:  # a browser reads it as a slash, most libraries do not
            raise ValueError("it holds a backslash")
        joined = str(httpx2.URL(base.url).join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise Stopped(Reason.REFUSED_URL, f"it redirects to what is no address: {error}") from error
    try:
        found = target(joined, allowed)
    except Stopped as stopped:
        raise Stopped(stopped.reason, f"it redirects to {shown(joined)}, and {stopped.why}") from stopped
    if _downgrades(base, found):
        raise Stopped(
            Reason.REFUSED_SCHEME, "it redirects from https to http, where anybody may change the page"
        )
    return found


def _downgrades(base: Target, found: Target) -> bool:
    return base.scheme == "https" and found.scheme != "https"


def _parsed(text: str) -> httpx2.URL:
    if len(text) > _LONGEST:
        raise Stopped(Reason.REFUSED_URL, f"it is longer than {_LONGEST:,} characters")
    if not text.isprintable() or " " in text or "\\" in text:
        raise Stopped(Reason.REFUSED_URL, "it holds a space, a backslash or a control character")
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Stopped(Reason.REFUSED_URL, f"it cannot be read: {error}") from error
    if url.scheme not in _PORTS:
        raise Stopped(Reason.REFUSED_SCHEME, f"its scheme is {url.scheme or 'missing'}")
    authority = _AUTHORITY.match(text)
    if authority is None or not url.raw_host:
        raise Stopped(Reason.REFUSED_URL, "it names no host")
    if "@" in authority[1]:
        raise Stopped(Reason.REFUSED_URL, "it holds a user or a password")
    return url


def _host(host: str, allowed: Allowed) -> Address | None:
    """Return the address a host writes, None for a name; a number in any but the usual form is refused.

    Systems read 0x7f.1, 0177.1 and 2130706433 as 127.0.0.1. Nobody writes a public source like that.
    """
    literal = read(host)
    if literal is not None:
        return literal
    if not _NAME.fullmatch(host):
        raise Stopped(Reason.REFUSED_URL, "its host is no name")
    last = host.rsplit(".", 1)[-1]
    if _NUMBER.fullmatch(last):
        raise Stopped(Reason.REFUSED_ADDRESS, "its host is a number in an unusual form")
    if not allowed.networks and ("." not in host or _OURS.search(host)):
        raise Stopped(Reason.REFUSED_ADDRESS, f"{host} is a name of this machine or its network")
    return None
