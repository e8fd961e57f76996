"""What makes two texts the same article, and the same version of it. Pure."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|_ga"
    r"|ns_\w+|ito|cmpid|ocid|smid|smtyp|ref_src|wt\.mc_id|at_\w+|guccounter|guce_\w+",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came, not what they read."""
_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=~-._%"


def canonical_url(url: str) -> str | None:
    """Return the one way we write a web address; None for what is not one.

    Scheme and host are lower-cased, the host is written in ASCII; default ports, fragments, user names and
    tracking parameters go; the rest of the query is sorted; no path ends in a slash unless it is the root.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in _PORTS or not host:
        return None
    path = quote(parts.path, safe=_PATH_SAFE, errors="replace")
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True, errors="replace")
        if not _TRACKING.fullmatch(key)
    )
    tail = f"?{urlencode(query, errors='replace')}" if query else ""
    return f"{parts.scheme.lower()}://{host}{path.rstrip('/') or '/'}{tail}"


def host_of(url: str) -> str:
    """Return the host of a canonical address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def article_id(url: str | None, place: str) -> str:
    """Return the identity of an article: of its canonical address, else of where it stands.

    Args:
        url: Canonical address, if it has one; with and without encryption it is the same page.
        place: Path below the ingested folder, and for a row what names it there.

    Returns:
        32 hexadecimal digits.
    """
    named = re.sub("^http:", "https:", url) if url else f"file:{place}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def content_hash(headline: str, text: str) -> str:
    """Return the name of a version: SHA-256 of headline and text."""
    return hashlib.sha256(f"{headline}\0{text}".encode()).hexdigest()


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if not name or re.search(r"[\s\\<>\"]", name):
        return ""
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        name = name.encode("idna").decode("ascii")
    port = parts.port
    return f"{name}:{port}" if port is not None and port != _PORTS.get(parts.scheme.lower()) else name
