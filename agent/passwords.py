"""Passwords as slow hashes, and secrets that need none because nobody can guess them."""

from __future__ import annotations

import secrets
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
"""Characters of a password: the least that NIST SP 800-63B-4 lets a service ask for beside others is 8."""
LONGEST = 256
"""Characters that are looked at: hashing an endless one would keep the machine busy."""
_AT_ONCE = BoundedSemaphore(2)
"""Each hash takes 64 MiB (RFC 9106, second recommendation); so many are worked out at the same time."""


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _AT_ONCE:
        return PasswordHasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one whose hash was kept; without one it takes as long, and is not."""
    with _AT_ONCE:
        try:
            right = PasswordHasher().verify(kept or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def new_secret() -> str:
    """Return a secret of 256 random bits."""
    return f"al_{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """Return what is kept of a secret: nothing else is needed where it cannot be guessed."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


@cache
def _nobodys() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))
