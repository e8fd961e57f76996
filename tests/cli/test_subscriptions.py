"""Lists of subscriptions are taken over from another reader and handed on to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aletheia

LIST = """<opml version="2.0"><body><outline text="Coast">
<outline type="rss" text="Quay Post" xmlUrl="https://quay.example/feed.xml"/>
<outline type="rss" text="The Quay Post again" xmlUrl="http://quay.example/feed.xml"/>
<outline type="rss" text="Marren Daily" xmlUrl="https://marren.example/rss"/></outline>{}</body></opml>"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "mine.opml"
    path.write_text(LIST.format(""))
    return path


def test_what_a_list_names_is_followed_once_and_what_it_names_twice_is_said(
    aletheia: Aletheia, listed: Path
) -> None:
    ended = aletheia("source", "import", listed)
    assert (ended.code, "2 sources followed, 1 listed twice" in ended.out) == (0, True)
    assert "The Quay Post again" in ended.err
    assert "is there as Quay Post" in ended.err
    again = aletheia("source", "import", listed)
    assert "0 sources followed, 3 listed twice or followed already" in again.out
    shown = aletheia("source", "list").out
    assert shown.count("https://quay.example/feed.xml") == 1
    assert "Marren Daily" in shown


def test_what_cannot_be_followed_is_named_and_the_rest_is(aletheia: Aletheia, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    path.write_text(LIST.format('<outline text="Inner" xmlUrl="file:///etc/passwd"/>'))
    ended = aletheia("source", "import", path)
    assert ended.code == 3
    assert "Skipped Inner: no web address" in ended.err
    assert "2 sources followed" in ended.out


def test_what_was_written_is_followed_as_it_was_by_another_library(
    aletheia: Aletheia, listed: Path, tmp_path: Path
) -> None:
    aletheia("source", "import", listed)
    aletheia("source", "pause", "Marren Daily")
    (tmp_path / "inbox").mkdir()
    aletheia("source", "add", tmp_path / "inbox")
    out = tmp_path / "out.opml"
    ended = aletheia("source", "export", out)
    assert (ended.code, "Folders left out: 1" in ended.err) == (0, True)
    other = tmp_path / "other"
    assert aletheia("source", "import", out, "--home", other).code == 0
    mine = aletheia("source", "list").out.replace(str(tmp_path / "inbox"), "")
    theirs = aletheia("source", "list", "--home", other).out
    assert [line for line in mine.splitlines() if " folder " not in line] == theirs.splitlines()
    assert aletheia("source", "export", "--home", other).out == out.read_text()


@pytest.mark.parametrize("content", [b"", b"<rss/>", b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>'])
def test_what_is_no_list_changes_nothing(aletheia: Aletheia, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.opml"
    path.write_bytes(content)
    ended = aletheia("source", "import", path)
    assert (ended.code, "This list cannot be read" in ended.sentence) == (2, True)
    assert aletheia("source", "import", tmp_path).code == 2
    assert "Nothing is followed" in aletheia("source", "list").out
