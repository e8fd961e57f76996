"""Work on editions that outlives the process that does it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from agent.errors import StoreAway
from agent.providers.durable import Durable, Step, durable
from tests.store import postgres

JOB = ("d1", "2026-02-04T06:00")
DIES = """
import os, sys
from agent.providers.durable import durable
def write(name, key): return [{"did": "write"}]
def send(name, key): os._exit(9)
with durable(sys.argv[1], "first", {"write": write, "send": send}, 0) as engine:
    engine.begin([("d1", "2026-02-04T06:00")])
    import threading
    threading.Event().wait(60)
"""
"""A worker that is gone in the middle of the second step."""


class Done:
    """Steps that say what they did, and a pause until so many were done."""

    def __init__(self, fails: BaseException | None = None) -> None:
        self.steps: list[tuple[str, str, str]] = []
        self._fails = fails
        self._more = threading.Condition()

    def step(self, title: str) -> Step:
        def run(digest_id: str, key: str) -> list[dict[str, Any]]:
            with self._more:
                self.steps.append((title, digest_id, key))
                self._more.notify_all()
            if self._fails is not None:
                raise self._fails
            return [{"did": title}]

        return run

    def until(self, number: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: len(self.steps) >= number, 30), self.steps

    @property
    def both(self) -> dict[str, Step]:
        return {"write": self.step("write"), "send": self.step("send")}


def ended(engine: Durable) -> None:
    """Wait until the job is over."""
    for _ in range(300):
        if engine.ended([JOB]) and not engine.busy:
            return
        threading.Event().wait(0.05)
    raise AssertionError("it does not end")


@pytest.fixture
def file(tmp_path: Path, socket_enabled: Any) -> str:
    return f"sqlite:///{tmp_path / 'work.sqlite'}"


@pytest.fixture(params=["file", "server"])
def url(request: pytest.FixtureRequest, socket_enabled: Any) -> str:
    if request.param == "file":
        return str(request.getfixturevalue("file"))
    running: postgres.Postgres = request.getfixturevalue("server")
    running.run("DROP SCHEMA IF EXISTS aletheia_work CASCADE")
    return running.address("postgres")


def test_a_job_goes_through_its_steps_once_until_it_is_ready_again(url: str) -> None:
    done = Done()
    with durable(url, "w1", done.both, 0) as engine:
        engine.begin([JOB])
        engine.begin([JOB])
        ended(engine)
        once = [("write", *JOB), ("send", *JOB)]
        assert done.steps == once
        engine.begin([JOB])  # the store says that there is more to do: another try, say
        done.until(4)
        ended(engine)
        assert done.steps == once * 2
        assert engine.forget("2000-01-01T00:00:00Z") == 0
        assert engine.forget("2100-01-01T00:00:00Z") == 1


def test_what_a_worker_left_that_ended_is_gone_on_with_at_its_step(url: str) -> None:
    first = subprocess.run([sys.executable, "-c", DIES, url], timeout=120, check=False)
    assert first.returncode == 9
    done = Done()
    with durable(url, "second", done.both, 0) as engine:
        engine.begin([JOB])  # it may just have been taken by somebody who lives
        assert engine.ended([JOB]) == []
        engine.begin([JOB])
        ended(engine)
    assert done.steps == [("send", *JOB)]


def test_the_first_jobs_are_begun_and_no_more_wait_than_are_soon_taken(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.providers.durable.AHEAD", 2)
    jobs = [(f"d{number}", "2026-02-04T06:00") for number in range(5)]
    done = Done()
    with durable(file, "w1", done.both, 0) as engine:
        assert engine.begin([]) == []
        assert engine.begin(jobs) == jobs[:2]
        done.until(4)
        assert engine.begin(jobs[2:]) == jobs[2:4]
        done.until(8)


def test_what_another_worker_began_again_in_the_same_moment_is_left_to_it(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, goes_on = threading.Event(), threading.Event()

    def step(digest_id: str, key: str) -> list[dict[str, Any]]:
        going.set()
        assert goes_on.wait(30)
        return []

    with durable(file, "w1", {"write": step}, 0) as engine:
        engine.begin([JOB])
        assert going.wait(30)
        was = {"/".join(JOB): "SUCCESS"}  # as it was read before the other one began it
        monkeypatch.setattr(
            "agent.providers.durable._states", lambda names=None, states=None: was if names else {}
        )
        assert engine.begin([JOB]) == [JOB]
        monkeypatch.undo()
        goes_on.set()
        ended(engine)


def test_what_no_step_should_raise_is_kept_for_whoever_waits(file: str) -> None:
    fault = ZeroDivisionError("x")
    done = Done(fault)
    with durable(file, "w1", done.both, 0) as engine:
        engine.begin([JOB])
        ended(engine)
        assert engine.fault is fault
    assert done.steps == [("write", *JOB)]


def test_a_database_that_cannot_be_used_is_named_in_plain_words(tmp_path: Path, socket_enabled: Any) -> None:
    with (
        pytest.raises(StoreAway, match="database of the work on digests"),
        durable(f"sqlite:///{tmp_path}", "w1", {}, 0),
    ):
        pass


def test_what_it_keeps_can_be_read_and_runs_nothing(file: str, tmp_path: Path) -> None:
    done = Done()
    with durable(file, "w1", done.both, 0) as engine:
        engine.begin([JOB])
        ended(engine)
    import sqlite3

    kept = sqlite3.connect(tmp_path / "work.sqlite")
    (rows,) = kept.execute(
        "SELECT count(*) FROM workflow_status WHERE serialization = 'portable_json'"
    ).fetchone()
    (others,) = kept.execute("SELECT count(*) FROM workflow_status").fetchone()
    kept.close()
    assert rows == others == 1
