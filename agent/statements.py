"""Which stretches of a finished text state something: sentences, items of a list, rows of a table.

Pure. Whatever holds a figure, a date or a quotation is one, with a full stop or without; so is a line with a
verb. The rest is headings and labels, which are returned too, so that a reader can see what was not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.text.dates import dates
from agent.text.figures import figures
from agent.text.quotes import quotes
from agent.text.sentences import sentences
from agent.text.synonyms import IRREGULAR

_LABEL = 2
"""Words up to which a stretch without a mention says nothing that could be judged."""
_PHRASE = 5
"""Words up to which a stretch without a full stop and without a verb is a phrase, not a statement."""
_CELL = 12
"""Words up to which the cell of a table is read together with its row."""

_LEAD = re.compile(
    r"(?:[#>]+\s+|[-*+•▪●◦–—]\s+|\(?\d{1,3}[.)]\s+(?=\D)|\(?[a-zA-Z]\)\s+|\[[ xX]\]\s+|\[\^?\d{1,3}\]:?\s+)+"
)
"""What stands before a heading, an item of a list or a source: a mark, not a part of what is said."""
_MARKER = re.compile(r"\s*\[\^?\d{1,3}(?:\s*[,–-]\s*\^?\d{1,3})*\](?!\()")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_STRONG = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=[\w.,!?”\"])[*_](?!\w)")
_ENDS = re.compile(r"[.!?…][”’»\"')\]*_]*$")
_RULE = re.compile(r"[\s|:=+-]*")
_TABLE_LINE = re.compile(r"[ \t]*\|.*|.*\S[ \t]+\|[ \t]+\S.*")
_SENTENCE_INSIDE = re.compile(r"[.!?][”’\"')]*\s+[A-Z“\"]")
_VERB = re.compile(
    r"\b(?:am|will|shall|would|could|may|might|can|cannot|must|should|does|[a-z]{3,}(?<!e)ed|[a-z]+n[’']t|"
    + "|".join(sorted(form for form in IRREGULAR if len(form) > 1))
    + r")\b"
)
_ANNOUNCES = re.compile(
    r"(?:(?:sure|certainly|of course|okay|ok|yes)\W+)?"
    r"(?:here(?:['’]s| is| are)|below (?:is|are)|(?:the )?following (?:is|are))"
    r"(?:\s+(?:your|the|an?|my|some|of|this|that|it|brief|short|concise|possible|news|article|text|passages?"
    r"|document|story|report|summar(?:y|ies)|answer|overview|key|main|bullet|points?|in|within|with|under"
    r"|about|around|approximately|or|less|fewer|more|than|words?|sentences?|paragraphs?|requested|given"
    r"|provided|based|on|above|for|to|you|most|at|no|\d{1,3}))+\s*[:.]?",
    re.I,
)
"""What models say before they begin: it tells of the text, not of the world, and holds no other word."""
_NAMES_THING = re.compile(r"\b(?:the|an?|his|her|its|their|our|of|in|on|for|by|with|to)\s+$", re.I)


@dataclass(frozen=True)
class Statement:
    """Something that a text says, as it is judged and shown."""

    text: str
    """Its words, without the marks of lists, emphasis and sources."""
    start: int
    """First character in the whole text."""
    end: int
    """One past the last character."""


def statements(text: str) -> tuple[list[Statement], list[Statement]]:
    """Return what the text states, and the headings and labels that state nothing, both in its order."""
    stated: list[Statement] = []
    skipped: list[Statement] = []
    for found in _stretches(text):
        (stated if _states(found.text) else skipped).append(found)
    return stated, skipped


def _states(text: str) -> bool:
    """Tell whether there is something to judge."""
    if _ANNOUNCES.fullmatch(text):
        return False
    if re.search(r"\d", text) or figures(text) or dates(text, None) or quotes(text):
        return True
    words = text.split()
    if len(words) <= _LABEL:
        return False
    if _ENDS.search(text):
        return True
    return not _titled(words) and (len(words) > _PHRASE or _has_verb(text))


def _titled(words: list[str]) -> bool:
    """Tell whether a line is set as a heading: every longer word begins with a capital."""
    longer = [word for word in words if sum(c.isalpha() for c in word) > 4]
    return len(longer) > 1 and all(next(c for c in word if c.isalpha()).isupper() for word in longer)


def _has_verb(text: str) -> bool:
    return any(not _NAMES_THING.search(text[: verb.start()]) for verb in _VERB.finditer(text))


# --- stretches -----------------------------------------------------------------------------------------


def _stretches(text: str) -> Iterator[Statement]:
    at = 0
    for start, end in _tables(text):
        yield from _prose(text, at, start)
        yield from _rows(text, start, end)
        at = end
    yield from _prose(text, at, len(text))


def _prose(text: str, start: int, end: int) -> Iterator[Statement]:
    for span in sentences(text[start:end]):
        a, b = start + span.start, start + span.end
        lead = _LEAD.match(text, a, b)
        shown = plain(text[lead.end() if lead else a : b])
        if any(c.isalnum() for c in shown):
            yield Statement(shown, a, b)


def plain(text: str) -> str:
    """Return the words without markers of sources and marks of emphasis, on one line."""
    return " ".join(_STRONG.sub("", _MARKER.sub("", _LINK.sub(r"\1", text))).split())


# --- tables --------------------------------------------------------------------------------------------


def _tables(text: str) -> list[tuple[int, int]]:
    """Return where tables stand: lines with cells, one after the other."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+\n?", text):
        if not _TABLE_LINE.fullmatch(line.group().rstrip()):
            continue
        if found and found[-1][1] == line.start():
            found[-1] = (found[-1][0], line.end())
        else:
            found.append((line.start(), line.end()))
    return found


def _rows(text: str, start: int, end: int) -> Iterator[Statement]:
    """Yield a statement a row; a row whose cells hold sentences is taken cell by cell."""
    lines = list(re.finditer(r"[^\n]+", text[start:end]))
    heads = _cells(lines[0].group()) if len(lines) > 1 and _RULE.fullmatch(lines[1].group()) else []
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line.group()):
            continue
        a, b = start + line.start(), start + line.end()
        cells = _cells(line.group())
        if any(len(cell.split()) > _CELL or _SENTENCE_INSIDE.search(cell) for cell in cells):
            yield from _cell_by_cell(text, a, b)
        elif any(cells):
            yield Statement(_joined(cells, heads if number else []), a, b)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [plain(cell) for cell in inner.split("|")]


def _joined(cells: list[str], heads: list[str]) -> str:
    """Return a row as one statement: what it is about, then its values.

    In a wide row a bare figure goes with the head of its column, which says what it counts.
    """
    label, *values = cells
    named = len(cells) > 2 and len(heads) == len(cells)
    told = [
        f"{head} {value}".strip() if named and not any(c.isalpha() for c in value) else value
        for head, value in zip(heads[1:] if named else values, values, strict=True)
    ]
    rest = ", ".join(value for value in told if value)
    return f"{label}: {rest}" if label and rest else label or rest


def _cell_by_cell(text: str, start: int, end: int) -> Iterator[Statement]:
    for cell in re.finditer(r"[^|]+", text[start:end]):
        yield from _prose(text, start + cell.start(), start + cell.end())
