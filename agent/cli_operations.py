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
    app.command()(forget)


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


def forget(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Ids, addresses or own ids of articles.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="All articles of this outlet.")] = None,
    old: Annotated[bool, typer.Option("--old", help="All that are older than `retention_days`.")] = False,
    quotations: Annotated[
        bool, typer.Option("--quotations", help="Also delete the briefings that hold words of them.")
    ] = False,
    dry: Annotated[bool, typer.Option("--dry", help="Say how many that is; change nothing.")] = False,
    home: HomeOption = None,
) -> None:
    """Forget articles for good: no file of store or index holds them, and no reading brings them back.

    Kept briefings that quote them say that they were erased, unless --quotations deletes them as well. What
    was sent, exported or backed up before is out of reach.
    """
    from agent.commands.forgetting import run_forget

    raise typer.Exit(run_forget(articles or [], outlet, old, quotations, dry, home))
