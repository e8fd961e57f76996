"""Ways into the own network: each is refused, and each works once the defence against it is off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2
import pytest

from agent.collect.fetch import fetching
from agent.collect.fetch.addresses import Allowed, network
from agent.collect.fetch.outcome import Reason
from agent.collect.fetch.wire import Budget
from tests.collect.fetch.world import (
    ELSEWHERE,
    INNER,
    PUBLIC,
    SECRET,
    World,
    body_of,
    failed,
    page,
    redirect,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
URL = "http://news.example/"


def addresses_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "refusal", lambda *_: None)


def test_a_page_of_a_public_address_is_fetched(world: World) -> None:
    server = world.serve(PUBLIC, {"/a?b": page(b"news")})
    assert body_of(world.fetch("http://News.example/a?b#c")) == b"news"
    assert world.connected == [(PUBLIC, 80)]
    assert server.asked[0].startswith("GET /a?b HTTP/1.1\r\nHost: news.example\r\nUser-Agent: Aletheia")


def test_an_inner_address_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failed(world.fetch(f"http://{INNER}/")).reason is Reason.REFUSED_ADDRESS
    assert world.connected == []
    addresses_unchecked(monkeypatch)
    assert body_of(world.fetch(f"http://{INNER}/")) == SECRET


def test_a_name_that_leads_inside_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.name("news.example", INNER)
    refused = failed(world.fetch(URL))
    assert refused.reason is Reason.REFUSED_ADDRESS
    assert str(refused) == (
        "Not fetched: http://news.example/ (its address 10.0.0.5 belongs to a private network). "
        "Use a public address, or allow the network in the settings."
    )
    assert world.connected == []
    addresses_unchecked(monkeypatch)
    assert body_of(world.fetch(URL)) == SECRET


def test_a_private_address_among_public_ones_refuses_the_host(world: World) -> None:
    world.name("news.example", [PUBLIC, INNER])
    world.serve(PUBLIC, {"/": page()})
    assert failed(world.fetch(URL)).reason is Reason.REFUSED_ADDRESS
    assert world.connected == []


def test_an_answer_of_the_resolver_that_is_no_address_is_refused(world: World) -> None:
    world.name("news.example", "not an address")
    assert failed(world.fetch(URL)).reason is Reason.REFUSED_ADDRESS


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_a_private_address_is_refused_on_every_hop(
    world: World, hops: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = redirect(f"http://{INNER}/secret")
    world.serve(PUBLIC, {"/": redirect("/1"), "/1": redirect("/2"), "/2": inside, f"/{hops - 1}": inside})
    start = URL if hops > 1 else f"{URL}0"
    refused = failed(world.fetch(start))
    assert refused.reason is Reason.REFUSED_ADDRESS
    assert refused.redirects[-1].target == f"http://{INNER}/secret"
    assert INNER in str(refused)
    assert {address for address, _ in world.connected} == {PUBLIC}
    addresses_unchecked(monkeypatch)
    assert body_of(world.fetch(start)) == SECRET


def test_a_redirect_to_a_name_that_leads_inside_is_refused(world: World) -> None:
    world.name("inside.example", INNER)
    world.serve(PUBLIC, {"/": redirect("http://inside.example/secret")})
    assert failed(world.fetch(URL)).reason is Reason.REFUSED_ADDRESS
    assert world.connected == [(PUBLIC, 80)]


class Unpinned(httpcore2.NetworkBackend):
    """Connects to the host by its name, as ordinary clients do."""

    def __init__(self, _: Iterable[Any], budget: Budget, network: httpcore2.NetworkBackend) -> None:
        self._network = network

    def connect_tcp(self, host: str, port: int, *args: Any, **rest: Any) -> httpcore2.NetworkStream:
        return self._network.connect_tcp(host, port)


def test_a_name_that_changes_after_the_check_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when it is checked, private when it is connected to."""
    world.serve(PUBLIC, {"/": page(b"news")})
    world.name("news.example", PUBLIC, INNER)
    assert body_of(world.fetch(URL)) == b"news"
    assert (world.looked_up, world.connected) == (["news.example"], [(PUBLIC, 80)])
    world.name("news.example", PUBLIC, INNER)
    monkeypatch.setattr(fetching, "Pinned", Unpinned)
    assert body_of(world.fetch(URL)) == SECRET


