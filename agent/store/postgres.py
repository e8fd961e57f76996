"""What is different about Postgres: how one writer at a time is kept to, and what its complaints mean."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import Connection

from agent.errors import StoreAway, StoreBusy, StoreDamaged, StoreError, StoreFull

READS, WRITES = "REPEATABLE READ", "READ COMMITTED"
"""Isolation. A reading sees one state of the store; a writing sees what the one before it left."""
CONNECT_SECONDS = 10
"""How long a server may take to answer the first time."""
STEP_SECONDS = 120.0
"""How long it may take for one statement, where no setting says otherwise."""
_WRITER = 0x616C6574
"""Number of the lock that a writing holds, for the whole database; it says nothing to other programs."""
_KINDS: dict[str, type[StoreError]] = {
    "08": StoreAway,  # the connection broke
    "57P": StoreAway,  # the server is ended, or still starting
    "53300": StoreAway,  # it has no connection left
    "55P03": StoreBusy,  # the lock was not to be had in time
    "40P01": StoreBusy,  # two waited for each other, and this one was chosen to give way
    "53100": StoreFull,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
    "25006": StoreError,  # it only reads, as a standby does
    "28": StoreError,  # it does not know us
    "3D": StoreError,  # it has no such database
    "42501": StoreError,  # it does not let us
}
"""First characters of an SQLSTATE (Postgres manual, appendix A), longest first where two fit."""


def begin(connection: Connection, milliseconds: int) -> None:
    """Take the writer's lock at the beginning of a transaction that will write.

    It makes Postgres behave as SQLite does: what two processes look up and then add cannot collide. What
    needs no lock but that of its row is only told how long it may wait for that one.
    """
    options = connection.get_execution_options()
    if options.get("immediate", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
        if options["alone"]:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def patient(seconds: float) -> Callable[[Any, Any, Any, Any], Any]:
    """Return what opens connections for SQLAlchemy (its event `do_connect`) on which nobody waits for ever.

    A server that hangs cannot be trusted to end a statement itself, so the waiting ends here: a connection on
    which no answer came within so many seconds is closed, as if the server had gone away.
    """
    from psycopg import Connection, OperationalError

    logging.getLogger("psycopg").setLevel(logging.ERROR)  # what fails beside an error is told by the error

    class Patient(Connection[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            began = monotonic()
            try:
                return super().wait(gen, interval, timeout or seconds)
            except OperationalError:
                if timeout is not None or monotonic() - began < seconds:
                    raise
                self.pgconn.finish()
                raise OperationalError(f"no answer within {seconds:g} seconds") from None

    return lambda dialect, record, arguments, options: Patient.connect(*arguments, **options)


def kind_of(cause: Any) -> type[StoreError] | None:
    """Return the error of ours for one of psycopg's; None for what is a fault of this program."""
    state = getattr(cause, "sqlstate", None)
    if state is None:  # what broke the connection, or kept it from coming about, has none
        family = {kind.__name__ for kind in type(cause).__mro__}
        return StoreAway if "OperationalError" in family else None
    fitting = [start for start in _KINDS if str(state).startswith(start)]
    return _KINDS[max(fitting, key=len)] if fitting else None
