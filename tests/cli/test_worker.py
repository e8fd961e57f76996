"""A worker as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cli.conftest import Aletheia, write_rows
from tests.cli.test_digests import ASKED, OLD
from tests.digests.sinks import free_port

FERRY = {
    "id": "f",
    "url": "https://news.example/ferry",
    "publisher": "Port Gazette",
    "title": "Ferry sold",
    "published": "2006-02-01T09:00:00Z",
    "text": "The old ferry of Port Marren was sold on Monday.",
}


def test_a_worker_carries_out_what_is_due_forgets_what_is_too_old_tells_how_it_is_and_ends_when_it_is_told(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: Any
) -> None:
    aletheia("ingest", write_rows(newsroom / "ferry.jsonl", [FERRY]))
    monkeypatch.setenv("ALETHEIA_RETENTION_DAYS", "3650")
    aletheia("digest", "add", "Harbour", *ASKED, *OLD, "--folder", newsroom / "out")
    from agent.commands.opening import now, opened_store
    from agent.digest import asked_for
    from agent.store import Orders, Turns

    with opened_store(None) as (_, store):
        Turns(store).put([asked_for(Orders(store).meant("Harbour"), now())])
        before = store.counts().articles
    port = free_port()
    worker = subprocess.Popen(
        [sys.executable, "-m", "agent", "worker", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert "is written" in worker.stdout.readline()
        assert httpx2.get(f"http://127.0.0.1:{port}/readyz").json() == {"status": "ready"}
        worker.send_signal(signal.SIGTERM)  # it is about to be sent, or is
        out, err = worker.communicate(timeout=120)
    finally:
        worker.kill()
    assert worker.returncode == 0, err
    assert "is delivered" in out
    assert "1 articles were older than 3650 days" in err
    with opened_store(None) as (_, store):
        assert store.counts().articles == before - 1
    assert "what is under way is finished" in err
    assert list((newsroom / "out").glob("*.html"))
