"""An article becomes passages: whole sentences, no overlap, of a size that can be read at a glance.

Pure. The same text always gives the same passages, so a passage is named by its article's version and its
place in it, and nothing has to be stored twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from agent.text.sentences import ends_paragraph, sentences
from agent.types import Article, Passage, Span

RULES = "split-3"
"""Name of these rules and of what is indexed beside them: an index of others has to be built again."""
MAX_WORDS = 185
"""Words of a passage. Below the 190 that stand for the 256 tokens of the public retrieval figures."""
GOOD_WORDS = 150
"""From here on, the end of a paragraph ends the passage."""

# A run of 40 characters without a blank is no word of English prose; scripts without blanks are cut there.
_LONG_WORD = 40
_WORD = re.compile(rf"\S{{1,{_LONG_WORD}}}")


def split(article: Article) -> list[Passage]:
    """Return the passages of an article in order; together they hold all of its sentences once."""
    text = article.text
    groups = _grouped(text, sentences(text))
    return [
        Passage(
            article_id=article.id,
            content_hash=article.content_hash,
            start=group[0].start,
            end=group[-1].end,
            text=text[group[0].start : group[-1].end],
            sentences=tuple(group),
        )
        for group in groups
    ]


def passage_at(article: Article, start: int, end: int) -> Passage | None:
    """Return the passage at a place that `split` gave; None where no sentences begin and end there."""
    text = article.text
    near = (span for span in sentences(text) if span.end > start and span.start < end)
    pieces = [piece for whole in near for piece in _pieces(text, whole)]
    inside = tuple(piece for piece in pieces if start <= piece.start and piece.end <= end)
    if not inside or (inside[0].start, inside[-1].end) != (start, end):
        return None
    return Passage(
        article_id=article.id,
        content_hash=article.content_hash,
        start=start,
        end=end,
        text=text[start:end],
        sentences=inside,
    )


def header(article: Article) -> str:
    """Return the line that is indexed before each passage: headline, outlet and date of publication.

    The date is spelled out as well, because questions name dates in words.
    """
    day = ""
    if article.published is not None:
        at = article.published.astimezone(UTC)  # as the store gives it back
        day = f"{at:%Y-%m-%d} {at:%B} {at.day}, {at.year}"
    return ". ".join(part for part in (article.headline, article.publisher, day) if part)


def _words(text: str, span: Span) -> int:
    words = len(text[span.start : span.end].split())
    if span.end - span.start <= _LONG_WORD * words:
        return words
    return sum(1 for _ in _WORD.finditer(text, span.start, span.end))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield what `_safe` yields, without the numbers; most sentences are too short to have to be counted."""
    if span.end - span.start < 2 * MAX_WORDS:
        yield span
    else:
        yield from (piece for piece, _ in _safe(text, span))


def _safe(text: str, span: Span) -> Iterator[tuple[Span, int]]:
    """Yield a sentence with its number of words; one longer than a passage is cut at word ends."""
    count = _words(text, span)
    if count <= MAX_WORDS:
        yield span, count
        return
    words = list(_WORD.finditer(text, span.start, span.end))
    for first in range(0, len(words), MAX_WORDS):
        part = words[first : first + MAX_WORDS]
        yield Span(start=part[0].start(), end=part[-1].end()), len(part)


def _grouped(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    count = 0
    for span, words in (piece for whole in spans for piece in _safe(text, whole)):
        full = count + words > MAX_WORDS
        if group and (full or (count >= GOOD_WORDS and ends_paragraph(text, group[-1].end))):
            yield group
            group, count = [], 0
        group.append(span)
        count += words
    if group:
        yield group
