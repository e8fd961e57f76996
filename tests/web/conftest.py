"""A server on a small newsroom: asked without a network by default, over loopback where a test needs that."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.grouping import group
from agent.passwords import digest, hashed
from agent.retrieve.shared import SharedLibrary
from agent.settings import Settings
from agent.store import Accounts, Store
from agent.types import Person, Role
from agent.web.app import make_app
from agent.web.house import House
from agent.web.site import site_of
from agent.web.work import Work
from tests.makers import make_article

PORT = 8000
BASE = f"http://127.0.0.1:{PORT}"
TOLD = "At least 12 ships were waiting outside the harbour of Port Marren."
QUESTION = "How many ships were waiting outside the harbour of Port Marren?"
PASSWORD = "a long enough password"
HASH = hashed(PASSWORD)


@pytest.fixture
def house(settings: Settings, store: Store) -> Iterator[House]:
    """Return the parts of a server that only this machine reaches, without accounts."""
    yield from housed(settings, store)


def housed(settings: Settings, store: Store, at_once: int = 2, waiting: int = 2) -> Iterator[House]:
    """Yield the parts of a server on a library of two articles."""
    other = "The harbour of Port Marren stayed closed on Tuesday. Fish prices rose by 8 percent."
    first = make_article("harbour", f"The harbour of Port Marren was closed on Monday. {TOLD}")
    store.add_articles([first, make_article("prices", other, publisher="Coastal Wire")])
    group(store)
    with SharedLibrary(settings.index_folder, None, store) as library:
        library.sync()
        site = site_of("127.0.0.1", PORT, settings.serve_url, Accounts(store).any())
        work = Work(at_once, waiting)
        yield House(settings, store, library, site, settings.model == "", work)
        work.close()


@pytest.fixture
def client(house: House) -> TestClient:
    """Return a program on this machine."""
    return program(house)


def program(house: House, token: str = "") -> TestClient:
    """Return a program that asks the server, with a token or without."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return TestClient(make_app(house), base_url=BASE, headers=headers)


def has_account(house: House, name: str, role: Role = "analyst") -> str:
    """Give somebody an account, and return a token of theirs."""
    accounts, token = Accounts(house.store), f"token-of-{name}"
    accounts.add(Person(name=name, role=role, created=now()), HASH)
    accounts.let_in(name, "token", digest(token), now())
    return token


def token_of(page: str) -> str:
    """Return what the forms of a page carry."""
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found is not None
    return found[1]


def log_in(house: House, name: str, password: str = PASSWORD) -> TestClient:
    """Return a browser after somebody logged in with it."""
    browser = TestClient(make_app(house), base_url=BASE, headers={"Origin": BASE})
    form = {"name": name, "password": password, "csrf": token_of(browser.get("/login").text)}
    browser.post("/login", data=form)
    return browser


def ask(
    client: TestClient, words: str = QUESTION, conversation: str = "new", **how: Any
) -> list[tuple[str, Any]]:
    """Ask, and return the events that came."""
    answer = client.post(f"/api/v1/conversations/{conversation}/turns", json={"words": words}, **how)
    assert answer.status_code == 200, answer.text
    blocks = [block for block in answer.text.split("\n\n") if block.startswith("event: ")]
    return [
        (head.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for head, data in (block.split("\n", 1) for block in blocks)
    ]


@contextmanager
def listening(house: House) -> Iterator[str]:
    """Serve on a free port of this machine, and yield the address."""
    config = uvicorn.Config(make_app(house), host="127.0.0.1", port=0, log_level="critical", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    house.site = site_of("127.0.0.1", port, None, False)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
