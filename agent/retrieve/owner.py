"""One process owns an index folder at a time, and others can tell which."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Owner:
    """This process as the owner of a folder, from `take` until `release`."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is taken yet."""
        self._folder = folder
        self._lock: BaseFileLock | None = None

    @property
    def held(self) -> bool:
        """Whether the folder is ours."""
        return self._lock is not None

    def take(self) -> bool:
        """Make the folder ours, unless another process has it."""
        from filelock import FileLock, Timeout

        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        self._lock = lock
        (self._folder / "holder").write_text(f"process {os.getpid()}", encoding="utf-8")
        return True

    def release(self) -> None:
        """Let another process have it."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def name(self) -> str:
        """Return what the owner called itself."""
        try:
            return (self._folder / "holder").read_text(encoding="utf-8")[:80]
        except (OSError, UnicodeDecodeError):
            return "another process"


def owner_of(folder: Path) -> str:
    """Return who owns a folder at this moment; empty if nobody."""
    from filelock import FileLock, Timeout

    if not (folder / "lock").exists():
        return ""
    try:
        with FileLock(folder / "lock", timeout=0):
            return ""
    except Timeout:
        return Owner(folder).name()
