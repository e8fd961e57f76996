"""From paths to the store: read, keep, and say what became of everything.

report = ingest([Path("articles.jsonl")], store, settings, now)
library.sync()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from agent.collect.files import count, read_path
from agent.collect.outcome import Noted, Reading, Skipped
from agent.settings import Settings
from agent.store import Outcome, Store
from agent.types import Article, Record

BATCH = 200
"""Articles that are kept together: an interrupted run loses at most so many."""

Progress = Callable[[int, int], None]
"""Called with rows and files dealt with, and to deal with."""


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
    index: Callable[[Sequence[Article]], None] | None = None,
) -> IngestReport:
    """Read paths into the store, in batches; when it is interrupted, finished batches stay.

    Args:
        paths: Files and folders, as `read_path` takes them.
        store: Where articles are kept.
        settings: Zone of dates that state none, and the limits.
        now: The moment that counts as the time of reading.
        progress: Told after every batch.
        index: Takes the new articles of a batch once they are kept, such as `Library.taking_in` yields.

    Raises:
        StoreError: the store cannot take them; finished batches are kept.
    """
    reading = Reading(
        retrieved=now,
        zone=settings.zone,
        max_chars=settings.max_article_chars,
        max_bytes=settings.max_file_bytes,
    )
    total = sum(count(path, reading) for path in paths) if progress is not None else 0
    run = _Run(store, total, progress, index)
    for path in paths:
        for read in read_path(path, reading):
            run.take(read)
    run.keep()
    return IngestReport(
        added=run.outcomes[Outcome.ADDED],
        new_versions=run.outcomes[Outcome.NEW_VERSION],
        unchanged=run.outcomes[Outcome.UNCHANGED],
        skipped=tuple(run.skipped),
        noted=tuple(run.noted),
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
        if self.index is not None:
            kept = zip(self.batch, outcomes, strict=True)
            self.index([article for article, outcome in kept if outcome is Outcome.ADDED])
        self.batch.clear()
        if self.progress is not None:
            done = self.outcomes.total() + len(self.skipped)
            self.progress(done, max(done, self.total))
