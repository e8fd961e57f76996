"""Lines as they stand on the pages of a file → paragraphs: what belongs together is joined, hyphens undone.

Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from agent.collect.clean import clean_line, folded


class Line(NamedTuple):
    """A line on a page; lengths in points, the origin at the bottom left."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    """Height of its letters' boxes."""
    page: int
    """Index of its page."""


_SOFT = "\ufffe\u00ad\x02"
"""How a hyphen that only ends a line is marked."""
_HYPHENS = ("-", "\u2010", *_SOFT)
_BULLET = re.compile(r"[•‣◦▪●○■–—*·]\s|\(?\d{1,2}[.)]\s")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(r"\w+$")
_FIRST = re.compile(r"\w+")
_SAME_SIZE = 0.12
"""Share by which two heights of one kind of letters may differ."""
_WIDER = 1.3
"""Steps of the ordinary distance between lines from which a new paragraph begins."""
_EDGE = 0.12
"""Share of a page's height in which headers and footers stand."""
_REPEATED = 3
"""Pages on which a line of the edge stands before it is taken for a header or footer."""


def joined(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of pages in paragraphs, separated by blank lines; items of lists are lines.

    A paragraph goes on over the end of a column or page where its sentence does. Headers, footers and numbers
    of pages are left out.
    """
    lines = [line for page in _without_edges(pages) for line in page if line.text.strip()]
    if not lines:
        return ""
    step, words = _step(lines), _words(lines)
    edges = _edges(lines, step)
    parts = [lines[0].text.strip()]
    for (before, line), edge in zip(pairwise(lines), edges, strict=False):
        if _BULLET.match(line.text):
            parts += ["\n" if _BULLET.match(before.text) else "\n\n", line.text.strip()]
        elif _apart(before, line, step) or _begins(before, line, edge):
            parts += ["\n\n", line.text.strip()]
        else:
            parts[-1], between = _ended(parts[-1], line.text.strip(), words)
            parts += [between, line.text.strip()]
    return "".join(parts)


def headline_of(pages: Sequence[Sequence[Line]], stated: str) -> str:
    """Return the stated title where the first page shows it, else its largest words, if any stand out."""
    first = [line for line in (pages[0] if pages else ()) if line.text.strip()]
    if not first:
        return ""
    shown = folded("".join(line.text for line in first))
    if stated and folded(stated) and folded(stated) in shown:
        return stated
    size = max(line.size for line in first)
    if size < 1.15 * median(line.size for line in first):
        return ""
    begin = next(n for n, line in enumerate(first) if line.size == size)
    words = []
    for line in first[begin:]:
        if abs(line.size - size) > _SAME_SIZE * size:
            break
        words.append(line.text.strip())
    return clean_line(" ".join(words))


def _apart(before: Line, line: Line, step: float) -> bool:
    """Tell whether two lines differ in size, or stand further apart than lines of a paragraph do."""
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return True
    return not _over(before, line) and before.bottom - line.bottom > _WIDER * max(step, line.size)


def _over(before: Line, line: Line) -> bool:
    """Tell whether a line stands on another page, or at the top of another column."""
    return before.page != line.page or before.bottom - line.bottom < -0.5 * line.size


def _begins(before: Line, line: Line, edge: float) -> bool:
    """Tell whether a line begins a new paragraph; `edge` is where the lines around the one before it end."""
    indented = line.left > before.left + 0.7 * line.size
    ended = _ENDS.search(before.text.strip()) is not None
    if ended and (indented or _over(before, line)):
        return True
    if _over(before, line) and line.text.strip()[0].islower():
        return False
    # Where the next words would have had room, the line was ended on purpose.
    words = " ".join(line.text.split()[: 1 if ended else 3])
    wide = (line.right - line.left) / max(1, len(line.text.strip()))
    return before.right + (len(words) + 1) * wide < edge - line.size


def _edges(lines: Sequence[Line], step: float) -> list[float]:
    """Return for each line where the longest of those ends that stand with it in one block."""
    edges: list[float] = []
    block = [lines[0]]
    for before, line in pairwise([*lines, lines[0]]):
        if len(edges) + len(block) == len(lines) or _over(before, line) or _apart(before, line, step):
            edges += [max(one.right for one in block)] * len(block)
            block = []
        block.append(line)
    return edges


def _step(lines: Sequence[Line]) -> float:
    """Return the ordinary distance between two lines of a paragraph, 0 where none follow each other."""
    steps = [
        before.bottom - line.bottom
        for before, line in pairwise(lines)
        if before.page == line.page and 0.7 * line.size < before.bottom - line.bottom < 2.2 * line.size
        and abs(before.size - line.size) <= _SAME_SIZE * line.size
    ]  # fmt: skip
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def _words(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of a text that are not cut by the end of a line."""
    return frozenset(
        word.casefold()
        for line in lines
        for word in _WORD.findall(line.text.rstrip("".join(_HYPHENS)).strip())
    )


def _ended(text: str, following: str, words: frozenset[str]) -> tuple[str, str]:
    """Return a text before its next line, and what stands between: a blank, or nothing within a word."""
    if not text.endswith(_HYPHENS) or not following[:1].isalnum():
        return text.rstrip(_SOFT), " "
    bare = text.rstrip("".join(_HYPHENS))
    head, tail = _LAST.search(bare), _FIRST.match(following)
    if head is None or tail is None:
        return text, " "
    one, two = f"{head[0]}{tail[0]}".casefold(), f"{head[0]}-{tail[0]}".casefold()
    kept = two in words and one not in words
    if text[-1] in _SOFT:
        return (f"{bare}-" if kept else bare), ""
    if kept or not following[0].islower() or not head[0].isalpha() or (one not in words and two in words):
        return f"{bare}-", ""
    return bare, ""


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield pages without what stands at the top or bottom of many of them, and without their numbers."""
    edges = [_edge(page) for page in pages]
    often = Counter(key for page in edges for key in {_key(line) for line in page})
    for page, edge in zip(pages, edges, strict=True):
        gone = {
            line for line in edge if often[_key(line)] >= _REPEATED or (len(pages) > 1 and _number(line.text))
        }
        yield [line for line in page if line not in gone]


def _edge(page: Sequence[Line]) -> list[Line]:
    """Return the outermost lines of a page, two at the top and two at the bottom."""
    shown = sorted((line for line in page if line.text.strip()), key=lambda line: line.bottom)
    if len(shown) < 5:
        return [line for line in shown if _number(line.text)]
    top, bottom = shown[-1].bottom, shown[0].bottom
    margin = _EDGE * (top - bottom)
    return [
        line
        for line in (*shown[:2], *shown[-2:])
        if line.bottom < bottom + margin or line.bottom > top - margin
    ]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.strip()), round(line.bottom / 4)


def _number(text: str) -> bool:
    return (
        re.fullmatch(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", text, re.IGNORECASE)
        is not None
    )
