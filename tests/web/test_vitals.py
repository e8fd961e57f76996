"""How a worker tells that it is well: as the server does, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from agent.commands.opening import Parts
from agent.commands.serving import telling
from agent.errors import AletheiaError, ConfigurationError, Refused
from agent.web.house import House
from tests.digests.sinks import free_port
from tests.web.conftest import has_account

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LOOKED = "aletheia_last_round_timestamp_seconds"


@contextmanager
def told(house: House, host: str = "127.0.0.1") -> Iterator[tuple[Any, Any]]:
    """Yield what asks the worker, and what it calls after a look."""
    port = free_port()
    with telling(Parts(house.settings, house.store, house.library), host, port) as looked:

        def ask(path: str, **headers: str) -> httpx2.Response:
            return httpx2.get(f"http://127.0.0.1:{port}{path}", headers=headers)

        yield ask, looked


def test_a_worker_tells_that_it_lives_that_it_can_work_and_when_it_looked(
    house: House, socket_enabled: Any
) -> None:
    with told(house) as (ask, looked):
        assert ask("/healthz").json() == {"status": "ok"}
        assert ask("/readyz").json() == {"status": "ready"}
        assert LOOKED not in ask("/metrics").text
        looked()
        assert LOOKED in ask("/metrics").text


def test_it_serves_nothing_else_and_the_same_gate_stands_before_it(house: House, socket_enabled: Any) -> None:
    token = has_account(house, "ada", "admin")
    with told(house) as (ask, _):
        admin = {"Authorization": f"Bearer {token}"}
        assert ask("/api/v1/sources", **admin).status_code == 404
        assert ask("/status", **admin).status_code == 404
        assert ask("/metrics", **admin).status_code == 200
        assert ask("/metrics").status_code == 303
        assert ask("/readyz", Host="evil.example").status_code == 421


def test_without_a_port_nothing_is_listened_on(house: House) -> None:
    with telling(Parts(house.settings, house.store, house.library), "127.0.0.1", None) as looked:
        looked()


def test_an_address_that_is_taken_or_open_to_strangers_is_refused_in_a_sentence(
    house: House, socket_enabled: Any
) -> None:
    parts = Parts(house.settings, house.store, house.library)
    refused: list[tuple[str, type[AletheiaError]]] = [("127.0.0.1", Refused), ("0.0.0.0", ConfigurationError)]
    with told(house) as (ask, _):
        taken = ask("/healthz").url.port
        for host, kind in refused:
            with pytest.raises(kind), telling(parts, host, taken):
                pass
