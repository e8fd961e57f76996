"""RSS, Atom and JSON feeds → their entries, whatever state the file is in.

Runs in the reader's process (`agent.collect.worker`), which is bounded in time and memory.
"""

from __future__ import annotations

import json
import re
from typing import Any

from agent.collect.clean import clean_line
from agent.collect.outcome import Unusable
from agent.types import Feed, FeedItem

_ENTRY_END = re.compile(rb"</(?:item|entry)\s*>")
MOST_ITEMS = 1_000
"""Entries that are read of one feed; the rest is older news, or a bomb."""
_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]{0,400}\[", re.IGNORECASE)
"""Entities of a file's own: no feed needs them, and every expansion attack does."""
_MOST_ADDRESS = 2_000
_MOST = 200_000
"""Characters of an entry's content."""


def read_feed(data: bytes, content_type: str = "") -> Feed:
    """Return the entries of a feed.

    Args:
        data: The file.
        content_type: What the server says it is; helps to tell its characters.

    Raises:
        Unusable: it is no feed, or declares entities of its own.
    """
    if data.lstrip()[:1] == b"{":
        return _json_feed(data)
    if own_entities(data):
        raise Unusable("it declares entities of its own, as attacks on readers do")
    data, entries = _first_entries(data)
    import feedparser  # type: ignore[import-untyped]  # ships no types

    parsed = feedparser.parse(data, response_headers={"content-type": content_type} if content_type else {})
    items = [_item(entry) for entry in parsed.entries[:MOST_ITEMS]]
    items = [item for item in items if item.url or item.content or item.title]
    if not items and not parsed.get("version"):
        raise Unusable("it is not a feed")
    problem = parsed.get("bozo_exception")
    return Feed(
        title=clean_line(str(parsed.feed.get("title", "")), 300),
        items=tuple(items),
        damaged=clean_line(f"{type(problem).__name__}: {problem}", 300) if parsed.bozo and problem else "",
        listed=max(entries, len(parsed.entries)),
    )


def _first_entries(data: bytes) -> tuple[bytes, int]:
    """Return a feed without the entries that are too many, and how many it has: reading all takes minutes."""
    ends = [found.end() for found in _ENTRY_END.finditer(data)]
    if len(ends) > MOST_ITEMS:
        data = data[: ends[MOST_ITEMS - 1]] + data[ends[-1] :]
    return data, len(ends)


def own_entities(data: bytes) -> bool:
    """Tell whether an XML file declares entities of its own, or may."""
    return any(_ENTITIES.search(form) for form in (data, _as_ascii(data)))


def _as_ascii(data: bytes) -> bytes:
    """Return the ASCII characters of a file in two-byte letters, where a declaration could hide."""
    return data.replace(b"\x00", b"") if b"\x00" in data[:200] else b""


def _item(entry: Any) -> FeedItem:
    bodies = [str(part.get("value", "")) for part in entry.get("content", [])] + [
        str(entry.get("summary", ""))
    ]
    names = [str(author.get("name", "")) for author in entry.get("authors", [])]
    return FeedItem(
        url=_link(entry),
        title=_plain(str(entry.get("title", ""))),
        authors=tuple(clean_line(name, 200) for name in names if name.strip()),
        published=clean_line(str(entry.get("published", "")), 64),
        updated=clean_line(
            str(dict.get(entry, "updated") or ""), 64
        ),  # its own `get` would take the other date
        content=max(bodies, key=len)[:_MOST],
    )


def _link(entry: Any) -> str:
    """Return the address of an entry: its page, else an id that is one."""
    pages = [str(link.get("href", "")) for link in entry.get("links", []) if link.get("rel") == "alternate"]
    found = next((page for page in (*pages, str(entry.get("link", "")), str(entry.get("id", "")))
                  if page.startswith(("http://", "https://", "/"))), "")  # fmt: skip
    return address(found)


def address(text: str) -> str:
    """Return an address as it stands, on one line; empty for one that nobody would type."""
    line = clean_line(text, _MOST_ADDRESS + 1)
    return line if len(line) <= _MOST_ADDRESS else ""


def _plain(markup: str) -> str:
    """Return a title without its markup, which some feeds escape once too often."""
    from lxml.html import fromstring

    if "<" not in markup and "&" not in markup:
        return clean_line(markup, 500)
    try:
        return clean_line("".join(map(str, fromstring(f"<span>{markup}</span>").itertext())), 500)
    except (ValueError, TypeError):
        return clean_line(markup, 500)


def _json_feed(data: bytes) -> Feed:
    """Return the entries of a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise Unusable("it is not a feed") from None
    entries = said.get("items") if isinstance(said, dict) else None
    if not isinstance(entries, list) or "jsonfeed.org" not in str(said.get("version", "")):
        raise Unusable("it is not a feed")
    return Feed(
        title=clean_line(str(said.get("title", "")), 300),
        items=tuple(_json_item(entry) for entry in entries[:MOST_ITEMS] if isinstance(entry, dict)),
        listed=len(entries),
    )


def _json_item(entry: dict[str, Any]) -> FeedItem:
    def word(key: str, most: int) -> str:
        value = entry.get(key)
        return clean_line(value, most) if isinstance(value, str) else ""

    authors = entry.get("authors")
    names = [a.get("name") for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    content = entry.get("content_html") or entry.get("content_text") or entry.get("summary") or ""
    return FeedItem(
        url=address(word("url", 4_000)) or address(word("external_url", 4_000)),
        title=word("title", 500),
        authors=tuple(clean_line(name, 200) for name in names if isinstance(name, str) and name.strip()),
        published=word("date_published", 64),
        updated=word("date_modified", 64),
        content=content[:_MOST] if isinstance(content, str) else "",
    )
