"""Durable work on editions: DBOS keeps which worker has which edition, and which of its steps are done.

One workflow stands for one edition, under `DIGEST/KEY`. It remembers steps and nothing else: what is due,
what was written and who got it is in the store, and every step looks there first, since DBOS repeats a step
that was cut off. Workers have names of their own, so none takes over by itself what another one is at; an
edition that the store calls ready though its workflow is running was left by a worker that ended.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from agent.errors import StoreAway

Job = tuple[str, str]
"""Id of a digest and key of an edition."""
Step = Callable[[str, str], list[dict[str, Any]]]
QUEUE = "aletheia-editions"
SCHEMA = "aletheia_work"
"""Where its tables are on a database server."""
VERSION = "editions-1"
"""Of the order and meaning of the steps. Work that was begun under another one is left alone by DBOS, so it
is raised only where a step cannot be gone on with."""
AT_ONCE = 4
"""Editions that one worker has at the same time."""
AHEAD = 1_000
"""Jobs of a look that wait in the queue at most: more would cost every look time, and hasten nothing."""
CONNECTIONS = 6
"""Of one worker to a database server, at most."""
_PORTION = 25
"""Jobs that are put into the queue before it is looked at again, since other workers do the same."""
POLL = 0.2
"""Seconds between two looks of a worker into the queue."""
_WAITING = ("ENQUEUED", "DELAYED")
_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""States that DBOS gives to workflows."""


class Durable:
    """The engine of one worker; one process has one. Made by `durable`."""

    def __init__(self, steps: Mapping[str, Step]) -> None:
        """Carry out editions by these steps, in their order."""
        self._steps = steps
        self._lock = threading.Lock()
        self._here: set[str] = set()
        """What is carried out in this process."""
        self._left: frozenset[str] = frozenset()
        """What was found running elsewhere though it could be begun, the last time."""
        self.fault: BaseException | None = None
        """What no step should raise: a fault of the program, for whoever waits for it."""

    @property
    def busy(self) -> bool:
        """Whether something is carried out in this process."""
        return bool(self._here)

    def begin(self, jobs: Sequence[Job]) -> list[Job]:
        """Put the first jobs into the queue, and return which of all are in it or under way.

        What is there stays; what was left by a worker that ended is begun again, at the second call that
        finds it: its worker may just have taken it.

        Raises:
            StoreAway: the database cannot be asked.
        """
        named = {f"{digest_id}/{key}": (digest_id, key) for digest_id, key in jobs}
        with _plain_errors():
            there = _states(states=[*_WAITING, "PENDING"])
            running = {name for name in named if there.get(name) == "PENDING"} - self._here
            self._resume(running & self._left)
            self._left = frozenset(running - self._left)
            room = max(0, AHEAD - sum(there.get(name) in _WAITING for name in named))
            new = [name for name in named if name not in there][:room]
            random.shuffle(new)  # so that workers at once do not all do the same
            for start in range(0, len(new), _PORTION):
                self._begin({name: named[name] for name in new[start : start + _PORTION]})
        begun = {*there, *new}
        return [job for name, job in named.items() if name in begun]

    def _begin(self, named: Mapping[str, Job]) -> None:
        """Begin a few jobs that were not under way."""
        from dbos import DBOS, error

        known = _states(list(named))
        for name, job in named.items():
            state = known.get(name)
            if state is None:
                self._enqueue(name, job)
            elif state in _OVER:
                with suppress(error.DBOSException):  # another worker was faster
                    DBOS.rewind_workflow(name, queue_name=QUEUE)

    def _resume(self, names: Collection[str]) -> None:
        from dbos import DBOS

        if names:
            DBOS.resume_workflows(sorted(names), queue_name=QUEUE)

    def ended(self, jobs: Sequence[Job]) -> list[Job]:
        """Return those of the jobs whose work came to an end, whoever did it.

        Raises:
            StoreAway: the database cannot be asked.
        """
        with _plain_errors():
            named = {f"{digest_id}/{key}": (digest_id, key) for digest_id, key in jobs}
            found = _states(list(named)) if named else {}
        return [named[name] for name, state in found.items() if state in _OVER]

    def forget(self, before: str) -> int:
        """Forget workflows that were begun before a moment (ISO 8601), and return how many those were.

        Raises:
            StoreAway: the database cannot be asked.
        """
        from dbos import DBOS

        with _plain_errors():
            old = DBOS.list_workflows(end_time=before, limit=1_000, load_input=False, load_output=False)
            names = [one.workflow_id for one in old if one.workflow_id not in self._here]
            if names:
                DBOS.delete_workflows(names)
        return len(names)

    def work(self, digest_id: str, key: str) -> list[dict[str, Any]]:
        """Carry out one edition: the workflow."""
        from dbos import DBOS

        name = f"{digest_id}/{key}"
        with self._lock:
            self._here.add(name)
        try:
            told: list[dict[str, Any]] = []
            for title, step in self._steps.items():
                told += DBOS.run_step({"name": title}, self._watched(step), digest_id, key)
            return told
        finally:
            with self._lock:
                self._here.discard(name)

    def _watched(self, step: Step) -> Step:
        def run(digest_id: str, key: str) -> list[dict[str, Any]]:
            try:
                return step(digest_id, key)
            except Exception as fault:
                self.fault = fault
                raise

        return run

    def _enqueue(self, name: str, job: Job) -> None:
        from dbos import DBOS, SetWorkflowID

        with SetWorkflowID(name):
            DBOS.enqueue_workflow_with_options({"workflow_name": "edition", "queue_name": QUEUE}, *job)


@contextmanager
def durable(url: str, worker: str, steps: Mapping[str, Step], patience: int) -> Iterator[Durable]:
    """Run the engine of this process until the end of the block.

    Args:
        url: Where DBOS keeps its tables: `sqlite:///FILE`, or an address of a Postgres server.
        worker: Name of this process; no other one has it.
        steps: The steps of an edition, in their order.
        patience: Seconds that the end waits for what is under way.

    Raises:
        StoreAway: the database cannot be used.
    """
    from dbos import DBOS

    made = Durable(steps)
    with _plain_errors():
        _launch(url, worker, made)
    try:
        yield made
    finally:
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience if made.busy else 0)


def _launch(url: str, worker: str, made: Durable) -> None:
    from dbos import DBOS, DBOSPortableJSONSerializer

    log = logging.getLogger("dbos")
    if not log.handlers:  # else it writes to the terminal; what matters comes back as an error
        log.addHandler(logging.NullHandler())
        log.propagate = False
    DBOS(
        config={
            "name": "aletheia",
            "system_database_url": url,
            "sys_db_pool_size": CONNECTIONS,
            "dbos_system_schema": SCHEMA,
            "application_version": VERSION,
            "executor_id": worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "CRITICAL",
            "use_listen_notify": False,
        }
    )

    @DBOS.workflow(name="edition")
    def edition(digest_id: str, key: str) -> list[dict[str, Any]]:
        return made.work(digest_id, key)

    try:
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL)
    except BaseException:
        DBOS.destroy(destroy_registry=True)
        raise


def _states(names: list[str] | None = None, states: list[str] | None = None) -> dict[str, str]:
    """Return the states of workflows by their names: of those that are named, or that are in some states."""
    from dbos import DBOS

    found = DBOS.list_workflows(workflow_ids=names, status=states, load_input=False, load_output=False)
    return {one.workflow_id: one.status for one in found}


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what the engine's database complains about into an error of ours."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as problem:
        why = str(getattr(problem, "orig", None) or type(problem).__name__).partition("\n")[0]
        raise StoreAway("the database of the work on digests", why) from problem
