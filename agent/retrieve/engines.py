"""The processes in which Chroma runs: started ahead, handed out, and taken back once a folder was left.

To load the engine takes a second of computing, so one that is idle is kept for whoever comes next. Only an
engine that left its folder in order is: one that failed in any way is ended.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import agent
from agent.errors import IndexDamaged
from agent.retrieve.deadline import within

KEPT = 1
"""Engines that are kept without a folder."""
_IDLE: list[subprocess.Popen[bytes]] = []
"""Engines that belong to no folder."""


def warm_up() -> None:
    """Start an engine for whoever opens vectors next, while something else is loaded."""
    if not _IDLE:
        _IDLE.append(started())


def taken() -> subprocess.Popen[bytes]:
    """Return an engine that belongs to no folder yet; whoever takes it gives it back or ends it."""
    while _IDLE:
        engine = _IDLE.pop()
        if engine.poll() is None:
            return engine
        _let_go(engine)
    return started()


def given_back(engine: subprocess.Popen[bytes], seconds: float) -> None:
    """Keep an engine that left its folder, or end it where enough are kept."""
    if len(_IDLE) < KEPT:
        _IDLE.append(engine)
    else:
        ended(engine, seconds)


def ended(engine: subprocess.Popen[bytes], seconds: float) -> None:
    """Let an engine end, and end it if it does not within so many seconds."""

    def end() -> int:
        _close(engine.stdin)
        return engine.wait()

    try:
        within(end, seconds, "vectors")
    except IndexDamaged:
        engine.kill()
    _let_go(engine)


@atexit.register
def end_idle() -> None:
    """End the engines that belong to no folder: they hold nothing."""
    while _IDLE:
        engine = _IDLE.pop()
        engine.kill()
        _let_go(engine)


def started() -> subprocess.Popen[bytes]:
    """Start an engine."""
    return subprocess.Popen(
        [sys.executable, "-m", "agent.retrieve.engine"],
        cwd=Path(agent.__file__).resolve().parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not _misleads(name)},
    )


def _misleads(variable: str) -> bool:
    """Tell whether an environment variable would send the engine's questions elsewhere."""
    return variable.lower().endswith("_proxy") or variable.startswith("CHROMA_")


def _let_go(engine: subprocess.Popen[bytes]) -> None:
    engine.wait()
    _close(engine.stdin)
    _close(engine.stdout)


def _close(stream: IO[bytes] | None) -> None:
    with suppress(OSError):  # what was not written yet cannot be written to an engine that has ended
        if stream is not None:
            stream.close()
