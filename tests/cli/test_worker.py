"""A worker as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Aletheia
from tests.cli.test_digests import ASKED, OLD


def test_a_worker_carries_out_what_is_due_and_ends_after_what_is_under_way_when_it_is_told(
    aletheia: Aletheia, newsroom: Path
) -> None:
    aletheia("digest", "add", "Harbour", *ASKED, *OLD, "--folder", newsroom / "out")
    from agent.commands.opening import now, opened_store
    from agent.digest import asked_for
    from agent.store import Orders, Turns

    with opened_store(None) as (_, store):
        Turns(store).put([asked_for(Orders(store).meant("Harbour"), now())])
    worker = subprocess.Popen(
        [sys.executable, "-m", "agent", "worker"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert worker.stdout is not None
        assert "is written" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)  # it is about to be sent, or is
        out, err = worker.communicate(timeout=120)
    finally:
        worker.kill()
    assert worker.returncode == 0, err
    assert "is delivered" in out
    assert "what is under way is finished" in err
    assert list((newsroom / "out").glob("*.html"))
