"""Every host on the way to a page is asked for its robots.txt first, and no pause holds up a reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from agent.collect.fetch.fetching import Means
from agent.collect.fetch.outcome import Failure, Fetched, Reason
from agent.collect.visits import Web
from tests.collect.fetch.world import ELSEWHERE, PUBLIC, Page, World, failed, page, redirect
from tests.makers import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class Clock:
    """A clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now = NOW
        self.waited: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as made:
        made.name("quay.example", PUBLIC)
        made.name("other.example", ELSEWHERE)
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(world: World, clock: Clock) -> Web:
    means = Means(resolve=world.resolve, clock=lambda: 0.0, network=world, trust=world.trust)
    return Web(clock, clock.pause, means=means)


def paths(world: World, address: str) -> list[str]:
    return [head.split(" ")[1] for head in world.servers[address].asked]


def test_a_redirect_to_another_host_is_followed_only_where_that_host_allows_it(
    world: World, web: Web
) -> None:
    world.serve(PUBLIC, {"/a": redirect("http://other.example/private")})
    rules = page(b"User-agent: *\nDisallow: /private")
    world.serve(ELSEWHERE, {"/robots.txt": rules, "/private": page(b"secret")})
    assert failed(web.get("http://quay.example/a")).reason is Reason.ROBOTS
    assert paths(world, ELSEWHERE) == ["/robots.txt"]


def test_a_redirect_within_a_host_is_held_to_its_rules_as_well(world: World, web: Web) -> None:
    rules = page(b"User-agent: *\nDisallow: /private")
    pages: dict[str, Page] = {"/robots.txt": rules, "/a": redirect("/private"), "/private": page(b"secret")}
    world.serve(PUBLIC, pages)
    assert failed(web.get("http://quay.example/a")).reason is Reason.ROBOTS
    assert "/private" not in paths(world, PUBLIC)


def test_a_redirect_that_is_allowed_is_followed(world: World, web: Web) -> None:
    world.serve(PUBLIC, {"/a": redirect("http://other.example/b")})
    world.serve(ELSEWHERE, {"/b": page(b"words")})
    answer = web.get("http://quay.example/a")
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.body) == ("http://other.example/b", b"words")


def test_a_pause_is_kept_and_one_that_is_too_long_is_left_to_the_next_reading(
    world: World, web: Web, clock: Clock
) -> None:
    world.serve(PUBLIC, {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 7"), "/a": page(), "/b": page()})
    web.get("http://quay.example/a")
    web.get("http://quay.example/b")
    assert clock.waited[-1] == 7
    world.serve(ELSEWHERE, {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 86400"), "/a": page()})
    answer = web.get("http://other.example/a")
    assert isinstance(answer, Failure)
    assert (answer.reason, answer.passing) == (Reason.PAUSE, True)
