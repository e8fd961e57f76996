"""Where sentences begin and end, as positions in the text.

The splitting itself is sentencex (Wikimedia's rules). What stands here repairs what its rules get wrong in
news prose: titles and short forms it does not know, list numerals, and acronyms that end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from agent.types import Span

# It begins with one set of characters, which the engine finds at once in a long text.
_PARAGRAPH_BREAK = re.compile(r"[\n\u2029\f](?:(?<=[\u2029\f])|[^\S\n]*\n)\s*")
_ALWAYS_GOES_ON = re.compile(
    r"(?:^|[\s(\[“‘\"'])(?:approx|Ms|Mr|Mrs|Mx|Dr|Prof|Amb|Atty|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Pvt|Adm"
    r"|Brig|Gov|Sen|Sens|Rep|Reps|Rev|Hon|Pres|Supt|Insp|Msgr|Fr|St|Mt|Ft|vs|e\.g|i\.e|cf)\.$"
)
_GOES_ON_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(\[])(?:est|No|Nos|Art|Sec|Fig|pp|p|ca|c|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$"
)
_LONGEST_SHORT_FORM = 12
"""Characters at the end of a sentence among which a short form is looked for."""
_LONG_SHORT_FORM = "approx."
"""The only one that ends with four small letters or more: no other word that does has to be looked at."""
_INITIAL = re.compile(r"(?:^|[\s(\[“‘\"'.–/-])[A-Z]\.$")
_LIST_NUMERAL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]$")
_FIGURE = re.compile(r"[\d$€£¥]")
_CLOSERS = re.compile(r"[\s”’»\"')\]]+$")
_CLOSING = frozenset("”’»)]")
_LEADING_CLOSERS = re.compile(r"[”’»)\]]+(?=\s)")
# Words that open a sentence and are not parts of names: after "U.S." only these tell a full stop from a dot.
_OPENERS = (
    "The|A|An|He|She|It|They|We|I|You|His|Her|Its|Their|Our|This|That|These|Those|There|Here|But|And|Or|So|Yet"
    "|In|On|At|By|For|From|With|After|Before|During|Since|Until|While|When|Where|If|As|Although|Though|Because"
    "|However|Meanwhile|Still|Now|Then|Some|Many|Most|Several|Both|Each|Neither|Nor|No|Not|One|Two|What|Why|How"
    "|Who|Under|Among|Despite|According"
)
_OPENING = re.compile(rf"[“‘\"(]?(?:{_OPENERS})\b")
_HIDDEN_END = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b[ap]\.m\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc|Bros)\.)[”’\"')]*(?P<gap>\s+)"
    rf"(?=[“‘\"(]?(?:{_OPENERS})\s+\S)"
    r"|[.!?][”’\"')]*\)(?P<after>\s+)(?=[A-Z“‘\"])"
    r"|(?<=[\w’\"')%] )[.!?](?P<bare>\s+)(?=[^\W\d_])"
)
_INNER_STOP = re.compile(r"[.!?][”’\"')]*\s")
_BREAKING_SPACE = re.compile(r"[^\S ]")
_LINE_BREAK = re.compile(r"\n\s*")
_BULLET = re.compile(r"[•▪●◦*–—-]\s+\S|\(?\d{1,3}[.)]\s+\S")
_SENTENCE_END = re.compile(r"[.!?…:;,][”’»\"')\]]*$")
_HEADING_MAX = 60
"""Characters. A wrapped line of prose is longer; a shorter line before a capital stands by itself."""

_UNWRAPPED = 1.5
"""Prose wrapped by hand has lines of about one length; a line before a much longer one stands by itself."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text, in order, without the white space around them.

    A sentence never crosses a blank line; a heading without a full stop is a sentence of its own; closing
    quotation marks stay with the sentence they close. Every character that is not white space lies in
    exactly one sentence.
    """
    return list(_spans(text))


@lru_cache(maxsize=2048)
def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(start=a, end=b) for a, b in bounds(text))


@lru_cache(maxsize=2048)
def bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a text begin and end, for whoever reads ten thousand of them at once."""
    return tuple(
        (a, b)
        for start, end in _paragraphs(text)
        for line_start, line_end in _lines(text, start, end)
        for a, b in _sentences_of(text, line_start, line_end)
    )


