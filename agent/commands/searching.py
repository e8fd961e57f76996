"""Looking something up in the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from agent.commands.asking import Asked, limited, refused, request_of
from agent.commands.opening import catch_up, now, opened
from agent.commands.output import write_out
from agent.errors import NothingToSay, UnusableRequest
from agent.guard import say
from agent.settings import load_settings

MOST = 100
"""Passages that can be asked for: nobody reads more, and each is compared with all before it."""


def run_search(asked: Asked, limit: int, json: bool, home: Path | None) -> int:
    """Print the passages that are about the question; with none, say what comes closest."""
    from agent.text.safe import json_safe

    settings = load_settings(home)
    request = request_of(asked, settings.zone)
    if not 1 <= limit <= MOST:
        raise UnusableRequest(f"--limit {limit}", f"it is not between 1 and {MOST}")
    with opened(home, settings) as parts:
        request = limited(request, asked.sources, parts.store)
        catch_up(parts.library)
        moment = now()
        report = parts.library.search(request, moment, limit)
        if json:
            write_out(json_safe(report.model_dump_json(indent=2)), None)
        if not report.passages:
            raise refused(NothingToSay(f"“{request.question}”"), request, parts, moment)
    if not json:
        from agent.deliver.found import PLAIN, TERMINAL, found

        write_out(found(report, settings.zone, TERMINAL if _marks_words() else PLAIN), None)
    elif report.degraded:
        say(report.degraded)
    return 0


def _marks_words() -> bool:
    """Tell whether the product goes to a terminal that can mark words; https://no-color.org is kept."""
    return _is_terminal() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def _is_terminal() -> bool:
    return sys.stdout.isatty()