def test_a_name_that_changes_between_two_hops_is_checked_again(world: World) -> None:
    world.serve(PUBLIC, {"/": redirect("/secret")})
    world.name("news.example", PUBLIC, INNER)
    assert failed(world.fetch(URL)).reason is Reason.REFUSED_ADDRESS
    assert world.connected == [(PUBLIC, 80)]


def test_an_allowed_network_can_be_asked_but_no_stranger_leads_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = Allowed(networks=(network("10.0.0.0/8"),))
    world.serve(PUBLIC, {"/": redirect(f"http://{INNER}/secret")})
    assert body_of(world.fetch(f"http://{INNER}/", allowed=allowed)) == SECRET
    assert failed(world.fetch(URL, allowed=allowed)).reason is Reason.REFUSED_ADDRESS
    monkeypatch.setattr(Allowed, "outside", lambda self: self)
    assert body_of(world.fetch(URL, allowed=allowed)) == SECRET


def test_a_port_of_another_service_is_refused_and_can_be_allowed(world: World) -> None:
    world.serve(PUBLIC, {"/": page(b"news")})
    refused = failed(world.fetch("http://news.example:8080/"))
    assert refused.reason is Reason.REFUSED_PORT
    assert "8080" in str(refused)
    assert (world.looked_up, world.connected) == ([], [])
    body_of(world.fetch("http://news.example:8080/", allowed=Allowed(ports=frozenset({8080}))))
    assert world.connected == [(PUBLIC, 8080)]


def test_a_password_stands_in_no_message(world: World) -> None:
    refused = failed(world.fetch("http://me:canary@news.example/"))
    assert refused.reason is Reason.REFUSED_URL
    assert "canary" not in str(refused)


def test_a_proxy_of_the_environment_is_not_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = world.serve(ELSEWHERE, {URL: page(b"spied")})
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{spy.port}")
    world.serve(PUBLIC, {"/": page(b"news")})
    assert body_of(world.fetch(URL)) == b"news"
    assert spy.asked == []
    with httpx2.Client() as client:  # an ordinary client heeds it
        assert client.get(URL).content == b"spied"


def test_no_cookie_goes_anywhere_and_no_address_is_told_to_the_next(world: World) -> None:
    world.name("other.example", ELSEWHERE)
    world.serve(PUBLIC, {"/": redirect("http://other.example/", "302 Found", "Set-Cookie: id=7; Path=/")})
    other = world.serve(ELSEWHERE, {"/": page()})
    body_of(world.fetch(URL))
    assert "cookie" not in other.asked[0].lower()
    assert "referer" not in other.asked[0].lower()


def test_what_a_server_called_its_version_cannot_smuggle_a_header(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.collect.fetch.outcome import Validators

    server = world.serve(PUBLIC, {"/": page()})
    body_of(world.fetch(URL, validators=Validators(etag='"a"\r\nX-Smuggled: yes', last_modified="x" * 2000)))
    assert "smuggled" not in server.asked[0].lower()
    assert "if-" not in server.asked[0].lower()
    monkeypatch.setattr(fetching, "_plain", lambda _: True)
    body_of(world.fetch(URL, validators=Validators(etag='"a"')))
    assert 'if-none-match: "a"' in server.asked[1].lower()


def test_what_nobody_foresaw_is_raised(world: World) -> None:
    world.name("news.example", PUBLIC)

    def broken(host: str) -> list[str]:
        raise ZeroDivisionError

    world.resolve = broken  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        world.fetch(URL)
