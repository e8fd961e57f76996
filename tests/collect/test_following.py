"""One reading of a source, with a web that is made up: what is new is fetched once, what fails waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent.collect.bounded import Readers
from agent.collect.fetch.outcome import Failure, Fetched, Reason, Redirect, Validators
from agent.collect.following import MOST_PAGES, Follower, Visit
from agent.collect.outcome import Reading
from agent.collect.tries import MOST_TRIES
from agent.types import FailedPage, Source
from tests.makers import NOW

SITE = "https://quay.example"
PAGE = (
    '<html lang="en"><head><meta property="article:published_time" content="{date}"></head><body><article>'
    "<h1>{title}</h1><p>The harbour office said on Monday that {title} is what people on the quay talk about."
    "</p></article></body></html>"
)
SOURCE = Source(id="q1", kind="feed", address=f"{SITE}/feed.xml", added=NOW)
READERS = Readers()


@pytest.fixture(scope="module", autouse=True)
def _readers_are_ended() -> Iterator[None]:
    yield
    READERS.close()


@dataclass
class MadeUpWeb:
    """Pages by address; what is not there is 404. Complains of nothing, and counts."""

    items: list[str] = field(default_factory=list)
    """Entries of the feed, as XML."""
    pages: dict[str, Fetched | Failure] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: datetime = NOW

    def get(self, url: str, validators: Validators | None = None) -> Fetched | Failure:
        self.asked.append(url)
        if url == SOURCE.address and url not in self.pages:
            if validators and validators.etag == '"1"':
                return Fetched(url=url, status=304, retrieved=self.now)
            body = f"<rss version='2.0'><channel>{''.join(self.items)}</channel></rss>"
            return Fetched(url=url, status=200, body=body.encode(), etag='"1"', retrieved=self.now)
        return self.pages.get(url) or self.fails(url, Reason.HTTP_STATUS)

    def fails(self, url: str, reason: Reason, **more: str) -> Failure:
        return Failure(url=url, reason=reason, message=f"nothing at {url}", retrieved=self.now, **more)

    def entry(self, name: str, title: str = "Ferry stops", more: str = "") -> str:
        self.items.append(f"<item><title>{title}</title><link>{SITE}/{name}</link>{more}</item>")
        return f"{SITE}/{name}"

    def page(self, name: str, title: str = "Ferry stops", date: str = "2026-02-02") -> str:
        url = self.entry(name, title)
        body = PAGE.format(title=title, date=date).encode()
        self.pages[url] = Fetched(url=url, status=200, body=body, content_type="text/html", retrieved=NOW)
        return url


@dataclass
class Newsroom:
    """What follows the source, and remembers between readings."""

    web: MadeUpWeb
    known: set[str] = field(default_factory=set)
    failed: dict[str, FailedPage] = field(default_factory=dict)
    source: Source = SOURCE

    def reads(self, after: timedelta = timedelta(0)) -> Visit:
        self.web.now += after
        self.web.asked.clear()
        reading = Reading(retrieved=self.web.now, zone=ZoneInfo("UTC"))
        follower = Follower(
            self.web,
            READERS,
            reading,
            timedelta(minutes=30),
            lambda reference: reference in self.known,
            lambda source: self.failed,
        )
        visit = follower.visit(self.source)
        self.source = visit.source
        self.known |= {article.external_id or "" for article in visit.articles}
        if visit.failed is not None:
            self.failed = {page.reference: page for page in visit.failed}
        return visit


@pytest.fixture
def web() -> MadeUpWeb:
    return MadeUpWeb()


@pytest.fixture
def newsroom(web: MadeUpWeb) -> Newsroom:
    return Newsroom(web)


def test_what_is_new_is_fetched_once(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.page("a")
    (article,) = newsroom.reads().articles
    assert (article.url, article.publisher, article.headline) == (url, "quay.example", "Ferry stops")
    web.page("b", "Gulls")
    newsroom.source = SOURCE
    second = newsroom.reads()
    assert (len(second.articles), second.known, web.asked) == (1, 1, [SOURCE.address, f"{SITE}/b"])


def test_one_bad_entry_fails_alone(web: MadeUpWeb, newsroom: Newsroom) -> None:
    web.page("a")
    web.entry("gone")
    bad = web.page("deep")
    deep = f"<html><body>{'<div>' * 400}deep".encode()
    web.pages[bad] = Fetched(url=bad, status=200, body=deep, retrieved=NOW)
    web.page("naughty", "&lt;script&gt;alert(1)&lt;/script&gt; Ω≈ç '; DROP TABLE x; --")
    web.page("c")
    visit = newsroom.reads()
    assert len(visit.articles) == 3
    assert [one.name for one in visit.skipped] == [f"{SITE}/gone", f"{SITE}/deep"]
    assert visit.source.state.health == "healthy"


def test_a_page_that_fails_is_not_fetched_again_before_its_time(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.entry("a")
    assert "tried again from" in newsroom.reads().skipped[0].reason
    soon = newsroom.reads(timedelta(minutes=30))
    assert (soon.skipped, web.asked) == ([], [SOURCE.address])
    later = newsroom.reads(timedelta(minutes=31))
    assert (len(later.skipped), web.asked) == (1, [SOURCE.address, url])


def test_a_page_that_keeps_failing_is_given_up_until_its_entry_changes(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    url = web.entry("a")
    reasons = [one.reason for _ in range(MOST_TRIES + 3) for one in newsroom.reads(timedelta(days=3)).skipped]
    assert len(reasons) == MOST_TRIES
    assert f"given up after {MOST_TRIES} tries" in reasons[-1]
    web.items.clear()
    web.entry("a", "Ferry sails again")
    newsroom.source = SOURCE
    newsroom.reads(timedelta(days=3))
    assert url in web.asked
    assert newsroom.failed[url].tries == 1


def test_a_page_that_comes_at_last_is_no_failure_any_more(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.page("a")
    page = web.pages.pop(url)
    newsroom.reads()
    web.pages[url] = page
    assert len(newsroom.reads(timedelta(days=1)).articles) == 1
    assert newsroom.failed == {}


def test_a_page_waits_as_long_as_its_server_asks(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.entry("a")
    web.pages[url] = web.fails(url, Reason.HTTP_STATUS, retry_after="86400")
    newsroom.reads()
    assert newsroom.failed[url].due == NOW + timedelta(days=1)


def test_a_page_behind_a_long_pause_is_left_to_the_next_reading_and_is_no_failure(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    url = web.entry("a")
    web.pages[url] = web.fails(url, Reason.PAUSE)
    visit = newsroom.reads()
    assert (visit.left, visit.skipped, visit.failed) == (1, [], [])
    assert visit.source.state.etag == ""


def test_what_failed_and_left_the_feed_is_still_fetched_when_it_comes(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    url = web.page("a")
    page = web.pages.pop(url)
    newsroom.reads()
    web.items.clear()
    assert len(newsroom.reads(timedelta(days=1)).skipped) == 1
    web.pages[url] = page
    assert newsroom.reads(timedelta(minutes=1)).articles == []
    (article,) = newsroom.reads(timedelta(days=1)).articles
    assert (article.url, article.external_id, newsroom.failed) == (url, url, {})


def test_what_left_the_feed_is_forgotten_once_it_is_given_up(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.entry("a")
    newsroom.reads()
    web.items.clear()
    asked = 1
    for _ in range(MOST_TRIES + 3):
        newsroom.reads(timedelta(days=3))
        asked += web.asked.count(url)
        newsroom.source = SOURCE
    assert (asked, newsroom.failed) == (MOST_TRIES, {})


def test_a_feed_that_does_not_come_leaves_its_failed_pages_as_they_were(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    web.entry("a")
    newsroom.reads()
    web.pages[SOURCE.address] = web.fails(SOURCE.address, Reason.TOO_SLOW)
    visit = newsroom.reads(timedelta(days=1))
    assert (visit.failed, visit.source.state.health) == (None, "failing")
    assert len(newsroom.failed) == 1


def test_where_the_page_does_not_come_the_feeds_own_long_text_stands_for_it(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    text = "The harbour office said on Monday that the ferry to Ostra stops. " * 8
    web.entry("a", more=f"<description>&lt;p&gt;{text}&lt;/p&gt;</description>")
    visit = newsroom.reads()
    assert visit.articles[0].text.startswith("The harbour office said")
    assert "the feed's own text" in visit.noted[0].remark


def test_more_than_one_reading_takes_is_left_over(
    web: MadeUpWeb, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_PAGES == 100
    monkeypatch.setattr("agent.collect.following.MOST_PAGES", 1)
    web.page("a")
    web.page("b", "Gulls")
    first = newsroom.reads()
    assert (len(first.articles), first.left, first.source.state.etag) == (1, 1, "")
    assert len(newsroom.reads().articles) == 1


def test_a_page_may_not_say_that_it_is_another_hosts(web: MadeUpWeb, newsroom: Newsroom) -> None:
    url = web.page("a")
    page = web.pages[url]
    assert isinstance(page, Fetched)
    claim = b'<link rel="canonical" href="https://famous.example/a"></head>'
    body = page.body.replace(b"</head>", claim)
    web.pages[url] = page.model_copy(update={"body": body})
    (article,) = newsroom.reads().articles
    assert (article.url, article.publisher) == (url, "quay.example")


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(web: MadeUpWeb, newsroom: Newsroom) -> None:
    moved = f"{SITE}/new.xml"
    step = Redirect(source=SOURCE.address, target=moved, status=301)
    body = b"<rss version='2.0'><channel><title>Quay</title></channel></rss>"
    web.pages[SOURCE.address] = Fetched(url=moved, redirects=(step,), status=200, body=body, retrieved=NOW)
    assert newsroom.reads().source.address == moved


@pytest.mark.parametrize(
    ("page", "feed", "counts", "remark"),
    [
        ("2026-02-02", "", "2026-02-02", ""),
        ("", "<pubDate>Mon, 02 Feb 2026 08:00:00 GMT</pubDate>", "2026-02-02", ""),
        ("2031-01-01", "<pubDate>Mon, 02 Feb 2026 08:00:00 GMT</pubDate>", "2026-02-02", "in the future"),
        ("", "", "2026-02-03", "states no date"),
        ("2031-01-01", "", "2026-02-03", "in the future"),
    ],
)
def test_undated_and_future_dated_articles_get_the_day_they_were_seen(
    web: MadeUpWeb, newsroom: Newsroom, page: str, feed: str, counts: str, remark: str
) -> None:
    url = web.page("a", date=page)
    web.items.clear()
    assert web.entry("a", more=feed) == url
    visit = newsroom.reads()
    published = visit.articles[0].published
    assert published is not None
    assert published.date().isoformat() == counts
    assert [remark in one.remark for one in visit.noted] == ([True] if remark else [])


def test_a_feed_that_lists_too_much_is_read_at_its_beginning_and_that_is_said(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    web.page("a")
    web.items += [web.items[0]] * 1_100
    visit = newsroom.reads()
    assert [article.headline for article in visit.articles] == ["Ferry stops"]
    assert [noted.remark for noted in visit.noted] == [
        "the feed lists 1,101 entries; the first 1,000 are read"
    ]


def test_an_entry_without_an_address_is_not_taken_for_the_feed_itself(
    web: MadeUpWeb, newsroom: Newsroom
) -> None:
    web.items.append("<item><title>Gulls</title></item>")
    newsroom.reads()
    assert web.asked == [SOURCE.address]
