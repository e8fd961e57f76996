"""Transactions on the store, whole or not at all, and patience with a server that will be back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent.errors import StoreAway
from agent.store.engine import plain_errors, writer_of

T = TypeVar("T")
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0, 5.0, 5.0)
"""Seconds between attempts to reach the server, half a minute in all: longer than a restart takes."""
REPEATS = 6
"""Times a transaction is begun at most, each time with a server that answers."""


class Sessions:
    """The transactions of one database, for the store and the parts of it that have files of their own."""

    def __init__(self, engine: Engine, where: str) -> None:
        """Use an engine whose schema is up to date."""
        self.where = where
        """The file or address, without a password, as shown to people."""
        self._engine = engine
        self._writer = writer_of(engine)
        self._beside = writer_of(engine, alone=False)

    def consult(self, work: Callable[[Session], T]) -> T:
        """Read, and once more from the beginning when the server goes away meanwhile."""
        return _whole(self.reading, work)

    def transact(self, work: Callable[[Session], T]) -> T:
        """Carry out a whole transaction, and again from its beginning when the server goes away meanwhile.

        A server that goes away while it commits may have done so: `work` has to bear being repeated.
        """
        return _whole(self.writing, work)

    def settle(self, work: Callable[[Session], T]) -> T:
        """Carry out a whole transaction as `transact` does, beside others on a server.

        `work` changes one row first, by which it is settled who comes first, and then only what hangs on that
        row and exists or is added by nobody else. In a file it is one writer at a time as ever.
        """
        return _whole(lambda: self._written(self._beside), work)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read; `consult` also stands a server that goes away half-way."""
        with plain_errors(self.where), _patiently(lambda: self._begun(self._engine)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write wholly or not at all; `transact` also stands a server that goes away half-way."""
        with self._written(self._writer) as session:
            yield session

    @contextmanager
    def _written(self, engine: Engine) -> Iterator[Session]:
        with plain_errors(self.where), _patiently(lambda: self._begun(engine)) as session:
            yield session
            session.commit()

    def _begun(self, engine: Engine) -> Session:
        session = Session(engine, expire_on_commit=False)
        try:
            with plain_errors(self.where):
                session.connection()
        except BaseException:
            session.close()
            raise
        return session


def _whole(transaction: Callable[[], AbstractContextManager[Session]], work: Callable[[Session], T]) -> T:
    for left in reversed(range(REPEATS)):
        begun = False
        try:
            with transaction() as session:
                begun = True
                return work(session)
        except StoreAway:
            if not (begun and left):
                raise
    raise AssertionError("the last attempt returns or raises")


def _patiently(work: Callable[[], T]) -> T:
    """Return what the work returns; while the server is away, try again from the beginning.

    One that hangs takes its time for each attempt: all of them together get no more than the pauses of one
    that refuses at once.
    """
    until = time.monotonic() + sum(PAUSES)
    for pause in PAUSES:
        try:
            return work()
        except StoreAway:
            if time.monotonic() >= until:
                raise
            time.sleep(pause)
    return work()
