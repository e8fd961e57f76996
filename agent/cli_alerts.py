"""The commands on alerts. Part of the command line, `cli.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from agent.options import HomeOption

alert_app = typer.Typer(
    help="To be told when a burst of coverage begins, or a figure is another one.", no_args_is_help=True
)
Reference = Annotated[str, typer.Argument(help="Id or title of the alert, or how the id begins.")]


def add_alerts(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(alert_app, name="alert")


@alert_app.command("add")
def alert_add(
    title: Annotated[str, typer.Argument(help="What it is called; heads every message.")],
    spike: Annotated[str | None, typer.Option(help="Words whose coverage may burst, as for `watch`.")] = None,
    figure: Annotated[
        str | None,
        typer.Option(help="A question whose figures may change; with --briefing, a figure of its table."),
    ] = None,
    briefing: Annotated[
        str | None, typer.Option(help="Id of the briefing that gives the one figure, such as 126.")
    ] = None,
    mail: Annotated[list[str] | None, typer.Option(help="Mail address; repeatable.")] = None,
    webhook: Annotated[list[str] | None, typer.Option(help="Web address of a program; repeatable.")] = None,
    feed: Annotated[
        list[str] | None, typer.Option(help="RSS file (or .atom) that is written; repeatable.")
    ] = None,
    folder: Annotated[list[str] | None, typer.Option(help="Folder for files; repeatable.")] = None,
    chat: Annotated[list[str] | None, typer.Option(help="Name of a chat service; repeatable.")] = None,
    cool_down: Annotated[
        int, typer.Option(min=1, max=744, help="Hours after a message in which no other one is sent.")
    ] = 24,
    home: HomeOption = None,
) -> None:
    """Order an alert. It is looked at by `aletheia serve`, or by every `aletheia digest run`.

    It goes the ways that digests go, with a receipt for each recipient: one event is told once.
    """
    from agent.commands.alerts import AlertOrder, run_alert_add

    named = (("mail", mail), ("webhook", webhook), ("feed", feed), ("folder", folder), ("chat", chat))
    to = [(channel, address) for channel, some in named for address in some or ()]
    order = AlertOrder(title, to, cool_down, spike or "", figure or "", briefing or "")
    raise typer.Exit(run_alert_add(order, home))


@alert_app.command("list")
def alert_list(home: HomeOption = None) -> None:
    """List the alerts. `digest show`, `pause`, `resume`, `resend` and `remove` take them as well."""
    from agent.commands.alerts import run_alerts

    raise typer.Exit(run_alerts(home))


@alert_app.command("check")
def alert_check(name: Reference, home: HomeOption = None) -> None:
    """Say whether it would be sent now, and why; nothing is kept or sent."""
    from agent.commands.alerts import run_alert_check

    raise typer.Exit(run_alert_check(name, home))


@alert_app.command("preview")
def alert_preview(name: Reference, home: HomeOption = None) -> None:
    """Print the message that would be sent now; nothing is kept or sent."""
    from agent.commands.digests import run_preview

    raise typer.Exit(run_preview(name, "text", None, home))


@alert_app.command("history")
def alert_history(name: Reference, home: HomeOption = None) -> None:
    """Show what was told, and the receipt of each recipient."""
    from agent.commands.digests import run_history

    raise typer.Exit(run_history(name, home))
