"""From pages: what people think of a sentence is kept, and what is theirs is shared by name, to be read."""

from __future__ import annotations

from typing import Any

import pytest

from agent.store import Opinions
from agent.web.house import House
from tests.web.conftest import TOLD, ask, has_account, log_in, program, token_of
from tests.web.test_edit_pages import Desk

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def send(browser: Any, path: str, where: str, **form: str) -> Any:
    """Send a form from a page."""
    return browser.post(f"{path}{where}", data={"csrf": token_of(browser.get(path).text), **form})


def test_what_somebody_thinks_of_a_sentence_is_kept_and_shown_to_them(desk: Desk, house: House) -> None:
    where = f"/sentences/{desk.number}/feedback"
    page = send(desk.browser, desk.path, where, kind="wrong", words="It was <b>13</b>.", version="1").text
    assert "You: wrong, “<bdi>It was &lt;b&gt;13&lt;/b&gt;.</bdi>”" in page
    (kept,) = Opinions(house.store, "ines").of(desk.path.rpartition("/")[2])
    assert (kept.kind, kept.by) == ("wrong", "ines")
    assert send(desk.browser, desk.path, where, kind="splendid", version="1").status_code == 422


def test_a_briefing_is_shared_by_name_to_be_read_and_no_more(desk: Desk, house: House) -> None:
    has_account(house, "jonas")
    jonas = log_in(house, "jonas")
    assert jonas.get(desk.path).status_code == 404
    assert (
        "<bdi>jonas</bdi> may read it"
        in send(desk.browser, desk.path, "/shares", person=" Jonas ", do="give").text
    )
    read = jonas.get(desk.path).text
    assert TOLD in read
    assert "data-edit" not in read
    assert "Let them read it" not in read
    assert "shared by ines" in jonas.get("/briefings").text
    refused = send(jonas, desk.path, "/sentences/1", text="x", version="1", do="change")
    assert refused.status_code == 404
    said = send(jonas, desk.path, f"/sentences/{desk.number}/feedback", kind="useful", version="1").text
    assert "You: useful" in said
    assert "jonas: useful" in desk.browser.get(desk.path).text
    send(desk.browser, desk.path, "/shares", person="jonas", do="take")
    assert jonas.get(desk.path).status_code == 404


def test_a_conversation_is_shared_and_only_its_owner_goes_on_with_it(house: House) -> None:
    token = has_account(house, "ines")
    has_account(house, "jonas")
    path = f"/conversations/{ask(program(house, token))[-1][1]['conversation']}"
    ines, jonas = log_in(house, "ines"), log_in(house, "jonas")
    assert jonas.get(path).status_code == 404
    send(ines, path, "/shares", person="jonas", do="give")
    page = jonas.get(path).text
    assert TOLD in page
    assert "shared with you to be read" in page
    assert "<textarea" not in page
    assert "<textarea" in ines.get(path).text


def test_sharing_with_nobody_is_told_in_one_sentence(desk: Desk) -> None:
    answer = send(desk.browser, desk.path, "/shares", person="nobody", do="give")
    assert answer.status_code == 404
    assert "account nobody" in answer.text
