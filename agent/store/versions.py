"""Which version of an article holds when. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from agent.types import Article


def in_force_from(article: Article, known: Collection[datetime]) -> datetime:
    """Return the moment from which readers saw this version, as far as we can tell.

    A publisher's own statement of a change is believed. The first version we read holds from its
    publication. A later one that states nothing new holds from when we read it: that is the first moment
    we know it by, and a question about an earlier moment must not be answered from it.

    Args:
        article: The version that came in.
        known: The moments from which the versions we already have were in force.
    """
    if article.modified is not None:
        return article.modified
    if article.published is not None and all(article.published > moment for moment in known):
        return article.published
    return article.retrieved
