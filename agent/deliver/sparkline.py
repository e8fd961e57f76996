"""A series in one line of a terminal: a block for each column, and the level that was expected.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
"""Heights 1 to 8; nothing at all is a blank."""
LEVEL = "·"
"""Stands where nothing came though something was due."""
OPEN, CLOSE = "[", "]"
"""Stand around the columns that are at least twice what was expected."""
TIMES = 2.0


def chart(counts: Sequence[float], expected: Sequence[float], width: int = 60) -> str:
    """Return a series as one line: blocks on one scale, brackets around what is far above its expectation.

    Behind the blocks stands what they mean: the highest column and the expected level beside it, such as
    `▁▁▂▁[▅█▃]▁  highest 12, usual 1.4`. A column of several steps has their sum.

    Args:
        counts: Articles in each step.
        expected: How many were expected in each; as many as there are counts.
        width: Columns of blocks, at least 1; the newest steps are at the right, and the leftmost column may
            have fewer steps than the others.

    Returns:
        The line; an empty one without steps.

    Raises:
        ValueError: the two are not of one length.
    """
    if len(counts) != len(expected):
        raise ValueError(f"{len(counts)} counts and {len(expected)} expectations")
    seen, due = _columns(counts, width), _columns(expected, width)
    if not seen:
        return ""
    most = max(*seen, *due, 1e-9)
    high = [bool(a) and a >= TIMES * b for a, b in zip(seen, due, strict=True)]
    drawn = ""
    for at, (a, b) in enumerate(zip(seen, due, strict=True)):
        drawn += OPEN if high[at] and not (at and high[at - 1]) else ""
        drawn += _block(a, b, most)
        drawn += CLOSE if high[at] and not any(high[at + 1 : at + 2]) else ""
    top = max(range(len(seen)), key=lambda at: seen[at])
    return f"{drawn}  highest {seen[top]:.0f}, usual {due[top]:.1f}"


def blocks(counts: Sequence[float], width: int = 24, most: float = 0.0) -> str:
    """Return a series as a row of blocks and nothing else, blank where nothing came.

    Args:
        counts: Articles in each step.
        width: Columns, at least 1; fewer where there are fewer steps.
        most: What the highest block stands for at least, so that rows can be compared.
    """
    seen = _columns(counts, width)
    top = max([most, *seen, 1e-9])
    return "".join(_block(count, 0, top) for count in seen)


def _block(count: float, expected: float, most: float) -> str:
    if count <= 0:
        return LEVEL if expected >= 1 else " "
    return BLOCKS[min(len(BLOCKS) - 1, int(len(BLOCKS) * count / most))]


def _columns(values: Sequence[float], width: int) -> list[float]:
    """Return the sums of as many equal stretches as fit into the width, counted from the newest value."""
    size = max(1, -(-len(values) // max(1, width)))
    return [sum(values[max(0, end - size) : end]) for end in range(len(values), 0, -size)][::-1]
