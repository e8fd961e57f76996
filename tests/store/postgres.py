"""A Postgres server of the tests' own: in a folder that goes away, behind a socket in that folder.

It is made from the programs of the Debian package, which refuse to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

MISSING = "Postgres is not installed: no initdb under /usr/lib/postgresql"
_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_wal_size=64MB"
)


class Postgres:
    """One server. `url` makes an empty place on it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self.folder = folder
        self.data = folder / "data"
        self._made = 0

    def initialise(self) -> None:
        """Make the folder of the server, and start it."""
        if user := _other_user():
            shutil.chown(self.folder, user)
        self._run("initdb", "-D", self.data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"{_OPTIONS} -k {self.folder}"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; `immediate` is what a crash looks like."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def restart(self, mode: str = "immediate") -> None:
        """Stop and start it."""
        self.stop(mode)
        self.start()

    def url(self) -> str:
        """Make an empty schema, which takes less time and room than a database, and return its address."""
        self._made += 1
        self.run(f"CREATE SCHEMA test{self._made}")
        return f"{self.address('postgres')}&options=-csearch_path=test{self._made}"

    def run(self, statement: str) -> None:
        """Carry out one statement outside a transaction."""
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql+psycopg://tester:canary@/{database}?host={self.folder}"

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [self._programs / program, *map(str, arguments)],
            user=_other_user(),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr or self._log()}"

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text("utf-8") if log.exists() else ""


def programs() -> Path | None:
    """Return the folder of the newest server that is installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(found, key=lambda path: int(path.parent.name), default=None)
    return newest if _other_user() or os.geteuid() != 0 else None


@contextmanager
def server() -> Iterator[Postgres]:
    """Run a server until the end; there has to be one that is installed."""
    where = programs()
    assert where is not None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # the path of a socket may have 107 characters
    made = Postgres(where, folder)
    try:
        made.initialise()
        yield made
    finally:
        if (made.data / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder)


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)
