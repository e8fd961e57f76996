"""Prints docs/cli.md from the command line's own help: `python -m docs.generate > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from agent.cli import EXIT_CODES, app

WIDTH = 96
INTRODUCTION = f"""# The command line

Printed by `python -m docs.generate > docs/cli.md`; a test fails when this page is stale.

The product goes to standard output or into `--out`, everything else to standard error. Whatever goes wrong is
one plain sentence. {EXIT_CODES}
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *sections(typer.main.get_command(app), "aletheia", None)])


def sections(command: Any, name: str, parent: Any) -> Iterator[str]:
    """Yield the help of a command, then that of its commands."""
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=WIDTH)
    told = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield f"## {context.command_path}\n\n```text\n{told}\n```\n"
    for below, one in getattr(command, "commands", {}).items():
        yield from sections(one, below, context)


if __name__ == "__main__":
    print(page(), end="")
