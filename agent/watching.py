"""Which articles watched queries find: of what came in, and of what was there before a query was watched.

Every version of an article is asked about, so that a text that was changed counts for what it says when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agent.retrieve.query import opening, read_query
from agent.store import Store, Watches
from agent.types import Article, Watch

Progress = Callable[[int, int], None]


def look(store: Store, progress: Progress | None = None) -> None:
    """Hold every version that was asked about by no watch yet against all watches, some at a time."""
    watches, done = Watches(store), 0
    total = watches.unasked()
    while total and (versions := watches.waiting()):
        watches.held(versions, _hits(watches.all(), versions))
        done += len(versions)
        if progress is not None:
            progress(min(done, total), total)


def watch(store: Store, wanted: Watch, progress: Progress | None = None) -> int | None:
    """Watch a query, and look up what it finds already.

    Returns:
        How many articles it finds as they stand now; None where it was watched before.
    """
    watches, done = Watches(store), 0
    if not watches.add(wanted):
        return None
    for versions in watches.everything():
        watches.held(versions, _hits([wanted], versions))
        done += len(versions)
        if progress is not None:
            progress(done, done)
    look(store, progress)
    return watches.counts().get(wanted.id, 0)


def _hits(watches: Iterable[Watch], versions: Iterable[Article]) -> dict[str, list[tuple[str, str]]]:
    told = [((one.id, one.content_hash), opening(one.headline, one.text)) for one in versions]
    queries = {one.id: read_query(one.query) for one in watches}
    return {name: [key for key, near in told if query.finds(near)] for name, query in queries.items()}
