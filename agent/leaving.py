"""Links by which somebody leaves a digest with one click (RFC 8058): signed, so that nobody makes them up.

Pure.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote

PATH = "/unsubscribe"


def link(base: str, key: str, digest_id: str, address: str) -> str:
    """Return the address at which a recipient of mail leaves a digest.

    Args:
        base: Under which others reach the server.
        key: What links are signed with.
        digest_id: The digest.
        address: Of the recipient.
    """
    signed = signature(key, digest_id, address)
    return f"{base.rstrip('/')}{PATH}/{digest_id}/{signed}?to={quote(address, safe='')}"


def signature(key: str, digest_id: str, address: str) -> str:
    """Return what only the holder of the key can know of a digest and a recipient."""
    made = hmac.new(key.encode(), f"{digest_id}\n{address}".encode(), sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def is_signed(key: str, digest_id: str, address: str, signed: str) -> bool:
    """Tell whether a link is one of ours, in the same time whatever it says."""
    return hmac.compare_digest(signature(key, digest_id, address).encode(), signed.encode())
