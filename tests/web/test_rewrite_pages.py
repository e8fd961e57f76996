"""From the page of a briefing: files to take away, and the same written anew with other sources."""

from __future__ import annotations

from typing import Any

import pytest

from agent.web.house import House
from tests.web.conftest import TOLD, token_of
from tests.web.test_edit_pages import Desk

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def test_every_format_can_be_taken_away_from_the_page(desk: Desk) -> None:
    page = desk.browser.get(desk.path).text
    for format in ("docx", "markdown", "html", "json", "pack"):
        path = f"{desk.path}/export?format={format}"
        assert f'href="{path}" download' in page
        answer = desk.browser.get(path)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
    answer = desk.browser.get(f"{desk.path}x/export")
    assert answer.status_code == 404
    assert "<h1>This did not work</h1>" in answer.text


def rewritten(desk: Desk, **form: Any) -> Any:
    csrf = token_of(desk.browser.get(desk.path).text)
    return desk.browser.post(f"{desk.path}/rewrite", data={"csrf": csrf, **form})


def test_it_is_written_anew_with_what_was_pinned_or_left_out(desk: Desk, house: House) -> None:
    answer = rewritten(desk, pick=["", "pin:Coastal Wire"], exclude="")
    assert "Read in any case, as asked: Coastal Wire." in answer.text
    assert len(house.store.briefings("ines")) == 2
    assert TOLD in desk.browser.get(desk.path).text


def test_what_cannot_be_picked_is_told_on_the_page_that_stays(desk: Desk, house: House) -> None:
    for form, said in (
        ({"exclude": "The Harbour Post\nCoastal Wire"}, ""),
        ({"pin": "Nowhere Herald"}, "Nowhere Herald"),
        ({"pin": "\n".join(f"x{n}" for n in range(30))}, "at most 20"),
    ):
        answer = rewritten(desk, **form)
        assert answer.status_code == 422
        assert said in answer.text
        assert TOLD in answer.text
        assert "--" not in answer.text.split('role="alert"')[1]
    assert len(house.store.briefings("ines")) == 1
