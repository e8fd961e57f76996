"""The start page: the day's stories and bursts, each a step from a briefing, and what was asked before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from agent.grouping import group
from agent.settings import Settings
from agent.store import Published, Store
from agent.types import Window
from agent.web import today
from agent.web.house import House
from agent.web.today import Newsstand
from tests.fakes.town import morning, weeks
from tests.makers import NOW, TEXT, make_article
from tests.web.conftest import ask, has_account, log_in, program

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="session")
def _busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("busy") / "store.sqlite"
    with Store.open(f"sqlite:///{file}") as store:
        store.add_articles([*weeks(), *morning()])
        group(store)
    return file


@pytest.fixture
def busy(_busy: Path, tmp_path: Path) -> Iterator[Store]:
    """Return the store of a newsroom in which something bursts."""
    shutil.copy(_busy, tmp_path / "busy.sqlite")
    with Store.open(f"sqlite:///{tmp_path}/busy.sqlite") as store:
        yield store


def test_the_last_day_with_news_is_shown_where_today_has_none(client: TestClient) -> None:
    page = client.get("/").text
    assert "24 hours up to 3 February 2026, 13:00 (UTC), the newest article" in page
    assert "<bdi>Harbour closed</bdi>" in page
    assert "1 outlet, 1 origin, 1 article" in page or "2 outlets" in page
    assert "/briefings?question=Harbour+closed&amp;since=2026-02-03" in page
    assert "No burst was noticed then." in page or "to know what is usual" in page


def test_a_day_can_be_asked_for_and_left_for_its_neighbours(client: TestClient) -> None:
    page = client.get("/", params={"day": "2026-02-04"}).text
    assert "No story has news then." in page
    assert 'href="/?day=2026-02-03"' in page
    assert 'href="/?day=2026-02-05"' in page
    assert client.get("/", params={"day": "soon"}).status_code == 400


def test_what_bursts_is_told_with_its_reason_and_marked_among_the_stories(
    busy: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "now", lambda: NOW)
    seen = Newsstand().day("", busy, settings)
    (spike,) = seen.spikes
    assert "Norlinje" in spike.title
    assert any("would be usual" in fact for fact in spike.facts)
    assert any(bar.marked for bar in spike.bars)
    assert [one.title for one in seen.stories if one.bursts] == [seen.stories[0].title]


def test_only_as_many_stories_are_read_as_are_shown_and_they_are_the_most_told(
    busy: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.commands.stories import loaded, stories_in

    asked = Window(since=NOW - 30 * today.DAY, until=NOW)
    every = stories_in(busy, asked, NOW, None)
    assert len(every) > 5
    assert Published(busy).leading(asked.since, asked.until, 5) == [story.id for story in every[:5]]
    assert set(loaded(busy, asked, 5).groups) == {story.id for story in every[:5]}


def test_a_day_is_looked_at_once_for_all_who_come_within_a_minute(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    clock = [0.0]

    def look(*asked: Any) -> Any:
        looks.append(asked[0])
        return f"look {len(looks)}"

    monkeypatch.setattr(today, "looked_at", look)
    monkeypatch.setattr(today, "monotonic", lambda: clock[0])
    stand: Any = Newsstand()
    assert [stand.day("", store, settings) for _ in range(3)] == ["look 1"] * 3
    clock[0] += today.FRESH
    assert stand.day("", store, settings) == "look 2"
    stand.renew(store, settings)
    stand.renew(store, settings)  # nobody asked since: not looked at again
    assert looks == ["", "", ""]
    for number in range(20):
        stand.day(f"2026-01-{number:02}", store, settings)
    assert len(stand._days) == today.KEPT


def test_the_page_shows_what_is_the_visitors_own_and_nobody_elses(house: House) -> None:
    has_account(house, "ines")
    jonas = program(house, has_account(house, "jonas"))
    told = ask(jonas)[-1][1]
    browser = log_in(house, "ines")
    for path in ("/", "/conversations", "/briefings"):
        page = browser.get(path).text
        assert told["conversation"] not in page
        assert told["turn"]["briefing_id"] not in page
        mine = jonas.get(path).text
        assert (told["conversation"] if path != "/briefings" else told["turn"]["briefing_id"]) in mine


def test_who_may_only_read_is_offered_no_form(house: House) -> None:
    has_account(house, "rita", "reader")
    browser = log_in(house, "rita")
    for path in ("/", "/briefings"):
        page = browser.get(path).text
        assert "<textarea" not in page
        assert "Brief me" not in page


def test_markup_in_a_headline_is_text(house: House, client: TestClient) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    odd = make_article("odd", f"{TEXT} {hostile}", publisher=hostile, headline=hostile)
    house.store.add_articles([odd.model_copy(update={"published": NOW + timedelta(days=40)})])
    group(house.store)
    page = client.get("/").text
    assert "&lt;img" in page
    assert "<img" not in page
