"""Forgetting articles for good: by name, by outlet, by age. None comes back when its source is read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from agent.errors import NotFound
from agent.grouping import delete_article
from agent.settings import Settings
from agent.store import Erasing, Store
from agent.types import Record

Progress = Callable[[int, int], None]


class Forgotten(Record):
    """What went."""

    articles: int
    """Articles with all their versions."""
    quoting: tuple[str, ...] = ()
    """Ids of kept briefings that still quote some of them, and say that they were erased."""
    briefings: int = 0
    """Briefings that went because they held words of them."""


def too_old(store: Store, settings: Settings, now: datetime) -> list[str]:
    """Return the articles that are older than the settings let them grow; none where nothing is set."""
    if settings.retention_days is None:
        return []
    return Erasing(store).older_than(now - timedelta(days=settings.retention_days))


def forget(
    store: Store, articles: Sequence[str], quotations: bool = False, progress: Progress | None = None
) -> Forgotten:
    """Forget articles, one after another: whoever is interrupted goes on by asking again.

    The index has to follow, by `Library.sync`; then no file of the home folder holds them any more.

    Args:
        store: Where they are.
        articles: Their ids.
        quotations: Also delete the briefings that hold words of them, and take those out of editions.
        progress: Told after every article.
    """
    gone, briefings = 0, 0
    quoting: set[str] = set()
    for done, one in enumerate(articles, 1):
        if quotations:
            briefings += Erasing(store).purge([one])
        try:
            quoting |= set(delete_article(store, one, barred=True))
            gone += 1
        except NotFound:
            pass  # another process was faster
        if progress is not None:
            progress(done, len(articles))
    left = () if quotations else tuple(sorted(quoting))
    return Forgotten(articles=gone, quoting=left, briefings=briefings)
