"""What a page says about itself in its head: dates with their zones, bylines, outlet, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from agent.collect.clean import clean_line
from agent.collect.identity import canonical_url
from agent.collect.moments import moment_of
from agent.collect.rows import Fields

_ARTICLE = re.compile(r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)$")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date_published", "publishdate", "publish_date", "publish-date", "publication_date", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "date", "datecreated", "displaydate",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
)
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher")
_ANY = ZoneInfo("UTC")
_MOST_NODES = 2_000
_BYLINE = re.compile(r"^\s*(?:by|von|par|por)\s+", re.IGNORECASE)
_NOBODY = frozenset({"no author", "unknown", "admin", "none", "null", "phd", "md"})
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3}")


def metadata_of(page: HtmlElement) -> Fields:
    """Return what the page states about itself; its text and its headline are left empty.

    Stated headlines and descriptions are not believed: a reader does not see them.
    """
    linked = _article_object(page)
    meta = _meta(page)
    return Fields(
        text="",
        publisher=_first(_name(linked.get("publisher")), *(meta.get(key, "") for key in _OUTLET)),
        url=_address(page, meta),
        authors=names_in(linked.get("author")) or _written_by(meta, page),
        published=_readable(
            *(meta.get(key, "") for key in _PUBLISHED[:3]),
            _date(linked.get("datePublished")),
            _published_element(page),
            *(meta.get(key, "") for key in _PUBLISHED[3:]),
        ),
        modified=_first(_date(linked.get("dateModified")), *(meta.get(key, "") for key in _MODIFIED)),
        language=_first(page.get("lang", ""), page.get("{http://www.w3.org/XML/1998/namespace}lang", "")),
    )


def stated_headlines(page: HtmlElement) -> list[str]:
    """Return the headlines the page states where its reader does not see them."""
    linked = _article_object(page)
    meta = _meta(page)
    return [text for text in (str(linked.get("headline") or ""), meta.get("og:title", "")) if text.strip()]


def _article_object(page: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD object of the article, else that of the page, else nothing."""
    fallback: dict[str, Any] = {}
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _nodes(script.text or ""):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
                return node
            if not fallback and "datePublished" in node:
                fallback = node
    return fallback


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD script, outer before inner."""
    try:
        waiting: list[Any] = [json.loads(source.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = node[:_MOST_NODES] + waiting
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        content = element.get("content") or ""
        for key in (element.get("property"), element.get("name"), element.get("itemprop")):
            if key and content.strip():
                found.setdefault(key.strip().lower(), content)
    return found


def _published_element(page: HtmlElement) -> str:
    """Return the date of the first element that says that it is the one of publication."""
    for element in page.iter("time", "span", "div", "p", "abbr", "meta"):
        if "datePublished" in f"{element.get('itemprop', '')} {element.get('class', '')}":
            stated = element.get("datetime") or element.get("content") or ""
            if stated:
                return stated
    return ""


def marked_date(page: HtmlElement) -> str:
    """Return the date of the first element that is marked as a date of whatever."""
    return next((stated for element in page.iter("time") if (stated := element.get("datetime") or "")), "")


def _written_by(meta: dict[str, str], page: HtmlElement) -> tuple[str, ...]:
    for key in _AUTHOR:
        if names := names_in(meta.get(key)):
            return names
    marked = page.xpath(
        "//*[@rel='author' or contains(@itemprop, 'author') or contains(@class, 'byline__name')"
        " or contains(@class, 'author-name') or contains(@class, 'author__name')]"
    )
    shown = (clean_line(element.text_content(), 100) for element in marked[:5])
    return names_in([name for name in shown if len(name.split()) <= 5])


def names_in(value: Any) -> tuple[str, ...]:
    """Return the names in a byline or a list of authors, each once, without "By" and what is no name."""
    values = value if isinstance(value, list) else [value]
    found: list[str] = []
    for one in values:
        name = _BYLINE.sub("", clean_line(_name(one), 200))
        found.extend(part.strip(" -–—|·•") for part in re.split(r"\s*(?:,|;| and | und | & )\s*", name))
    names = (name for name in found if name and not _NOT_A_NAME.search(name))
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in _NOBODY))


def _name(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _date(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _address(page: HtmlElement, meta: dict[str, str]) -> str:
    stated = [
        link.get("href") or "" for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    return next((url for url in (*stated, meta.get("og:url", "")) if canonical_url(url)), "")


def _readable(*values: str) -> str:
    """Return the first date that can be read; a year alone is none."""
    return next((value.strip() for value in values if moment_of(value, _ANY) is not None), "")


def _first(*values: str) -> str:
    return next((value.strip() for value in values if value and value.strip()), "")
