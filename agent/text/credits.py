"""Whom an article or a sentence gives credit to: agencies, other outlets, authors.

Pure. Read are only the places where newsrooms print a credit: the byline, the dateline, the last lines, and
words such as "told Reuters" or "the Post reported" around the name of a news organisation. A name that merely
occurs credits nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from agent.types import Span

_AGENCIES = {
    "reuters": "Reuters|Thomson Reuters",
    "ap": "Associated Press|AP",
    "afp": "Agence France-Presse|Agence France Presse|AFP",
    "pa": "PA Media|Press Association|PA",
    "dpa": "Deutsche Presse-Agentur|dpa|DPA",
    "upi": "United Press International|UPI",
    "efe": "Agencia EFE|EFE",
    "ansa": "ANSA",
    "aap": "Australian Associated Press|AAP",
    "cp": "Canadian Press",
    "pti": "Press Trust of India|PTI",
    "anadolu": "Anadolu Agency|Anadolu",
    "xinhua": "Xinhua",
    "tass": "TASS|Tass",
    "interfax": "Interfax",
    "kyodo": "Kyodo News|Kyodo",
    "yonhap": "Yonhap",
    "bloomberg": "Bloomberg News|Bloomberg",
}
"""Agencies whose copy other outlets print, by the key that stands for each, with the forms of its name."""
UNNAMED = "agencies"
"""Key of a credit to agencies that are not named."""
_FORMS = {form: key for key, forms in _AGENCIES.items() for form in forms.split("|")}
_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][\w’'&-]*)"
_NAME = rf"{_WORD}(?:[ ](?:(?:of|the)[ ])?{_WORD})*"
_DATELINE = re.compile(rf"^(?:[^()\n]{{2,60}}[ ])?\((?P<name>{_NAME}(?:[ ]?[/,][ ]?{_NAME})*)\)\s*[-–—]")
_NAMES = rf"(?:[Tt]he\s)?{_NAME}(?:(?:\s?[/,;]|,?\sand)\s?(?:and\s)?(?:[Tt]he\s)?{_NAME})*"
_LAST = re.compile(
    r"(?:(?:[Rr]eporting|[Ww]riting|[Tt]ext|[Ss]tory) by|^[Ss]ource:|^[Cc]ontributing:|^Copyright(?: \d{4})?"
    rf"|(?:copy|material|files?|inputs?|content) from)\s+(?P<after>{_NAMES})"
    rf"|^(?:[Ww]ith|[-–—])\s*(?P<alone>{_NAMES})[.]?$"
    rf"|^(?P<helper>{_NAMES}) contributed to this (?:report|story|article)"
    rf"|^\(?(?P<bare>{'|'.join(sorted(_FORMS, key=len, reverse=True))})\)?[.]?$"
)
_NO_NAMES = re.compile(
    r"\b(?:news|wire|press) (?:agencies|services)\b|^(?:staff and )?agencies$|\bwire reports\b"
    r"|\bagency (?:material|copy|reports)\b",
    re.IGNORECASE,
)
_OPENING, _CLOSING = 160, 240
"""First and last characters of an article, within which a dateline and closing credits stand."""
_LINES, _MOST_WORDS = 2, 25
"""Lines that may close an article with a credit, and the most words of such a line."""
_SPLIT = re.compile(r"\s*(?:[/,;]\s*(?:and\b)?|\band\b)\s*")
_PRESS = (
    r"(?:[A-Z][\w’'.-]+ ){1,3}"
    r"(?:Times|Post|Journal|News|Herald|Tribune|Gazette|Chronicle|Guardian|Telegraph|Mail)"
    r"|Guardian|CNN|BBC|NBC(?: News)?|ABC News|CBS(?: News)?|NPR|Politico|Axios|Al Jazeera|Le Monde"
)
"""Names that are a news organisation's by their form, and a few that are by themselves."""
_BEFORE = (
    r"(?:told|according to|reported by|(?:interview|statement|e?-?mail|shared|speaking|spoke) (?:with|to|by)"
    r"|citing|quoted by|obtained by|seen by)(?: a (?:report|story) (?:by|in))?\s+(?:the\s|The\s)?"
)
_AFTER = (
    r"(?:\s(?:has|had|have|also|first|earlier|later|on \w+day))*\s"
    r"(?:reported|reports?|wrote|writes|revealed|can reveal|said|says|cited|cites|quoted|learned|found)\b"
)
_NOT_PERSONS = re.compile(
    r"\b(?:staff|editor|editorial|desk|team|newsroom|reporters?|correspondents?|news|agenc(?:y|ies)|press|online|board"
    r"|service|bureau|writers?|admin)\b",
    re.IGNORECASE,
)


