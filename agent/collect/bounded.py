"""Foreign files read in a process that may be ended: so much memory, so much time, and never a hang.

with Readers() as readers:
    feed = Feed.model_validate(readers.read("feed", data, "application/rss+xml"))
"""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Lock, Timer
from types import TracebackType
from typing import Any

from agent.collect.outcome import Unusable

SECONDS = 10.0
"""How long the reading of one file may take; a page of 6 MB takes seven."""
STARTING = 30.0
"""How much longer the first takes, while libraries are loaded."""


class Readers:
    """One process that reads foreign files, started when it is needed and again after it was ended."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Set how long one reading may take, in seconds."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._warm = False
        self._lock = Lock()

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def read(self, what: str, data: bytes, content_type: str = "") -> dict[str, Any]:
        """Return what a file says, as a dictionary of the job's record.

        Args:
            what: One of the jobs of `agent.collect.worker`.
            data: The file.
            content_type: What the server says it is.

        Raises:
            Unusable: it cannot be read, or not within the time and memory that reading may take.
        """
        with self._lock:
            line, too_slow = self._asked(what, data, content_type)
        if too_slow:
            raise Unusable(f"reading it takes more than {self._seconds:g} seconds")
        if not line:
            raise Unusable("reading it ends the reader, or takes more memory than it may")
        reply = json.loads(line)
        if "unusable" in reply:
            raise Unusable(reply["unusable"])
        answer: dict[str, Any] = reply["answer"]
        return answer

    def _asked(self, what: str, data: bytes, content_type: str) -> tuple[bytes, bool]:
        process = self._running()
        ended: list[bool] = []

        def end() -> None:
            ended.append(True)
            process.kill()

        timer = Timer(self._seconds + (0 if self._warm else STARTING), end)
        timer.start()
        try:
            line = _exchanged(process, what, data, content_type)
        finally:
            timer.cancel()
        self._warm = bool(line)
        if not line:
            self._end()
        return line, bool(ended)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", "agent.collect.worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._warm = False
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _closed(stream)
        self._process = None


def _closed(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was left to write went to a process that is no more


def _exchanged(process: subprocess.Popen[bytes], what: str, data: bytes, content_type: str) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {"read": what, "bytes": len(data), "content_type": content_type}
    try:
        process.stdin.write(json.dumps(asked).encode() + b"\n" + data)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()
