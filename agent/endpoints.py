"""Where a model may be asked: addresses of OpenAI-compatible services. Pure."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

OPENAI = "https://api.openai.com/v1"
"""OpenAI's own service, where no other address is given."""


def usable(address: str) -> str:
    """Return the address of a service without its last slash.

    Raises:
        ValueError: Somebody on the way could read what is sent there, or it is no such address; the message
            never repeats the address, which may hold a password.
    """
    parts = _parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must look like https://HOST, with the path that the service has")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ValueError("it may hold no user, password, query or fragment; the key has a setting of its own")
    if parts.scheme == "http" and not is_loopback(address):
        raise ValueError(
            "only a service on this machine may be asked without encryption; begin with https://"
        )
    return address.rstrip("/")


def chroma_server(address: str) -> str:
    """Return the address of a Chroma server as we write it.

    Raises:
        ValueError: as `usable`, or it names more than a host.
    """
    plain = usable(address)
    parts = _parts(plain)
    if parts is None or parts.path:
        raise ValueError("it may name a host and a port, such as http://127.0.0.1:8000, and no path")
    return plain


def is_loopback(address: str) -> bool:
    """Return whether an address leads to this very machine and nowhere else."""
    parts = _parts(address)
    host = (parts.hostname or "") if parts is not None else ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(address: str) -> SplitResult | None:
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError where it is none
    except ValueError:
        return None
    return parts
