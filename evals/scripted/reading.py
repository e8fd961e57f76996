"""A delivered prompt, read as a model reads it: what is asked, which sections, which numbered sentences.

Pure. Nothing is known here but the text of the prompt, so that a scripted model has no advantage over a real
one. What cannot be read is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_OPEN, _CLOSE = "<<<EVIDENCE", "EVIDENCE>>>"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAY = rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>\d{{4}}))?"
_DATED = re.compile(rf"^(?P<outlet>.+?), (?:{_DAY}|no date)$")
_AS_OF = re.compile(rf"^As of: {_DAY}$")
_LINE = re.compile(r"^\[(?P<label>\d+)\]\s+(?P<text>\S.*)$")
_SECTION = re.compile(r"^- key: (?P<key>[\w-]+)(?P<rest>(?: \| .*)?)$")
_ROOM = re.compile(r"(?P<min>\d+) to (?P<max>\d+)")
_FAILED = re.compile(r"^(?:[-*]\s+)?(?P<id>[a-z_]+(?:-\d+)+): (?P<text>\S.*)$")
_KIND = re.compile(r"\bkind: (?P<kind>[a-z]+)")
_LABELS = re.compile(r"\blabels?\b:?\s*(?P<all>[\[\]\d ,and]*\d[\[\]\d ,]*)", re.IGNORECASE)
_WORDS = re.compile(r"\b[Aa]t most (?P<words>[\d,]+) words\b")


@dataclass(frozen=True)
class Asked:
    """A section that the prompt asks for."""

    key: str
    asks: str
    own_heading: bool
    """The writer gives it a heading."""
    kinds: tuple[str, ...]
    min: int
    max: int


@dataclass(frozen=True)
class Head:
    """The line above the sentences of one article."""

    outlet: str
    day: date | None
    headline: str


@dataclass(frozen=True)
class Line:
    """A numbered sentence."""

    label: int
    text: str
    head: Head


@dataclass(frozen=True)
class Failed:
    """A sentence that is to be mended."""

    id: str
    text: str
    labels: tuple[int, ...]
    """Those it had, where the prompt names them."""
    kind: str = "reported"


@dataclass(frozen=True)
class Delivered:
    """All of a prompt."""

    question: str
    as_of: date | None
    words: int | None
    """Most words in all; None where nothing is said."""
    sections: tuple[Asked, ...]
    lines: tuple[Line, ...]
    failed: tuple[Failed, ...]

    @cached_property
    def by_label(self) -> dict[int, Line]:
        """The sentences by their labels."""
        return {line.label: line for line in self.lines}


def read_prompt(text: str) -> Delivered:
    """Return what a prompt asks for and what it offers."""
    outside, inside = _parted(text.splitlines())
    whole = "\n".join(outside)
    question = next((line.partition(":")[2].strip() for line in outside if line.startswith("Question:")), "")
    room = _WORDS.search(whole)
    today = next((_day(found) for line in outside if (found := _AS_OF.match(line.strip()))), None)
    return Delivered(
        question=question,
        as_of=today,
        words=int(room["words"].replace(",", "")) if room else None,
        sections=tuple(filter(None, map(_section, outside))),
        lines=tuple(_numbered(inside, today)),
        failed=tuple(_failed(outside)),
    )


def _parted(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines outside and inside all fences."""
    outside: list[str] = []
    inside: list[str] = []
    fenced = False
    for line in lines:
        if line.strip() in (_OPEN, _CLOSE):
            fenced = line.strip() == _OPEN
        else:
            (inside if fenced else outside).append(line)
    return outside, inside


def _section(line: str) -> Asked | None:
    found = _SECTION.match(line.strip())
    if not found:
        return None
    said = {}
    for part in found["rest"].split(" | "):
        name, _, value = part.strip(" |").partition(":")
        said[name.strip()] = value.strip()
    room = _ROOM.search(said.get("sentences", ""))
    return Asked(
        key=found["key"],
        asks=said.get("asks", ""),
        own_heading=said.get("heading", "").startswith("yours"),
        kinds=tuple(kind.strip() for kind in said.get("kinds", "reported").split(",")),
        min=int(room["min"]) if room else 0,
        max=int(room["max"]) if room else 0,
    )


def _numbered(lines: Sequence[str], today: date | None) -> Iterator[Line]:
    head = Head("", None, "")
    for line in lines:
        if line.startswith("# "):
            head = read_head(line[2:].strip(), today)
        elif found := _LINE.match(line.strip()):
            yield Line(int(found["label"]), found["text"].strip(), head)


def read_head(text: str, today: date | None = None) -> Head:
    """Return outlet, day and headline of `Outlet, 5 October 2018: Headline`, or what is there of them.

    A day without a year is one of this year.
    """
    for at in (m.start() for m in re.finditer(": ", text)):
        if found := _DATED.match(text[:at]):
            return Head(found["outlet"], _day(found, today), text[at + 2 :].strip())
    outlet, colon, headline = text.partition(": ")
    return Head(outlet.strip(), None, headline.strip()) if colon else Head(text, None, "")


def _day(found: re.Match[str], today: date | None = None) -> date | None:
    year = int(found["year"]) if found["year"] else today.year if today else 0
    try:
        return date(year, _MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None


def _failed(lines: Sequence[str]) -> Iterator[Failed]:
    """Yield the sentences to mend; what stands below one belongs to it up to the next."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in lines:
        if start := _FAILED.match(line.strip()):
            found.append((start, []))
        elif found:
            found[-1][1].append(line)
    for start, below in found:
        told = "\n".join(below)
        named, kind = _LABELS.search(told), _KIND.search(told)
        labels = tuple(int(n) for n in re.findall(r"\d+", named["all"])) if named else ()
        said = kind["kind"] if kind else "reported"
        yield Failed(start["id"], start["text"].strip(), labels, said)
