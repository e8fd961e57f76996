"""Feeds of every sort are read, saved where they are damaged, and refused where they attack their reader."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from agent.collect.discover import links_of
from agent.collect.feeds import MOST_ITEMS, read_feed
from agent.collect.outcome import Unusable

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Post</title><language>en-gb</language>
<item><title>Ferry &amp;amp; quay closed</title><link>https://quay.example/a?utm_source=rss</link>
<pubDate>Mon, 02 Mar 2026 08:15:00 +0200</pubDate><author>Ana Ruiz</author>
<description>&lt;p&gt;The ferry stops.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><guid isPermaLink="true">https://quay.example/b</guid><title>Gulls</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Kai</title><entry>
<title type="html">&lt;b&gt;Hafen&lt;/b&gt; zu</title><id>urn:1</id><updated>2026-03-02T09:00:00Z</updated>
<link rel="self" href="https://kai.example/self"/><link rel="alternate" href="https://kai.example/1"/>
<author><name>Jo Lund</name></author><content type="html">&lt;p&gt;Der Hafen ist zu.&lt;/p&gt;</content>
</entry></feed>"""


def test_rss_is_read_with_its_dates_as_they_stand() -> None:
    feed = read_feed(RSS.encode())
    first, second = feed.items
    assert feed.title == "Quay Post"
    assert (first.url, first.title) == ("https://quay.example/a?utm_source=rss", "Ferry & quay closed")
    assert first.published == "Mon, 02 Mar 2026 08:15:00 +0200"
    assert "The ferry stops." in first.content
    assert second.url == "https://quay.example/b"


def test_atom_is_read_with_the_page_of_an_entry_and_not_the_feed_itself() -> None:
    (entry,) = read_feed(ATOM.encode()).items
    assert (entry.url, entry.title, entry.authors) == ("https://kai.example/1", "Hafen zu", ("Jo Lund",))
    assert entry.updated == "2026-03-02T09:00:00Z"


def test_a_json_feed_is_read() -> None:
    entry = {
        "url": "https://quay.example/a",
        "content_html": "<p>Gulls.</p>",
        "authors": [{"name": "Ana Ruiz"}, 7],
    }
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [entry, 5]}
    (item,) = read_feed(json.dumps(said).encode()).items
    assert (item.url, item.authors, item.content) == (
        "https://quay.example/a",
        ("Ana Ruiz",),
        "<p>Gulls.</p>",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_feed_is_read_in_the_characters_it_declares(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + ATOM.replace("Hafen", "Häfen")
    assert read_feed(text.encode(encoding)).items[0].title == "Häfen zu"


def test_entries_before_the_damage_are_saved_and_the_damage_is_told() -> None:
    feed = read_feed(RSS.replace("</item></channel></rss>", "<item><title>cut").encode())
    assert feed.items[0].url.startswith("https://quay.example/a")
    assert feed.damaged


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 50, b"<html><body>Not found</body></html>", b"{", b"[1]", b'{"items": []}']
)
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Unusable, match="not a feed"):
        read_feed(data)


BOMB = '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_entities_of_its_own_is_refused(encoding: str) -> None:
    bomb = RSS.replace('<?xml version="1.0"?>', BOMB).replace("Gulls", "&b;")
    with pytest.raises(Unusable, match="entities of its own"):
        read_feed(bomb.encode(encoding))


def test_no_more_entries_are_read_than_any_newsroom_writes() -> None:
    many = "<item><link>https://quay.example/x</link></item>" * (MOST_ITEMS + 5)
    assert len(read_feed(f"<rss version='2.0'><channel>{many}</channel></rss>".encode()).items) == MOST_ITEMS


def test_a_page_names_its_feeds_and_the_links_that_read_like_headlines() -> None:
    page = """<html><head><base href="/news/">
    <link rel="alternate" type="application/rss+xml" href="/feed.xml">
    <link rel="alternate" hreflang="de" href="/de"></head><body><a href="/sport">Sport</a>
    <a href="ferry">Ferry to Ostra stops for a week</a></body></html>"""
    links = links_of(page)
    assert (links.base, links.feeds, links.articles) == ("/news/", ("/feed.xml",), ("ferry",))


@pytest.mark.parametrize("entry", ["item", "entry"])
def test_of_a_feed_of_a_hundred_thousand_entries_the_first_are_read_and_no_time_is_spent_on_the_others(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    parse = import_module("feedparser").parse

    def measured(data: bytes, **more: Any) -> Any:
        sizes.append(len(data))
        return parse(data, **more)

    monkeypatch.setattr("feedparser.parse", measured)
    link = (
        "<link>https://quay.example/{0}</link>"
        if entry == "item"
        else "<link href='https://quay.example/{0}'/>"
    )
    items = "".join(f"<{entry}>{link.format(n)}<title>{n}</title></{entry}>" for n in range(100_000))
    rss = f"<rss version='2.0'><channel>{items}</channel></rss>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>"
    feed = read_feed((rss if entry == "item" else atom).encode())
    assert [item.title for item in feed.items] == [str(n) for n in range(MOST_ITEMS)]
    assert (feed.listed, feed.damaged) == (100_000, "")
    assert sizes[0] < 200_000
