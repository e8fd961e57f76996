"""Threads in which answers are written, a bounded number of places before them, and what they are at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Generic, TypeVar

from agent.errors import ServerBusy, Stopped
from agent.overseen import Watch

T = TypeVar("T")
COME_BACK = 5.0
"""Seconds after which whoever found no place may ask again."""


class Work:
    """The places: some at work, some waiting."""

    def __init__(self, at_once: int, waiting: int) -> None:
        """Have so many threads, and let so many wait for one."""
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="aletheia-answer")
        self._most = at_once + waiting
        self._lock = Lock()
        self._jobs: set[Job[object]] = set()

    def must_have_room(self) -> None:
        """Refuse where all places are taken.

        Raises:
            ServerBusy: they are.
        """
        if len(self._jobs) >= self._most:
            raise ServerBusy(COME_BACK, "", f"{self._most} answers are being written or wait")

    def start(self, do: Callable[[Watch], T], after: Callable[[Watch], None]) -> Job[T]:
        """Give work a place, and return it; it begins when a thread is free.

        Args:
            do: Is called in a thread, with what oversees it.
            after: Is called in a thread when it ended, failed, or was given up before it began.

        Raises:
            ServerBusy: all places are taken.
        """
        job: Job[T] = Job(asyncio.get_running_loop())

        def run() -> T:
            try:
                job.watch.step("begun")
                return do(job.watch)
            finally:
                after(job.watch)

        with self._lock:
            self.must_have_room()
            self._jobs.add(job)  # type: ignore[arg-type]  # only identity matters here
        job.future = self._pool.submit(run)
        job.given_up = lambda: self._pool.submit(after, job.watch)
        job.future.add_done_callback(lambda _: self._left(job))
        return job

    def close(self) -> None:
        """Stop all that is at work, and wait for its threads."""
        for job in list(self._jobs):
            job.stop()
        self._pool.shutdown(wait=True)

    def _left(self, job: Job[T]) -> None:
        with self._lock:
            self._jobs.discard(job)
        job.ended()


class Job(Generic[T]):
    """One answer on its way."""

    future: Future[T]
    given_up: Callable[[], object]

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell what happens to a loop."""
        self._loop = loop
        self._steps: asyncio.Queue[str | None] = asyncio.Queue()
        self.watch = Watch(self._tell)

    def stop(self) -> None:
        """Nobody waits for it any more; nothing happens where it has ended."""
        self.watch.stop()
        if self.future.cancel():
            self.given_up()

    async def steps(self) -> AsyncIterator[str]:
        """Yield what it is at, until it has ended."""
        while (step := await self._steps.get()) is not None:
            if step != "begun":
                yield step

    def result(self) -> T:
        """Return what came of it, once it has ended.

        Raises:
            Stopped: it was given up before it began.
        """
        if self.future.cancelled():
            raise Stopped()
        return self.future.result(timeout=0)

    def ended(self) -> None:
        """Let whoever reads the steps know that there are no more; from any thread."""
        self._tell(None)

    def _tell(self, step: str | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens
            self._loop.call_soon_threadsafe(self._steps.put_nowait, step)
