"""Opening the database, and saying in plain words what it complains about."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from agent.errors import ConfigurationError, StoreBusy, StoreDamaged, StoreError, StoreFull
from agent.store import postgres

CACHE_KIB = 16_384
"""Memory for pages of the file: with the 2 MiB that SQLite takes, every search reads its indexes anew."""
BUSY_MS = 5_000
"""How long a command waits for another one that is writing."""
_ADDRESS = (
    "Write postgresql+psycopg://USER:PASSWORD@HOST/DATABASE; without the setting, articles are kept in a "
    "file of the home folder."
)
_WRITE_FAILED = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_REFUSED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")


def open_engine(url: str, seconds: float = postgres.STEP_SECONDS) -> Engine:
    """Return an engine for the address; a missing folder is made, nothing is read yet.

    Args:
        url: SQLAlchemy address.
        seconds: How long a server may take for one statement.

    Raises:
        ConfigurationError: the address cannot be used.
        StoreError: the folder cannot be made.
    """
    try:
        parsed = make_url(url)
        file = parsed.database if parsed.get_backend_name() == "sqlite" else None
        if file and file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        engine = _made(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError, TypeError) as error:
        raise ConfigurationError("setting database_url", _unusable(error), _ADDRESS) from None
    except OSError as error:
        raise StoreError(str(error.filename), str(error.strerror), "Choose another home folder.") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "do_connect", postgres.patient(seconds))
        event.listen(engine, "begin", lambda connection: postgres.begin(connection, BUSY_MS))
    return engine


def examine(engine: Engine, where: str) -> None:
    """Look whether the database can be trusted.

    Raises:
        StoreDamaged: the file is damaged; it is left as it is.
        StoreError: the database cannot hold every text.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            complaint = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if complaint != "ok":
                raise StoreDamaged(where, str(complaint))
        elif (encoding := connection.exec_driver_sql("SHOW server_encoding").scalar()) != "UTF8":
            raise StoreError(where, f"its encoding is {encoding}", "Make a database with ENCODING 'UTF8'.")


def kept_by(engine: Engine) -> str:
    """Return the server behind an engine, in brackets; nothing for a file."""
    if engine.dialect.name == "sqlite":
        return ""
    with engine.connect() as connection:
        return f" (Postgres {connection.exec_driver_sql('SHOW server_version').scalar()})"


def writer_of(engine: Engine, alone: bool = True) -> Engine:
    """Return the engine for transactions that write: they take the write lock at once.

    Args:
        engine: The engine.
        alone: False: on a server others may write beside it.
    """
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": postgres.WRITES}
    return engine.execution_options(immediate=True, alone=alone, **isolation)


def shown(url: URL) -> str:
    """Return the file or address as people may see it: without a password, and without what may hold one."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    harmless = {key: value for key, value in url.query.items() if key in ("host", "port", "sslmode")}
    return url.set(query=harmless).render_as_string(hide_password=True)


def _made(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return create_engine(url)
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise ArgumentError(f"a store cannot be kept in {url.drivername}")
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        isolation_level=postgres.READS,
        pool_pre_ping=True,  # a connection that broke while it was not used is replaced, not handed out
        connect_args={"connect_timeout": postgres.CONNECT_SECONDS},
    )


def _unusable(error: Exception) -> str:
    """Say why an address cannot be used; it may hold a password, and is never repeated."""
    if isinstance(error, ArgumentError | NoSuchModuleError | ModuleNotFoundError):
        return str(error)
    return "it is no address of a database"


def _prepare(connection: Any, _: object) -> None:
    """Make SQLite keep its promises: foreign keys, rollback journal, deleted text overwritten."""
    connection.isolation_level = None  # transactions begin where we say so, see _begin
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
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
    if type(cause).__module__.startswith("psycopg"):
        foreign = postgres.kind_of(cause)
        return foreign(where, str(cause).partition("\n")[0]) if foreign is not None else None
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
