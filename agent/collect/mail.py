"""Mails saved as files → the text their reader sees: newsletters above all.

Runs in the reader's process (`agent.collect.worker`), which is bounded in time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from lxml.html import HtmlElement

from agent.collect.clean import clean_line, clean_text, without_headline
from agent.collect.outcome import Unusable
from agent.collect.pages import decode_page, parsed
from agent.collect.rows import Fields
from agent.collect.visible import keep_visible

_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "tr", "table", "div", "pre", "blockquote",
     "ul", "ol", "dd", "dt", "section", "article", "header", "footer", "center", "hr")
)  # fmt: skip
_FURNITURE = re.compile(
    r"\b(?:unsubscribe|view (?:this |it )?(?:email |mail |newsletter )?(?:in|on) (?:your|a|the)"
    r" (?:web )?browser|view online|read online|manage (?:your )?(?:preferences|subscriptions?)"
    r"|update your preferences"
    r"|privacy policy|all rights reserved|you are receiving this|forwarded this (?:e-?mail|newsletter))\b",
    re.IGNORECASE,
)
"""What stands in a newsletter about the newsletter."""
_MOST_FURNITURE = 300
"""Characters up to which a paragraph with such words is nothing else."""
_ADDRESS = re.compile(r"<([^<>]*)>")
_READABLE = (".pdf", ".html", ".htm", ".txt", ".md", ".eml", ".jsonl")


def read_mail(data: bytes) -> Fields:
    """Return what a mail says: its subject as headline, its sender's host as outlet, its page or text.

    The name before a sender's address is anybody's to choose, so it names no outlet. No header is proven.

    Of a mail with a page, the page's visible text is taken, else its plain text. Attachments are not read; a
    remark names each, and says of those that could be read how.

    Raises:
        Unusable: it is no mail, or holds no text that can be read.
    """
    mail = message_from_bytes(data, _class=EmailMessage, policy=default)
    if not any(_header(mail, name) for name in ("From", "Subject", "Date", "Message-ID")):
        raise Unusable("it is no mail")
    body = _body(mail)
    if not any(character.isalnum() for character in body):
        raise Unusable("it holds no text that can be read")
    headline = clean_line(_header(mail, "Subject"))
    return Fields(
        text=without_headline(body, headline),
        headline=headline,
        publisher=_sender_host(mail),
        external_id=clean_line(_header(mail, "Message-ID").strip("<> "), 200),
        published=clean_line(_header(mail, "Date"), 64),
        remarks=[*_attached(mail)],
    )


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header's text; empty where there is none, or where it is so broken that it cannot be read."""
    try:
        return str(mail.get(name, "") or "")
    except Exception:  # the parser of the standard library raises what it likes on broken headers
        return ""


def _sender_host(mail: EmailMessage) -> str:
    """Return the host of the sender's address, which stands in the last angle brackets if there are any."""
    stated = _header(mail, "From")
    address = (_ADDRESS.findall(stated) or [parseaddr(stated)[1]])[-1]
    return clean_line(address.rpartition("@")[2].casefold(), 200)


def _body(mail: EmailMessage) -> str:
    page = _part(mail, "html")
    shown = _visible(_content(page)) if page is not None else ""
    if any(character.isalnum() for character in shown):
        return shown
    plain = _part(mail, "plain")
    return _without_furniture(_unwrapped(_text(plain))) if plain is not None else ""


def _part(mail: EmailMessage, kind: str) -> EmailMessage | None:
    """Return the first part of a kind of text that is no attachment."""
    own = (part for part in _parts(mail) if not _is_attached(part))
    return next((part for part in own if part.get_content_type() == f"text/{kind}"), None)


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a mail that its sender wrote, in order; what a mail inside it holds is another's."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart() and not _is_attached(part):
            inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
            waiting += reversed(inner)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message"


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> str:
    """Return the characters of a part, by its own word or as a page's are told."""
    data = _content(part)
    for name in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(name)
        except (ValueError, LookupError):  # `undefined` raises what is no UnicodeDecodeError
            continue
    return decode_page(data)


def _visible(data: bytes) -> str:
    """Return what a reader sees of a newsletter, whose paragraphs are cells of tables more often than not."""
    if not data.strip():
        return ""
    page = parsed(decode_page(data))
    keep_visible(page)
    body = next(iter(page.iter("body")), page)
    return _without_furniture("\n\n".join(_paragraphs(body)))


def _paragraphs(body: HtmlElement) -> list[str]:
    """Return the text between the bounds of blocks, in order."""
    found: list[str] = []
    words: list[str] = []

    def end() -> None:
        if text := " ".join("".join(words).split()):
            found.append(text)
        words.clear()

    # A stack, not a recursion: tables of newsletters lie in each other to any depth.
    waiting: list[tuple[HtmlElement | None, str]] = [(body, "")]
    while waiting:
        element, tail = waiting.pop()
        if element is None:
            if tail == "\0":
                end()
            else:
                words.append(tail)
            continue
        block = element.tag in _BLOCKS
        if block:
            end()
        words.append(element.text or "")
        if element.tag == "br":
            words.append(" ")
        waiting.append((None, element.tail or "") if element is not body else (None, ""))
        if block:
            waiting.append((None, "\0"))
        waiting += [(child, "") for child in reversed(element)]
    end()
    return found


def _unwrapped(text: str) -> str:
    """Join the lines of a plain text that were cut for width, as mails are; short lines stay lines."""
    parts = []
    for paragraph in clean_text(text).split("\n\n"):
        lines = paragraph.split("\n")
        wide = max(map(len, lines)) > 50 and all(len(line) > 40 for line in lines[:-1])
        parts.append((" " if wide else "\n").join(lines))
    return "\n\n".join(parts)


def _without_furniture(text: str) -> str:
    kept = [
        part for part in text.split("\n\n") if not (len(part) <= _MOST_FURNITURE and _FURNITURE.search(part))
    ]
    return "\n\n".join(kept)


def _attached(mail: EmailMessage) -> list[str]:
    names = [
        clean_line(part.get_filename() or part.get_content_type(), 100)
        for part in _parts(mail)
        if _is_attached(part)
    ]
    return [
        f"its attachment {name} is not read"
        + ("; save it and ingest it by itself" if name.lower().endswith(_READABLE) else "")
        for name in names
    ]
