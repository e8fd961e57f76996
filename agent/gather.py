"""From what is followed to the store: read every source that is due, keep what is new, note how each fares.

report = gather(store, settings, web, readers, now)
library.sync()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from pathlib import Path

from agent.collect.asked import Asks
from agent.collect.bounded import Readers
from agent.collect.files import state_of
from agent.collect.following import Follower, Visit
from agent.collect.health import after_failure, after_success, after_unchanged, is_due
from agent.collect.identity import article_id
from agent.collect.outcome import Noted, Skipped
from agent.errors import AletheiaError
from agent.ingest import ingest, reading_of
from agent.settings import Settings
from agent.store import Erasing, Failing, Followed, Outcome, Store
from agent.tracing import span
from agent.types import Record, Source

AT_ONCE = 20
"""Sources that are read at the same time; most of it passes between two pages of one host. Eight brought in a
third as much of twenty hosts; beside 24, answers took 1.36 times as long, beside 20 1.24 times
(`benchmarks/burst.py`, two cores)."""

Progress = Callable[[int, int], None]


class SourceReport(Record):
    """What one reading of a source came to."""

    source: Source
    """With its state after the reading."""
    added: int = 0
    """Articles that are new."""
    new_versions: int = 0
    """Articles that had changed."""
    known: int = 0
    """Entries that were in the library already."""
    left: int = 0
    """Entries that the next reading fetches."""
    waiting: int = 0
    """Entries whose pages could not be read so far, and are tried again."""
    given_up: int = 0
    """Entries whose pages are not tried again until the feed says something else of them."""
    skipped: tuple[Skipped, ...] = ()
    """What could not become an article."""
    noted: tuple[Noted, ...] = ()
    """What went in with a remark."""


def gather(
    store: Store,
    settings: Settings,
    web: Asks,
    readers: Readers,
    now: datetime,
    sources: Sequence[Source] | None = None,
    progress: Progress | None = None,
) -> list[SourceReport]:
    """Read sources and keep what they bring; a source is kept together with its articles, one after another.

    When it is interrupted, what was kept stays, and the rest is read by the next run.

    Args:
        store: Where articles and sources are kept.
        settings: How often sources are read, the zone of dates that state none, and the limits.
        web: Gives pages.
        readers: Read foreign files.
        now: The moment that counts as the time of reading.
        sources: Which ones; None means those that are due.
        progress: Told after every source.
    """
    chosen = [s for s in Followed(store).all() if is_due(s, now)] if sources is None else list(sources)
    every = timedelta(minutes=settings.collect_minutes)
    reports = []
    for source in (one for one in chosen if one.kind == "folder"):
        with span("collect", kind=source.kind):
            reports.append(_folder(source, store, settings, now, every))
        Followed(store).keep(reports[-1].source)
        if progress is not None:
            progress(len(reports), len(chosen))
    reading = reading_of(settings, now)
    follower = Follower(
        web, readers, reading, every, lambda reference: _known(store, reference), Failing(store).of
    )
    for visit in _visits(follower, [one for one in chosen if one.kind != "folder"]):
        reports.append(_kept(visit, store))
        if progress is not None:
            progress(len(reports), len(chosen))
    return reports


def _known(store: Store, reference: str) -> bool:
    """Tell whether a page is in the library, or was forgotten."""
    return bool(store.ids_of(reference)) or Erasing(store).barred(article_id(reference, ""))


def _visits(follower: Follower, sources: Sequence[Source]) -> Iterator[Visit]:
    """Yield what readings brought, as they end; several sources are read at once."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="aletheia-collect") as pool:
        waiting = [pool.submit(_visit, follower, source) for source in sources]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _visit(follower: Follower, source: Source) -> Visit:
    with span("collect", kind=source.kind):
        return follower.visit(source)


def _kept(visit: Visit, store: Store) -> SourceReport:
    outcomes = store.add_articles(visit.articles)
    Followed(store).keep(visit.source)
    if visit.failed is not None:
        Failing(store).replace(visit.source.id, visit.failed)
    return SourceReport(
        source=visit.source,
        added=outcomes.count(Outcome.ADDED),
        new_versions=outcomes.count(Outcome.NEW_VERSION),
        known=visit.known + outcomes.count(Outcome.UNCHANGED) + outcomes.count(Outcome.BARRED),
        left=visit.left,
        waiting=sum(page.due is not None for page in visit.failed or ()),
        given_up=sum(page.due is None for page in visit.failed or ()),
        skipped=tuple(visit.skipped),
        noted=tuple(visit.noted),
    )


def _folder(
    source: Source, store: Store, settings: Settings, now: datetime, every: timedelta
) -> SourceReport:
    """Read a folder if something in it changed since the last look; what went from it stays here."""
    path = Path(source.address)
    try:
        if not path.exists():
            raise FileNotFoundError(source.address)
        told = state_of(path)  # before it is read: what changes meanwhile is read again
        if told == source.state.etag:
            state = after_unchanged(source.state, now, every)
            return SourceReport(source=source.model_copy(update={"state": state}))
        made = ingest([path], store, settings, now, source=source)
    except (OSError, AletheiaError) as problem:
        why = "there is no such folder" if isinstance(problem, FileNotFoundError) else str(problem)
        state = after_failure(source.state, now, every, why)
        return SourceReport(source=source.model_copy(update={"state": state}))
    state = after_success(source.state, now, every, told, "", bool(made.added or made.new_versions))
    return SourceReport(
        source=source.model_copy(update={"state": state}),
        added=made.added,
        new_versions=made.new_versions,
        known=made.unchanged,
        skipped=made.skipped,
        noted=made.noted,
    )
