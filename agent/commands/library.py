"""Filling the library and taking things out of it."""

from __future__ import annotations

import re
from pathlib import Path

from agent.commands.opening import must_exist, now, opened, tell, tell_behind
from agent.commands.reaching import web_of
from agent.commands.stories import group_waiting
from agent.guard import say
from agent.text.safe import printable

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def run_ingest(named: list[str], home: Path | None) -> int:
    """Read files, folders and pages, make new articles searchable, and say what became of each."""
    from agent.ingest import Pages, ingest
    from agent.progress import bar

    urls = [one for one in named if _ADDRESS.match(one)]
    paths = [Path(one) for one in named if not _ADDRESS.match(one)]
    must_exist(paths)
    with opened(home) as (settings, store, library):
        with bar("Indexing") as step:
            # First of all: finishes what an interrupted run left, and fails while nothing is half done.
            library.sync(step)
        with bar("Reading") as step, library.taking_in() as take:
            pages = Pages(urls, web_of(settings) if urls else None)
            report = ingest(paths, store, settings, now(), step, pages, take)
        tell(report)
        with bar("Indexing") as step:
            synced = library.sync(step)
        tell_behind(library)
        print(
            f"{report.added} added, {report.new_versions} new versions, {report.unchanged} unchanged, "
            f"{len(report.skipped)} skipped; {synced.embedded} passages embedded."
        )
        if report.unchanged and not (report.added or report.new_versions or report.skipped):
            print("Nothing new: everything was already in the library.")
        group_waiting(store)
    return 3 if report.skipped else 0


def run_rebuild(home: Path | None) -> int:
    """Build the index again from the store."""
    from agent.progress import bar

    with opened(home) as (_, _, library), bar("Indexing") as step:
        synced = library.rebuild(step)
        tell_behind(library)
    print(f"Rebuilt: {synced.added} articles, {synced.embedded} passages embedded.")
    return 0


def run_delete_article(reference: str, home: Path | None) -> int:
    """Delete an article from the store and the index."""
    from agent.grouping import delete_article

    with opened(home) as (_, store, library):
        found = store.meant(reference)
        library.sync()  # fails while nothing is half done, when another process owns the index
        quoted = delete_article(store, found)
        library.sync()
        left_behind = store.left_behind
    print(f"Deleted {printable(reference)}.")
    if left_behind:
        say(left_behind)
    if quoted:
        names = ", ".join(quoted)
        say(f"Kept briefings still quote it: {names}. `aletheia briefings delete ID` removes one.")
    return 0
