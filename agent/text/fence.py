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
    return _unmarked(shown)


def fenced(lines: Iterable[str]) -> str:
    """Return lines between the marks; whatever is foreign in them must have come through `foreign`."""
    return "\n".join((OPEN, *lines, CLOSE))


def fenced_text(text: str) -> str:
    """Return text that was set in lines between the marks; its layout stays, and none of it can write a mark.

    What is foreign in it has lost its hidden characters already.
    """
    return fenced(_unmarked(line) for line in text.strip("\n").splitlines())


def _unmarked(line: str) -> str:
    return line.translate(_MARKS) if "<<" in line or ">>" in line else line
