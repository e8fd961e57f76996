"""Questions and answers over the streams of another process, each with a deadline, and without a thread.

A thread for each question costs more than most answers on a machine that is busy: it is handed the processor
and hands it back, twice. So the streams are watched here until there is something to read, or no more time.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import POLLHUP, POLLIN, POLLOUT, poll
from threading import Lock
from time import monotonic

from agent.errors import IndexDamaged

_AT_ONCE = 1 << 16
"""Bytes read or written together: what a pipe holds."""


class Talk:
    """A process that says when it is ready, and then answers every question with a line, in order.

    Any number of threads may ask it. One that does not wait for its answer leaves it to nobody else.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Take a process with its standard streams; nobody else may use them from now on."""
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._into, self._out = process.stdin.fileno(), process.stdout.fileno()
        os.set_blocking(self._into, False)
        self._turn = Lock()
        self._asked, self._lines = 0, 0
        self._begun = b""
        self._there: dict[int, bytes] = {}
        self._unwanted = {0}
        self._ended = False

    def ask(self, sent: bytes, seconds: float) -> int:
        """Send a question and return the number of its answer.

        Raises:
            IndexDamaged: it was not taken in time.
        """
        until = monotonic() + seconds
        with self._turning(seconds):
            self._asked += 1
            left = memoryview(sent)
            while left and not self._ended:
                left = left[self._step(until, seconds, left) :]
            return self._asked

    def ready(self, seconds: float) -> None:
        """Wait until the process has said that it is ready.

        Raises:
            IndexDamaged: it did not in time, or ended.
        """
        until = monotonic() + seconds
        while not self._lines:
            with self._turning(seconds):
                if not self._lines:
                    self._there_is_more(until, seconds)

    def answer(self, number: int, seconds: float) -> bytes:
        """Return the answer of that number.

        Raises:
            IndexDamaged: it did not come in time, or the process ended before.
        """
        until = monotonic() + seconds
        try:
            with self._turning(seconds):
                while number not in self._there:
                    self._there_is_more(until, seconds)
                return self._there.pop(number)
        except BaseException:
            self._unwanted.add(number)
            raise

    @contextmanager
    def _turning(self, seconds: float) -> Iterator[None]:
        if not self._turn.acquire(timeout=seconds):
            raise IndexDamaged("vectors", f"no answer within {seconds:g} seconds")
        try:
            yield
        finally:
            self._turn.release()

    def _there_is_more(self, until: float, seconds: float) -> None:
        if self._ended:
            raise IndexDamaged("vectors", f"the engine ended with code {self._process.wait()}")
        self._step(until, seconds)

    def _step(self, until: float, seconds: float, left: memoryview | None = None) -> int:
        """Wait until something can be read, or more of `left` be written; return how much of it was."""
        watched = poll()
        watched.register(self._out, POLLIN | POLLHUP)
        if left is not None:
            watched.register(self._into, POLLOUT)
        ready = dict(watched.poll(max(0.0, until - monotonic()) * 1000))
        if not ready:
            raise IndexDamaged("vectors", f"no answer within {seconds:g} seconds")
        if self._out in ready:
            self._read()
        written = 0
        if left is not None and self._into in ready:
            with suppress(BrokenPipeError):  # it has ended, and will say nothing
                written = os.write(self._into, left[:_AT_ONCE])
        return written

    def _read(self) -> None:
        some = os.read(self._out, _AT_ONCE)
        self._ended = not some
        *lines, self._begun = (self._begun + some).split(b"\n")
        for line in lines:
            if self._lines in self._unwanted:
                self._unwanted.discard(self._lines)
            else:
                self._there[self._lines] = line
            self._lines += 1
