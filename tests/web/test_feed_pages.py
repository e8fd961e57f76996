"""A digest's feed is read by whoever has its address, and by nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.testclient import TestClient

from agent.alerting import BASELINE
from agent.digest import told_of
from agent.store import Accounts, Orders, Turns
from agent.syndicating import ITEMS, listing, path_of
from agent.types import Correction, Digest, Edition
from agent.web.app import make_app
from agent.web.house import House
from tests.digests.makers import make_digest, make_edition
from tests.makers import NOW, make_article, make_briefing
from tests.web.conftest import BASE, has_account, log_in, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TOLD = "At least 12 ships were waiting outside."
SECRET = "s" * 43


def publish(house: House, number: int, text: str = TOLD, **other: Any) -> Edition:
    """Write an edition of the digest, so many days after the first."""
    at = NOW + timedelta(days=number)
    name = f"b{number}"
    made = make_briefing(make_article(text=text), text, created=at).model_copy(update={"id": name})
    house.store.save_briefing(made, "ines")
    fields: dict[str, Any] = {
        "state": "written",
        "written": at,
        "briefings": (name,),
        "told": tuple(told_of(made)),
        **other,
    }
    edition = make_edition(at=at, **{"key": f"{at:%Y-%m-%dT%H:%M}", **fields})
    Turns(house.store).put([edition])
    return edition


@pytest.fixture
def digest(house: House) -> Digest:
    """Return a digest of somebody's, with an address of its feed."""
    has_account(house, "ines")
    made = make_digest(feed=SECRET, owner="ines")
    Orders(house.store, "ines").add(made, "2026-01-01T00:00")
    return made


@pytest.fixture
def reader(house: House, digest: Digest) -> TestClient:
    """Return a program that reads feeds: no account, no cookie."""
    return TestClient(make_app(house), base_url=BASE)


def test_a_reader_without_account_or_cookie_gets_the_editions_the_youngest_first(
    house: House, digest: Digest, reader: TestClient
) -> None:
    publish(house, 0)
    publish(house, 1, TOLD.replace("12", "19"))
    answer = reader.get(path_of(digest))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "set-cookie" not in answer.headers
    read = feedparser.parse(answer.content)
    assert (read.version, read.bozo, len(read.entries)) == ("atom10", False, 2)
    assert read.feed.links[0].href == f"{BASE}{path_of(digest)}"
    assert read.entries[0].title.endswith("1 revised")
    assert "12 → 19" in read.entries[0].content[0].value
    assert len({entry.id for entry in read.entries}) == 2


def test_what_it_has_already_is_not_sent_again(house: House, digest: Digest, reader: TestClient) -> None:
    publish(house, 0)
    first = reader.get(path_of(digest))
    tag = first.headers["ETag"]
    for asked in (tag, f'"other", W/{tag}', "*"):
        again = reader.get(path_of(digest), headers={"If-None-Match": asked})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    publish(house, 1)
    both = reader.get(path_of(digest), headers={"If-None-Match": tag})
    assert (both.status_code, len(feedparser.parse(both.content).entries)) == (200, 2)
    house.store.delete_briefing("b1", "ines")
    after = reader.get(path_of(digest), headers={"If-None-Match": both.headers["ETag"]})
    assert (after.status_code, len(feedparser.parse(after.content).entries)) == (200, 1)


def test_a_cited_article_that_changed_makes_another_feed(
    house: House, digest: Digest, reader: TestClient
) -> None:
    publish(house, 0)
    tag = reader.get(path_of(digest)).headers["ETag"]
    changed = make_article(text="The harbour is open.").model_copy(
        update={"retrieved": NOW + timedelta(days=1)}
    )
    house.store.add_articles([make_article(text=TOLD), changed])
    assert reader.get(path_of(digest), headers={"If-None-Match": tag}).status_code == 200


def test_missed_editions_take_no_place_in_it(house: House, digest: Digest, reader: TestClient) -> None:
    publish(house, 0)
    missed = [
        make_edition(f"missed-{n}", NOW + timedelta(days=1, hours=n), state="missed")
        for n in range(2 * ITEMS)
    ]
    Turns(house.store).put(missed)
    assert len(feedparser.parse(reader.get(path_of(digest)).content).entries) == 1


