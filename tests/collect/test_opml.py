"""Lists of subscriptions: whatever is in them is followed or named, and what is written can be read again."""

from __future__ import annotations

from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.clean import clean_line
from agent.collect.opml import MOST, read_opml, write_opml
from agent.collect.outcome import Unusable
from agent.types import Source, Subscription
from tests.makers import NOW

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Coast"><outline text="Harbours"><outline type="rss" text="Quay &amp; Post" title="Quay Post"
 xmlUrl="https://quay.example/feed.xml" htmlUrl="https://quay.example/" language="en-gb"/></outline>
 <outline text="Old" xmlURL="feed://old.example/rss"/></outline>
<outline type="link" text="Town" url="https://town.example/news" isComment="true"/>
<outline text="Nothing"/><outline text="Inner" xmlUrl="file:///etc/passwd"/>
<outline type="include" text="More" url="https://more.example/list.opml"/></body></opml>"""


def test_outlines_are_read_whatever_their_depth_and_what_is_left_out_is_named() -> None:
    told = read_opml(LIST.encode())
    assert [(one.kind, one.address, one.name, one.language, one.paused) for one in told.items] == [
        ("feed", "https://quay.example/feed.xml", "Quay Post", "en", False),
        ("feed", "http://old.example/rss", "Old", "", False),
        ("site", "https://town.example/news", "Town", "", True),
    ]
    assert [(name, reason.split(":")[0]) for name, reason in told.left] == [
        ("Nothing", "it names no feed"),
        ("Inner", "no web address"),
        ("More", "it names no feed"),
    ]
    assert not told.damaged


@pytest.mark.parametrize(
    ("stated", "means"),
    [
        ("feed:https://a.example/x", "https://a.example/x"),
        ("feed://http://a.example/x", "http://a.example/x"),
    ],
)
def test_the_scheme_of_old_readers_is_understood(stated: str, means: str) -> None:
    told = read_opml(f'<opml><body><outline xmlUrl="{stated}"/></body></opml>'.encode())
    assert told.items[0].address == means


def test_of_a_broken_list_what_can_be_saved_is_read_and_the_damage_is_told() -> None:
    told = read_opml(LIST.replace("</outline>\n <outline", '<outline text="A & B" <\n <outline').encode())
    assert "https://quay.example/feed.xml" in {one.address for one in told.items}
    assert told.damaged


@pytest.mark.parametrize("data", [b"", b"{}", b"<rss/>", b"\x00\xff" * 40, b"<html><body>no</body></html>"])
def test_what_is_no_list_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Unusable, match="not a list of subscriptions"):
        read_opml(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_list_with_entities_of_its_own_is_refused(encoding: str) -> None:
    bomb = f'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>{LIST[21:].replace("Quay", "&a;")}'
    with pytest.raises(Unusable, match="entities of its own"):
        read_opml(bomb.encode(encoding))


def test_no_more_outlines_are_read_than_anybody_follows_and_the_rest_is_told() -> None:
    many = '<outline xmlUrl="https://quay.example/"/>' * (MOST + 2)
    told = read_opml(f"<opml><body>{many}</body></opml>".encode())
    assert len(told.items) == MOST
    assert "10,002 entries" in told.left[0][1]


sources = st.builds(
    Source,
    id=st.uuids().map(str),
    kind=st.sampled_from(["feed", "site"]),
    address=st.text(st.characters(codec="utf-8", min_codepoint=32)).map(
        lambda path: "https://quay.example/" + "".join(clean_line(path).split())
    ),
    publisher=st.text(st.characters()),
    language=st.sampled_from(["", "en", "de", "ast"]),
    added=st.just(NOW),
    paused=st.booleans(),
)


@given(st.lists(sources, max_size=4))
def test_whatever_the_names_the_list_is_valid_and_says_the_same_when_it_is_read_again(
    followed: list[Source],
) -> None:
    written = write_opml(followed)
    parseString(written.encode())
    told = read_opml(written.encode())
    assert (told.left, told.damaged) == ((), "")
    for source, entry in zip(followed, told.items, strict=True):
        name = clean_line(source.publisher, 200)
        assert entry == Subscription(
            kind="feed" if source.kind == "feed" else "site",
            address=source.address,
            name="" if name == source.address else name,
            language=source.language,
            paused=source.paused,
        )


def test_folders_are_not_handed_on() -> None:
    folder = Source(id="f", kind="folder", address="/somewhere/inbox", added=NOW)
    assert "inbox" not in write_opml([folder])
