"""The commands on what is kept: the index, single articles, briefings. Part of the command line, `cli.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from agent.options import Format, HomeOption, OutOption

index_app = typer.Typer(help="The search index, which can always be built again.", no_args_is_help=True)
article_app = typer.Typer(help="Single articles of the library.", no_args_is_help=True)
briefings_app = typer.Typer(help="Briefings that were written before.", no_args_is_help=True)


def add_kept(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for name, part in (("index", index_app), ("article", article_app), ("briefings", briefings_app)):
        app.add_typer(part, name=name)


@index_app.command("rebuild")
def index_rebuild(home: HomeOption = None) -> None:
    """Build the search index again from the store."""
    from agent.commands.library import run_rebuild

    raise typer.Exit(run_rebuild(home))


@article_app.command("versions")
def article_versions(
    reference: Annotated[str, typer.Argument(help="Id, URL or your own id of the article.")],
    home: HomeOption = None,
) -> None:
    """Show every version of an article with what changed, and where its text comes from.

    `[-…-]` was taken away, `{+…+}` was put in. Articles of two weeks around it that repeat its text, or that
    it repeats, are named.
    """
    from agent.commands.articles import run_versions

    raise typer.Exit(run_versions(reference, home))


@article_app.command("delete")
def article_delete(
    reference: Annotated[str, typer.Argument(help="Id, URL or your own id of the article.")],
    home: HomeOption = None,
) -> None:
    """Delete an article with all its versions, from store and index."""
    from agent.commands.library import run_delete_article

    raise typer.Exit(run_delete_article(reference, home))


@briefings_app.command("list")
def briefings_list(home: HomeOption = None) -> None:
    """List the kept briefings, newest first."""
    from agent.commands.briefings import run_briefings

    raise typer.Exit(run_briefings(home))


@briefings_app.command("show")
def briefings_show(
    name: Annotated[str, typer.Argument(help="Id of the briefing.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.MD,
    out: OutOption = None,
    home: HomeOption = None,
) -> None:
    """Print a kept briefing."""
    from agent.commands.briefings import run_show

    raise typer.Exit(run_show(name, format.value, out, home))


@briefings_app.command("delete")
def briefings_delete(
    name: Annotated[str, typer.Argument(help="Id of the briefing.")], home: HomeOption = None
) -> None:
    """Delete a kept briefing."""
    from agent.commands.briefings import run_delete_briefing

    raise typer.Exit(run_delete_briefing(name, home))
