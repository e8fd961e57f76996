"""What a search found → text for a terminal or a file, 80 columns wide.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from agent.deliver import words
from agent.deliver.plain import WIDTH
from agent.text.safe import one_line
from agent.types import FoundPassage, SearchReport, Span

EXCERPT = 60
"""Words of a passage that are shown: about five lines."""
NAMED = 4
"""Other outlets that are named; more are counted."""
_BEGIN, _END = "\ue000", "\ue001"
"""Stand for the marks while lines are broken. They are for private use, and no text of ours has them."""


class Marks(NamedTuple):
    """What is put around words."""

    matched: tuple[str, str]
    """Around those that the question names."""
    headline: tuple[str, str]
    """Around headlines."""


TERMINAL = Marks(matched=("\x1b[1;33m", "\x1b[0m"), headline=("\x1b[1m", "\x1b[0m"))
"""SGR of ECMA-48: bold, and bold yellow."""
PLAIN = Marks(matched=("*", "*"), headline=("", ""))
"""For files, pipes and terminals without marks of their own."""


def found(report: SearchReport, zone: tzinfo, marks: Marks = PLAIN) -> str:
    """Return the passages of a search: headline, outlet and date, what was found, who else has it."""
    width = max(len(str(len(report.passages))), 1) + 2
    blocks = [_entry(n, one, zone, marks, width) for n, one in enumerate(report.passages, 1)]
    return "\n\n".join([*blocks, _sum(report, zone)]) + "\n"


def _entry(number: int, one: FoundPassage, zone: tzinfo, marks: Marks, width: int) -> str:
    first, rest = f"{number}.".ljust(width), " " * width
    head = _marked(_wrapped(f"{_BEGIN}{_own(one.headline) or 'Without a headline'}{_END}", first, rest),
                   marks.headline)  # fmt: skip
    lines = [head, _wrapped(_own(_source(one, zone)), rest, rest)]
    if one.also_in:
        lines.append(_wrapped(_own(f"also in {_named(one.also_in)}"), rest, rest))
    lines.append(_marked(_wrapped(_excerpt(one), rest, rest), marks.matched))
    if one.url:
        lines.append(f"{rest}{_own(one.url)}")  # whole, whatever its length
    return "\n".join(lines)


def _source(one: FoundPassage, zone: tzinfo) -> str:
    language = "" if one.language == "en" else f" ({one.language})"
    return f"{one.publisher}, {words.day(one.published, zone)}{language}"


def _named(outlets: Sequence[str]) -> str:
    rest = len(outlets) - NAMED
    more = f" and {words.count(rest, 'other')}" if rest > 0 else ""
    return f"{words.count(len(outlets), 'outlet')}: {', '.join(outlets[:NAMED])}{more}"


def _sum(report: SearchReport, zone: tzinfo) -> str:
    passages = words.count(len(report.passages), "passage")
    articles = words.count(len({one.article_id for one in report.passages}), "article")
    outlets = words.count(len({one.publisher for one in report.passages}), "outlet")
    limits = [words.window(report.window, zone)]
    if report.as_of is not None:
        limits.append(f"as of {words.instant(report.as_of, zone)}")
    if report.outlets:
        limits.append(f"of {', '.join(report.outlets)} alone")
    if report.language:
        limits.append(f"in the language “{report.language}” alone")
    told = [f"{passages} from {articles} of {outlets}; articles {', '.join(limits)}."]
    if report.degraded:
        told.append(report.degraded)
    return "\n".join(_wrapped(_own(line), "", "") for line in told)


def _excerpt(one: FoundPassage) -> str:
    """Return the whole sentences around the most words that were found, with marks around these."""
    first, last = _best(one)
    start, end = one.sentences[first].start, one.sentences[last].end
    before = "… " if first else ""
    after = " …" if last < len(one.sentences) - 1 else ""
    text = one.text.replace(_BEGIN, "\ufffd").replace(_END, "\ufffd")
    pieces, at = [], start
    for span in _joined(one, start, end):
        pieces += [text[at - one.start : span.start - one.start], _BEGIN]
        pieces += [text[span.start - one.start : span.end - one.start], _END]
        at = span.end
    pieces.append(text[at - one.start : end - one.start])
    return f"{before}{one_line(''.join(pieces))}{after}"


def _best(one: FoundPassage) -> tuple[int, int]:
    """Return the first and last of the sentences that are shown: as many as fit, around the best of them."""
    told = [_told(one, sentence) for sentence in one.sentences]
    sizes = [len(one.text[s.start - one.start : s.end - one.start].split()) for s in one.sentences]
    first = last = max(range(len(told)), key=lambda n: (len(told[n]), -n))
    while True:
        beside = [n for n in (first - 1, last + 1) if 0 <= n < len(told)]
        fits = [n for n in beside if sum(sizes[min(first, n) : max(last, n) + 1]) <= EXCERPT]
        if not fits:
            return first, last
        best = max(fits, key=lambda n: (len(told[n]), n))
        first, last = min(first, best), max(last, best)


def _told(one: FoundPassage, sentence: Span) -> set[str]:
    inside = (span for span in one.matched if sentence.start <= span.start < sentence.end)
    return {one.text[span.start - one.start : span.end - one.start].casefold() for span in inside}


def _joined(one: FoundPassage, start: int, end: int) -> Iterator[Span]:
    """Yield the words that were found between two places, neighbours as one."""
    held: Span | None = None
    for span in one.matched:
        if not start <= span.start < end:
            continue
        if held is not None and not one.text[held.end - one.start : span.start - one.start].strip():
            held = Span(start=held.start, end=span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _own(text: str) -> str:
    """Return foreign text on one line, without the characters that stand for marks."""
    return one_line(text.replace(_BEGIN, "\ufffd").replace(_END, "\ufffd"))


def _marked(text: str, marks: tuple[str, str]) -> str:
    return text.replace(_BEGIN, marks[0]).replace(_END, marks[1])


def _wrapped(text: str, first: str, rest: str) -> str:
    lines: Iterable[str] = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, expand_tabs=False
    )
    return "\n".join(lines)
