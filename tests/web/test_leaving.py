"""Leaving a digest by the link in its mail: with one click, by nobody else, and for that digest alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from agent.commands.opening import now
from agent.leaving import link
from agent.make_press import mailbox_of
from agent.providers.mail import composed
from agent.settings import Settings
from agent.store import Orders
from agent.types import Issue
from agent.web.app import make_app
from agent.web.house import House
from tests.digests.makers import ADA, BOB, make_digest
from tests.makers import NOW
from tests.web.conftest import BASE, has_account
from tests.web.test_state import failing_digest

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
KEY = "a key of more than twenty-four characters"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stranger(house: House) -> TestClient:
    """Return the server of a mail program: no account, no cookie, a form of another site."""
    house.settings = house.settings.model_copy(update={"unsubscribe_key": SecretStr(KEY)})
    has_account(house, "ines")
    Orders(house.store).add(make_digest(recipients=(ADA, BOB)), now().strftime("%Y-%m-%dT%H:%M"))
    return TestClient(make_app(house), base_url=BASE)


def path(address: str = ADA.address, digest: str = "d1", key: str = KEY) -> str:
    parts = urlsplit(link(BASE, key, digest, address))
    return f"{parts.path}?{parts.query}"


def recipients(house: House) -> list[str]:
    return [one.address for one in Orders(house.store).meant("d1").recipients]


def test_one_click_of_a_mail_program_is_enough(house: House, stranger: TestClient) -> None:
    answer = stranger.post(path(), data=ONE_CLICK, headers={"Origin": "https://mail.example"})
    assert answer.status_code == 200
    assert recipients(house) == [BOB.address]
    assert stranger.post(path(), data=ONE_CLICK).status_code == 200
    assert recipients(house) == [BOB.address]


def test_a_look_at_the_link_changes_nothing(house: House, stranger: TestClient) -> None:
    page = stranger.get(path())
    assert (page.status_code, ADA.address in page.text) == (200, True)
    assert recipients(house) == [ADA.address, BOB.address]


@pytest.mark.parametrize(
    "forged",
    [
        path().replace("ada", "bob"),
        path().replace("/d1/", "/d2/"),
        path(key="another key of more than twenty-four"),
        "/unsubscribe/d1/?to=ada%40news.example",
        "/unsubscribe/d1/AAAA?to=ada%40news.example",
    ],
)
def test_a_link_that_is_not_ours_does_nothing(house: House, stranger: TestClient, forged: str) -> None:
    assert stranger.get(forged).status_code == 404
    assert stranger.post(forged, data=ONE_CLICK).status_code == 404
    assert recipients(house) == [ADA.address, BOB.address]


def test_without_a_key_no_link_is_ours(house: House, stranger: TestClient) -> None:
    house.settings = house.settings.model_copy(update={"unsubscribe_key": None})
    assert stranger.post(path(), data=ONE_CLICK).status_code == 404


def test_a_digest_that_everybody_left_is_paused(house: House, stranger: TestClient) -> None:
    for one in (ADA, BOB):
        stranger.post(path(one.address), data=ONE_CLICK)
    assert Orders(house.store).meant("d1").paused


def test_what_waits_for_whoever_left_is_not_sent(house: House) -> None:
    failing_digest(house)
    house.settings = house.settings.model_copy(update={"unsubscribe_key": SecretStr(KEY)})
    orders = Orders(house.store)
    orders.revive(orders.meant("d1"), now())
    TestClient(make_app(house), base_url=BASE).post(path(), data=ONE_CLICK)
    (receipt,) = orders.receipts(orders.meant("d1"))
    assert (receipt.state, receipt.error) == ("dead", "it was unsubscribed")


def test_the_mail_names_the_link_as_the_standard_asks(settings: Settings) -> None:
    set_up = settings.model_copy(
        update={"smtp_url": "smtp://127.0.0.1:25", "mail_from": "desk@news.example",
                "serve_url": "https://news.example", "unsubscribe_key": SecretStr(KEY)}
    )  # fmt: skip
    box = mailbox_of(set_up)
    assert box.leave is not None
    issue = Issue(digest_id="d1", edition="2026-02-04T06:00", title="Ships", subject="Ships", at=NOW,
                  text="x", html="<p>x</p>", data="{}")  # fmt: skip
    message = composed(issue, box.sender, ADA.address, "k", box.leave("d1", ADA.address))
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    first, second = str(message["List-Unsubscribe"]).split(", ")
    assert first == f"<https://news.example{path()}>"
    assert second.startswith("<mailto:desk@news.example")
    assert mailbox_of(set_up.model_copy(update={"unsubscribe_key": None})).leave is None
    assert composed(issue, box.sender, ADA.address, "k")["List-Unsubscribe-Post"] is None
