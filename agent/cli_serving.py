"""The commands on the server and its people: `serve` and `user`. Part of the command line, `cli.py`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from agent.options import (
    CallsOption,
    CostOption,
    DeadlineOption,
    HomeOption,
    ModelOption,
    TokensOption,
    Writer,
    WriterOption,
)

user_app = typer.Typer(help="The people who may use the server.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Small letters, digits, dots, dashes.")]


class RoleName(StrEnum):
    """What somebody may do."""

    READER = "reader"
    ANALYST = "analyst"
    ADMIN = "admin"


def add_serving(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(serve)
    app.add_typer(user_app, name="user")


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    writer: WriterOption = None,
    model: ModelOption = None,
    max_calls: CallsOption = None,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
    deadline: DeadlineOption = None,
    home: HomeOption = None,
) -> None:
    """Answer on a web page, and to programs: REST under /api/v1, OpenAI's interface under /v1.

    On this machine alone it needs no account. Before it listens beyond, somebody must have one (`user add`),
    and `serve_url` in the settings names the address that others use; a proxy in front of it adds https.
    Limits hold for each answer. Ctrl-C stops it.
    """
    from agent.commands.serving import run_serve

    limits = {"max_calls": max_calls, "max_tokens": max_tokens, "max_cost": max_cost, "deadline": deadline}
    raise typer.Exit(run_serve(host, port, home, {"model": model, **limits}, writer is Writer.EXTRACTIVE))


@user_app.command("add")
def user_add(
    name: Name,
    role: Annotated[RoleName, typer.Option(help="What they may do.")] = RoleName.ANALYST,
    home: HomeOption = None,
) -> None:
    """Make an account. The password is asked for, or read from standard input; it has ten characters or more.

    A reader looks things up, an analyst also asks, an admin also sees what everybody spends.
    """
    from agent.commands.serving import run_user_add

    raise typer.Exit(run_user_add(name, role.value, home))


@user_app.command("list")
def user_list(home: HomeOption = None) -> None:
    """Show who has an account."""
    from agent.commands.serving import run_users

    raise typer.Exit(run_users(home))


@user_app.command("remove")
def user_remove(name: Name, home: HomeOption = None) -> None:
    """End an account, its sessions, its token, its digests and alerts. Nobody else is given its name."""
    from agent.commands.serving import run_user_remove

    raise typer.Exit(run_user_remove(name, home))


@user_app.command("token")
def user_token(name: Name, home: HomeOption = None) -> None:
    """Make a token with which a program acts for somebody, and print it this once; the one before ends."""
    from agent.commands.serving import run_user_token

    raise typer.Exit(run_user_token(name, home))
