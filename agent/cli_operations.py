"""The commands that keep a house in order: backups, forgetting. Part of the command line, `cli.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agent.options import HomeOption


def add_operations(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to; one that is there is replaced.")],
    home: HomeOption = None,
) -> None:
    """Put the store, the settings file and your profiles into one file, while everything goes on.

    It is read again before it takes its name. Keys are not in it: they come from the environment.
    """
    from agent.commands.backing_up import run_backup

    raise typer.Exit(run_backup(file, home))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    check: Annotated[bool, typer.Option("--check", help="Only check it; change nothing.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put a store that is there aside, under a name of its own.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Put a backup in place, once all of it was checked: every hash, every count, and a trial.

    A backup of a file can go into an empty Postgres database and the other way round. Exit 2 when anything in
    it does not hold, and then nothing is changed; exit 5 while another process works here.
    """
    from agent.commands.backing_up import run_restore

    raise typer.Exit(run_restore(file, check, replace, home))
