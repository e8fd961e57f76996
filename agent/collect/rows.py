"""From what a row or a document says about itself to an article. Pure, apart from the page parser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from agent.collect.clean import clean_line, clean_text, shorten
from agent.collect.dateline import month_first
from agent.collect.identity import article_id, canonical_url, content_hash, host_of
from agent.collect.language import language_of
from agent.collect.moments import AHEAD, moment_of, two_readings
from agent.collect.outcome import Reading, Unusable
from agent.types import Article

UNNAMED = "unnamed source"
_MOST_AUTHORS = 20
_EARLIEST_ZONE = timedelta(hours=14)
"""So far ahead of ours a day may have begun elsewhere."""


@dataclass
class Fields:
    """What a text says about itself, not yet cleaned."""

    text: str
    headline: str = ""
    publisher: str = ""
    url: str = ""
    external_id: str = ""
    authors: tuple[str, ...] = ()
    published: Any = None
    modified: Any = None
    language: str = ""
    remarks: list[str] = field(default_factory=list)


def article_from(said: Fields, place: str, reading: Reading) -> tuple[Article, list[str]]:
    """Make an article of what a text says about itself, and remarks on what could not be used.

    Args:
        said: Its fields.
        place: Where it stands: the path below the ingested folder, and for a row what names it there.
        reading: The circumstances.

    Raises:
        Unusable: nothing is left that a reader could see.
    """
    remarks = list(said.remarks)
    whole = clean_text(said.text)
    if not any(character.isalnum() for character in whole):
        raise Unusable("it has no text")
    text = shorten(whole, reading.max_chars)
    if len(text) < len(whole):
        remarks.append(f"cut off after {len(text)} of {len(whole)} characters")
    headline = clean_line(said.headline)
    url = _address(said.url, remarks)
    article = Article(
        id=article_id(url, place),
        external_id=clean_line(said.external_id, 200) or None,
        publisher=clean_line(reading.publisher or said.publisher, 200) or (host_of(url) if url else UNNAMED),
        url=url,
        headline=headline,
        authors=_names(said.authors),
        published=_moment("published", said, reading, remarks),
        modified=_moment("modified", said, reading, remarks),
        retrieved=reading.retrieved,
        language=language_of(text, reading.language or said.language),
        text=text,
        content_hash=content_hash(headline, text),
    )
    return article, remarks


def fields_of(row: dict[str, Any]) -> Fields:
    """Return the fields of a JSONL row; keys that are not ours are left alone.

    Raises:
        Unusable: it has neither text nor a page, or the page shows none.
    """
    said = Fields(
        text=_string(row, "text"),
        headline=_string(row, "headline") or _string(row, "title"),
        publisher=_string(row, "publisher"),
        url=_string(row, "url"),
        external_id=_string(row, "id"),
        authors=_listed(row.get("authors", row.get("author"))),
        published=row.get("published"),
        modified=row.get("modified"),
        language=_string(row, "language"),
    )
    if not said.text.strip() and (page := _string(row, "html")).strip():
        from agent.collect.pages import read_page

        return _completed(said, read_page(page))
    if not said.text.strip():
        raise Unusable("it has neither text nor html" if "text" not in row else "its text is empty")
    return said


def parse_row(line: bytes) -> dict[str, Any]:
    """Return the object on a line of a JSONL file.

    Raises:
        Unusable: it is not UTF-8, not JSON, or not an object.
    """
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Unusable("it is not UTF-8 text") from None
    except RecursionError:
        raise Unusable("it is nested too deeply") from None
    except ValueError as error:
        raise Unusable(f"it is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise Unusable("it is not a JSON object")
    return row


def row_place(name: str, said: Fields) -> str:
    """Return what names a row without an address: its own id, else its content, but never its number.

    A row that moves within its file is still the same article.
    """
    if said.external_id.strip():
        return f"{name}#{said.external_id.strip()}"
    return f"{name}#{content_hash(clean_line(said.headline), clean_text(said.text))}"


def mail_place(said: Fields) -> str:
    """Return what names a mail, in whatever folder a copy of it lies: sender's host, own id and content.

    Anybody can write a mail with the id and the sender of another; it must never replace that one.
    """
    content = content_hash(clean_line(said.headline), clean_text(said.text))
    return f"mail:{said.publisher}/{said.external_id}#{content}"


def _completed(said: Fields, page: Fields) -> Fields:
    """Let the row win over its page, and the page fill what the row leaves open."""
    return Fields(
        text=page.text,
        headline=said.headline or page.headline,
        publisher=said.publisher or page.publisher,
        url=said.url or page.url,
        external_id=said.external_id,
        authors=said.authors or page.authors,
        published=said.published if said.published not in (None, "") else page.published,
        modified=said.modified if said.modified not in (None, "") else page.modified,
        language=said.language or page.language,
        remarks=page.remarks,
    )


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Unusable(f"its {key} is not a string")


def _listed(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(name for name in value if isinstance(name, str))
    return ()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(name, 200) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:_MOST_AUTHORS]


def _address(stated: str, remarks: list[str]) -> str | None:
    if not stated.strip():
        return None
    url = canonical_url(clean_line(stated, 4000))
    if url is None:
        remarks.append(f"its address is not a web address: {clean_line(stated, 80)}")
    return url


def _moment(name: str, said: Fields, reading: Reading, remarks: list[str]) -> datetime | None:
    """Return a date as it is believed; one that cannot be read or lies in the future is left out and told."""
    stated = said.published if name == "published" else said.modified
    if stated is None or stated == "":
        return None
    shown = clean_line(str(stated), 80)
    moment = moment_of(stated, reading.zone, day_first=not month_first(said.language))
    if moment is None:
        remarks.append(f"its {name} date cannot be read and is left out: {shown}")
        return None
    if moment > reading.retrieved + (AHEAD if ":" in str(stated) else _EARLIEST_ZONE):
        remarks.append(f"its {name} date lies in the future and is left out: {shown}")
        return None
    if two_readings(stated):
        remarks.append(f"its {name} date {shown} is read as {moment:%Y-%m-%d}; day and month may be swapped")
    return moment


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
