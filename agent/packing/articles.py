"""Articles → the stretches of them that a pack needs, and back.

A pack holds the cited characters and no more of a text than the checks read besides. Put back into their
places, with nothing in between, they are an article of which every cited place is what it was.

Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from agent.collect.identity import content_hash
from agent.packing.canonical import text_digest
from agent.packing.doubt import Doubt, shown
from agent.text.credits import credit_places
from agent.text.lineage import taken_over
from agent.types import Article, Copy, PackedArticle, PackedPassage, Span

_MOST_CHARACTERS = 100_000_000
"""Of all articles together: 200 of the longest read by default. What says more is made to fill memory."""

_GAP = "\n"
"""Stands for every character that is not there: belongs to no word, sentence or passage."""


def packed(article: Article, spans: Iterable[Span]) -> PackedArticle:
    """Return an article with the stretches that are needed; those that touch become one."""
    passages = [
        PackedPassage(
            start=span.start,
            end=span.end,
            text=article.text[span.start : span.end],
            sha256=text_digest(article.text[span.start : span.end]),
        )
        for span in _joined(spans)
    ]
    return PackedArticle(
        **article.model_dump(include=set(PackedArticle.model_fields) - {"passages"}),
        length=len(article.text),
        passages=tuple(passages),
    )


def unpacked(article: PackedArticle) -> Article:
    """Return the article with its stretches in their places, and gaps for the rest."""
    parts, at = [], 0
    for passage in article.passages:
        parts += [_GAP * (passage.start - at), passage.text]
        at = passage.end
    return Article(
        **article.model_dump(exclude={"length", "passages"}),
        text="".join([*parts, _GAP * (article.length - at)]),
    )


def misplaced(articles: Sequence[PackedArticle]) -> Iterator[Doubt]:
    """Yield the passages that are not what they say of themselves."""
    names = [article.id for article in articles]
    if names != sorted(set(names)):
        yield Doubt("articles", "they do not stand in the order of their ids, each once")
    if sum(article.length for article in articles) > _MOST_CHARACTERS:
        yield Doubt("articles", f"together they have more than {_MOST_CHARACTERS:,} characters")
        return
    for article in articles:
        out_of_place = tuple(_out_of_place(article))
        yield from out_of_place
        # A place beyond the article would be filled with as many gaps: only what lies within it is put back.
        if not out_of_place and not _credits_at_hand(article):
            why = "the beginning or the end of it, where newsrooms give credit, is not there"
            yield Doubt(f"article {shown(article.id)}", why)
        whole = article.passages[0].text if len(article.passages) == 1 else ""
        if len(whole) == article.length and content_hash(article.headline, whole) != article.content_hash:
            yield Doubt(f"article {shown(article.id)}", "its whole text does not have the hash it states")


def _out_of_place(article: PackedArticle) -> Iterator[Doubt]:
    at = -1
    for passage in article.passages:
        where = f"passage {passage.start} to {passage.end} of article {shown(article.id)}"
        if not at < passage.start < passage.end <= article.length:
            yield Doubt(where, "there is no room for it in the article")
        elif len(passage.text) != passage.end - passage.start:
            yield Doubt(where, f"it has {len(passage.text)} characters, not those between its places")
        if text_digest(passage.text) != passage.sha256:
            yield Doubt(where, "its text does not have the hash it states")
        at = passage.end


def compared(
    articles: Sequence[PackedArticle], copies: Collection[Copy], known: Mapping[str, Article]
) -> Iterator[Doubt]:
    """Yield what differs from the same versions of the articles elsewhere, by content hash."""
    for article in articles:
        other = known.get(article.content_hash)
        if other is None:
            continue
        where = f"article {shown(article.id)}"
        for field in ("publisher", "url", "headline", "authors", "published", "modified", "language"):
            told, held = getattr(article, field), getattr(other, field)
            if told != held:
                yield Doubt(where, f"{field} is {shown(str(told))} here and {shown(str(held))} there")
        if article.length != len(other.text):
            yield Doubt(where, "its text is not as long as it is there")
        for passage in article.passages:
            if other.text[passage.start : passage.end] != passage.text:
                place = f"{passage.start} to {passage.end}"
                yield Doubt(where, f"the words from {place} are not those that stand there")
    yield from _copies_compared(articles, copies, known)


def _copies_compared(
    articles: Sequence[PackedArticle], copies: Collection[Copy], known: Mapping[str, Article]
) -> Iterator[Doubt]:
    told = {(copy.one, copy.other) for copy in copies}
    for one, other in combinations(articles, 2):
        texts = [known.get(article.content_hash) for article in (one, other)]
        if texts[0] and texts[1] and taken_over(texts[0], texts[1]) != ((one.id, other.id) in told):
            where = f"articles {shown(one.id)} and {shown(other.id)}"
            yield Doubt(where, "they are copies or not, and it says the reverse")


def copies_among(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Return which of some whole articles are copies."""
    ordered = sorted(articles, key=lambda article: article.id)
    pairs = ((a, b) for a, b in combinations(ordered, 2) if taken_over(a, b))
    return tuple(Copy(one=a.id, other=b.id) for a, b in pairs)


def _credits_at_hand(article: PackedArticle) -> bool:
    """Tell whether an article's passages hold the stretches that credits are read in."""
    held = [(passage.start, passage.end) for passage in article.passages]
    needed = credit_places(unpacked(article).text)
    return all(
        span.start == span.end or any(start <= span.start and span.end <= end for start, end in held)
        for span in needed
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
