"""Editions as files: into a folder, and into a feed that any reader of RSS can follow."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

from agent.errors import Undeliverable
from agent.types import Issue

ITEMS = 50
"""Editions that a feed lists."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (Char, section 2.2)."""


class Folder:
    """Puts an edition into a folder as HTML, text and JSON, named after its due time."""

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Write the files, each as a whole; the same edition lands in the same files."""
        name = f"{re.sub(r'[^A-Za-z0-9-]', '', issue.edition)}-{issue.digest_id}"
        try:
            folder = Path(recipient)
            folder.mkdir(parents=True, exist_ok=True)
            for ending, text in (("html", issue.html), ("txt", issue.text), ("json", issue.data)):
                _replace(folder / f"{name}.{ending}", text.encode("utf-8", "backslashreplace"))
        except OSError as problem:
            raise Undeliverable(recipient, problem.strerror or str(problem)) from problem


class FeedFile:
    """Puts an edition into an RSS 2.0 file, newest first; one that is listed is not listed twice."""

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Write the file anew with this edition in it."""
        file = Path(recipient)
        try:
            old = _items(file)
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = [item for item in old if item.findtext("guid") != key][: ITEMS - 1]
            _replace(file, _rss(issue, [_item(issue, key), *kept]))
        except OSError as problem:
            raise Undeliverable(recipient, problem.strerror or str(problem)) from problem


def _items(file: Path) -> list[Xml.Element]:
    """Return the items of a feed of ours.

    Raises:
        Undeliverable: there is something else under that name, which is left as it is.
    """
    if not file.exists():
        return []
    try:
        root = Xml.fromstring(file.read_bytes())  # of our own making
    except Xml.ParseError:
        root = Xml.Element("none")
    if root.tag != "rss":
        raise Undeliverable(str(file), "there is a file of that name that is no feed", for_good=True)
    return root.findall("channel/item")


def _rss(issue: Issue, items: list[Xml.Element]) -> bytes:
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    _add(channel, "title", issue.title)
    _add(channel, "link", "about:blank")
    _add(channel, "description", f"Editions of {issue.title}, each sentence checked against its source")
    _add(channel, "lastBuildDate", _date(issue.at))
    channel.extend(items)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _item(issue: Issue, key: str) -> Xml.Element:
    item = Xml.Element("item")
    _add(item, "title", issue.subject)
    _add(item, "guid", key).set("isPermaLink", "false")
    _add(item, "pubDate", _date(issue.at))
    body = issue.html.partition("<body")[2].partition(">")[2].partition("</body>")[0]
    _add(item, "description", body)
    return item


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = _NO_XML.sub("\ufffd", text)
    return child


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _replace(file: Path, data: bytes) -> None:
    """Put bytes into a file; whoever reads it meanwhile sees all of the old or all of the new."""
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
