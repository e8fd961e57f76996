"""Answers that come in as a stream, their places and their price, and what happens when nobody listens."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from agent.brief import Kit
from agent.budget import Ledger, Price
from agent.commands.opening import now
from agent.overseen import Watch
from agent.settings import Settings, load_settings
from agent.store import Store
from agent.types import Budget, Draft
from agent.web import turns
from agent.web.house import House
from tests.web.conftest import QUESTION, TOLD, ask, has_account, housed, listening, program

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TURNS = "/api/v1/conversations/new/turns"


class Slow:
    """A writer that waits at its desk until a test lets it go on, then asks a model over and over."""

    name = "slow"

    def __init__(self) -> None:
        self.began, self.go_on, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.ledger = Ledger(Budget(), Price(tokens_in=Decimal(1), tokens_out=Decimal(1)), lambda: 0.0)
        self.denied = ""

    def draft(self, *_: Any) -> Draft:
        self.ledger.reserve(10, 10)
        self.began.set()
        self.go_on.wait(30)
        self.denied = self.ledger.reserve(10, 10)
        self.ended.set()
        return Draft(sections=(), complete=True)

    def repair(self, *_: Any) -> tuple[()]:
        return ()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Put a slow writer into every kit."""
    writer, over = Slow(), Watch.over

    def slowly(watch: Watch, kit: Kit) -> Kit:
        return over(watch, replace(kit, writer=writer, standby=kit.writer, ledger=writer.ledger))

    monkeypatch.setattr(Watch, "over", slowly)
    yield writer
    writer.go_on.set()


def test_an_answer_tells_what_it_is_at_then_its_sentences_then_all_of_it(client: TestClient) -> None:
    events = ask(client)
    names = [name for name, _ in events]
    steps = [value["step"] for name, value in events if name == "progress"]
    assert steps == [one for one in ("waiting", "searching", "writing", "checking") if one in steps]
    assert len(steps) >= 3
    assert names[len(steps) :] == ["sentence"] * (len(names) - len(steps) - 1) + ["turn"]
    told = events[-1][1]
    assert TOLD in [one["text"] for one in told["sentences"]]
    assert [value for name, value in events if name == "sentence"] == told["sentences"]
    briefing = client.get(f"/api/v1/briefings/{told['turn']['briefing_id']}").json()
    verdicts = [claim["verdict"]["label"] for s in briefing["sections"] for claim in s["claims"]]
    assert set(verdicts) == {"supported"}
    page = client.get(told["sentences"][0]["links"][0].partition("#")[0]).text
    assert f'id="{told["sentences"][0]["links"][0].partition("#")[2]}"' in page


def test_a_conversation_goes_on_and_its_page_shows_it(client: TestClient) -> None:
    conversation = ask(client)[-1][1]["conversation"]
    told = ask(client, "show the sources", conversation)[-1][1]
    assert told["conversation"] == conversation
    assert TOLD in [one["quote"] for one in told["passages"]]
    page = client.get(f"/conversations/{conversation}").text
    assert TOLD in page
    assert "show the sources" in page


def test_what_nothing_answers_is_refused_in_the_stream(client: TestClient) -> None:
    told = ask(client, "Who won the cricket championship in Ruritania?")[-1][1]
    assert told["turn"]["refused"]
    assert told["sentences"] == []


def test_the_same_is_answered_without_a_script(house: House) -> None:
    from tests.web.conftest import log_in, token_of

    has_account(house, "ines")
    browser = log_in(house, "ines")
    page = browser.post("/ask", data={"words": QUESTION, "csrf": token_of(browser.get("/").text)})
    assert TOLD in page.text
    assert str(page.url).startswith("http://127.0.0.1:8000/conversations/")


def stopped(house: House) -> None:
    """Wait until everything that is at work has been told to stop."""
    while not all(job.watch._stopped for job in list(house.work._jobs)):
        threading.Event().wait(0.01)


def test_who_hangs_up_stops_the_work_and_its_spending(house: House, slow: Slow) -> None:
    with listening(house) as url:
        with httpx2.stream("POST", f"{url}{TURNS}", json={"words": QUESTION}, timeout=30) as answer:
            assert answer.status_code == 200
            assert slow.began.wait(30)
        stopped(house)
        slow.go_on.set()
        assert slow.ended.wait(30)
    assert "nobody waits" in slow.denied
    assert house.store.briefings() == [], "nothing of it is kept"
    assert len(house.work._jobs) == 0


@pytest.mark.parametrize("streams", [True, False])
def test_a_client_of_openai_that_hangs_up_stops_the_work_too(house: House, slow: Slow, streams: bool) -> None:
    messages = [{"role": "user", "content": QUESTION}]
    body = {"model": "aletheia", "messages": messages, "stream": streams}
    with listening(house) as url:
        with pytest.raises(httpx2.ReadTimeout):  # the client's patience ends, and it closes the connection
            httpx2.post(f"{url}/v1/chat/completions", json=body, timeout=0.5)
        assert slow.began.wait(30)
        stopped(house)
        slow.go_on.set()
        assert slow.ended.wait(30)
    assert "nobody waits" in slow.denied
    assert house.store.briefings() == []


def test_whoever_finds_no_place_is_told_when_to_come_back(
    settings: Settings, store: Store, slow: Slow
) -> None:
    for house in housed(settings, store, at_once=1, waiting=0):
        with listening(house) as url, httpx2.stream("POST", f"{url}{TURNS}", json={"words": QUESTION}):
            assert slow.began.wait(30)
            refused = httpx2.post(f"{url}{TURNS}", json={"words": QUESTION})
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) >= 1
            assert httpx2.get(f"{url}/healthz").status_code == 200, "the rest of the server goes on"
            assert len(house.spending.days(now())) == 1
            assert house.spending.days(now())[0].turns == 1, "who found no place has not asked"
            slow.go_on.set()


def test_a_conversation_is_answered_once_at_a_time(house: House, slow: Slow) -> None:
    slow.go_on.set()
    conversation = ask(program(house))[-1][1]["conversation"]
    slow.began.clear()
    slow.go_on.clear()
    path = f"/api/v1/conversations/{conversation}/turns"
    with listening(house) as url, httpx2.stream("POST", f"{url}{path}", json={"words": QUESTION}):
        assert slow.began.wait(30)
        assert httpx2.post(f"{url}{path}", json={"words": QUESTION}).status_code == 409
        slow.go_on.set()
    assert house.talking == set()


def test_nobody_asks_more_often_than_they_may(house: House, settings: Settings) -> None:
    house.settings = load_settings(settings.home, turns_per_minute=2)
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    ask(ines)
    ask(ines)
    refused = ines.post(TURNS, json={"words": QUESTION})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    body = {"model": "aletheia", "messages": [{"role": "user", "content": QUESTION}]}
    assert ines.post("/v1/chat/completions", json=body).status_code == 429, "one count for every way in"
    ask(jonas)


def test_a_fault_ends_the_stream_with_one_sentence(
    house: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "talked", lambda *_: 1 / 0)
    name, value = ask(client)[-1]
    assert name == "error"
    assert "fault of aletheia" in value["message"]
    assert house.spending.days(now())[0].turns == 1
    assert len(house.work._jobs) == 0


def test_words_that_are_none_or_endless_are_refused(client: TestClient) -> None:
    for words in ("", "x" * 4001, 7, None, ["x"]):
        assert client.post(TURNS, content=json.dumps({"words": words})).status_code in (415, 422)
        answer = client.post(TURNS, json={"words": words})
        assert answer.status_code == 422, words
