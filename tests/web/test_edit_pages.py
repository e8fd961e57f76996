"""A sentence is edited on its page: checked at once, refused where it stands with reasons, else marked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.store import Accounts
from agent.web.house import House
from tests.web.conftest import QUESTION, TOLD, ask, has_account, log_in, program, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
OTHERWISE = TOLD.replace("At least 12 ships were waiting", "At least 12 ships waited")


class Desk:
    """Somebody at a browser, with a briefing of theirs."""

    def __init__(self, house: House) -> None:
        has_account(house, "ines")
        self.browser = log_in(house, "ines")
        form = {"question": QUESTION, "profile": "answer", "csrf": token_of(self.browser.get("/").text)}
        written = self.browser.post("/briefings", data=form)
        self.path = written.url.path
        self.number = int(re.findall(r'id="n(\d+)"(?:(?!id="n).)*' + re.escape(TOLD), written.text, re.S)[0])

    def send(self, text: str = OTHERWISE, version: int = 1, do: str = "change", **more: Any) -> Any:
        csrf = token_of(self.browser.get(self.path).text)
        form = {"text": text, "version": version, "do": do, "csrf": csrf, **more}
        return self.browser.post(f"{self.path}/sentences/{self.number}", data=form)


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def test_what_holds_is_saved_marked_and_the_version_before_stays(desk: Desk) -> None:
    answer = desk.send()
    assert answer.status_code == 200
    assert OTHERWISE in answer.text
    assert '<span class="badge edited">edited by ines' in answer.text
    assert f"{desk.path}?version=1" in answer.text
    before = desk.browser.get(desk.path, params={"version": 1}).text
    assert TOLD in before
    assert "The newest is version 2." in before
    assert "data-edit" not in before
    assert f"{desk.path}/print?version=1" in before


def test_what_does_not_hold_is_refused_beside_the_sentence_with_the_right_value(desk: Desk) -> None:
    answer = desk.send(TOLD.replace("12", "21"))
    assert answer.status_code == 422
    opened = answer.text.split('<details class="asides" open>')[1].split("</details>")[0]
    assert TOLD.replace("12", "21") in opened
    assert "Not saved" in opened
    assert "12" in opened.split("<ul>")[1]
    assert answer.text.count('<details class="asides" open>') == 1
    assert desk.browser.get(desk.path).text.count("edited by") == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": " "}, "it is empty"),
        ({"passages": "first"}, "such as 2, 5"),
        ({"passages": "99"}, "99"),
        ({"version": 7}, "version 1 now"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_same_place(desk: Desk, sent: Any, said: str) -> None:
    answer = desk.send(**sent)
    assert answer.status_code == 422
    assert said in answer.text.split('<details class="asides" open>')[1].split("</details>")[0]


def test_a_sentence_is_deleted_unless_it_is_the_last(desk: Desk) -> None:
    numbers = re.findall(r'class="sentence" id="n(\d+)"', desk.browser.get(desk.path).text)
    for version in range(1, len(numbers)):
        desk.number = 1
        assert desk.send(version=version, do="delete").status_code == 200
    answer = desk.send(version=len(numbers), do="delete")
    assert answer.status_code == 422
    assert "the only one" in answer.text


def test_whoever_may_only_read_gets_no_form_and_cannot_send_one(house: House, client: TestClient) -> None:
    told = ask(client)[-1][1]
    path = f"/briefings/{told['turn']['briefing_id']}"
    assert 'data-edit="1"' in client.get(path).text
    assert 'data-edit="1"' not in client.get(f"{path}/print").text
    has_account(house, "jonas", "reader")
    assert Accounts(house.store).any()
    reader = program(house, "token-of-jonas")
    assert reader.post(f"{path}/sentences/1").status_code == 403
    analyst = program(house, has_account(house, "ines"))
    form = {"text": "x", "version": "1", "do": "change"}
    answer = analyst.post(f"{path}/sentences/1", data=form)
    assert answer.status_code == 404
    assert TOLD not in answer.text
