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


def back_from(article: Article, known: Collection[datetime], dated: bool, last: bool) -> datetime | None:
    """Return the moment from which a text that had been replaced is in force again; None when it is not.

    Files are read again and again, old versions included: what states a moment that has passed is such an
    old version. One that states none is taken for what readers see now, unless more was read at the same
    time, or the version in force states its changes, as a change back would then as well.

    Args:
        article: The text that came in again.
        known: The moments from which the versions we already have were in force.
        dated: The version in force states when it was changed.
        last: Nothing else about the article was read with it, or nothing after it.
    """
    moment = in_force_from(article, known)
    if any(moment <= other for other in known):
        return None
    if article.modified is None and moment == article.retrieved and (dated or not last):
        return None
    return moment
