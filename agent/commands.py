"""What the commands do: open the parts, call one function, print. The command line itself is `cli.py`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import ConfigurationError, NotFound, StoreFull
from agent.settings import Settings, load_settings
from agent.text.safe import printable

if TYPE_CHECKING:
    from agent.retrieve.library import Library
    from agent.store import Store
    from agent.types import Briefing, CheckReport


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
            raise ConfigurationError(
                f"path {path}", "there is no such file or folder", "Name one that exists."
            )
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


def run_brief(
    question: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    profile: str | None,
    format: str,
    out: Path | None,
    home: Path | None,
) -> int:
    """Write a briefing, keep it, and print it."""
    from agent.brief import brief
    from agent.make import make_kit
    from agent.prompts import load_profile
    from agent.types import Request
    from agent.windows import moment, window

    if not question.strip():
        raise ConfigurationError("question", "it is empty", "Say what the briefing is to answer.")
    with opened(home) as (settings, store, library):
        plan = load_profile(profile or settings.profile, settings.profiles_folder)
        request = Request(
            question=question.strip(),
            window=window(since, until, settings.zone),
            as_of=moment(as_of, settings.zone),
            profile=plan.plan.name,
        )
        library.sync()
        briefing = brief(request, plan, make_kit(store, library), now())
        store.save_briefing(briefing)
        _emit(briefing, format, out, settings)
    return 0


def _emit(briefing: Briefing, format: str, out: Path | None, settings: Settings) -> None:
    from agent.deliver.render import render

    write_out(render(briefing, format, settings.zone), out)
    if out is not None:
        sentences = sum(len(s.claims) for s in briefing.sections)
        print(
            f"{out}: {sentences} sentences from {len(briefing.sources)} articles, {len(briefing.withheld)} withheld."
        )


def write_out(text: str, out: Path | None) -> None:
    """Print the text, or put it into a file as a whole or not at all."""
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    partial = out.with_name(f".{out.name}.part")
    try:
        partial.write_text(text, "utf-8")
        partial.replace(out)
    except OSError as problem:
        partial.unlink(missing_ok=True)
        if problem.errno == ENOSPC:
            raise StoreFull(str(out)) from problem
        raise ConfigurationError(
            f"file {out}", problem.strerror or "", "Name a file that can be written."
        ) from problem


def run_check(file: Path | None, against: list[Path], format: str, home: Path | None) -> int:
    """Hold a text against the library, or against the given paths alone."""
    from agent.make import make_checker
    from agent.deliver.verdicts import shown
    from agent.verify import verify

    if file is None:
        raise ConfigurationError("check", "no file was named", "Name a text, or rows with --claims.")
    text = read_text(file)
    with shelf_of(against, home) if against else opened(home) as (_, _, library):
        if not against:
            library.sync()
        report = verify(text, library, make_checker(), now())
    print(report.model_dump_json(indent=2) if format == "json" else shown(report))
    return 1 if report.counts["refuted"] else 0


@contextmanager
def filled(paths: list[Path], settings: Settings) -> Iterator[tuple[Settings, Store, Library]]:
    """Open a library of the given paths alone, in a home folder that should be a new one."""
    from agent.ingest import ingest
    from agent.make import open_library, open_store

    with open_store(settings) as store, open_library(settings, store) as library:
        ingest(paths, store, settings, now())
        library.sync()
        yield settings, store, library


@contextmanager
def _only(paths: list[Path]) -> Iterator[tuple[Settings, Store, Library]]:
    """Open a library of the given paths alone, in a folder that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="aletheia-") as folder,
        filled(paths, load_settings(Path(folder))) as parts,
    ):
        yield parts


def run_check_claims(file: Path) -> int:
    """Print a label and findings for each row; a bad row is reported and the rest goes on."""
    from agent.check.rows import judge_rows
    from agent.make import make_checker

    skipped = 0
    for row in judge_rows(read_text(file).splitlines(), make_checker()):
        if row.problem:
            skipped += 1
            print(printable(f"{file}, row {row.number}: {row.problem}"), file=sys.stderr)
        else:
            print(
                json.dumps({"id": row.id, "label": row.label, "findings": row.findings}, ensure_ascii=False)
            )
    return 3 if skipped else 0


def read_text(file: Path) -> str:
    """Return the text of a file.

    Raises:
        ConfigurationError: it cannot be read as UTF-8 text.
    """
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise ConfigurationError(
            f"file {file}", why or str(problem), "Name a readable UTF-8 file."
        ) from problem


def run_rebuild(home: Path | None) -> int:
    """Build the index again from the store."""
    from agent.progress import bar

    with opened(home) as (_, _, library), bar("Indexing") as step:
        synced = library.rebuild(step)
    print(f"Rebuilt: {synced.added} articles, {synced.embedded} passages embedded.")
    return 0


def run_delete_article(reference: str, home: Path | None) -> int:
    """Delete an article from the store and the index."""
    with opened(home) as (_, store, library):
        found = store.ids_of(reference)
        if len(found) != 1:
            why = "several articles have that id" if found else "no article has that id or URL"
            raise NotFound(reference, why, "Name it by its id, its URL or your own id.")
        quoted = store.delete_article(found[0])
        library.sync()
    print(f"Deleted {printable(reference)}.")
    if quoted:
        print(
            "Kept briefings still quote it: "
            + ", ".join(quoted)
            + ". `aletheia briefings delete ID` removes one."
        )
    return 0


def run_briefings(home: Path | None) -> int:
    """List the kept briefings."""
    with opened(home) as (settings, store, _):
        for entry in store.briefings():
            when = entry.created.astimezone(settings.zone)
            print(printable(f"{entry.id}  {when:%Y-%m-%d %H:%M}  {entry.title}  ({entry.question})"))
    return 0


def run_show(name: str, format: str, out: Path | None, home: Path | None) -> int:
    """Print a kept briefing."""
    with opened(home) as (settings, store, _):
        _emit(store.briefing(name), format, out, settings)
    return 0


def run_delete_briefing(name: str, home: Path | None) -> int:
    """Delete a kept briefing."""
    with opened(home) as (_, store, _):
        store.delete_briefing(name)
    print(f"Deleted briefing {printable(name)}.")
    return 0


def run_schema(name: str) -> int:
    """Print a JSON schema."""
    from agent.types import Briefing, CheckReport

    known = {"briefing": Briefing, "check": CheckReport}
    if name not in known:
        raise ConfigurationError(f"schema {name}", "known: " + ", ".join(known), "Name one of them.")
    print(json.dumps(known[name].model_json_schema(), indent=2))
    return 0
