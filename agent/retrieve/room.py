"""A disk without room is told from a damaged index: what helps is another thing."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from agent.errors import IndexDamaged, IndexFull

LEAST = 8 * 2**20
"""Bytes that have to be free for a failed writing to have had another reason; the engines write files of
some megabytes, and say what went wrong each in its own way."""
_SAID = f"os error {errno.ENOSPC}"


@contextmanager
def enough_room(folder: Path) -> Iterator[None]:
    """Turn what fails for want of room into IndexFull; everything else is raised as it is.

    Args:
        folder: Where is written.
    """
    try:
        yield
    except (IndexDamaged, OSError, ValueError) as error:  # tantivy knows no other than ValueError
        if _SAID in str(error) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            raise IndexFull(str(folder)) from error
        if disk_usage(folder).free < LEAST:
            why = error.why if isinstance(error, IndexDamaged) else str(error)
            raise IndexFull(str(folder), why) from error
        raise
