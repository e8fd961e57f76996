"""Addresses a reader may follow: web addresses only, with the host they really lead to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_KEPT = "%/?#&=+:,;@-._~"
"""What stays as it is in a path or query; quotes, brackets, spaces and the rest are percent-encoded."""


@dataclass(frozen=True)
class Link:
    """A web address that may be printed as a link."""

    href: str
    """ASCII only, nothing in it that ends an attribute or a Markdown link."""
    host: str
    """Where it leads; a non-Latin host in its ASCII form, so that look-alikes show."""


def web_link(url: str | None) -> Link | None:
    """Return the address as a link; None where it is no plain http(s) address.

    An address with a user name (`https://bank.example@elsewhere.example`) is refused: it misleads readers.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _is_host(host):
        return None
    shown = f"[{host}]" if ":" in host else host
    path = quote(parts.path, safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_KEPT)}" if parts.fragment else ""
    return Link(f"{parts.scheme}://{shown}{port}{path}{query}{fragment}", shown)


def _is_host(host: str) -> bool:
    return bool(host) and all(c.isalnum() or c in ".-_:" for c in host)