def test_with_the_account_of_its_owner_the_address_is_gone(
    house: House, digest: Digest, reader: TestClient
) -> None:
    publish(house, 0)
    Accounts(house.store).remove("ines", NOW)
    assert reader.get(path_of(digest)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        f"/feeds/d1/{'t' * 43}",
        f"/feeds/d1/{SECRET[:-1]}",
        f"/feeds/d1/{SECRET}x",
        "/feeds/d1/",
        f"/feeds/d2/{SECRET}",
        "/feeds/d1/%00",
    ],
)
def test_another_address_leads_nowhere(house: House, reader: TestClient, wrong: str) -> None:
    publish(house, 0)
    answer = reader.get(wrong)
    assert answer.status_code == 404
    assert "ships" not in answer.text


def test_a_digest_has_no_feed_before_somebody_wants_one(house: House, reader: TestClient) -> None:
    Orders(house.store, "ines").add(make_digest("d3"), "2026-01-01T00:00")
    assert reader.get("/feeds/d3/").status_code == 404
    assert path_of(make_digest()) == ""


def test_the_address_is_made_changed_and_taken_back_on_the_page(house: House, reader: TestClient) -> None:
    browser = log_in(house, "ines")

    def press(do: str) -> str:
        browser.post("/digests/d1", data={"do": do, "csrf": token_of(browser.get("/digests").text)})
        return Orders(house.store, "ines").meant("d1").feed

    assert press("unfeed") == ""
    assert reader.get(f"/feeds/d1/{SECRET}").status_code == 404
    first = press("feed")
    assert len(first) >= 43
    assert f"{BASE}/feeds/d1/{first}" in browser.get("/digests/d1").text
    assert reader.get(f"/feeds/d1/{first}").status_code == 200
    second = press("feed")
    assert reader.get(f"/feeds/d1/{first}").status_code == 404
    assert reader.get(f"/feeds/d1/{second}").status_code == 200
    assert not Orders(house.store, "ines").meant("d1").paused


def test_nobody_else_sees_or_takes_the_address(house: House, digest: Digest) -> None:
    has_account(house, "jonas")
    jonas = log_in(house, "jonas")
    csrf = token_of(jonas.get("/digests").text)
    for page in (jonas.get("/digests"), jonas.get("/digests/d1"), jonas.get("/status")):
        assert SECRET not in page.text
    assert jonas.post("/digests/d1", data={"do": "feed", "csrf": csrf}).status_code == 404
    assert Orders(house.store, "ines").meant("d1").feed == SECRET
    assert SECRET not in repr(digest)


def test_corrections_stand_in_it_and_what_nobody_was_sent_does_not(
    house: House, digest: Digest, reader: TestClient
) -> None:
    publish(house, 0)
    publish(house, 1, key=BASELINE)
    publish(house, 2, state="missed")
    wrong = Correction(text=TOLD, article_id="a1", publisher="Post", headline="Ships", quote=TOLD,
                       editions=("x",))  # fmt: skip
    publish(house, 3, briefings=(), told=(), corrects=(wrong,))
    titles = [entry.title for entry in feedparser.parse(reader.get(path_of(digest)).content).entries]
    assert [title.partition(":")[0] for title in titles] == ["Correction", "Harbour, 3 February 2026"]


def test_where_only_changes_are_wanted_the_feed_lists_no_others(house: House, digest: Digest) -> None:
    Orders(house.store, "ines").change(digest.model_copy(update={"only_changed": True}))
    for number in range(3):
        publish(house, number)
    reader = TestClient(make_app(house), base_url=BASE)
    assert len(feedparser.parse(reader.get(path_of(digest)).content).entries) == 1


def test_it_lists_so_many_and_without_any_it_is_a_feed_all_the_same(
    house: House, digest: Digest, reader: TestClient
) -> None:
    empty = feedparser.parse(reader.get(path_of(digest)).content)
    assert (empty.version, empty.entries) == ("atom10", [])
    for number in range(ITEMS + 3):
        publish(house, number)
    assert len(feedparser.parse(reader.get(path_of(digest)).content).entries) == ITEMS
    assert len(listing(house.store, digest).editions) == ITEMS + 1