def ends_paragraph(text: str, end: int) -> bool:
    """Return whether a sentence that ends here is the last of its paragraph."""
    return end >= len(text) or bool(_PARAGRAPH_BREAK.match(text, end)) or not text[end:].strip()


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        yield from _stripped(text, start, gap.start())
        start = gap.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return a stretch without the white space around it; nothing where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return ((start, end),) if start < end else ()


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a paragraph at the line breaks that separate headings and list items, not at wrapped prose."""
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    line_start = start
    for gap in _LINE_BREAK.finditer(text, start, end):
        line, rest = text[line_start : gap.start()].rstrip(), text[gap.end() : end]
        last = line.rsplit("\n", 1)[-1]
        following = rest.split("\n", 1)[0]
        apart = len(last) < _HEADING_MAX or len(following) > _UNWRAPPED * len(last)
        heading = apart and not _SENTENCE_END.search(last) and not rest[:1].islower()
        if heading or _BULLET.match(rest):
            yield from _stripped(text, line_start, gap.start())
            line_start = gap.end()
    yield from _stripped(text, line_start, end)


def _sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for a, b in _raw(text, start, end):
        if pieces and _belongs_together(text, pieces[-1], (a, b)):
            pieces[-1] = (pieces[-1][0], b)
        elif pieces and text[a] in _CLOSING and (closing := _LEADING_CLOSERS.match(text, a, b)):
            pieces[-1] = (pieces[-1][0], closing.end())
            pieces.extend(_stripped(text, closing.end(), b))
        else:
            pieces.append((a, b))
    return pieces


@cache
def _segmenter() -> Callable[[str, str], list[str]]:
    from sentencex import segment  # type: ignore[import-untyped]  # ships no types

    found: Callable[[str, str], list[str]] = segment
    return found


def _raw(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    # sentencex turns some line breaks into paragraph breaks; wrapped prose is one line to it. Every white
    # space character becomes one blank, so that positions stay what they are.
    flat = text[start:end]
    if not flat.isprintable():
        flat = _BREAKING_SPACE.sub(" ", flat)
    for piece in _segmenter()("en", flat):
        until = start + len(piece)
        a, b = until - len(piece.lstrip()), start + len(piece.rstrip())
        if a < b:
            if _may_stop_inside(text, a, b - 1) and _INNER_STOP.search(text, a, b):
                yield from _split_hidden_ends(text, a, b)
            else:
                yield a, b
        start = until
    yield from _stripped(text, start, end)


def _may_stop_inside(text: str, start: int, end: int) -> bool:
    """Tell whether a mark stands there that ends sentences: few sentences have one before their end."""
    return (
        text.find(".", start, end) >= 0 or text.find("?", start, end) >= 0 or text.find("!", start, end) >= 0
    )


def _split_hidden_ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _HIDDEN_END.finditer(text, start, end):
        gap = match.lastgroup or "gap"
        yield start, match.start(gap)
        start = match.end(gap)
    yield start, end


def _belongs_together(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether a boundary was none; a stop between blanks, as in tokenised text, always is one."""
    start, end = one
    first = text[other[0]]
    if text.endswith((" .", " !", " ?"), start, end):
        return False
    if first.islower() or (not first.isalnum() and _CLOSERS.fullmatch(text, *other)):
        return True
    if text[end - 1] not in ".)":
        return False
    tail = text[max(start, end - _LONGEST_SHORT_FORM) : end]
    if tail[-5:-1].isalpha() and tail[-5:-1].islower() and len(tail) == _LONGEST_SHORT_FORM:
        return bool(_ALWAYS_GOES_ON.search(tail)) if tail.endswith(_LONG_SHORT_FORM) else False
    if _ALWAYS_GOES_ON.search(tail):
        return True
    if _GOES_ON_BEFORE_FIGURE.search(tail) and _FIGURE.match(text, other[0]):
        return True
    if _LIST_NUMERAL.fullmatch(text, start, end):
        return True
    return bool(_INITIAL.search(tail)) and not _OPENING.match(text, *other)
