"""Opening the parts a command works with, and closing them whatever happens."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from agent import logs, tracing
from agent.errors import EmbedderFailed, IndexBusy, IndexDamaged, StoreFull, UnusableRequest
from agent.guard import say
from agent.settings import Settings, load_settings

if TYPE_CHECKING:
    from agent.ingest import IngestReport
    from agent.retrieve.library import Library
    from agent.store import Store


_LITTLE = 32 * 1024 * 1024
"""Bytes. The index writes segments of some megabytes; with less than this left, one may not have fitted."""


class Parts(NamedTuple):
    """What a command works with."""

    settings: Settings
    store: Store
    library: Library


def now() -> datetime:
    """Return the present moment; the only place that asks the clock."""
    return datetime.now(UTC)


@contextmanager
def opened(home: Path | None, settings: Settings | None = None, shared: bool = False) -> Iterator[Parts]:
    """Open the store and the library of a home folder, and close them whatever happens.

    Args:
        home: The folder; None leaves it to the environment.
        settings: Those in force, where the caller has read them already.
        shared: Whether several threads will ask the library.
    """
    from agent.retrieve.engines import warm_up

    warm_up()  # while the rest is loaded
    from agent.make import open_library, open_store
    from agent.retrieve.library import Library
    from agent.retrieve.shared import SharedLibrary

    settings = settings or load_settings(home)
    logs.begin(settings)
    tracing.begin(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    with (
        _full_disk_told(settings.home),
        open_store(settings) as store,
        open_library(settings, store, SharedLibrary if shared else Library) as library,
    ):
        library.prepare()
        yield Parts(settings, store, library)


@contextmanager
def _full_disk_told(folder: Path) -> Iterator[None]:
    """Say so when an engine fails on a full disk: its own words name something else."""
    try:
        yield
    except IndexDamaged as damage:
        if shutil.disk_usage(folder).free < _LITTLE:
            raise StoreFull(str(folder)) from damage
        raise


@contextmanager
def opened_store(home: Path | None) -> Iterator[tuple[Settings, Store]]:
    """Open the store alone, for what needs no search."""
    from agent.make import open_store

    settings = load_settings(home)
    logs.begin(settings)
    tracing.begin(settings)
    with open_store(settings) as store:
        yield settings, store


@contextmanager
def filled(paths: Sequence[Path], settings: Settings) -> Iterator[Parts]:
    """Open a library of the given paths alone, in a home folder that should be a new one."""
    from agent.ingest import ingest
    from agent.make import open_library, open_store

    with open_store(settings) as store, open_library(settings, store) as library:
        tell(ingest(paths, store, settings, now()))
        library.sync()
        yield Parts(settings, store, library)


@contextmanager
def shelf_of(paths: Sequence[Path], home: Path | None) -> Iterator[Parts]:
    """Open a library of the given paths alone, read by the settings in force; it is gone afterwards.

    It is searched by the shipped embedder: nothing is paid for an index that is thrown away.
    """
    must_exist(paths)
    with tempfile.TemporaryDirectory(prefix="aletheia-") as folder:
        apart = {"home": Path(folder), "database_url": None, "chroma_url": None, "embedder": "static"}
        with filled(paths, load_settings(home).model_copy(update=apart)) as parts:
            yield parts


def tell_behind(library: Library) -> None:
    """Say that the index could not be asked and lacks what came in."""
    if library.degraded:
        say(f"{library.degraded} The index catches up when a later command can ask it.")


def catch_up(library: Library) -> None:
    """Make searchable what the store holds; while another process owns the index, leave it to that one.

    Where the embedder cannot be asked, what is searchable already is searched, and the library says so.
    """
    from agent.progress import bar

    try:
        with bar("Indexing") as step:
            library.sync(step)
    except IndexBusy:
        pass  # the words are searched all the same, and the library says that it did so
    except EmbedderFailed as failure:
        say(str(failure))


def must_exist(paths: Sequence[Path]) -> None:
    """Refuse paths that lead nowhere, before anything is done.

    Raises:
        UnusableRequest: there is nothing at one of them.
    """
    for path in paths:
        if not path.exists():
            raise UnusableRequest(f"path {path}", "there is no such file or folder", "Name one that exists.")


def tell(report: IngestReport) -> None:
    """Say what was left out and what was remarked, by name and reason."""
    for skipped in report.skipped:
        say(f"Skipped {skipped}")
    for noted in report.noted:
        say(f"Noted {noted}")
