"""A Chroma server of the tests' own, on loopback: `chroma run`, as a person starts it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.request import urlopen

from agent.retrieve.dense import Spot, Vectors
from agent.retrieve.seams import Server

START_SECONDS = 60.0


class Chroma:
    """One server, which can be halted, killed and started again at the same address."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> Server:
        """Return the server as the library is told of it."""
        return Server(f"http://127.0.0.1:{self.port}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen(
            [program, "run", "--host", "127.0.0.1", "--port", str(self.port), "--path", str(self.data)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = monotonic() + START_SECONDS
        while monotonic() < until and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            Event().wait(0.05)
        raise AssertionError(f"chroma run did not start: {self._process.poll()}")

    def send(self, harm: signal.Signals) -> None:
        """Send it a signal; wait for its end where that ends it."""
        assert self._process is not None
        self._process.send_signal(harm)
        if harm not in (signal.SIGSTOP, signal.SIGCONT):
            self._process.wait()

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def wipe(self) -> None:
        """Take all its data away, and start it again."""
        self.kill()
        shutil.rmtree(self.data)
        self.start()

    def collections(self) -> set[str]:
        """Return the names of all collections."""
        path = "/api/v2/tenants/default_tenant/databases/default_database/collections"
        with urlopen(f"{self.server.address}{path}", timeout=20) as reply:
            return {one["name"] for one in json.load(reply)}

    def holding(self, *words: bytes) -> list[Path]:
        """Return its files that hold one of the words."""
        files = [path for path in self.data.rglob("*") if path.is_file()]
        return [path for path in files if any(word in path.read_bytes() for word in words)]


@contextmanager
def running(data: Path) -> Iterator[Chroma]:
    """Run a server until the end."""
    made = Chroma(data)
    made.start()
    try:
        yield made
    finally:
        made.kill()


@contextmanager
def collection(spot: Spot) -> Iterator[Vectors]:
    """Open a collection beside the library."""
    vectors = Vectors(spot)
    try:
        yield vectors
    finally:
        vectors.close()
