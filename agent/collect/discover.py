"""What a page links to: its feeds, and the articles of its own site. Runs in the reader's process."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from agent.collect.feeds import address
from agent.collect.pages import parsed
from agent.types import PageLinks

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST = 2_000
_WORDS = re.compile(r"[^\W\d_]{2,}")
_HEADLINE = 4
"""Words from which a link's text may be a headline, not a name of a section."""


def links_of(source: str) -> PageLinks:
    """Return the feeds a page names in its head, and the links whose words read like headlines.

    Raises:
        Unusable: it is not a page that can be read.
    """
    page = parsed(source)
    base = next((str(b.get("href") or "") for b in page.iter("base")), "")
    return PageLinks(
        base=address(base),
        feeds=tuple(dict.fromkeys(filter(None, _feeds(page)))),
        articles=tuple(dict.fromkeys(filter(None, _articles(page))))[:_MOST],
    )


def _feeds(page: HtmlElement) -> list[str]:
    found = []
    for link in page.iter("link"):
        rels = str(link.get("rel") or "").casefold().split()
        kind = str(link.get("type") or "").casefold().partition(";")[0].strip()
        if "alternate" in rels and kind in _FEEDS and link.get("href"):
            found.append(address(str(link.get("href"))))
    return found


def _articles(page: HtmlElement) -> list[str]:
    found = []
    for link in page.iter("a"):
        target = str(link.get("href") or "")
        if target and len(_WORDS.findall(str(link.text_content()))) >= _HEADLINE:
            found.append(address(target))
    return found
