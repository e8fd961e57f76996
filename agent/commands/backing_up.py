"""Making backups, checking them, and putting them in place."""

from __future__ import annotations

from pathlib import Path

from agent.commands.opening import now, opened_store
from agent.commands.output import must_be_writable
from agent.guard import say
from agent.text.safe import printable


def run_backup(file: Path, home: Path | None) -> int:
    """Write a backup, and say what is in it."""
    from agent.backups import back_up
    from agent.progress import bar

    must_be_writable(file)
    with opened_store(home) as (settings, store), bar("Copying") as step:
        made = back_up(store, settings, file, now(), step)
    size = file.stat().st_size / 1_000_000
    print(
        printable(
            f"{file}: {made.rows['articles']} articles, {made.rows['briefings']} briefings, {size:.1f} MB."
        )
    )
    say("It was read again and can be restored. It holds what the library holds: keep it as safe.")
    return 0


def run_restore(file: Path, check: bool, replace: bool, home: Path | None) -> int:
    """Put a backup in place, or only check it."""
    from agent.backups import checked, restore
    from agent.errors import UnusableRequest
    from agent.progress import bar
    from agent.settings import load_settings

    if not file.is_file():
        raise UnusableRequest(f"path {file}", "there is no such file", "Name a backup.")
    settings = load_settings(home)
    if check:
        with checked(file) as (backup, _):
            print(printable(f"Sound: {_told(backup.rows)}, made {backup.created:%Y-%m-%d %H:%M} UTC."))
        return 0
    with bar("Restoring") as step:
        done = restore(file, settings, now(), replace, step)
    print(printable(f"Restored: {_told(done.backup.rows)}, as of {done.backup.created:%Y-%m-%d %H:%M} UTC."))
    if done.aside is not None:
        say(f"The store that was here lies at {done.aside}; delete it when you need it no more.")
    for name in done.kept:
        say(f"{name} was here already and stays as it is.")
    say("The next command brings the index in step.")
    return 0


def _told(rows: dict[str, int]) -> str:
    return f"{rows.get('articles', 0)} articles, {rows.get('briefings', 0)} briefings"
