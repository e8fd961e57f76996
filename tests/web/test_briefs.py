"""Briefings that are written on the server: as a stream, in the places of answers, for their owner alone."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.settings import Settings, load_settings
from agent.store import Store
from agent.web.house import House
from tests.web.conftest import QUESTION, TOLD, ask, has_account, housed, listening, program
from tests.web.test_turns import Slow, slow, stopped

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PATH = "/api/v1/briefings"
__all__ = ["slow"]  # a fixture


def written(client: TestClient, **call: Any) -> list[tuple[str, Any]]:
    """Ask for a briefing, and return the events that came."""
    answer = client.post(PATH, json={"question": QUESTION, **call})
    assert answer.status_code == 200, answer.text
    blocks = [block for block in answer.text.split("\n\n") if block.startswith("event: ")]
    pairs = (block.split("\n", 1) for block in blocks)
    return [(h.removeprefix("event: "), json.loads(d.removeprefix("data: "))) for h, d in pairs]


def test_a_briefing_tells_what_it_is_at_and_is_kept(client: TestClient) -> None:
    events = written(client, profile="answer")
    steps = [value["step"] for name, value in events if name == "progress"]
    assert steps[0] == "waiting"
    assert {"searching", "writing"} <= set(steps)
    name, line = events[-1]
    assert name == "briefing"
    assert line["profile"] == "answer"
    made = client.get(f"{PATH}/{line['id']}").json()
    assert TOLD in [claim["text"] for s in made["sections"] for claim in s["claims"]]
    assert [one["id"] for one in client.get(PATH).json()] == [line["id"]]


def test_what_limits_the_command_limits_the_route(client: TestClient) -> None:
    line = written(client, outlets=["coastal wire"], since="2026-01-01", language="en")[-1][1]
    made = client.get(f"{PATH}/{line['id']}").json()
    assert {one["publisher"] for one in made["sources"]} == {"Coastal Wire"}
    assert made["notes"][0] == "Only articles of Coastal Wire were read."


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ({"profile": "nonesuch"}, "nonesuch"),
        ({"since": "yesterday-ish"}, "yesterday-ish"),
        ({"outlets": ["Nobody's Post"]}, "Nobody's Post"),
        ({"language": "x1"}, "x1"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_it_takes_a_place(
    house: House, call: dict[str, Any], why: str
) -> None:
    answer = program(house).post(PATH, json={"question": QUESTION, **call})
    assert answer.status_code == 400
    assert why in answer.json()["error"]["message"]
    assert house.spending.days(now()) == []


def test_what_nothing_answers_is_told_as_the_last_event(client: TestClient) -> None:
    name, value = written(client, question="Who won the cricket championship in Ruritania?")[-1]
    assert name == "error"
    assert "Nothing in the library answers this" in value["message"]
    assert client.get(PATH).json() == []


def test_who_hangs_up_while_a_briefing_is_written_stops_it(house: House, slow: Slow) -> None:
    with listening(house) as url:
        with httpx2.stream("POST", f"{url}{PATH}", json={"question": QUESTION}, timeout=30) as answer:
            assert answer.status_code == 200
            assert slow.began.wait(30)
        stopped(house)
        slow.go_on.set()
        assert slow.ended.wait(30)
    assert "nobody waits" in slow.denied
    assert house.store.briefings() == []


def test_briefings_and_answers_share_places_and_rates(settings: Settings, store: Store, slow: Slow) -> None:
    for house in housed(settings, store, at_once=1, waiting=0):
        with listening(house) as url, httpx2.stream("POST", f"{url}{PATH}", json={"question": QUESTION}):
            assert slow.began.wait(30)
            refused = httpx2.post(f"{url}/api/v1/conversations/new/turns", json={"words": QUESTION})
            assert refused.status_code == 503
            slow.go_on.set()


def test_nobody_has_more_briefings_written_than_they_may(house: House, settings: Settings) -> None:
    house.settings = load_settings(settings.home, turns_per_minute=1)
    ines = program(house, has_account(house, "ines"))
    ask(ines)
    assert ines.post(PATH, json={"question": QUESTION}).status_code == 429


def test_a_briefing_belongs_to_whoever_asked_for_it(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name = written(ines)[-1][1]["id"]
    assert jonas.get(PATH).json() == []
    assert jonas.get(f"{PATH}/{name}").status_code == 404


def test_briefings_are_listed_page_by_page(client: TestClient) -> None:
    made = [written(client, profile=name)[-1][1]["id"] for name in ("answer", "situation", "answer")]
    pages, before = [], ""
    while page := client.get(PATH, params={"limit": 2, "before": before}).json():
        pages.append([one["id"] for one in page])
        before = page[-1]["id"]
    assert [len(page) for page in pages] == [2, 1]
    assert sorted(name for page in pages for name in page) == sorted(made)


def test_a_search_is_limited_as_in_the_terminal(client: TestClient) -> None:
    def found(**limits: str) -> Any:
        return client.get("/api/v1/search", params={"q": "harbour", **limits})

    told = found(source="Coastal Wire", language="en").json()["passages"]
    assert {one["publisher"] for one in told} == {"Coastal Wire"}
    assert found(language="es").json()["passages"] == []
    assert found(as_of="2001-01-01").json()["passages"] == []
    assert found(source="Nobody").status_code == 400
