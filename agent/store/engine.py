"""Opening the database, and saying in plain words what it complains about."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from agent.errors import ConfigurationError, StoreBusy, StoreDamaged, StoreError, StoreFull

BUSY_MS = 5_000
"""How long a command waits for another one that is writing."""
_WRITE_FAILED = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_REFUSED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")


def open_engine(url: str) -> Engine:
    """Return an engine for the address; a missing folder is made, nothing is read yet.

    Raises:
        ConfigurationError: the address cannot be used.
        StoreError: the folder cannot be made.
    """
    try:
        parsed = make_url(url)
        file = parsed.database if parsed.get_backend_name() == "sqlite" else None
        if file and file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigurationError("setting database_url", str(error)) from None
    except OSError as error:
        raise StoreError(str(error.filename), str(error.strerror), "Choose another home folder.") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """Make SQLite keep its promises: foreign keys, rollback journal, deleted text overwritten."""
    connection.isolation_level = None  # transactions begin where we say so, see _begin
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    # Write-ahead logs lose committed rows in SQLite 3.7.0 to 3.51.2 when two connections write and
    # checkpoint; the rollback journal does not, and one writer at a time is all we need.
    (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    if mode not in ("delete", "memory"):
        raise StoreBusy(why=f"it keeps the database in {mode} mode")


def _begin(connection: Connection) -> None:
    """Take the write lock at once in a transaction that will write, instead of failing half-way."""
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Turn what the database and the disk complain about into errors of ours."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        translated = _translated(cause, where)
        if translated is None:
            raise
        raise translated from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StoreFull(where) from error
        raise


def _translated(cause: BaseException | None, where: str) -> StoreError | None:
    name = str(getattr(cause, "sqlite_errorname", ""))
    for family, kind in (
        (_WRITE_FAILED, StoreFull),
        (_DAMAGED, StoreDamaged),
        (_BUSY, StoreBusy),
        (_REFUSED, StoreError),
    ):
        if name.startswith(family):
            return kind(where, str(cause))
    return None
