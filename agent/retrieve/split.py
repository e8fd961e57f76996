"""An article becomes passages: whole sentences, no overlap, of a size that can be read at a glance.

Pure. The same text always gives the same passages, so a passage is named by its article's version and its
place in it, and nothing has to be stored twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from agent.text.sentences import bounds, ends_paragraph
from agent.types import Article, Passage, Span

RULES = "split-4"
"""Name of these rules and of what is indexed beside them: an index of others has to be built again."""
MAX_WORDS = 185
"""Words of a passage. Below the 190 that stand for the 256 tokens of the public retrieval figures."""
GOOD_WORDS = 150
"""From here on, the end of a paragraph ends the passage."""

# A run of 40 characters without a blank is no word of English prose; scripts without blanks are cut there.
_LONG_WORD = 40
_WORD = re.compile(rf"\S{{1,{_LONG_WORD}}}")


Stretch = tuple[int, int]
"""Where something begins and ends in a text."""


def split(article: Article) -> list[Passage]:
    """Return the passages of an article in order; together they hold all of its sentences once."""
    return [_passage(article, group) for group in _grouped(article.text)]


def stretches(article: Article) -> Iterator[Stretch]:
    """Yield where the passages of an article begin and end, in order."""
    return ((group[0][0], group[-1][1]) for group in _grouped(article.text))


def passage_at(article: Article, start: int, end: int) -> Passage | None:
    """Return the passage at a place that `split` gave; None where no sentences begin and end there."""
    text = article.text
    near = (one for one in bounds(text) if one[1] > start and one[0] < end)
    pieces = [piece for whole in near for piece in _pieces(text, whole)]
    inside = [piece for piece in pieces if start <= piece[0] and piece[1] <= end]
    if not inside or (inside[0][0], inside[-1][1]) != (start, end):
        return None
    return _passage(article, inside)


def _passage(article: Article, group: Sequence[Stretch]) -> Passage:
    start, end = group[0][0], group[-1][1]
    return Passage(
        article_id=article.id,
        content_hash=article.content_hash,
        start=start,
        end=end,
        text=article.text[start:end],
        sentences=tuple(Span(start=first, end=last) for first, last in group),
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


def _words(text: str, start: int, end: int) -> int:
    words = len(text[start:end].split())
    if end - start <= _LONG_WORD * words:
        return words
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _pieces(text: str, whole: Stretch) -> Iterator[Stretch]:
    """Yield what `_counted` yields, without the numbers; most sentences are too short to be counted."""
    if whole[1] - whole[0] < 2 * MAX_WORDS or _words(text, *whole) <= MAX_WORDS:
        yield whole
    else:
        yield from (piece for piece, _ in _cut(text, whole))


def _counted(text: str) -> Iterator[tuple[Stretch, int]]:
    """Yield the sentences of a text with their numbers of words; one longer than a passage is cut."""
    for whole in bounds(text):
        words = _words(text, *whole)
        if words > MAX_WORDS:
            yield from _cut(text, whole)
        else:
            yield whole, words


def _cut(text: str, whole: Stretch) -> Iterator[tuple[Stretch, int]]:
    """Yield a sentence in pieces that end where words do and are no longer than a passage."""
    words = list(_WORD.finditer(text, *whole))
    for first in range(0, len(words), MAX_WORDS):
        part = words[first : first + MAX_WORDS]
        yield (part[0].start(), part[-1].end()), len(part)


def _grouped(text: str) -> Iterator[list[Stretch]]:
    group: list[Stretch] = []
    count = 0
    for one, words in _counted(text):
        full = count + words > MAX_WORDS
        if group and (full or (count >= GOOD_WORDS and ends_paragraph(text, group[-1][1]))):
            yield group
            group, count = [], 0
        group.append(one)
        count += words
    if group:
        yield group
