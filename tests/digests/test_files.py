"""Editions as files: the same edition lands in the same place, and a feed is a feed whatever it tells."""

from __future__ import annotations

from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest

from agent.deliver.folder import ITEMS, FeedFile, Folder
from agent.errors import Undeliverable
from tests.digests.test_mail import issue

HOSTILE = [
    "<script>alert(1)</script>",
    "a & b ]]> <![CDATA[",
    "\x00\x08\ufffe",
    "\udcff",
    "“naïve” 中文 🛳",
    "&lt;b&gt;",
]


def test_an_edition_is_three_files_and_the_same_again_the_same_three(tmp_path: Path) -> None:
    for _ in range(2):
        Folder().send(issue(), str(tmp_path / "new"), "k")
    names = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert names == [f"2026-02-04T0600-d1.{ending}" for ending in ("html", "json", "txt")]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Undeliverable):
        Folder().send(issue(), str(tmp_path / "file" / "below"), "k")


@pytest.mark.parametrize(("name", "version"), [("feed.xml", "rss20"), ("feed.atom", "atom10")])
def test_a_feed_lists_each_edition_once_the_newest_first(tmp_path: Path, name: str, version: str) -> None:
    file = tmp_path / name
    for key in ("a", "b", "a"):
        FeedFile().send(issue(subject=key), str(file), key)
    read = feedparser.parse(file.read_bytes())
    assert read.version == version
    assert [entry.id.rpartition(":")[2] for entry in read.entries] == ["a", "b"]
    told = read.entries[0].get("published_parsed") or read.entries[0].updated_parsed
    assert told[:5] == (2026, 2, 4, 6, 0)
    for number in range(ITEMS + 5):
        FeedFile().send(issue(), str(file), f"k{number}")
    assert len(feedparser.parse(file.read_bytes()).entries) == ITEMS


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["feed.xml", "feed.atom"])
def test_any_text_makes_a_feed_that_can_be_read(tmp_path: Path, text: str, name: str) -> None:
    file = tmp_path / name
    FeedFile().send(issue(title=text, subject=text, text=text), str(file), "k")
    read = feedparser.parse(file.read_bytes(), sanitize_html=False)
    assert not read.bozo
    assert len(read.entries) == 1


def test_a_file_that_is_no_feed_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ada")
    with pytest.raises(Undeliverable) as refusal:
        FeedFile().send(issue(), str(file), "k")
    assert refusal.value.for_good
    assert file.read_text() == "Dear Ada"
