"""Lists of subscriptions as other readers keep them: OPML 2.0 in, OPML 2.0 out (opml.org/spec2.opml).

Reading runs in the reader's process (`agent.collect.worker`), which is bounded in time and memory. Writing is
pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from agent.collect.clean import clean_line
from agent.collect.feeds import address, own_entities
from agent.collect.identity import canonical_url
from agent.collect.outcome import Unusable
from agent.types import Source, Subscription, Subscriptions

MOST = 10_000
"""Outlines that are read of one file."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 file can hold (section 2.2 of the recommendation)."""
_OLD_SCHEME = re.compile(r"feed:(//)?(?=https?:)", re.IGNORECASE)


def read_opml(data: bytes) -> Subscriptions:
    """Return what a list subscribes to, in its order, and what of it cannot be followed.

    Nested outlines are read whatever their depth; their groups are not kept.

    Raises:
        Unusable: it is no OPML, or declares entities of its own.
    """
    if own_entities(data):
        raise Unusable("it declares entities of its own, as attacks on readers do")
    root, damaged = _parsed(data)
    if root is None or _name(root) not in ("opml", "body", "outline"):
        raise Unusable("it is not a list of subscriptions (OPML)")
    found: list[Subscription] = []
    left: list[tuple[str, str]] = []
    outlines = [element for element in root.iter() if _name(element) == "outline"]
    for outline in outlines[:MOST]:
        said = {str(key).casefold(): str(value) for key, value in outline.attrib.items()}
        label = clean_line(said.get("title") or said.get("text") or "", 200)
        stated = said.get("xmlurl") or (said.get("url") if _links(said) else "") or ""
        if not stated.strip():
            if next((one for one in outline if _name(one) == "outline"), None) is None:
                left.append((label, "it names no feed"))
            continue
        where = address(_today(stated.strip()))
        if canonical_url(where) is None:
            left.append((label or clean_line(stated, 200), f"no web address: {clean_line(stated, 200)}"))
            continue
        found.append(_subscription(said, where, label))
    if len(outlines) > MOST:
        left.append(("", f"the list has {len(outlines):,} entries, and {MOST:,} are read"))
    return Subscriptions(items=tuple(found), left=tuple(left), damaged=damaged)


def write_opml(sources: Iterable[Source]) -> str:
    """Return feeds and sites as OPML; folders are left out, since their paths mean nothing elsewhere.

    Characters that XML cannot hold are left out of names. A paused source is written as a comment
    (`isComment`), which other readers pass over.
    """
    lines = [_outline(source) for source in sources if source.kind != "folder"]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            "  <head><title>Followed by Aletheia</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def _parsed(data: bytes) -> tuple[_Element | None, str]:
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = fromstring(data, parser)
    except (XMLSyntaxError, ValueError):
        raise Unusable("it is not a list of subscriptions (OPML)") from None
    problem = next((error for error in parser.error_log if error.level >= 2), None)
    return root, clean_line(f"line {problem.line}: {problem.message}", 300) if problem else ""


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def _links(said: dict[str, str]) -> bool:
    """Tell whether an outline stands for a page, not for another list."""
    return said.get("type", "").casefold() == "link" and not said.get("url", "").casefold().endswith(".opml")


def _today(stated: str) -> str:
    """Return an address without the scheme `feed:` of old readers, which stands before one or for http."""
    bare = _OLD_SCHEME.sub("", stated, count=1)
    return f"http{bare[4:]}" if bare[:7].casefold() == "feed://" else bare


def _subscription(said: dict[str, str], where: str, label: str) -> Subscription:
    code = re.match(r"[a-z]{2,3}(?=$|[-_])", said.get("language", "").strip().casefold())
    return Subscription(
        kind="feed" if said.get("xmlurl", "").strip() else "site",
        address=where,
        name="" if label == where else label,
        language=code[0] if code else "",
        paused=said.get("iscomment", "").strip().casefold() == "true",
    )


def _outline(source: Source) -> str:
    kind, key = ("rss", "xmlUrl") if source.kind == "feed" else ("link", "url")
    said = {"type": kind, "text": source.publisher or source.address, "title": source.publisher,
            key: source.address, "language": source.language,
            "isComment": "true" if source.paused else ""}  # fmt: skip
    return f"    <outline {' '.join(_attributes(said))}/>"


def _attributes(said: dict[str, str]) -> Iterator[str]:
    for key, value in said.items():
        if held := _NO_XML.sub("", clean_line(value, 4_000)):
            yield f"{key}={quoteattr(held)}"
