"""What stands around a passage in its article: enough to judge it by. Pure."""

from __future__ import annotations

from agent.text.safe import one_line

ROOM = 280
"""Characters on either side, before the cut is moved to a word."""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a stretch of text, within its paragraph and some characters.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: One past its last character.

    Returns:
        Both on one line, with `…` where the paragraph goes on.
    """
    before, behind = text[:start].rpartition("\n\n")[2], text[end:].partition("\n\n")[0]
    first, last = before[-ROOM:], behind[:ROOM]
    if len(before) > ROOM:
        first = f"…{first.partition(' ')[2]}"
    if len(behind) > ROOM:
        last = f"{last.rpartition(' ')[0]}…"
    return one_line(first), one_line(last)
