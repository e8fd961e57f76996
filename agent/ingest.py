"""From paths and addresses to the store: read, keep, and say what became of everything.

report = ingest([Path("articles.jsonl")], store, settings, now)
library.sync()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from agent.collect.asked import Asks, articles_at
from agent.collect.bounded import Readers
from agent.collect.files import count, read_path
from agent.collect.outcome import Noted, Reading, Skipped
from agent.settings import Settings
from agent.store import Outcome, Store
from agent.types import Article, Record, Source

FORGOTTEN = "it was forgotten by `aletheia forget`, and does not come back"
BATCH = 200
"""Articles that are kept together: an interrupted run loses at most so many."""

Progress = Callable[[int, int], None]
"""Called with rows and files dealt with, and to deal with."""


class Pages(NamedTuple):
    """Pages of the web that are to be read."""

    urls: Sequence[str]
    """Their addresses."""
    web: Asks | None
    """Gives them."""


class IngestReport(Record):
    """What became of everything that was read."""

    added: int
    """Articles that are new."""
    new_versions: int
    """Articles that had changed."""
    unchanged: int
    """Articles that were there already."""
    skipped: tuple[Skipped, ...]
    """What could not become an article."""
    noted: tuple[Noted, ...]
    """What went in with a remark."""


def ingest(
    paths: Sequence[Path],
    store: Store,
    settings: Settings,
    now: datetime,
    progress: Progress | None = None,
    pages: Pages | None = None,
    index: Callable[[Sequence[Article]], None] | None = None,
    source: Source | None = None,
) -> IngestReport:
    """Read paths, then pages, into the store, in batches; when it is interrupted, finished batches stay.

    Args:
        paths: Files and folders, as `read_path` takes them.
        store: Where articles are kept.
        settings: Zone of dates that state none, and the limits.
        now: The moment that counts as the time of reading.
        progress: Told after every batch.
        pages: Addresses to fetch, and who fetches them.
        index: Takes the new articles of a batch once they are kept, such as `Library.taking_in` yields.
        source: What is followed that they come from: its outlet and language are those of all of them.

    Raises:
        StoreError: the store cannot take them; finished batches are kept.
    """
    reading = reading_of(settings, now, source)
    urls, web = pages or Pages((), None)
    total = sum(count(path, reading) for path in paths) + len(urls) if progress is not None else 0
    run = _Run(store, total, progress, index)
    with Readers() as readers:
        for path in paths:
            for read in read_path(path, reading, readers):
                run.take(read)
        if web is not None:
            for read in articles_at(urls, web, readers, reading):
                run.take(read)
                run.keep()
    run.keep()
    return run.report()


def reading_of(settings: Settings, now: datetime, source: Source | None = None) -> Reading:
    """Return the circumstances of a reading, as they are set, and as they are for one source."""
    return Reading(
        retrieved=now,
        zone=settings.zone,
        max_chars=settings.max_article_chars,
        max_bytes=settings.max_file_bytes,
        publisher=source.publisher if source else "",
        language=source.language if source else "",
    )


@dataclass
class _Run:
    """What was read so far, and what became of it."""

    store: Store
    total: int
    progress: Progress | None
    index: Callable[[Sequence[Article]], None] | None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    batch: list[Article] = field(default_factory=list)

    def take(self, read: Article | Skipped | Noted) -> None:
        """Take in what was read; a full batch is kept at once."""
        if isinstance(read, Skipped):
            self.skipped.append(read)
        elif isinstance(read, Noted):
            self.noted.append(read)
        else:
            self.batch.append(read)
        if len(self.batch) >= BATCH:
            self.keep()

    def keep(self) -> None:
        """Put the batch into the store."""
        outcomes = self.store.add_articles(self.batch)
        self.outcomes.update(outcomes)
        barred = [a for a, outcome in zip(self.batch, outcomes, strict=True) if outcome is Outcome.BARRED]
        self.skipped += [Skipped(name=one.url or one.id, reason=FORGOTTEN) for one in barred]
        if self.index is not None:
            kept = zip(self.batch, outcomes, strict=True)
            self.index([article for article, outcome in kept if outcome is Outcome.ADDED])
        self.batch.clear()
        if self.progress is not None:
            done = self.outcomes.total() - self.outcomes[Outcome.BARRED] + len(self.skipped)
            self.progress(done, max(done, self.total))

    def report(self) -> IngestReport:
        """Return what became of everything."""
        return IngestReport(
            added=self.outcomes[Outcome.ADDED],
            new_versions=self.outcomes[Outcome.NEW_VERSION],
            unchanged=self.outcomes[Outcome.UNCHANGED],
            skipped=tuple(self.skipped),
            noted=tuple(self.noted),
        )
