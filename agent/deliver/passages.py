"""Addresses that lead to a passage in its article, where the browser can find it. Pure."""

from __future__ import annotations

from urllib.parse import quote

_WHOLE, _END = 8, 4
"""Words up to which a passage is named as a whole; of a longer one the first and last are."""


def at_passage(href: str, passage: str) -> str:
    """Return the address of an article with the passage in it (`#:~:text=`, WICG, Text Fragments)."""
    if "#" in href or not passage:
        return href
    said = passage.split()
    ends = [" ".join(said)] if len(said) <= _WHOLE else [" ".join(said[:_END]), " ".join(said[-_END:])]
    named = ",".join(quote(one, safe="").replace("-", "%2D") for one in ends)
    return f"{href}#:~:text={named}"
