"""Who gets in, and where to. Every route is walked, so a new one without a decision turns these red."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from agent.store import Accounts
from agent.web.access import RANK, RIGHTS, needed
from agent.web.app import make_app
from agent.web.house import House
from tests.web.conftest import BASE, has_account, log_in, program

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ROLES = ("reader", "analyst", "admin")
VALUES = {
    **{"{conversation_id}": "c1", "{briefing_id}": "b1", "{name}": "app.css", "{model_id}": "aletheia"},
    **{"{number}": "1", "{person}": "jonas", "{digest_id}": "d1", "{signed}": "x"},
    **{"{story_id}": "story-1", "{watch_id}": "w1"},
}


def routes(app: Any) -> Iterator[tuple[str, str]]:
    """Yield method and path of whatever the application would answer."""
    for route in getattr(app, "routes", []):
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if getattr(route, "methods", None):
            yield from ((method, route.path) for method in route.methods)
        elif inner is not None:
            yield from routes(inner)


def filled(path: str) -> str:
    for name, value in VALUES.items():
        path = path.replace(name, value)
    return path


def test_every_route_of_the_program_stands_in_the_table_and_the_other_way_round(house: House) -> None:
    gate = make_app(house)
    assert isinstance(gate.app, FastAPI)
    found = {(method, path) for method, path in routes(gate.app) if method != "HEAD"}
    assert found == set(RIGHTS)


@pytest.mark.parametrize(("method", "path"), [key for key, need in RIGHTS.items() if need != "nobody"])
def test_nobody_gets_in_without_an_account(house: House, method: str, path: str) -> None:
    has_account(house, "ines")
    page = not path.startswith(("/api", "/v1")) and method == "GET"
    for client in (program(house), program(house, "al_made-up")):
        answer = client.request(method, filled(path), follow_redirects=False)
        assert answer.status_code == (303 if page else 401)
        assert "ines" not in answer.text


@pytest.mark.parametrize(("method", "path"), [key for key, need in RIGHTS.items() if RANK[need] > 1])
def test_a_role_that_is_too_low_is_refused(house: House, method: str, path: str) -> None:
    lower = ROLES[RANK[RIGHTS[method, path]] - 2]
    token = has_account(house, "ines", lower)  # type: ignore[arg-type]  # one of the roles
    answer = program(house, token).request(method, filled(path), json={"words": "x"})
    assert answer.status_code == 403
    assert f"yours is {lower}" in answer.text


def test_a_route_that_nobody_decided_on_is_not_reached(house: House) -> None:
    gate = make_app(house)
    assert isinstance(gate.app, FastAPI)
    gate.app.add_api_route("/forgotten", lambda: "secret")
    assert TestClient(gate.app, base_url=BASE).get("/forgotten").text == '"secret"'
    assert TestClient(gate, base_url=BASE).get("/forgotten").status_code == 404


def test_the_description_of_the_interface_and_its_pages_are_no_way_in(house: House) -> None:
    has_account(house, "ines")
    client = program(house)
    for path in ("/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"):
        assert client.get(path, follow_redirects=False).status_code == 404


def test_odd_spellings_of_a_path_lead_nowhere_else(house: House) -> None:
    has_account(house, "ines")
    client = program(house)
    for path in ("/api/v1/me/", "//api/v1/me", "/api/v1/%6de", "/static/../api/v1/me", "/login/../"):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code in (303, 401, 404), path
    assert needed("get", "/healthz") is None


def test_a_removed_account_is_shut_out_at_once(house: House) -> None:
    from tests.makers import NOW

    token = has_account(house, "ines")
    has_account(house, "jonas")
    client, browser = program(house, token), log_in(house, "ines")
    assert client.get("/api/v1/me").json() == {"name": "ines", "role": "analyst"}
    assert browser.get("/api/v1/me").status_code == 200
    Accounts(house.store).remove("ines", NOW)
    assert client.get("/api/v1/me").status_code == 401
    assert browser.get("/api/v1/me").status_code == 401


def test_without_accounts_only_the_person_at_the_machine_is_served(house: House) -> None:
    client = program(house)
    assert client.get("/api/v1/me").json() == {"name": "", "role": "admin"}
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert client.get("/api/v1/me", headers={name: "203.0.113.9"}).status_code == 401, name
    has_account(house, "ines")
    assert client.get("/api/v1/me").status_code == 401


def test_once_the_last_account_is_gone_a_server_for_others_serves_nobody(house: House) -> None:
    from agent.web.site import site_of
    from tests.makers import NOW

    has_account(house, "ines")
    house.site = site_of("127.0.0.1", 8000, "http://127.0.0.1:8000", True)
    Accounts(house.store).remove("ines", NOW)
    assert program(house).get("/api/v1/me").status_code == 401
