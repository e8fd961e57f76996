from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch import robots as module
from agent.collect.fetch.outcome import Failure, Fetched, Reason
from agent.collect.fetch.robots import Robots, place, robots_of
from tests.collect.fetch.world import PUBLIC, World, page
from tests.makers import NOW

RULES = """\
User-agent: *
Disallow: /

User-agent: aletheia
Crawl-delay: 7
Disallow: /private
Disallow: /*.pdf$
Allow: /private/open
"""
PAGE = "https://news.example/page"


def answer(body: bytes) -> Fetched:
    return Fetched(url="https://news.example/robots.txt", status=200, body=body, retrieved=NOW)


def refused(reason: Reason, status: int | None = None) -> Failure:
    return Failure(url=PAGE, reason=reason, message="m", status=status, retrieved=NOW)


def test_the_rules_for_us_come_before_those_for_all() -> None:
    robots = Robots(RULES)
    allowed = {
        path: robots.allows(f"https://news.example{path}")
        for path in ("", "/", "/a?b", "/private", "/private/open", "/a.pdf", "/a.pdf?b", "/robots.txt")
    }
    assert allowed == {
        "": True,
        "/": True,
        "/a?b": True,
        "/private": False,
        "/private/open": True,
        "/a.pdf": False,
        "/a.pdf?b": True,
        "/robots.txt": True,
    }
    assert robots.delay == timedelta(seconds=7)


def test_where_nothing_is_said_everything_is_allowed() -> None:
    robots = Robots("User-agent: other\nDisallow: /\nCrawl-delay: 9")
    assert robots.allows(PAGE)
    assert robots.delay is None


def test_a_pause_is_at_most_a_day() -> None:
    assert Robots("User-agent: *\nCrawl-delay: 1e300").delay == timedelta(days=1)
    assert Robots("User-agent: *\nCrawl-delay: -1").delay is None


def test_robots_lies_at_the_root_of_its_host_and_port() -> None:
    assert place("https://news.example:8443/a/b?c") == "https://news.example:8443/robots.txt"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451])
def test_where_there_is_no_robots_everything_is_allowed(status: int) -> None:
    assert robots_of(refused(Reason.HTTP_STATUS, status)).allows(PAGE)


def test_a_robots_that_is_gone_allows_everything() -> None:
    gone = Fetched(url=PAGE, status=410, retrieved=NOW)
    assert robots_of(gone).allows(PAGE)


@pytest.mark.parametrize(
    "failure",
    [
        refused(Reason.HTTP_STATUS, 429),
        refused(Reason.HTTP_STATUS, 500),
        refused(Reason.HTTP_STATUS, 503),
        refused(Reason.TOO_SLOW),
        refused(Reason.CANNOT_CONNECT),
        refused(Reason.TLS),
        refused(Reason.TOO_LARGE),
        refused(Reason.BAD_ANSWER, 404),
    ],
)
def test_where_robots_cannot_be_read_nothing_is_allowed_for_now(failure: Failure) -> None:
    robots = robots_of(failure)
    assert not robots.allows(PAGE)
    assert "for now" in robots.why


@given(st.binary(max_size=400))
def test_any_bytes_are_read(body: bytes) -> None:
    robots = robots_of(answer(b"User-agent: *\n" + body))
    assert robots.allows(PAGE) in (True, False)
    assert robots.delay is None or robots.delay >= timedelta(0)


def test_names_times_rules_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    many = b"".join(b"User-agent: a%d\n" % n for n in range(20_000)) + b"Allow: /a\n" * 20_000
    assert not robots_of(answer(many)).allows(PAGE)
    few = b"User-agent: a\nuser agent b\n" + b"Disallow: /a\n" * 20
    assert robots_of(answer(few)).allows(PAGE)
    monkeypatch.setattr(module, "_MOST_WORK", 20)
    assert not robots_of(answer(few)).allows(PAGE)


def test_wildcards_cannot_take_for_ever() -> None:
    """A pattern that a matcher which goes back would try in more ways than there are atoms."""
    robots = Robots("User-agent: *\nDisallow: /" + "*a" * 200 + "b")
    assert robots.allows("https://news.example/" + "a" * 3000)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_robots_is_fetched_like_everything_else(world: World) -> None:
    world.serve(PUBLIC, {"/robots.txt": page(RULES.encode())})
    robots = robots_of(world.fetch(place("http://news.example/a")))
    assert not robots.allows("http://news.example/private")
    assert robots.allows("http://news.example/a")
