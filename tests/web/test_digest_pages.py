"""Digests are ordered, looked at, paused and previewed on pages, by whoever they belong to."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.store import Orders
from agent.web.app import make_app
from agent.web.house import House
from tests.web.conftest import BASE, QUESTION, TOLD, has_account, log_in, token_of
from tests.web.test_state import failing_digest

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
FORM = {"title": "Ships <b>", "questions": QUESTION, "schedule": "weekdays 07:30", "lookback": "8000",
        "timezone": "Europe/Berlin", "mail": "ada@news.example\nbob@news.example",
        "profile": "answer"}  # fmt: skip


def send(browser: TestClient, path: str, **form: Any) -> Any:
    csrf = token_of(browser.get("/digests").text)
    return browser.post(path, data={**form, "csrf": csrf})


@pytest.fixture
def ines(house: House) -> TestClient:
    has_account(house, "ines")
    return log_in(house, "ines")


def test_a_digest_is_ordered_and_shown_with_its_coming_runs(house: House, ines: TestClient) -> None:
    page = send(ines, "/digests", **FORM)
    assert page.status_code == 200
    (digest,) = Orders(house.store, "ines").all()
    assert (digest.schedule.cron, digest.timezone, len(digest.recipients)) == (
        "30 7 * * 1-5",
        "Europe/Berlin",
        2,
    )
    assert "Ships &lt;b&gt;" in page.text
    assert page.text.count("07:30") >= 5
    assert Orders(house.store).all() == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("schedule", "whenever", "Write it like"),
        ("timezone", "Europe/Nowhere", "no time zone is called so"),
        ("mail", "nobody", "it is no mail address"),
        ("mail", "", "nobody gets it"),
        ("questions", "", "it needs a title and a question"),
    ],
)
def test_what_is_refused_comes_back_with_the_reason_and_what_was_written(
    house: House, ines: TestClient, field: str, value: str, told: str
) -> None:
    page = send(ines, "/digests", **{**FORM, field: value})
    assert page.status_code == 422
    assert told in page.text
    assert 'value="Ships &lt;b&gt;"' in page.text
    assert Orders(house.store, "ines").all() == []


def test_files_are_ordered_along_with_mail(house: House, ines: TestClient) -> None:
    page = send(ines, "/digests", **FORM, attach=["pack", "html"])
    assert Orders(house.store, "ines").all()[0].attach == ("html", "pack")
    assert "along with mail: html, pack" in page.text
    assert send(ines, "/digests", **FORM, attach="exe").status_code == 422


@pytest.mark.parametrize("field", ["folder", "feed"])
def test_nobody_orders_files_of_the_machine_from_a_page(house: House, ines: TestClient, field: str) -> None:
    assert send(ines, "/digests", **{**FORM, "mail": "", field: "/etc/aletheia"}).status_code == 422


def test_it_is_paused_resumed_and_removed(house: House, ines: TestClient) -> None:
    path = send(ines, "/digests", **FORM).url.path
    assert "Paused." in send(ines, path, do="pause").text
    assert "Due next" in send(ines, path, do="resume").text
    assert send(ines, path, do="remove").url.path == "/digests"
    assert ines.get(path).status_code == 404


def test_the_edition_of_now_is_shown_and_nothing_is_kept(house: House, ines: TestClient) -> None:
    path = send(ines, "/digests", **FORM).url.path
    before = house.store.counts()
    page = ines.get(f"{path}/preview").text
    assert TOLD.removesuffix(".").split(" of ")[0] in " ".join(page.split())
    assert house.store.counts() == before
    assert Orders(house.store, "ines").editions(Orders(house.store, "ines").all()[0]) == []


def test_editions_are_shown_with_their_receipts_and_tried_again(house: House) -> None:
    failing_digest(house)
    browser = TestClient(make_app(house), base_url=BASE, headers={"Origin": BASE})
    page = browser.get("/digests/d1").text
    assert "given up" in page
    assert "550 &lt;b&gt;no&lt;/b&gt;" in page
    assert "Try again what was given up (1)" in page
    assert "given up" not in send(browser, "/digests/d1", do="resend").text
    assert Orders(house.store).receipts(Orders(house.store).meant("d1"))[0].changed <= now()


def test_nobody_sees_or_changes_what_belongs_to_somebody_else(house: House, ines: TestClient) -> None:
    path = send(ines, "/digests", **FORM).url.path
    has_account(house, "jonas")
    jonas = log_in(house, "jonas")
    assert "Ships" not in jonas.get("/digests").text
    assert jonas.get(path).status_code == 404
    assert jonas.get(f"{path}/preview").status_code == 404
    assert send(jonas, path, do="remove").status_code == 404
    assert ines.get(path).status_code == 200


def test_a_page_of_another_site_orders_nothing(house: House, ines: TestClient) -> None:
    assert ines.post("/digests", data={**FORM, "csrf": "0" * 64}).status_code == 403
    assert Orders(house.store, "ines").all() == []
