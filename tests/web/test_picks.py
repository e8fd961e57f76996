"""Pinning and excluding, from what is typed to what a briefing says of it."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.commands.picking import picked
from agent.errors import UnusableRequest
from agent.store import Store
from agent.types import Pick, Request
from agent.web.house import House
from tests.makers import make_article
from tests.web.conftest import has_account, program
from tests.web.test_briefs import PATH, written

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ABOUT = "the harbour of Port Marren"


def outlets(client: TestClient, name: str) -> set[str]:
    return {one["publisher"] for one in client.get(f"{PATH}/{name}").json()["sources"]}


def rewritten(client: TestClient, name: str, **call: Any) -> Any:
    answer = client.post(f"{PATH}/{name}/rewrite", json=call)
    assert answer.status_code == 200, answer.text
    return answer


def newest(client: TestClient) -> Any:
    return client.get(f"{PATH}/{client.get(PATH).json()[0]['id']}").json()


def test_an_excluded_outlet_is_never_cited_and_the_briefing_says_so(client: TestClient) -> None:
    name = written(client, question=ABOUT, exclude=["coastal wire"])[-1][1]["id"]
    assert outlets(client, name) == {"The Harbour Post"}
    made = client.get(f"{PATH}/{name}").json()
    assert "Left out, as asked: Coastal Wire." in made["notes"]
    assert "Coastal Wire" not in made["blind_spots"]["silent"]
    assert "Coastal Wire" not in made["title"]


def test_a_briefing_is_written_anew_with_what_was_pinned_and_excluded_before(client: TestClient) -> None:
    name = written(client, question=ABOUT)[-1][1]["id"]
    assert outlets(client, name) == {"The Harbour Post", "Coastal Wire"}
    made = client.get(f"{PATH}/{name}").json()
    (article,) = [one["article_id"] for one in made["sources"] if one["publisher"] == "Coastal Wire"]
    rewritten(client, name, exclude=[article])
    second = newest(client)
    assert second["id"] != name
    assert {one["publisher"] for one in second["sources"]} == {"The Harbour Post"}
    assert "Left out, as asked: “Harbour closed” (Coastal Wire)." in second["notes"]
    rewritten(client, second["id"], pin=["The Harbour Post"])
    third = newest(client)
    assert {one["publisher"] for one in third["sources"]} == {"The Harbour Post"}
    assert "Read in any case, as asked: The Harbour Post." in third["notes"]
    rewritten(client, third["id"], pin=[article])
    assert outlets(client, newest(client)["id"]) == {"The Harbour Post", "Coastal Wire"}, (
        "the last word counts"
    )


def test_what_is_not_there_cannot_be_pinned(client: TestClient) -> None:
    for call in ({"pin": ["nonesuch"]}, {"exclude": ["https://nowhere.example/x"]}):
        answer = client.post(PATH, json={"question": ABOUT, **call})
        assert answer.status_code == 400
        assert "no article has that id or address" in answer.json()["error"]["message"]


def test_nothing_is_pinned_and_excluded_at_once(client: TestClient) -> None:
    both = {"pin": ["Coastal Wire"], "exclude": ["Coastal Wire"]}
    assert client.post(PATH, json={"question": ABOUT, **both}).status_code == 400


def test_nobody_has_somebody_elses_briefing_written_anew(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name = written(ines, question=ABOUT)[-1][1]["id"]
    assert jonas.post(f"{PATH}/{name}/rewrite", json={}).status_code == 404


def test_whatever_carries_the_address_of_an_excluded_article_is_excluded_with_it(store: Store) -> None:
    one = make_article("storm")
    copy = make_article("storm-copy", "Another text on it.", publisher="Copy Desk")
    copy = copy.model_copy(update={"url": one.url})
    store.add_articles([one, copy])
    assert one.url is not None
    for name in (one.id, one.url, f"{one.url}?utm_source=mail"):
        out = picked(Request(question="x"), (), (name,), store).excluded
        assert {pick.article_id for pick in out} == {one.id, copy.id}


def test_the_last_word_on_an_article_counts(store: Store) -> None:
    store.add_articles([make_article("storm")])
    asked = picked(Request(question="x"), ("The Harbour Post",), (), store)
    assert asked.pinned == (Pick(outlet="The Harbour Post"),)
    asked = picked(asked, (), ("The Harbour Post",), store)
    assert (asked.pinned, asked.excluded) == ((), (Pick(outlet="The Harbour Post"),))
    with pytest.raises(UnusableRequest, match="at once"):
        picked(asked, ("The Harbour Post",), ("The Harbour Post",), store)
