"""From the source of a page to what its reader sees: the text of the article, and what is said about it."""

from __future__ import annotations

import logging
import re
from copy import deepcopy

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from agent.collect.clean import clean_line, folded, without_headline
from agent.collect.dateline import address_date, shown_date
from agent.collect.language import language_of
from agent.collect.metadata import marked_date, metadata_of, names_in, stated_headlines
from agent.collect.outcome import Unusable
from agent.collect.rows import Fields
from agent.collect.visible import keep_visible

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read we say ourselves
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# Narrow, so that what stands in the value of an attribute, or in a style sheet, is never cut: with values of
# one word nothing is left in between that could be an attribute of the tag around it.
_NOSCRIPT = re.compile(
    r"(?P<style><style(?=[\s/>]).*?</style(?=[\s/>]))"
    r"|<noscript>(?:[^<>\"'=]|</?(?!noscript)\w+(?:\s+[\w-]+=\"[\w-]*\")*\s*>)*</noscript>",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—\-·»:]+\s+")
_LIST_OR_TABLE = re.compile(r"[-•*] |\||\d{1,2}[.)] ")

_WORD = re.compile(r"\w+")
_FEWEST, _FEWEST_LETTERS = 6, 30
"""Words, and letters where a script has no blanks, below which what was found is a button, not a text."""
_MOST_OF_A_WALL = 80
_WALL = re.compile(
    r"\b(?:enable|turn on|activate|allow|requires?)\b[^.]{0,40}\b(?:javascript|java script|cookies)\b"
    r"|\b(?:javascript|cookies)\b[^.]{0,30}\b(?:is|are|to be)\b[^.]{0,20}"
    r"\b(?:disabled|enabled|required|needed)\b"
    r"|\bverify(?:ing)?\b[^.]{0,30}\b(?:human|not a (?:ro)?bot)\b|\bare you a (?:ro)?bot\b|\bcaptcha\b"
    r"|\baccess (?:to this page )?(?:has been |is )?denied\b|\bchecking your browser\b"
    r"|\b(?:log|sign) ?in to (?:continue|read)\b|\bsubscribe to (?:continue|read)\b",
    re.IGNORECASE,
)
"""What stands on a page that is shown in the place of an article."""


def read_page(source: str) -> Fields:
    """Return what a page says, from its visible text alone.

    The headline is one a reader can see: a stated one only where it also stands in the page or its title.

    Raises:
        Unusable: the page cannot be read whole, or shows no article.
    """
    page = parsed(source)
    said = metadata_of(page)
    stated, title = stated_headlines(page), _title(page)
    printed = "" if said.published else _printed_date(page)
    keep_visible(page)
    said.headline = _headline(page, stated, title)
    body = _body(page)
    said.authors = said.authors or _shown_authors(page)
    said.published = (
        said.published
        or shown_date(page, said.headline, said.language or language_of(body))
        or marked_date(page)
        or address_date(said.url)
        or printed
    )
    said.text = without_headline(body, said.headline)
    return said


def decode_page(data: bytes) -> str:
    """Return the characters of a page, by its byte order mark, its own word, UTF-8, or the old default.

    Raises:
        Unusable: they cannot be told.
    """
    stated = _CHARSET.search(data[:4096])
    names = [stated[1].decode("ascii")] if stated else []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    for name in ("utf-8-sig", *names, "windows-1252", "latin-1"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unusable("its characters cannot be told")


def parsed(source: str) -> HtmlElement:
    """Return the tree of a page.

    Raises:
        Unusable: it cannot be read, or not whole.
    """
    parser = HTMLParser(encoding="utf-8")
    try:
        data = _without_noscript(_CONTROLS.sub("", source)).encode("utf-8", "replace")
        page = document_fromstring(data, parser=parser)
    except (LxmlError, ValueError):
        raise Unusable("it is not a page that can be read") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # The parser stops there without a word, and half a page is no page.
        raise Unusable("the page is nested too deeply to be read whole")
    return page


def _without_noscript(source: str) -> str:
    """Return a page without what it says where scripts are off, as browsers with scripts pass over it unread.

    The parser takes an element that is left open there to hold the rest of the page.
    """
    return _NOSCRIPT.sub(lambda found: found[0] if found["style"] else " ", source)


def _printed_date(page: HtmlElement) -> str:
    """Return the day that is marked up as the date of publication by habit rather than by a standard."""
    from htmldate import find_date

    return find_date(deepcopy(page), original_date=True, extensive_search=False) or ""


def _shown_authors(page: HtmlElement) -> tuple[str, ...]:
    """Return who is shown as the author, where the page states none for programs."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(deepcopy(page))
    return names_in((found.author or "").split(";")) if found is not None else ()


def _body(page: HtmlElement) -> str:
    import trafilatura

    text = trafilatura.extract(
        deepcopy(page),
        output_format="txt",
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        include_formatting=False,
        with_metadata=False,
    )
    words = _WORD.findall(text or "")
    if not text or not words or (len(words) < _FEWEST and len("".join(words)) < _FEWEST_LETTERS):
        raise Unusable("no article was found on the page")
    if len(words) <= _MOST_OF_A_WALL and _WALL.search(text):
        raise Unusable("the page asks for something (cookies, a script, a login) in the place of an article")
    return _paragraphs(text)


def _paragraphs(text: str) -> str:
    """Separate paragraphs by blank lines; the rows of a list or a table stay together."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        together = _LIST_OR_TABLE.match(before) and _LIST_OR_TABLE.match(line)
        parts.append(f"{chr(10) if together else chr(10) * 2}{line}")
    return "".join(parts).strip()


def _title(page: HtmlElement) -> str:
    return next((clean_line(element.text_content()) for element in page.iter("title")), "")


def _headline(page: HtmlElement, stated: list[str], title: str) -> str:
    """Choose the headline among what a reader sees."""
    tops = [text for text in (clean_line(element.text_content()) for element in page.iter("h1")) if text]
    shown = [folded(text) for text in (*tops, title)]
    believed = [text for text in stated if (said := folded(text)) and any(said in s for s in shown)]
    named = folded(" ".join((*believed, title)))
    if in_both := [text for text in tops if folded(text) in named]:
        return max(in_both, key=len)
    if believed:
        return _without_site(clean_line(min(believed, key=len)))
    return tops[0] if len(tops) == 1 else _without_site(title) or (tops or [""])[0]


def _without_site(title: str) -> str:
    """Return the longest part of a title, which is not the name of the site."""
    return max(_SITE.split(title), key=len)
