"""A body as it came over the wire → its bytes, unpacked once and never further than a limit. Pure."""

from __future__ import annotations

import zlib

from agent.collect.fetch.outcome import Reason, Stopped

ACCEPTED = "gzip, deflate"
"""What is asked for: both can be unpacked up to a limit and no further."""
_GZIP, _ZLIB, _RAW = 31, 15, -15
"""The numbers that tell zlib which wrapper to expect."""


def packing(encoding: str) -> str:
    """Return how a body is packed: gzip, deflate, or nothing.

    Raises:
        Stopped: It is packed twice, or in a way that was not asked for.
    """
    steps = [step.strip().lower() for step in encoding.split(",")]
    steps = [step.removeprefix("x-") for step in steps if step not in ("", "identity")]
    if not steps:
        return ""
    if len(steps) > 1:
        raise Stopped(Reason.BAD_ENCODING, f"it is packed {len(steps)} times")
    if steps[0] not in ("gzip", "deflate"):
        raise Stopped(Reason.BAD_ENCODING, "it is packed in a way that was not asked for")
    return steps[0]


def unpacked(wire: bytes, how: str, limit: int) -> bytes:
    """Return the bytes of a body, at most so many.

    Args:
        wire: The body as it came.
        how: What `packing` returned.
        limit: Bytes that are given out at most. What would be more is never unpacked.

    Raises:
        Stopped: It is larger, damaged, cut off, or followed by something else.
    """
    if not how or not wire:
        if len(wire) > limit:
            raise _too_large(limit)
        return wire
    inflater = zlib.decompressobj(_wrapper(wire, how))
    try:
        body = inflater.decompress(wire, limit + 1)
    except zlib.error as error:
        raise Stopped(Reason.BAD_ENCODING, f"it is no proper {how}") from error
    if len(body) > limit:
        raise _too_large(limit)
    if not inflater.eof:
        raise Stopped(Reason.BAD_ENCODING, "it is cut off")
    if inflater.unused_data:  # a second member is allowed on paper; leaving it out would cut the page
        raise Stopped(Reason.BAD_ENCODING, "something follows its end")
    return body


def _wrapper(wire: bytes, how: str) -> int:
    """Return which wrapper to expect: "deflate" means zlib's, and some servers send it bare."""
    if how == "gzip":
        return _GZIP
    wrapped = len(wire) > 1 and wire[0] & 0x0F == 8 and int.from_bytes(wire[:2], "big") % 31 == 0
    return _ZLIB if wrapped else _RAW


def _too_large(limit: int) -> Stopped:
    return Stopped(Reason.TOO_LARGE, f"it has more than {limit:,} bytes")