def is_agency(key: str) -> bool:
    """Tell whether a key stands for a news agency."""
    return key in _AGENCIES


def outlet_key(name: str) -> str:
    """Return what stands for an outlet or agency under any form of its name."""
    bare = re.sub(r"^[Tt]he\s+", "", name.strip())
    return _FORMS.get(bare) or " ".join(bare.casefold().replace("’", "'").split())


@lru_cache(maxsize=4096)
def credits(text: str, authors: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Return whom an article credits in its byline, its dateline or its last lines: the name by its key."""
    found: dict[str, str] = {}
    for author in authors:
        found |= _byline(author)
    if dateline := _DATELINE.match(text[:_OPENING]):
        found |= _keyed(dateline["name"])
    begun = text.strip()[-_CLOSING - 1 :].splitlines()[1:]  # what began before is no line of its own
    for line in [line.strip() for line in begun if line.strip()][-_LINES:]:
        if len(line.split()) <= _MOST_WORDS:
            found |= _closing(line)
    return MappingProxyType(found)


def credit_places(text: str) -> tuple[Span, Span]:
    """Return the stretches of an article that `credits` reads."""
    last = max(0, len(text.rstrip()) - _CLOSING - 1)
    return Span(start=0, end=min(_OPENING, len(text))), Span(start=last, end=len(text))


def _byline(author: str) -> dict[str, str]:
    """Return the agency a byline names, or its person: one writer is one origin wherever it is printed."""
    name = re.sub(r"^[Bb]y\s+", "", author.strip())
    if _NO_NAMES.search(name):
        return {UNNAMED: UNNAMED}
    known = {key: part for key, part in _keyed(name).items() if part in _FORMS}
    person = len(name.split()) > 1 and name[:1].isupper() and not _NOT_PERSONS.search(name)
    return known or ({f"by {' '.join(name.casefold().split())}": name} if person else {})


def _closing(line: str) -> dict[str, str]:
    found = {UNNAMED: UNNAMED} if _NO_NAMES.search(line) else {}
    for match in _LAST.finditer(line):
        found |= _keyed(match["after"] or match["alone"] or match["helper"] or match["bare"])
    return found


def _keyed(names: str) -> dict[str, str]:
    parts = (re.sub(r"^[Tt]he\s+", "", part).strip(" .") for part in _SPLIT.split(names))
    return {outlet_key(part): part for part in parts if part}


def attributed(sentence: str, outlets: Iterable[str]) -> frozenset[str]:
    """Return keys for the news organisations that a sentence says it has its news from.

    Args:
        sentence: What is told.
        outlets: Names of the outlets at hand, which are known to be such whatever they are called.
    """
    return frozenset(_told_by(sentence, _pattern(frozenset(outlets))))


def _told_by(sentence: str, named: re.Pattern[str]) -> Iterator[str]:
    for match in named.finditer(sentence):
        name = match["before"] or match["after"]
        if not sentence.startswith("/", match.end("before" if match["before"] else "after")):
            yield outlet_key(name)  # "a Reuters/Ipsos poll" is no report of an agency


@lru_cache(maxsize=64)
def _pattern(outlets: frozenset[str]) -> re.Pattern[str]:
    bare = {re.sub(r"^[Tt]he\s+", "", name.strip()) for name in outlets}
    forms = sorted({*_FORMS, *(name for name in bare if name[:1].isupper())}, key=len, reverse=True)
    name = rf"(?:{'|'.join(map(re.escape, forms))}|{_PRESS})(?![\w-])"
    return re.compile(rf"\b{_BEFORE}(?P<before>{name})|\b(?P<after>{name}){_AFTER}")
