"""What a worker does beside its digests keeps none of them back."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import cast

import pytest

from agent import alerting, make_alerts, make_press
from agent.commands import working
from agent.commands.opening import Parts
from agent.errors import StoreBusy
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Store


class Crew:
    """Counts how often it looks for what is due."""

    looks = 0

    def look(self) -> None:
        self.looks += 1


@pytest.mark.parametrize("failing", ["retaining", "refreshing"])
def test_what_fails_beside_them_is_said_and_digests_are_looked_at(
    settings: Settings,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: str,
) -> None:
    def busy() -> None:
        raise StoreBusy("the store", "somebody writes")

    crew = Crew()
    for name in ("retaining", "refreshing"):
        done = busy if name == failing else (lambda: None)
        monkeypatch.setattr(working, name, lambda *_, done=done: done)
    monkeypatch.setattr(make_press, "make_press", lambda *_: None)
    monkeypatch.setattr(make_press, "make_crew", lambda *_: nullcontext(crew))
    monkeypatch.setattr(make_alerts, "make_lookout", lambda *_: None)
    monkeypatch.setattr(alerting, "any_alert", lambda _: False)
    kept = settings.model_copy(update={"retention_days": 30})
    parts = Parts(kept, store, cast(Library, None))
    with working._working(parts, threading.Event()) as look:
        look()
    assert crew.looks == 1
    assert "somebody writes" in capsys.readouterr().err
