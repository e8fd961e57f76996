"""What the commands do: open the parts, call one function, print. The command line itself is `cli.py`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import AletheiaError, ConfigurationError, StoreFull
from agent.settings import Settings, load_settings
from agent.text.safe import printable

if TYPE_CHECKING:
    from agent.retrieve.library import Library
    from agent.store import Store
    from agent.types import Briefing


def now() -> datetime:
    """Return the present moment; the only place that asks the clock."""
    return datetime.now(UTC)


@contextmanager
def opened(home: Path | None) -> Iterator[tuple[Settings, Store, Library]]:
    """Open the store and the library of a home folder, and close them whatever happens."""
    from agent.make import open_library, open_store

    settings = load_settings(home)
    settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings) as store, open_library(settings, store) as library:
        yield settings, store, library


def run_ingest(paths: list[Path], home: Path | None) -> int:
    """Read the paths, make the new articles searchable, and say what became of each."""
    from agent.ingest import ingest
    from agent.progress import bar

    for path in paths:
        if not path.exists():
            raise ConfigurationError(f"path {path}", "there is no such file or folder", "Name one that exists.")
    with opened(home) as (settings, store, library):
        with bar("Reading") as step:
            report = ingest(paths, store, settings, now(), step)
        with bar("Indexing") as step:
            synced = library.sync(step)
    for item in report.skipped:
        print(printable(f"Skipped {item.name}: {item.reason}"), file=sys.stderr)
    print(
        f"{report.added} added, {report.new_versions} new versions, {report.unchanged} unchanged, "
        f"{len(report.skipped)} skipped; {synced.embedded} passages embedded."
    )
    if not (report.added or report.new_versions or report.skipped):
        print("Nothing new: everything was already in the library.")
    return 3 if report.skipped else 0
