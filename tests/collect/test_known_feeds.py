"""Published sets of odd feeds and of attacks by XML: no crash, no hang, and what is a control is read."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from agent.collect.bounded import Readers
from agent.collect.outcome import Unusable

FAILED = re.compile("ends the reader|fails on it|seconds|memory")
"""What is said where a parser crashed, hung, or took too much."""


def rows(name: str) -> list[dict[str, Any]]:
    folder = os.environ.get("ALETHEIA_DATA")
    path = Path(folder or "/nowhere") / name
    if not folder or not path.is_file():
        pytest.skip(f"ALETHEIA_DATA names no folder with {name}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_all(found: list[tuple[str, bytes, str]]) -> tuple[list[str], list[str]]:
    """Return the names of what was read, and the reasons of what was not."""
    read, reasons = [], []
    with Readers() as readers:
        for name, data, kind in found:
            try:
                readers.read("feed", data, kind)
                read.append(name)
            except Unusable as problem:
                reasons.append(f"{name}: {problem}")
    return read, reasons


def test_no_feed_of_the_set_ends_or_holds_up_its_reader() -> None:
    found = []
    for row in rows("feeds/feeds.jsonl.gz"):
        kind = next((v for k, v in (row["headers"] or {}).items() if k.casefold() == "content-type"), "")
        found.append((row["id"], row["data"].encode(row["encoding"]), kind))
    read, reasons = read_all(found)
    assert not [reason for reason in reasons if FAILED.search(reason)]
    assert len(read) >= 0.98 * len(found)


def test_no_attack_of_the_set_ends_or_holds_up_its_reader() -> None:
    found = rows("security/xml_attacks.jsonl.gz")
    data = [(row["id"], row["data"].encode(row.get("encoding") or "utf-8"), "") for row in found]
    _, reasons = read_all(data)
    assert not [reason for reason in reasons if FAILED.search(reason)]
