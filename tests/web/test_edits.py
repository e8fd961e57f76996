"""Edits over the network: checked at once, kept as versions, lost by nobody, and for the owner alone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.web.house import House
from tests.web.conftest import TOLD, has_account, program
from tests.web.test_briefs import PATH, written

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
OTHERWISE = TOLD.replace("At least 12 ships were waiting", "At least 12 ships waited")


def place(client: TestClient) -> tuple[str, int]:
    """Have a briefing written, and return its id and the number of the sentence that the tests edit."""
    name = written(client, profile="answer")[-1][1]["id"]
    return name, texts(client, name).index(TOLD) + 1


def texts(client: TestClient, name: str, **which: Any) -> list[str]:
    made = client.get(f"{PATH}/{name}", params=which).json()
    return [claim["text"] for section in made["sections"] for claim in section["claims"]]


def put(client: TestClient, name: str, number: int, text: str, version: int = 1, **more: Any) -> Any:
    body = {"version": version, "text": text, **more}
    return client.put(f"{PATH}/{name}/sentences/{number}", json=body)


def test_an_edit_that_holds_is_a_new_version_and_the_old_one_can_be_read(client: TestClient) -> None:
    name, number = place(client)
    answer = put(client, name, number, OTHERWISE)
    assert answer.status_code == 200, answer.text
    assert answer.json()["accepted"]
    assert answer.json()["version"] == 2
    assert OTHERWISE in texts(client, name)
    assert TOLD in texts(client, name, version=1)
    assert client.get(f"{PATH}/{name}", params={"version": 3}).status_code == 404
    assert [(one["id"], one["version"]) for one in client.get(PATH).json()] == [(name, 2)]
    page = client.get(f"/briefings/{name}").text
    assert OTHERWISE in page
    assert "edited" in page


def test_an_edit_that_does_not_hold_is_refused_and_changes_nothing(client: TestClient) -> None:
    name, number = place(client)
    before = client.get(f"{PATH}/{name}").json()
    answer = put(client, name, number, TOLD.replace("12", "21"))
    assert answer.status_code == 422
    report = answer.json()
    assert not report["accepted"]
    assert "12" in report["why"][0]
    assert report["verdict"]["label"] == "refuted"
    assert client.get(f"{PATH}/{name}").json() == before


def test_a_sentence_can_be_deleted(client: TestClient) -> None:
    name = written(client, profile="situation", question="the harbour of Port Marren")[-1][1]["id"]
    assert len(texts(client, name)) > 1
    first = texts(client, name)[0]
    answer = client.delete(f"{PATH}/{name}/sentences/1", params={"version": 1})
    assert answer.status_code == 200, answer.text
    assert first not in texts(client, name)


def test_whoever_edits_a_version_that_is_gone_changes_nothing(client: TestClient) -> None:
    name, number = place(client)
    assert put(client, name, number, OTHERWISE).status_code == 200
    late = put(client, name, number, TOLD)
    assert late.status_code == 409
    assert "version 2" in late.json()["error"]["message"]
    assert OTHERWISE in texts(client, name)
    assert put(client, name, number, TOLD, version=2).json()["version"] == 3


def test_of_two_edits_at_once_one_is_told_to_read_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read version 1 before either is kept."""
    from agent import revising
    from agent.editing import rewritten

    client = program(house)
    name, number = place(client)
    others = ("There were at least 12 ships waiting outside the harbour of Port Marren.", OTHERWISE)
    browsers = [program(house) for _ in others]
    for one in browsers:  # routes are made when they are first asked, which two threads must not do at once
        assert put(one, name, number, OTHERWISE, version=7).status_code == 409
    both = threading.Barrier(2, timeout=60)

    def together(*given: Any) -> Any:
        both.wait()
        return rewritten(*given)

    monkeypatch.setattr(revising, "rewritten", together)
    answers: list[Any] = []

    def edits(browser: TestClient, text: str) -> None:
        answers.append(put(browser, name, number, text))

    threads = [threading.Thread(target=edits, args=given) for given in zip(browsers, others, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(one.status_code for one in answers) == [200, 409]
    assert house.store.briefing(name).version == 2


def test_passages_are_numbered_for_whoever_edits(client: TestClient) -> None:
    name, number = place(client)
    told = client.get(f"{PATH}/{name}/passages").json()
    assert [one["number"] for one in told] == list(range(1, len(told) + 1))
    at = next(one["number"] for one in told if one["quote"] == TOLD)
    assert put(client, name, number, OTHERWISE, passages=[at]).status_code == 200
    assert put(client, name, number, TOLD, version=2, passages=[99]).status_code == 400


def test_nobody_edits_what_is_somebody_elses(house: House) -> None:
    ines, jonas = program(house, has_account(house, "ines")), program(house, has_account(house, "jonas"))
    name, number = place(ines)
    assert put(jonas, name, number, OTHERWISE).status_code == 404
    assert jonas.delete(f"{PATH}/{name}/sentences/1", params={"version": 1}).status_code == 404
    assert jonas.get(f"{PATH}/{name}/passages").status_code == 404
    assert put(ines, name, number, OTHERWISE).json()["version"] == 2
    assert house.store.briefing(name, "ines").edits[0].by == "ines"


def test_an_edit_takes_a_place_and_no_money(house: House) -> None:
    client = program(house)
    name, number = place(client)
    put(client, name, number, OTHERWISE)
    (day,) = house.spending.days(now())
    assert (day.turns, day.cost) == (2, "0.000000")
