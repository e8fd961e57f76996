"""Editions as files: into a folder, and into a feed that any reader of feeds can follow."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

from agent.deliver.feed_forms import ATOM, RSS, Form, Head
from agent.errors import Undeliverable
from agent.types import Issue

ITEMS = 50
"""Editions that a feed lists."""


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
    """Puts an edition into a feed's file, newest first; one that is listed is not listed twice.

    A file whose name ends in `.atom` is Atom 1.0 (RFC 4287), any other one RSS 2.0.
    """

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Write the file anew with this edition in it."""
        file = Path(recipient)
        form: Form = ATOM if file.suffix.lower() == ".atom" else RSS
        try:
            old = _items(file, form)
            file.parent.mkdir(parents=True, exist_ok=True)
            kept = [item for item in old if item.findtext(form.identity) != form.named(key)][: ITEMS - 1]
            head = Head(issue.digest_id, issue.title, issue.at)
            _replace(file, form.whole(head, [form.item(issue, key), *kept]))
        except OSError as problem:
            raise Undeliverable(recipient, problem.strerror or str(problem)) from problem


def _items(file: Path, form: Form) -> list[Xml.Element]:
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
    if root.tag != form.root:
        raise Undeliverable(str(file), "there is a file of that name that is no feed", for_good=True)
    return root.findall(form.items)


def _replace(file: Path, data: bytes) -> None:
    """Put bytes into a file; whoever reads it meanwhile sees all of the old or all of the new."""
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
