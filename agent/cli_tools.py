"""The command that offers tools to other programs: `mcp`. Part of the command line, `cli.py`."""

from __future__ import annotations

from typing import Annotated

import typer

from agent.options import HomeOption


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Listen on this machine instead of on standard input.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port, with --http.")] = 8766,
    home: HomeOption = None,
) -> None:
    """Offer search, brief, check, stories, spikes and ask to any MCP client.

    The client starts this command and speaks to it on standard input and output. With --http it listens at
    127.0.0.1 alone, and everybody with an account on this machine can ask. Needs the extra `mcp`.
    """
    from agent.commands.serving_tools import run_mcp

    raise typer.Exit(run_mcp(http, port, home))
