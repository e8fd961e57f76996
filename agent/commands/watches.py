"""Watching queries for bursts of coverage."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import now, opened_store
from agent.errors import UnusableRequest
from agent.text.safe import one_line, printable

if TYPE_CHECKING:
    from agent.store import Store
    from agent.types import Watch


def made(query: str, name: str) -> Watch:
    """Return a watch on a query, called by a name, or by the query where there is none.

    Raises:
        UnusableRequest: the query holds no word to look for, or is too long.
    """
    from agent.retrieve.query import read_query
    from agent.types import Watch

    query = one_line(query).strip()
    read_query(query)
    key = hashlib.sha256(query.encode()).hexdigest()[:12]
    return Watch(id=key, query=query, name=one_line(name).strip() or query, added=now())


def run_watch(query: str, name: str, home: Path | None) -> int:
    """Watch a query, and look up which articles it finds already."""
    with opened_store(home) as (_, store):
        print(printable(watched(query, name, store)[1]))
    return 0


def watched(query: str, name: str, store: Store) -> tuple[Watch, str]:
    """Watch a query where it is not watched yet; return the watch, and a sentence on it."""
    from agent.deliver.words import count
    from agent.store import Watches
    from agent.watching import watch

    wanted = made(query, name)
    found = watch(store, wanted)
    if found is None:
        return Watches(store).meant(wanted.id), f"Watched already: {wanted.query}."
    told = f"Watching {wanted.query}: {count(found, 'article')} so far. `aletheia spikes` looks at it."
    return wanted, told


def run_watches(home: Path | None) -> int:
    """Show what is watched."""
    from agent.deliver.words import count
    from agent.store import Watches

    with opened_store(home) as (_, store):
        watches, found = Watches(store).all(), Watches(store).counts()
    if not watches:
        print('Nothing is watched yet. `aletheia watch add "QUERY"` watches a query.')
        return 0
    for watch in watches:
        state = "paused" if watch.paused else "watched"
        told = f"{watch.id}  {state:<8} {count(found.get(watch.id, 0), 'article'):<15} {watch.name}"
        print(printable(told))
        if watch.name != watch.query:
            print(printable(f"{'':14}{watch.query}"))
    return 0


def run_pause(reference: str, paused: bool, home: Path | None) -> int:
    """Look at a watch no more for now, or again."""
    from agent.store import Watches

    with opened_store(home) as (_, store):
        watch = Watches(store).meant(reference)
        Watches(store).pause(watch, paused)
    print(printable(f"{'Paused' if paused else 'Resumed'}: {watch.name}."))
    return 0


def run_remove(reference: str, home: Path | None) -> int:
    """Watch a query no more."""
    with opened_store(home) as (_, store):
        watch = dropped(reference, store)
    print(printable(f"No longer watched: {watch.name}. Its articles stay."))
    return 0


def dropped(reference: str, store: Store) -> Watch:
    """Watch a query no more, and return what was watched.

    Raises:
        NotFound: no query is watched that is called so.
        UnusableRequest: an alert of somebody waits for it.
    """
    from agent.deliver.words import count
    from agent.store import Turns, Watches

    watch = Watches(store).meant(reference)
    orders = (digest for digest, _ in Turns(store).unpaused())
    waiting = sum(one.alert is not None and one.alert.watch_id == watch.id for one in orders)
    if waiting:
        why = f"{count(waiting, 'alert')} would wait in vain"  # a digest says that it is gone
        raise UnusableRequest(watch.name, why, "Pause or remove what waits for it first.")
    Watches(store).remove(watch)
    return watch
