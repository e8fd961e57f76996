"""Filling the library and taking things out of it."""

from __future__ import annotations

from pathlib import Path

from agent.commands.opening import must_exist, now, opened, tell
from agent.errors import NotFound
from agent.guard import say
from agent.text.safe import printable


def run_ingest(paths: list[Path], home: Path | None) -> int:
    """Read the paths, make the new articles searchable, and say what became of each."""
    from agent.grouping import group
    from agent.ingest import ingest
    from agent.progress import bar

    must_exist(paths)
    with opened(home) as (settings, store, library):
        with bar("Indexing") as step:
            # First of all: finishes what an interrupted run left, and fails while nothing is half done.
            library.sync(step)
        with bar("Reading") as step:
            report = ingest(paths, store, settings, now(), step)
        tell(report)
        with bar("Indexing") as step:
            synced = library.sync(step)
        with bar("Grouping") as step:
            group(store, step)
    print(
        f"{report.added} added, {report.new_versions} new versions, {report.unchanged} unchanged, "
        f"{len(report.skipped)} skipped; {synced.embedded} passages embedded."
    )
    if report.unchanged and not (report.added or report.new_versions or report.skipped):
        print("Nothing new: everything was already in the library.")
    return 3 if report.skipped else 0


def run_rebuild(home: Path | None) -> int:
    """Build the index again from the store."""
    from agent.progress import bar

    with opened(home) as (_, _, library), bar("Indexing") as step:
        synced = library.rebuild(step)
    print(f"Rebuilt: {synced.added} articles, {synced.embedded} passages embedded.")
    return 0


def run_delete_article(reference: str, home: Path | None) -> int:
    """Delete an article from the store and the index."""
    from agent.grouping import delete_article

    with opened(home) as (_, store, library):
        found = store.ids_of(reference)
        if len(found) != 1:
            why = "several articles have that id" if found else "no article has that id or URL"
            raise NotFound(reference, why, "Name it by its id, its URL or your own id.")
        library.sync()  # fails while nothing is half done, when another process owns the index
        quoted = delete_article(store, found[0])
        library.sync()
    print(f"Deleted {printable(reference)}.")
    if quoted:
        names = ", ".join(quoted)
        say(f"Kept briefings still quote it: {names}. `aletheia briefings delete ID` removes one.")
    return 0
