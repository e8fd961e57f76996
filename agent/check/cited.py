"""What a check is given: the cited stretch, and the article it can be read in."""

from __future__ import annotations

from dataclasses import dataclass

from agent.types import Article, Citation


@dataclass(frozen=True)
class Cited:
    """A citation together with its article.

    Only `text` supports a claim; the rest of the article may be used to *read* it (its date, its
    publisher, who "he" is), never to add facts the citation does not hold.
    """

    citation: Citation
    article: Article

    @property
    def text(self) -> str:
        """The cited characters."""
        return self.citation.quote


def cite(article: Article, start: int = 0, end: int | None = None) -> Citation:
    """Return the citation of `article.text[start:end]` (the whole text by default)."""
    stop = len(article.text) if end is None else end
    return Citation(
        article_id=article.id,
        content_hash=article.content_hash,
        start=start,
        end=stop,
        quote=article.text[start:stop],
    )
