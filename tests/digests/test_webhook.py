from __future__ import annotations

import base64
import hmac
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.fetching import Means
from agent.collect.fetch.posting import post
from agent.errors import ConfigurationError, Undeliverable
from agent.providers.webhook import Webhook, read_keys, signature
from tests.collect.fetch.world import INNER, PUBLIC, Page, World, page, redirect
from tests.digests.test_mail import issue

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
KEY, OTHER = b"k" * 32, b"o" * 32
AT = datetime(2026, 2, 4, 6, tzinfo=UTC)
TOLERANCE = timedelta(minutes=5)


def genuine(headers: Mapping[str, str], body: bytes, key: bytes, now: datetime) -> bool:
    """Verify as a receiver does who has read the standard and not our code."""
    sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    if abs(now - sent) > TOLERANCE:
        return False
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    return any(hmac.compare_digest(one, wanted) for one in headers["webhook-signature"].split(" "))


def sent_with(*keys: bytes, status: int = 200) -> tuple[dict[str, str], bytes]:
    """Return what a receiver gets."""
    got: list[tuple[dict[str, str], bytes]] = []

    def take(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        got.append((dict(headers), body))
        return status

    Webhook(keys, take, lambda: AT).send(issue(), "https://hook.example/in", "e" * 40)
    return got[0]


def test_a_receiver_can_tell_that_it_is_ours_with_either_key() -> None:
    headers, body = sent_with(KEY, OTHER)
    assert genuine(headers, body, KEY, AT)
    assert genuine(headers, body, OTHER, AT)
    assert not genuine(headers, body, b"x" * 32, AT)
    assert headers["webhook-id"] == "msg_" + "e" * 40


@given(st.integers(0, 10_000), st.sampled_from(["body", "webhook-id", "webhook-timestamp"]))
def test_nothing_that_was_tampered_with_is_taken(place: int, what: str) -> None:
    headers, body = sent_with(KEY)
    if what == "body":
        at = place % len(body)
        body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    else:
        old = headers[what]
        at = place % len(old)
        headers[what] = old[:at] + ("1" if old[at] != "1" else "2") + old[at + 1 :]
    with suppress(OverflowError, ValueError, OSError):  # a moment that no clock shows is refused as well
        assert not genuine(headers, body, KEY, AT)


def test_what_is_sent_again_later_is_not_taken() -> None:
    headers, body = sent_with(KEY)
    assert not genuine(headers, body, KEY, AT + timedelta(minutes=6))


@pytest.mark.parametrize(
    ("status", "for_good"), [(410, True), (404, True), (500, False), (429, False), (302, False)]
)
def test_the_answer_decides_whether_it_is_tried_again(status: int, for_good: bool) -> None:
    with pytest.raises(Undeliverable) as refusal:
        sent_with(KEY, status=status)
    assert refusal.value.for_good is for_good


def test_keys_are_read_as_they_are_written_and_short_ones_refused() -> None:
    written = [f"whsec_{base64.b64encode(key).decode()}" for key in (KEY, OTHER)]
    assert read_keys(",".join(written)) == [KEY, OTHER]
    for wrong in ("", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", f"{written[0]},"):
        with pytest.raises(ConfigurationError, match="webhook_key"):
            read_keys(wrong)


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://169.254.169.254/latest", "http://[::1]/", "http://localhost/",
        "ftp://hook.example/", "http://2130706433/", "https://user:pass@hook.example/", "http://hook.example:22/",
    ],
)  # fmt: skip
def test_no_address_of_this_machine_or_its_network_is_asked(world: World, url: str) -> None:
    with pytest.raises(Undeliverable) as refusal:
        post(url, b"{}", {}, Allowed(), means_of(world))
    assert refusal.value.for_good
    assert world.connected == []


def test_a_name_that_leads_inside_is_not_asked(world: World) -> None:
    world.name("hook.example", INNER)
    with pytest.raises(Undeliverable, match="private network"):
        post("http://hook.example/in", b"{}", {}, Allowed(), means_of(world))
    assert world.connected == []


def answer(text: bytes) -> Callable[[socket.socket], None]:
    """Return what answers, and reads on until the other side is done."""

    def play(line: socket.socket) -> None:
        line.sendall(text)
        while line.recv(65536):
            pass

    return play


def test_a_public_address_gets_the_body_with_its_headers_and_no_redirect_is_followed(world: World) -> None:
    pages: dict[str, Page] = {"/in": answer(page(b"")), "/on": answer(redirect("http://news.example/in"))}
    server = world.serve(PUBLIC, pages)
    assert post("http://news.example/in", b"{}", {"webhook-id": "msg_1"}, Allowed(), means_of(world)) == 200
    assert server.asked[0].startswith("POST /in HTTP/1.1\r\nHost: news.example\r\n")
    assert "webhook-id: msg_1\r\n" in server.asked[0]
    assert post("http://news.example/on", b"{}", {}, Allowed(), means_of(world)) == 302
    assert len(server.asked) == 2


def test_a_server_that_is_away_is_tried_again(world: World) -> None:
    with pytest.raises(Undeliverable) as refusal:
        post("http://news.example/in", b"{}", {}, Allowed(), means_of(world))
    assert not refusal.value.for_good


def means_of(world: World) -> Means:
    return Means(resolve=world.resolve, clock=world.clock, network=world, trust=world.trust)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as made:
        made.name("news.example", PUBLIC)
        made.serve(INNER, {"/in": page(b"")})
        yield made
