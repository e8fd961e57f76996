"""A server's own trouble is not taken for damage before it has come again while the server is alive."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

import pytest

from agent.retrieve import engine as module
from agent.retrieve.engine import Engine, answered

COUNT = {"ask": "count", "with": {}}
PAUSES = (0.0, 0.0)


class InternalError(Exception):
    """Has the name of Chroma's."""


class Troubled:
    """An engine that fails some times before it answers."""

    def __init__(self, failures: int, alive: bool = True) -> None:
        self.left = failures
        self._alive = alive

    def count(self, raw: bytes) -> int:
        if self.left:
            self.left -= 1
            raise InternalError("500")
        return 7

    def alive(self, raw: bytes) -> bool:
        if not self._alive:
            raise InternalError("500")
        return True


def asked(engine: Troubled, pauses: Any = PAUSES) -> object:
    return answered(cast(Engine, engine), COUNT, b"", pauses)


def test_a_trouble_that_passes_is_waited_for() -> None:
    assert asked(Troubled(failures=2)) == 7


def test_a_trouble_that_stays_while_the_server_is_alive_is_damage() -> None:
    with pytest.raises(InternalError):
        asked(Troubled(failures=3))


def test_a_server_without_a_heartbeat_is_away_and_not_damaged() -> None:
    with pytest.raises(ConnectionError, match="no heartbeat"):
        asked(Troubled(failures=1, alive=False))


def test_a_folder_is_asked_once() -> None:
    with pytest.raises(InternalError):
        asked(Troubled(failures=1), pauses=())


def served(monkeypatch: pytest.MonkeyPatch, keeper: str, made: Callable[[object], object]) -> dict[str, Any]:
    """Return the engine's answer over its streams."""
    monkeypatch.setattr(module, "Engine", made)
    monkeypatch.setattr(module, "_PAUSES", PAUSES)
    opening = {keeper: "", "collection": "passages"} if keeper == "server" else {"collection": "passages"}
    lines = (json.dumps(line).encode() + b"\n" for line in (opening, {**COUNT, "bytes": 0}))
    answers = BytesIO()
    module.serve(BytesIO(b"".join(lines)), answers)
    answer: dict[str, Any] = json.loads(answers.getvalue().splitlines()[-1])
    return answer


def test_the_engine_waits_for_a_server_and_not_for_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served(monkeypatch, "server", lambda asked: Troubled(2)) == {"answer": 7}
    assert served(monkeypatch, "folder", lambda asked: Troubled(1))["away"] is False


def test_a_server_that_fails_before_a_collection_is_asked_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def troubled(asked: object) -> object:
        raise InternalError("500")

    assert served(monkeypatch, "server", troubled)["away"] is True
