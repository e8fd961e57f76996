"""Editions to programs: a signed request, as Standard Webhooks 1.0 describes it.

What is signed is `id.timestamp.body`, with HMAC-SHA256; a receiver refuses what is older than five minutes.
With several keys there is a signature of each, so that a key can be changed without a gap.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from agent.errors import ConfigurationError, Undeliverable
from agent.types import Issue

Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body to an address with headers, and returns the status; raises Undeliverable."""
PREFIX = "whsec_"
_FOR_GOOD = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})
"""Answers that the same request will get again."""


class Webhook:
    """Sends editions to web addresses."""

    def __init__(self, keys: Sequence[bytes], post: Post, clock: Callable[[], datetime]) -> None:
        """Sign with every key, and send by `post`, which decides where one may connect to."""
        self._keys, self._post, self._clock = keys, post, clock

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Send the edition as JSON; the same key makes the same webhook-id."""
        body = issue.data.encode()
        stamp = str(int(self._clock().timestamp()))
        name = f"msg_{key}"
        headers = {
            "content-type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": stamp,
            "webhook-signature": " ".join(signature(one, name, stamp, body) for one in self._keys),
        }
        status = self._post(recipient, body, headers)
        if not 200 <= status < 300:
            raise Undeliverable(recipient, f"it answered with status {status}", for_good=status in _FOR_GOOD)


def signature(key: bytes, name: str, stamp: str, body: bytes) -> str:
    """Return the signature of a message, version 1: `v1,` and the HMAC in base64."""
    made = hmac.new(key, b".".join((name.encode(), stamp.encode(), body)), sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def read_keys(text: str) -> list[bytes]:
    """Return the keys of a setting: one or several, the newest first, with commas between.

    Raises:
        ConfigurationError: one cannot be read, or is shorter than 24 bytes.
    """
    found = []
    for one in text.split(","):
        try:
            key = base64.b64decode(one.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            key = b""
        if len(key) < 24:  # the least that the standard asks for
            raise ConfigurationError(
                "setting webhook_key",
                "a key is whsec_ and at least 24 bytes in base64",
                "Make one with `openssl rand -base64 32`, and write whsec_ before it.",
            )
        found.append(key)
    return found
