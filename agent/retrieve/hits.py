"""Passages that were found, and how they are shown to people.

Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from agent.retrieve.rank import at_most, without_copies
from agent.retrieve.split import passage_at
from agent.text.lineage import families, owners
from agent.types import Article, FoundPassage, Passage, Request, SearchReport, Span

_WORD = re.compile(r"\w+")


OWNER_SHARE = 0.25
"""Share of the passages that one owner, or one text under whatever names, may fill before the others have had
their turn. All outlets of one domain have one owner."""
FEWEST_PER_OWNER = 4


@dataclass(frozen=True)
class Hit:
    """A passage that was found."""

    article: Article
    start: int
    """First character of the passage in the article's text."""
    end: int
    """One past its last character."""
    score: float
    """Relevance to the question, higher is better; comparable within one request only."""
    copies: tuple[Article, ...] = ()
    """Other articles in which a near-copy of the passage stands, best first."""

    @property
    def text(self) -> str:
        """What the passage says."""
        return self.article.text[self.start : self.end]

    @property
    def passage(self) -> Passage:
        """The passage with its sentences; only where `stands`."""
        assert self._passage is not None
        return self._passage

    @property
    def stands(self) -> bool:
        """Tell whether there is a passage at that place."""
        return self._passage is not None

    @cached_property
    def _passage(self) -> Passage | None:
        # Finding the sentences takes longer than all the rest, and of most hits nobody wants them.
        return passage_at(self.article, self.start, self.end)


def collapsed(hits: Iterable[Hit], most: int) -> list[Hit]:
    """Return up to `most` hits without near-copies, which are noted with the first of them."""
    kept = without_copies(hits, lambda hit: hit.text, most)
    return [replace(hit, copies=tuple(copy.article for copy in copies)) for hit, copies in kept]


def spread(hits: Sequence[Hit], k: int) -> list[Hit]:
    """Return the hits without near-copies, of which the first k hold no more of anybody than its share.

    That is so as far as there are others. An article is one text with those that hold copies of its passages,
    whoever owns them. Of what comes behind the first k, some are left out.
    """
    owner = owners(hit.article for hit in hits)

    def shared_out(some: Iterable[Hit]) -> list[Hit]:
        return at_most(some, _share(k), lambda hit: owner[hit.article.id])

    kept = collapsed(shared_out(hits), 2 * k)
    family = _families(kept)
    return at_most(shared_out(kept), _share(k), lambda hit: family.get(hit.article.id, hit.article.id))


def crowded(hits: Sequence[Hit], k: int, one_outlet: bool) -> bool:
    """Tell whether an owner or a text has more than its share among the first k.

    Where `one_outlet` is all there can be, an owner has no share: nobody else could take the places.
    """
    owner, family = owners(hit.article for hit in hits), _families(hits)
    first = [hit.article.id for hit in hits[:k]]
    texts = Counter(family.get(name, name) for name in first)
    owned = Counter[str]() if one_outlet else Counter(owner[name] for name in first)
    return any(most > _share(k) for counts in (texts, owned) for most in counts.values())


def _families(hits: Iterable[Hit]) -> dict[str, str]:
    return families((hit.article, copy) for hit in hits for copy in hit.copies)


def _share(k: int) -> int:
    return max(FEWEST_PER_OWNER, ceil(OWNER_SHARE * k))


def report(
    request: Request,
    hits: Sequence[Hit],
    subject: Mapping[str, float],
    stems: Callable[[str], set[str]],
    degraded: str,
) -> SearchReport:
    """Return what was found as it is shown.

    Args:
        request: What was asked for.
        hits: What was found, best first.
        subject: The stems that say what the question is about.
        stems: Gives the stems of a text.
        degraded: One sentence where not everything could be used; empty otherwise.
    """
    return SearchReport(
        question=request.whole,
        window=request.window,
        as_of=request.as_of,
        outlets=request.outlets,
        language=request.language,
        passages=tuple(_shown(hit, subject, stems) for hit in hits),
        degraded=degraded,
    )


def _shown(hit: Hit, subject: Mapping[str, float], stems: Callable[[str], set[str]]) -> FoundPassage:
    article, passage = hit.article, hit.passage
    others = dict.fromkeys(copy.publisher for copy in hit.copies if copy.publisher != article.publisher)
    return FoundPassage(
        article_id=article.id,
        content_hash=article.content_hash,
        publisher=article.publisher,
        headline=article.headline,
        published=article.published,
        url=article.url,
        language=article.language,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        sentences=passage.sentences,
        matched=tuple(_matched(passage, subject, stems)),
        also_in=tuple(others),
        score=hit.score,
    )


def _matched(
    passage: Passage, subject: Mapping[str, float], stems: Callable[[str], set[str]]
) -> Iterator[Span]:
    for match in _WORD.finditer(passage.text):
        if not stems(match.group()).isdisjoint(subject):
            yield Span(start=passage.start + match.start(), end=passage.start + match.end())
