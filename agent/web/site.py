"""Where the server listens, and under which names it answers.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from agent.errors import ConfigurationError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_STANDARD = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Site:
    """What the server may be reached as."""

    address: str
    """As told to people."""
    hosts: frozenset[str]
    """Host headers that are answered, in lower case; any other is a name that somebody else made up."""
    secure: bool
    """It is reached by https, so cookies may be held to that."""
    local: bool
    """Only this machine reaches it, so that it can be used without accounts."""


def site_of(host: str, port: int, url: str | None, accounts: bool) -> Site:
    """Return what a server on a host and port may be reached as.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        url: Address under which others reach it, where it was set.
        accounts: Whether anybody has an account.

    Raises:
        ConfigurationError: others could reach it, and nobody has an account or said under which name.
    """
    local = is_loopback(host) and url is None
    if not local and not accounts:
        raise ConfigurationError(
            f"--host {host}" if url is None else f"setting serve_url, {url}",
            "others could reach it, and nobody has an account",
            "Make one with `aletheia user add NAME --role admin`, or listen on 127.0.0.1 alone.",
        )
    hosts = set(_named("http", host, port)) if not _everywhere(host) else set()
    if is_loopback(host):
        hosts |= {name for one in _LOOPBACK for name in _named("http", one, port)}
    if url is not None:
        scheme, name, asked = _read(url)
        return Site(
            url.rstrip("/"), frozenset(hosts | set(_named(scheme, name, asked))), scheme == "https", False
        )
    if _everywhere(host):
        raise ConfigurationError(
            f"--host {host}",
            "it is every address of this machine, so nobody can tell which names are ours",
            "Set `serve_url` to the address under which others reach it.",
        )
    return Site(f"http://{_bracketed(host)}:{port}", frozenset(hosts), False, local)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return not host


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _named(scheme: str, host: str, port: int) -> tuple[str, ...]:
    """Return the Host headers that a browser sends for an address."""
    name = _bracketed(host.lower())
    return (f"{name}:{port}", name) if port == _STANDARD[scheme] else (f"{name}:{port}",)


def _read(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    rest = parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _STANDARD or not parts.hostname or rest:
        raise ConfigurationError(
            f"setting serve_url, {url}",
            "it is no address of a server",
            "Write it like https://news.example.org, without a path.",
        )
    return parts.scheme, parts.hostname, port or _STANDARD[parts.scheme]
