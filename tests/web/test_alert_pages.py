"""Alerts are ordered, listed and removed on a page, and ordered from the figures of a briefing."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from agent.store import Orders, Watches
from agent.types import FigureRow
from agent.web.house import House
from tests.makers import make_article, make_briefing
from tests.web.conftest import has_account, log_in, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TOLD = "At least 12 ships were waiting outside."
FORM = {"title": "Ships <b>", "kind": "spike", "spike": "harbour", "mail": "ada@news.example",
        "cool_hours": "6"}  # fmt: skip


@pytest.fixture
def ines(house: House) -> TestClient:
    has_account(house, "ines")
    return log_in(house, "ines")


def send(browser: TestClient, path: str = "/alerts", **form: Any) -> Any:
    return browser.post(path, data={**form, "csrf": token_of(browser.get("/alerts").text)})


def test_a_burst_is_ordered_listed_and_removed(house: House, ines: TestClient) -> None:
    page = send(ines, **FORM)
    (digest,) = Orders(house.store, "ines").all()
    assert digest.alert is not None
    assert (digest.alert.kind, digest.alert.cool_hours) == ("spike", 6)
    assert [watch.id for watch in Watches(house.store).all()] == [digest.alert.watch_id]
    assert "Ships &lt;b&gt;: a burst of “harbour”" in page.text
    page = ines.get("/digests").text
    assert ("alerts (1)" in page, f"/digests/{digest.id}" in page) == (True, False)
    assert send(ines, f"/digests/{digest.id}", do="remove").url.path == "/alerts"
    assert Orders(house.store, "ines").all() == []


def test_a_question_is_ordered(house: House, ines: TestClient) -> None:
    asked = "How many ships wait?"
    assert "another figure in" in send(ines, **{**FORM, "kind": "figure", "figure": asked}).text
    assert Orders(house.store, "ines").all()[0].questions == (asked,)
    assert Watches(house.store).all() == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("spike", "", "it waits for one thing"), ("mail", "", "nobody gets it"), ("title", "", "a title")],
)
def test_what_is_refused_comes_back_with_the_reason_and_nothing_is_watched(
    house: House, ines: TestClient, field: str, value: str, told: str
) -> None:
    page = send(ines, **{**FORM, field: value})
    assert (page.status_code, told in page.text) == (422, True)
    assert Orders(house.store, "ines").all() == []
    assert Watches(house.store).all() == []


def test_a_figure_of_a_briefing_is_ordered_from_its_table(house: House, ines: TestClient) -> None:
    made = make_briefing(make_article(text=TOLD), TOLD)
    row = FigureRow(value="at least 12", counts="ships <i> waiting", as_of=None,
                    citations=made.sections[0].claims[0].citations)  # fmt: skip
    house.store.save_briefing(made.model_copy(update={"figures": (row,)}), "ines")
    page = ines.get(f"/briefings/{made.id}").text
    link = page.split('href="/alerts?')[1].split('"')[0].replace("&amp;", "&")
    form = ines.get(f"/alerts?{link}").text
    assert "at least 12 ships &lt;i&gt; waiting" in form
    fields = dict(parse_qsl(urlsplit(f"?{link}").query))
    sent = send(ines, **{**FORM, **fields, "kind": "figure"})
    assert "another figure than at least 12 ships &lt;i&gt; waiting" in sent.text
    pinned = Orders(house.store, "ines").all()[0].alert
    assert pinned is not None
    assert pinned.pinned is not None
    assert pinned.pinned.references == (TOLD,)


def test_nobody_pins_a_figure_of_a_briefing_they_may_not_read(house: House, ines: TestClient) -> None:
    made = make_briefing(make_article(text=TOLD), TOLD)
    house.store.save_briefing(made, "ines")
    has_account(house, "jonas")
    jonas = log_in(house, "jonas")
    page = send(jonas, **{**FORM, "kind": "figure", "figure": "12", "briefing": made.id})
    assert page.status_code == 422
    assert Orders(house.store, "jonas").all() == []
