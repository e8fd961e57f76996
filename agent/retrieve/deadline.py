"""No call into an engine may take for ever, or end the program in its own way."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from agent.errors import IndexAway, IndexDamaged

T = TypeVar("T")


def within(work: Callable[[], T], seconds: float, subject: str) -> T:
    """Return what the work returns, or raise IndexDamaged when it fails or is not done in time.

    The engines' own errors have no common root and their calls no timeout; both end here. A call that hangs
    keeps its thread, which does not keep the program from ending. A server that is away is no damage.
    """
    thread, done, failed = _begun(work, subject)
    thread.join(seconds)
    if done:
        return done[0]
    if failed and isinstance(failed[0], IndexAway):
        raise failed[0]
    if failed:
        raise IndexDamaged(subject, f"{type(failed[0]).__name__}: {failed[0]}") from failed[0]
    raise IndexDamaged(subject, f"no answer within {seconds:g} seconds")


def _begun(work: Callable[[], T], subject: str) -> tuple[Thread, list[T], list[BaseException]]:
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # panics of the engines' Rust code are no Exception
            failed.append(error)

    thread = Thread(target=run, daemon=True, name=f"aletheia-{subject}")
    thread.start()
    return thread, done, failed
