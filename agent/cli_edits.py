"""The commands on what people do to briefings: `edit` and `feedback`. Part of the command line, `cli.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from agent.errors import UnusableRequest
from agent.options import HomeOption, OutOption

feedback_app = typer.Typer(help="What people think of sentences.", no_args_is_help=True)


def add_edits(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(edit)
    app.add_typer(feedback_app, name="feedback")


@feedback_app.command("export")
def feedback_export(out: OutOption = None, home: HomeOption = None) -> None:
    """Print a row of JSON for each sentence that somebody called wrong or useful on the server.

    A row holds the sentence, the passages it cites, and the label that follows, in the form that
    `aletheia eval probes --data` and `aletheia check --claims` read. It does not say who it was.
    """
    from agent.commands.feedback import run_feedback_export

    raise typer.Exit(run_feedback_export(out, home))


def edit(
    name: Annotated[str, typer.Argument(help="Id of the briefing; `briefings list` shows them.")],
    number: Annotated[
        int | None,
        typer.Argument(help="Number of the sentence; without it, all are listed."),
    ] = None,
    text: Annotated[str | None, typer.Argument(help="The sentence as it is to be.")] = None,
    passage: Annotated[
        list[int] | None, typer.Option(help="Number of a passage that it rests on; repeatable.")
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Take the sentence out.")] = False,
    home: HomeOption = None,
) -> None:
    """Give a sentence of a kept briefing another text, or take it out.

    The new text is checked at once, as every sentence is. What its sources do not say is refused, and nothing
    is changed (exit 1). What holds is kept as a new version that says who edited it and when.
    """
    from agent.commands.editing import run_edit, run_passages

    if number is None:
        raise typer.Exit(run_passages(name, home))
    if (text is None) is not delete:
        raise UnusableRequest("edit", "it takes a new text or --delete, one of the two")
    raise typer.Exit(run_edit(name, number, text, tuple(passage or ()), home))
