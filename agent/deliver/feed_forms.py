"""The two forms of a feed: RSS 2.0 and Atom 1.0 (RFC 4287). Whatever it tells, it is XML. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from agent.types import Issue

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (Char, section 2.2)."""
_NAMES = "http://www.w3.org/2005/Atom"
_ATOM = f"{{{_NAMES}}}"
Xml.register_namespace("atom", _NAMES)


@dataclass(frozen=True)
class Head:
    """What stands above the items of a feed."""

    digest_id: str
    title: str
    """Of the digest."""
    at: datetime
    """When its newest edition was due."""
    address: str = ""
    """Where the feed itself is read; empty where it is a file."""


@dataclass(frozen=True)
class Form:
    """How a feed is written and read."""

    root: str
    """Name of its outermost element."""
    items: str
    """Path from there to an item."""
    identity: str
    """Element of an item that names it."""
    named: Callable[[str], str]
    """Returns what stands in that element for the key of an edition."""
    item: Callable[[Issue, str], Xml.Element]
    """Returns an edition as an item."""
    whole: Callable[[Head, Sequence[Xml.Element]], bytes]
    """Returns the feed with its items."""


def _rss(head: Head, items: Sequence[Xml.Element]) -> bytes:
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    _add(channel, "title", head.title)
    _add(channel, "link", "about:blank")
    _add(channel, "description", _about(head))
    _add(channel, "lastBuildDate", _date(head.at))
    channel.extend(items)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _rss_item(issue: Issue, key: str) -> Xml.Element:
    item = Xml.Element("item")
    _add(item, "title", issue.subject)
    _add(item, "guid", key).set("isPermaLink", "false")
    _add(item, "pubDate", _date(issue.at))
    _add(item, "description", _body(issue))
    return item


def _atom(head: Head, items: Sequence[Xml.Element]) -> bytes:
    root = Xml.Element(f"{_ATOM}feed")
    _add(root, f"{_ATOM}id", f"urn:aletheia:digest:{head.digest_id}")
    _add(root, f"{_ATOM}title", head.title)
    _add(root, f"{_ATOM}subtitle", _about(head))
    _add(root, f"{_ATOM}updated", _moment(head.at))
    if head.address:
        Xml.SubElement(root, f"{_ATOM}link", rel="self", href=head.address)
    _add(Xml.SubElement(root, f"{_ATOM}author"), f"{_ATOM}name", "Aletheia")
    root.extend(items)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _atom_item(issue: Issue, key: str) -> Xml.Element:
    item = Xml.Element(f"{_ATOM}entry")
    _add(item, f"{_ATOM}id", _urn(key))
    _add(item, f"{_ATOM}title", issue.subject)
    _add(item, f"{_ATOM}updated", _moment(issue.at))
    _add(item, f"{_ATOM}content", _body(issue)).set("type", "html")
    return item


def _urn(key: str) -> str:
    return f"urn:aletheia:edition:{key}"


def _about(head: Head) -> str:
    return f"Editions of {head.title}, each sentence checked against its source"


def _body(issue: Issue) -> str:
    return issue.html.partition("<body")[2].partition(">")[2].partition("</body>")[0]


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = _NO_XML.sub("\ufffd", text)
    return child


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


RSS = Form("rss", "channel/item", "guid", str, _rss_item, _rss)
ATOM = Form(f"{_ATOM}feed", f"{_ATOM}entry", f"{_ATOM}id", _urn, _atom_item, _atom)
