"""The date that a page shows beside its headline, and the one in its address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from agent.collect.clean import folded

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier enero gennaio janeiro januari jan janv ene gen janner",
            "february februar fevrier febrero febbraio fevereiro februari feb fevr fev feber",
            "march marz mars marzo marco maart mar mrz maerz",
            "april avril abril aprile apr avr abr",
            "may mai mayo maggio maio mei mag",
            "june juni juin junio giugno junho jun giu",
            "july juli juillet julio luglio julho jul juil lug",
            "august aout agosto augustus aug ago",
            "september septembre septiembre settembre setembro sep sept set",
            "october oktober octobre octubre ottobre outubro oct okt ott out",
            "november novembre noviembre novembro nov",
            "december dezember decembre diciembre dicembre dezembro dec dez dic",
        ),
        1,
    )
    for name in names.split()
}
"""Names of months in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents."""
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NAME = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<m>[01]?\d)[-/.](?P<d>[0-3]?\d)(?!\d)",
        rf"\b(?P<d>[0-3]?\d)\. ?(?P<m>[01]?\d)\. ?{_YEAR}(?!\d|\.\d)",
        r"\b(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>[0-3]\d)(?![\d.])",
        rf"\b(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|\.|º|ª)?[ -](?:de |of )?{_NAME}\.?,?[ -](?:de |del )?{_YEAR}\b",
        rf"\b{_NAME}\.? (?P<d>[0-3]?\d)(?:st|nd|rd|th)?,? {_YEAR}\b",
        rf"{_YEAR} ?年 ?(?P<m>[01]?\d) ?月 ?(?P<d>[0-3]?\d) ?日",
        rf"\b(?P<a>[0-3]?\d)[/-](?P<b>[0-3]?\d)[/-]{_YEAR}\b",
    )
)
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-])"
)
_CHANGED = re.compile(
    r"\b(?:updated?|modified|edited|aktualisiert|geandert|mis a jour|actualizado|aggiornato)\b",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({"title", "nav", "aside", "footer", "form", "select", "button"})
_OTHERS = re.compile(
    r"related|teaser|sidebar|comment|recommend|popular|footer|widget|newsletter", re.IGNORECASE
)
_BEFORE, _AFTER = 300, 900
"""Characters above and below a headline in which its date stands."""
_LATEST_START = 25
"""Characters before a date from which on it is part of what a sentence tells."""
_MOST_NODES = 20_000


class _Node(NamedTuple):
    """A stretch of text, and the date that its element states for programs."""

    text: str
    stated: str
    headline: bool


def shown_date(page: HtmlElement, headline: str, language: str = "") -> str:
    """Return the day beside the headline, in ISO 8601, or the moment that is stated with it; else empty.

    What is nearest below the headline comes first, then what is nearest above it; a date of a change counts
    only where there is no other. Dates of other articles and those that a sentence tells of are left alone.

    Args:
        page: The page, without what its reader cannot see.
        headline: Its headline.
        language: Of the page, such as `en-GB`: tells whether days or months come first in 3/2/2026.
    """
    nodes = list(_nodes(page, folded(headline)))
    place = next((n for n, node in enumerate(nodes) if node.headline), None)
    if place is None:
        return ""
    near = [*_within(nodes[place + 1 :], _AFTER), *_within(nodes[place - 1 :: -1] if place else [], _BEFORE)]
    found = [(_CHANGED.search(_plain(node.text)) is not None, _told(node, language)) for node in near]
    dates = [(changed, told) for changed, told in found if told]
    return min(dates, key=lambda one: one[0])[1] if dates else ""


def address_date(url: str) -> str:
    """Return the day in the path of an address, in ISO 8601; else empty."""
    found = _IN_ADDRESS.search(urlsplit(url).path)
    return _day(int(found["y"]), int(found["m"]), int(found["d"])) if found else ""


def written_date(text: str, language: str = "", latest: int = 1_000) -> str:
    """Return the first whole date that begins so early in a text, in ISO 8601; empty where none does."""
    plain = _plain(text)
    found = [(match.start(), match) for form in _FORMS if (match := form.search(plain, 0, latest + 30))]
    found = [one for one in found if one[0] <= latest]
    for _, match in sorted(found, key=lambda one: one[0]):
        if told := _read(match, language):
            return told
    return ""


def _nodes(page: HtmlElement, headline: str) -> Iterator[_Node]:
    """Yield what is printed on a page, in order, without what belongs to other articles."""
    waiting: list[tuple[HtmlElement | None, str]] = [(page, "")]
    seen = False
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        element, tail = waiting.pop()
        if element is None:
            if tail.strip():
                yield _Node(" ".join(tail.split()), "", False)
            continue
        waiting.append((None, element.tail or ""))
        if _left_alone(element, seen):
            continue
        if not seen and _prints(element, headline):
            seen = True
            yield _Node("", "", True)
            continue
        if element.tag == "time":
            yield _Node(" ".join(element.text_content().split()), element.get("datetime") or "", False)
            continue
        if (element.text or "").strip():
            yield _Node(" ".join((element.text or "").split()), "", False)
        waiting += [(child, "") for child in reversed(element)]


def _left_alone(element: HtmlElement, below: bool) -> bool:
    """Tell whether an element belongs to the site, or, below the headline, to other articles."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _ELSEWHERE or (below and _OTHERS.search(names) is not None)


def _prints(element: HtmlElement, headline: str) -> bool:
    own = folded(element.text_content()) if element.tag in ("h1", "h2") else ""
    return bool(own and headline) and (own in headline or headline in own)


def _within(nodes: Sequence[_Node], room: int) -> Iterator[_Node]:
    for node in nodes:
        if room < 0 or node.headline:
            return
        room -= len(node.text)
        yield node


def _told(node: _Node, language: str) -> str:
    if node.stated and re.match(r"\d{4}-?\d\d-?\d\d", node.stated):
        return node.stated
    return written_date(node.stated, language) or written_date(node.text, language, _LATEST_START)


def _read(match: re.Match[str], language: str) -> str:
    parts = match.groupdict()
    year = int(parts["y"])
    year += 2000 if year < 100 else 0
    if "a" in parts:
        one, two = int(parts["a"]), int(parts["b"])
        month, day = (one, two) if two > 12 or (one <= 12 and month_first(language)) else (two, one)
        return _day(year, month, day)
    # A pattern that ignores case takes a dotless i for an i; `casefold` does not.
    name = parts["m"].replace("ı", "i").casefold()
    month = int(name) if name.isdigit() else _MONTHS[name]
    return _day(year, month, int(parts["d"]))


def month_first(language: str) -> bool:
    """Tell whether a page's language writes months before days: that of the United States does."""
    return language.casefold().replace("_", "-") in ("en", "en-us", "")


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
