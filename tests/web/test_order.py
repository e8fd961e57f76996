"""The form for a new briefing, and the lists of what was kept."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from agent.store import Conversations
from agent.types import Turn
from agent.web.house import House
from tests.deliver.makers import flood_briefing
from tests.makers import NOW
from tests.web.conftest import QUESTION, TOLD, has_account, log_in, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_the_form_names_every_profile_and_what_a_link_filled_in(client: TestClient) -> None:
    page = client.get("/briefings", params={"question": 'A "ferry" <b>', "since": "2026-02-01"}).text
    assert 'value="situation" checked' in page
    assert 'value="answer"' in page
    assert "A &#34;ferry&#34; &lt;b&gt;</textarea>" in page
    assert 'name="since" value="2026-02-01"' in page


def test_a_briefing_is_written_without_a_script_and_shown(house: House) -> None:
    has_account(house, "ines")
    browser = log_in(house, "ines")
    form = {
        "question": QUESTION,
        "profile": "answer",
        "since": "2026-02-01",
        "csrf": token_of(browser.get("/").text),
    }
    page = browser.post("/briefings", data=form)
    assert page.status_code == 200
    assert TOLD in page.text
    assert "Articles published since 1 February 2026" in page.text
    (kept,) = house.store.briefings("ines")
    assert str(page.url).endswith(f"/briefings/{kept.id}")
    assert kept.id in browser.get("/briefings").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("since", "soon", "soon"),
        ("profile", "none", "No profile of that name"),
        ("question", "Who won the cricket championship in Ruritania?", "cricket"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_a_page(
    house: House, field: str, value: str, said: str
) -> None:
    has_account(house, "ines")
    browser = log_in(house, "ines")
    form = {"question": QUESTION, "csrf": token_of(browser.get("/").text), field: value}
    answer = browser.post("/briefings", data=form)
    assert answer.status_code in (400, 404)
    assert said in answer.text
    assert "--" not in answer.text
    assert "aletheia " not in answer.text.replace("aletheia itself", "")


def test_long_lists_come_in_pages(house: House, client: TestClient) -> None:
    made = flood_briefing()
    for number in range(60):
        house.store.save_briefing(made.model_copy(update={"id": f"b{number:02}"}))
        turn = Turn(number=1, words="x", step=None, created=NOW)
        Conversations(house.store, "").add(f"c{number:02}", turn, f"talk {number:02}")
    for path, name in (("/briefings", "b"), ("/conversations", "c")):
        first = client.get(path).text
        assert first.count(f'<li><a href="{path}/{name}') == 50
        assert f"{path}?before={name}49" in first
        rest = client.get(path, params={"before": f"{name}49"}).text
        assert rest.count(f'<li><a href="{path}/{name}') == 10
        assert "Earlier ones" not in rest
