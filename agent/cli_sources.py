"""The commands on what is followed. Part of the command line, `cli.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agent.options import HomeOption

source_app = typer.Typer(help="Feeds, sites and folders that are followed.", no_args_is_help=True)
_COUNTRY = "Country of the outlet, such as Colombia or CO; else told by its address."
Reference = Annotated[str, typer.Argument(help="Id, address or name of the source, or how one begins.")]


@source_app.command("add")
def source_add(
    address: Annotated[str, typer.Argument(help="Address of a feed or a site, or a folder.")],
    publisher: Annotated[str, typer.Option(help="Name of the outlet as readers know it.")] = "",
    language: Annotated[str, typer.Option(help="Its language, such as en; else told from each text.")] = "",
    country: Annotated[str, typer.Option(help=_COUNTRY)] = "",
    home: HomeOption = None,
) -> None:
    """Follow a feed, a site or a folder.

    The address is asked once: a page that names a feed leads to that feed.
    """
    from agent.commands.sources import run_add

    raise typer.Exit(run_add(address, publisher, language, country, home))


@source_app.command("set")
def source_set(
    reference: Annotated[str, typer.Argument(help="A source as with `pause`, or the name of any outlet.")],
    publisher: Annotated[str | None, typer.Option(help="Name of its outlet from now on.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    country: Annotated[str | None, typer.Option(help=_COUNTRY)] = None,
    home: HomeOption = None,
) -> None:
    """Change what is said of a source, or of which country an outlet is; "" takes it back.

    Name and language hold for what comes in from now on, the country for all there is.
    """
    from agent.commands.sources import run_set

    raise typer.Exit(run_set(reference, publisher, language, country, home))


@source_app.command("list")
def source_list(home: HomeOption = None) -> None:
    """Show what is followed, and how each source fares."""
    from agent.commands.sources import run_list

    raise typer.Exit(run_list(home))


@source_app.command("pause")
def source_pause(reference: Reference, home: HomeOption = None) -> None:
    """Read a source no more for now."""
    from agent.commands.sources import run_pause

    raise typer.Exit(run_pause(reference, True, home))


@source_app.command("resume")
def source_resume(reference: Reference, home: HomeOption = None) -> None:
    """Read a paused or vanished source again."""
    from agent.commands.sources import run_pause

    raise typer.Exit(run_pause(reference, False, home))


@source_app.command("remove")
def source_remove(reference: Reference, home: HomeOption = None) -> None:
    """Follow a source no more; its articles stay."""
    from agent.commands.sources import run_remove

    raise typer.Exit(run_remove(reference, home))


@source_app.command("import")
def source_import(
    file: Annotated[Path, typer.Argument(help="OPML file, as another reader exports it.")],
    home: HomeOption = None,
) -> None:
    """Follow what a list of subscriptions (OPML) names.

    Nothing is fetched yet. Entries that are followed already are said; what cannot be followed is named with
    the reason (exit 3).
    """
    from agent.commands.subscriptions import run_import

    raise typer.Exit(run_import(file, home))


@source_app.command("export")
def source_export(
    file: Annotated[Path | None, typer.Argument(help="File to write; none: standard output.")] = None,
    home: HomeOption = None,
) -> None:
    """Write the feeds and sites that are followed as a list of subscriptions (OPML)."""
    from agent.commands.subscriptions import run_export

    raise typer.Exit(run_export(file, home))


def collect(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources to read now; none: those that are due.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on reading whatever is due.")] = False,
    home: HomeOption = None,
) -> None:
    """Read the sources that are followed, and make what is new searchable.

    A source that fails is asked less and less often; robots.txt and the pauses it asks for are kept. Exit 3
    when a source or a page could not be read; the rest goes in.
    """
    from agent.commands.sources import run_collect

    raise typer.Exit(run_collect(sources or [], watch, home))
