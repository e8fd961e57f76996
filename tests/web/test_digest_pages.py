"""Digests are ordered, looked at, paused and previewed on pages, by whoever they belong to."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.store import KeptStories, Orders, Watches
from agent.types import Alert, Recipient, Watch
from agent.web.app import make_app
from agent.web.house import House
from tests.digests.makers import make_digest
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


def test_a_story_a_watch_and_how_late_it_may_be_are_chosen(house: House, ines: TestClient) -> None:
    Watches(house.store).add(Watch(id="w1", query="harbour", name="The harbour", added=now()))
    story = next(iter(KeptStories(house.store).within(None)))
    more = {"stories": story, "watches": ["w1"], "late": "3"}
    page = send(ines, "/digests", **{**FORM, "questions": ""}, **more)
    (digest,) = Orders(house.store, "ines").all()
    assert [one.kind for one in digest.subjects] == ["story", "watch"]
    assert digest.late_hours == 3
    assert "Watch: The harbour" in page.text
    form = ines.get(f"{page.url.path}/order").text
    assert f'<option value="{story}" selected>' in form
    assert '<option value="w1" selected>' in form
    assert 'name="late" type="number" min="0" max="744" value="3"' in form
    assert send(ines, "/digests", **{**FORM, "stories": "none"}).status_code == 422


def test_an_order_is_changed_and_the_digest_goes_on_where_it_was(house: House, ines: TestClient) -> None:
    path = send(ines, "/digests", **FORM, attach="docx", only_changed="yes").url.path
    (before,) = Orders(house.store, "ines").all()
    send(ines, path, do="feed")
    address = Orders(house.store, "ines").all()[0].feed
    form = ines.get(f"{path}/order").text
    assert 'value="Ships &lt;b&gt;"' in form
    assert 'value="docx" checked' in form
    assert 'name="only_changed" value="yes" checked' in form
    changed = {**FORM, "title": "Boats", "schedule": "daily 9:00", "mail": "bob@news.example"}
    assert send(ines, f"{path}/order", **changed).url.path == path
    (after,) = Orders(house.store, "ines").all()
    assert (after.id, after.added, after.feed) == (before.id, before.added, address)
    assert (after.title, after.schedule.cron, after.only_changed) == ("Boats", "0 9 * * *", False)
    assert [one.address for one in after.recipients] == ["bob@news.example"]
    wrong = send(ines, f"{path}/order", **{**changed, "schedule": "whenever"})
    assert (wrong.status_code, "Write it like" in wrong.text) == (422, True)
    assert Orders(house.store, "ines").all() == [after]


def test_who_gets_it_in_a_way_that_the_form_does_not_show_goes_on_to_get_it(
    house: House, ines: TestClient
) -> None:
    path = send(ines, "/digests", **FORM).url.path
    (held,) = Orders(house.store, "ines").all()
    elsewhere = (*held.recipients, Recipient(channel="folder", address="/srv/out"))
    Orders(house.store, "ines").change(held.model_copy(update={"recipients": elsewhere}))
    send(ines, f"{path}/order", **FORM, folder="/etc/aletheia")
    (after,) = Orders(house.store, "ines").all()
    assert [one.address for one in after.recipients if one.channel == "folder"] == ["/srv/out"]


def test_whoever_is_at_the_machine_has_files_written(house: House) -> None:
    browser = TestClient(make_app(house), base_url=BASE, headers={"Origin": BASE})
    form = {**FORM, "mail": "", "folder": "/srv/my editions\n/srv/b", "feed": "/srv/a.atom"}
    path = send(browser, "/digests", **form).url.path
    (digest,) = Orders(house.store).all()
    assert [one.address for one in digest.recipients] == ["/srv/a.atom", "/srv/my editions", "/srv/b"]
    assert "/srv/my editions" in browser.get(f"{path}/order").text


def test_nobody_else_changes_an_order_and_an_alert_is_none(house: House, ines: TestClient) -> None:
    path = send(ines, "/digests", **FORM).url.path
    has_account(house, "jonas")
    jonas = log_in(house, "jonas")
    assert jonas.get(f"{path}/order").status_code == 404
    assert send(jonas, f"{path}/order", **FORM).status_code == 404
    waiting = make_digest("d9", alert=Alert(kind="figure"))
    Orders(house.store, "ines").add(waiting, "2026-01-01T00:00")
    assert ines.get("/digests/d9/order").status_code == 404


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
