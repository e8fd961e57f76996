"""A whole store in another place: into a new file while others work on it, and into a database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import Session

from agent.store.engine import plain_errors
from agent.store.schema import Base
from agent.store.store import Store

Progress = Callable[[int, int], None]

_PAGES = 4_096
"""Pages of an embedded file that are copied before whoever writes gets a turn: 16 MiB."""
_RESTARTS = 3
"""A writer in between makes SQLite begin the copy anew; after so many times it is made in one go."""
_ROWS = 500
_SEEDED = frozenset({"story_turn"})
"""Tables of which a new store has rows."""


def copy_store(store: Store, file: Path, progress: Progress) -> str:
    """Write all of a store into a new SQLite file, as it stood at one moment, and return what it is kept in.

    Nobody is kept from reading meanwhile. A file is copied page by page, and a writer waits for the rest of a
    portion at most, unless writers made it begin anew three times. A server is read in one transaction.
    """
    with store.reading() as session:
        kind = session.connection().dialect.name
    if kind == "sqlite":
        with plain_errors(str(file)):
            _copy_file(Path(store.where), file, progress)
    else:
        with Store.open(f"sqlite:///{file}") as copy:
            pour(store, copy, progress)
    return kind


def pour(source: Store, target: Store, progress: Progress) -> None:
    """Put every row of a store into an empty one, all of them or none."""
    tables = Base.metadata.sorted_tables
    with source.reading() as read, target.writing() as write:
        for table in reversed(tables):
            write.execute(delete(table))
        for done, table in enumerate(tables, 1):
            found = read.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
            for some in found.partitions():
                write.execute(insert(table), [dict(row) for row in some])
            progress(done, len(tables))
        if write.connection().dialect.name == "postgresql":
            _count_on(write)


def rows_of(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    tables = {table.name: select(func.count()).select_from(table) for table in Base.metadata.sorted_tables}
    with store.reading() as session:
        return {name: session.scalars(counted).one() for name, counted in tables.items()}


def rows_of_file(file: Path, tables: list[str]) -> dict[str, int]:
    """Return how many rows tables of a SQLite file have, whatever its schema; one that is not there has -1.

    Raises:
        StoreDamaged: it is no database, or a damaged one.
    """
    with plain_errors(str(file)):
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            counted = {name for name in tables if name in there and name.isidentifier()}
            return {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                if name in counted
                else -1
                for name in tables
            }
        finally:
            connection.close()


def is_empty(store: Store) -> bool:
    """Tell whether nothing was ever put into a store."""
    return not any(number for name, number in rows_of(store).items() if name not in _SEEDED)


def _copy_file(source: Path, target: Path, progress: Progress) -> None:
    """Copy a database by SQLite's own way (Online Backup API), which sees no half-written page."""
    there, copy = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(target)
    left: int | None = None
    begun = 0

    def step(_: int, remaining: int, total: int) -> None:
        nonlocal left, begun
        begun += left is not None and remaining > left
        left = remaining
        progress(total - remaining, total)
        if begun > _RESTARTS:
            raise _TooBusy

    try:
        try:
            there.backup(copy, pages=_PAGES, progress=step)
        except _TooBusy:
            there.backup(copy)
    finally:
        copy.close()
        there.close()


class _TooBusy(Exception):
    """Writers do not leave enough time between them."""


def _count_on(session: Session) -> None:
    """Let the server go on counting after the highest number of each table that it numbers."""
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            counted = func.pg_get_serial_sequence(text(f"'{table.name}'"), text(f"'{column.name}'"))
            session.execute(
                select(
                    func.setval(counted, func.coalesce(func.max(column), 1), func.max(column).is_not(None))
                )
            )
