"""The one place where foreign text enters a prompt: on lines of its own, between marks it cannot write.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent.text.safe import one_line

OPEN, CLOSE = "<<<EVIDENCE", "EVIDENCE>>>"
_MARKS = str.maketrans({"<": "‹", ">": "›"})


def foreign(text: str) -> str:
    """Return foreign text on one line, without hidden characters and without anything the fence is made of.

    A line of it begins behind the label we put before it, so that it can be no line of ours.
    """
    shown = one_line(text)
    return shown.translate(_MARKS) if "<<" in shown or ">>" in shown else shown


def fenced(lines: Iterable[str]) -> str:
    """Return lines between the marks; whatever is foreign in them must have come through `foreign`."""
    return "\n".join((OPEN, *lines, CLOSE))
