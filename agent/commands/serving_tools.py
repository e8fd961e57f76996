"""Offering the tools to other programs."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from agent.commands.opening import opened
from agent.errors import ConfigurationError
from agent.guard import INTERRUPTED, say

_PARTS = {"mcp", "anyio", "uvicorn"}
"""What the extra brings."""


def run_mcp(http: bool, port: int, home: Path | None) -> int:
    """Serve until the other side leaves, or until interrupted."""
    try:
        from agent.tools.server import serve_here, serve_http
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _PARTS:
            raise
        raise ConfigurationError(
            "aletheia mcp", f"the package {missing.name} is not installed", "Install `aletheia[mcp]`."
        ) from None
    from agent.tools.offered import Counter

    with opened(home, shared=True) as parts:
        counter = Counter(parts)
        try:
            if http:
                serve_http(counter, port)
            else:
                if sys.stdin.isatty():
                    say(
                        "This speaks MCP on standard input and output, to a program that starts it."
                        " Ctrl-D ends it."
                    )
                signal.signal(signal.SIGINT, _leave)
                serve_here(counter)
        finally:
            counter.wait()
    return 0


def _leave(*_: object) -> None:
    """End at once: a thread that waits for a line of input cannot be told to stop."""
    say("Interrupted; what was finished is kept.")
    os._exit(INTERRUPTED)
