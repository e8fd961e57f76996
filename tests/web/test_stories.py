"""The page of one story: what is known of it, how it is followed, joined and parted, by whom and for whom."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from agent.grouping import group
from agent.retrieve.spike_words import explain
from agent.settings import Settings
from agent.store import KeptStories, Orders, Store, Watches
from agent.story_told import whole_story
from agent.text.safe import one_line
from agent.types import Alert, Story
from agent.web import story_pages
from agent.web.house import House
from tests.digests.makers import make_digest
from tests.fakes.town import morning, weeks
from tests.makers import NOW, make_article
from tests.web.conftest import BASE, has_account, housed, log_in, program, token_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="session")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("town") / "store.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        store.add_articles([*weeks(), *morning()])
        group(store)
    return file


@pytest.fixture
def town(_town: Path, settings: Settings, tmp_path: Path) -> Iterator[House]:
    """Return the parts of a server on a newsroom in which something bursts."""
    shutil.copy(_town, tmp_path / "town.sqlite")
    with Store.open(f"sqlite:///{tmp_path}/town.sqlite") as store:
        yield from housed(settings, store)


def ferry(house: House) -> Story:
    """Return the story of the morning on which a ferry runs aground."""
    kept = KeptStories(house.store)
    (name,) = {
        one.story for one in kept.filed(kept.within(NOW - timedelta(hours=7))) if "Skarnholm" in one.headline
    }
    return whole_story(house.store, UTC, name, NOW).story


def sent(browser: TestClient, address: str, **fields: str | list[str]) -> str:
    """Send a form of a page, and return the page that comes of it."""
    fields["csrf"] = token_of(browser.get(address.rpartition("/")[0]).text)
    return browser.post(address, data=fields, headers={"Origin": BASE}).text


def test_a_story_tells_where_it_stands_who_tells_it_and_that_it_bursts(town: House) -> None:
    one = ferry(town)
    page = program(town).get(f"/stories/{one.id}").text
    assert f"<bdi>{one.headline}</bdi></h1>" in page
    assert "<li>fading</li>" in page
    assert f"{len(one.outlets)} outlets, {one.origins} origins, {len(one.article_ids)} articles" in page
    assert all(f"<bdi>{outlet}</bdi>" in page for outlet in one.outlets)
    assert "More coverage than usual" in page
    assert "would be usual." in page
    assert page.count("<svg") == 2
    assert f"/briefings?question={one.headline.split()[0]}" in page
    assert f'href="/stories/{one.id}"' in program(town).get("/", params={"day": "2026-02-03"}).text


def test_what_one_outlet_makes_alone_is_said_to_be_no_burst_without_it(
    town: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ferry(town)
    whole = whole_story(town.store, UTC, one.id, NOW)
    spike = whole.seen[0].measure.spike.model_copy(update={"rests_on": "Quay Herald"})
    told = spike.model_copy(update={"explanation": explain(spike, 10)})
    alone = replace(whole.seen[0], measure=whole.seen[0].measure.model_copy(update={"spike": told}))
    monkeypatch.setattr(story_pages, "whole_story", lambda *_: replace(whole, seen=(alone,)))
    page = program(town).get(f"/stories/{one.id}").text
    assert "Without Quay Herald it would not be a spike." in page


def test_articles_stand_in_time_with_whom_they_repeat_and_what_they_said_before(house: House) -> None:
    client = program(house)
    changed = make_article("harbour", "The harbour of Port Marren was open again on Monday.").model_copy(
        update={"headline": "Harbour open", "retrieved": NOW + timedelta(hours=3)}
    )
    copied = make_article("copy", publisher="Quay Herald", published=NOW + timedelta(hours=1))
    house.store.add_articles([changed, copied])
    group(house.store)
    kept = KeptStories(house.store)
    (name,) = {one.story for one in kept.filed(kept.within(None)) if one.outlet == "Quay Herald"}
    page = client.get(f"/stories/{name}").text
    assert "Changed since: 1 earlier version" in page
    assert "from 3 Feb 12:00: <bdi>Harbour closed</bdi>" in page
    times = [page.index(f"<b><bdi>{outlet}</bdi></b>: ") for outlet in ("The Harbour Post", "Quay Herald")]
    assert times == sorted(times)
    assert "https://news.example/harbour" in page


def test_a_story_whose_article_was_dated_anew_is_shown(house: House) -> None:
    client = program(house)
    group(house.store)
    kept = KeptStories(house.store)
    name = next(one.story for one in kept.filed(kept.within(None)))
    for days in (2, -2):
        moved = make_article("harbour", f"It is dated {days} days off.", published=NOW + timedelta(days=days))
        later = NOW + timedelta(hours=5 + days)
        house.store.add_articles([moved.model_copy(update={"retrieved": later})])
        assert client.get(f"/stories/{name}").status_code == 200


@pytest.mark.parametrize(
    ("what", "fields"), [("merge", {"other": "x" * 300}), ("split", {"pick": ["x" * 3000]})]
)
def test_what_no_page_of_ours_sends_is_refused_in_a_sentence(
    town: House, what: str, fields: dict[str, str | list[str]]
) -> None:
    assert "what no page of ours sends" in sent(program(town), f"/stories/{ferry(town).id}/{what}", **fields)


def test_what_an_alert_waits_for_stays_watched(town: House) -> None:
    client = program(town)
    watch = client.post("/api/v1/watches", json={"query": "ferry"}).json()
    alert = Alert(kind="spike", watch_id=watch["id"])
    orders = Orders(town.store, "somebody else")
    orders.add(make_digest(alert=alert, owner="somebody else"), "2026-01-01T00:00")
    refused = client.delete(f"/api/v1/watches/{watch['id']}")
    assert (refused.status_code, "would wait in vain" in refused.text) == (400, True)
    orders.pause(make_digest(), True)
    assert client.delete(f"/api/v1/watches/{watch['id']}").status_code == 204


def test_following_a_story_watches_what_finds_it_and_the_page_tells_so(town: House) -> None:
    one, browser = ferry(town), program(town)
    browser.headers["Origin"] = BASE
    page = browser.get(f"/stories/{one.id}").text
    assert "Found by what is watched" not in page
    told = sent(browser, f"/stories/{one.id}/watch", query=story_pages.suggested(one), name="The ferry")
    assert "Found by what is watched</dt><dd><bdi>The ferry</bdi>" in told
    assert [watch.name for watch in Watches(town.store).all()] == ["The ferry"]
    refused = sent(browser, f"/stories/{one.id}/watch", query="-ferry")
    assert 'role="alert">' in refused
    assert "it holds no word to look for" in refused


def test_articles_are_parted_and_stories_joined_by_hand(town: House) -> None:
    one, browser = ferry(town), program(town)
    address = f"/stories/{one.id}"
    assert "none was chosen" in sent(browser, f"{address}/split")
    assert "both parts must have an article" in sent(browser, f"{address}/split", pick=list(one.article_ids))
    page = sent(browser, f"{address}/split", pick=list(one.article_ids[-2:]))
    assert "was parted from" in page
    assert "2 articles" in page
    other = next(f for f in KeptStories(town.store).apart([one.id]))
    (part,) = other - {one.id}
    assert f'<option value="{part}">' in browser.get(address).text
    assert "none was chosen" in sent(browser, f"{address}/merge")
    joined = sent(browser, f"{address}/merge", other=part)
    assert f"{len(one.article_ids)} articles" in joined
    assert "by hand" in joined
    assert browser.get(f"/stories/{part}").status_code == 200  # an earlier id leads on


def test_programs_get_the_same_story_and_may_change_it(town: House) -> None:
    one, client = ferry(town), program(town)
    report = client.get(f"/api/v1/stories/{one.id}").json()
    assert [article["article_id"] for article in report["articles"]] == list(one.article_ids)
    assert report["spikes"][0]["height"]["about"] == one.id
    split = client.post(
        f"/api/v1/stories/{one.id}/split", json={"articles": list(one.article_ids[:1])}
    ).json()
    merged = client.post(f"/api/v1/stories/{split['story']}/merge", json={"other": split["other"]}).json()
    assert (split["kind"], merged["kind"], merged["by"]) == ("split", "merged", "hand")
    assert client.get("/api/v1/stories/story-none").status_code == 404
    watch = client.post("/api/v1/watches", json={"query": "ferry"}).json()
    assert client.post("/api/v1/watches", json={"query": "ferry"}).json() == watch
    assert client.get("/api/v1/watches").json() == [watch]
    assert client.delete(f"/api/v1/watches/{watch['id']}").status_code == 204
    assert client.get("/api/v1/watches").json() == []
    assert {"StoryReport", "WatchCall"} <= client.get("/api/v1/openapi.json").json()["components"][
        "schemas"
    ].keys()


def test_who_may_only_read_is_shown_the_story_and_no_form(town: House) -> None:
    one = ferry(town)
    has_account(town, "rita", "reader")
    browser = log_in(town, "rita")
    page = browser.get(f"/stories/{one.id}").text
    assert one_line(one.headline) in page
    assert "Follow it" not in page
    assert "checkbox" not in page


def test_a_story_of_very_many_articles_comes_in_pages_that_weigh_little(house: House) -> None:
    many = [
        make_article(f"many-{n}", publisher=f"Outlet {n % 40}", published=NOW + timedelta(minutes=n))
        for n in range(250)
    ]
    house.store.add_articles(many)
    group(house.store)
    client = program(house)
    kept = KeptStories(house.store)
    (name,) = (name for name in kept.within(None) if len(list(kept.filed([name]))) > 100)
    one = whole_story(house.store, UTC, name, NOW).story
    first = client.get(f"/stories/{one.id}")
    assert len(first.content) < 100_000
    assert "later ones" in first.text
    last = client.get(f"/stories/{one.id}", params={"from": 201}).text
    assert "later ones" not in last
    assert "earlier ones" in last
    assert last.count('type="checkbox"') == len(one.article_ids) - 200


def test_markup_in_a_story_is_text(house: House) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    odd = make_article("odd", f"Something odd. {hostile}", publisher=hostile, headline=f"Zebra {hostile}")
    house.store.add_articles([odd.model_copy(update={"published": NOW + timedelta(days=40)})])
    group(house.store)
    (name,) = KeptStories(house.store).within(NOW + timedelta(days=30))
    page = program(house).get(f"/stories/{name}").text
    assert "&lt;img" in page
    assert "<img" not in page
