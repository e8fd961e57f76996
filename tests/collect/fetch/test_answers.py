from __future__ import annotations

import gzip
import zlib

import pytest

from agent.collect.fetch import fetching
from agent.collect.fetch.outcome import Fetched, Reason, Validators
from tests.collect.fetch.world import ELSEWHERE, PUBLIC, World, body_of, chunked, failed, page, redirect
from tests.makers import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
URL = "http://news.example/"
TEXT = b"The harbour of Port Marren was closed on Monday. " * 20
KNOWN = Validators(etag='W/"v1"', last_modified="Tue, 03 Feb 2026 10:00:00 GMT")


def test_an_answer_says_what_is_needed_to_ask_again(world: World) -> None:
    headers = (
        "Content-Type: text/html; charset=utf-8",
        'ETag: W/"v1"',
        f"Last-Modified: {KNOWN.last_modified}",
    )
    world.serve(PUBLIC, {"/": page(TEXT, *headers)})
    assert world.fetch(URL) == Fetched(
        url=URL,
        status=200,
        content_type="text/html; charset=utf-8",
        etag='W/"v1"',
        last_modified=KNOWN.last_modified,
        body=TEXT,
        retrieved=NOW,
    )


def test_an_unchanged_page_is_a_value(world: World) -> None:
    server = world.serve(PUBLIC, {"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"})
    answer = world.fetch(URL, validators=KNOWN)
    assert isinstance(answer, Fetched)
    assert (answer.status, answer.unchanged, answer.body) == (304, True, b"")
    assert 'if-none-match: w/"v1"\r\n' in server.asked[0].lower()
    assert "if-modified-since: tue, 03 feb 2026 10:00:00 gmt\r\n" in server.asked[0].lower()


def test_unchanged_is_not_believed_where_nobody_asked(world: World) -> None:
    world.serve(PUBLIC, {"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"})
    for validators in (None, Validators()):
        assert failed(world.fetch(URL, validators=validators)).status == 304


def test_a_page_that_is_gone_for_good_is_a_value(world: World) -> None:
    world.serve(PUBLIC, {"/": page(b"gone", status="410 Gone")})
    answer = world.fetch(URL)
    assert isinstance(answer, Fetched)
    assert (answer.status, answer.gone, answer.body) == (410, True, b"")


@pytest.mark.parametrize(
    ("status", "passing"),
    [
        (204, False),
        (206, False),
        (400, False),
        (403, False),
        (404, False),
        (408, True),
        (429, True),
        (503, True),
    ],
)
def test_another_status_is_a_failure_that_says_whether_it_passes(
    world: World, status: int, passing: bool
) -> None:
    world.serve(
        PUBLIC, {"/": f"HTTP/1.1 {status} X\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n".encode()}
    )
    refused = failed(world.fetch(URL))
    assert (refused.reason, refused.status, refused.retry_after) == (Reason.HTTP_STATUS, status, "120")
    assert refused.passing is passing
    assert f"status {status}" in str(refused)


@pytest.mark.parametrize(
    ("encoding", "wire"),
    [("gzip", gzip.compress(TEXT, mtime=0)), ("deflate", zlib.compress(TEXT)), ("identity", TEXT)],
)
def test_a_packed_page_is_unpacked(world: World, encoding: str, wire: bytes) -> None:
    server = world.serve(PUBLIC, {"/": page(wire, f"Content-Encoding: {encoding}")})
    assert body_of(world.fetch(URL)) == TEXT
    assert "accept-encoding: gzip, deflate\r\n" in server.asked[0].lower()


@pytest.mark.parametrize("headers", [("gzip, gzip",), ("gzip", "gzip"), ("br",), ("zstd",)])
def test_what_is_packed_twice_or_in_another_way_is_refused(
    world: World, headers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.serve(PUBLIC, {"/": page(TEXT, *(f"Content-Encoding: {value}" for value in headers))})
    assert failed(world.fetch(URL)).reason is Reason.BAD_ENCODING
    monkeypatch.setattr(fetching, "packing", lambda _: "")
    assert body_of(world.fetch(URL)) == TEXT


def test_a_packed_file_is_unpacked_once_and_no_further(world: World) -> None:
    inner = gzip.compress(TEXT, mtime=0)
    world.serve(PUBLIC, {"/": page(gzip.compress(inner, mtime=0), "Content-Encoding: gzip")})
    assert body_of(world.fetch(URL)) == inner


def test_redirects_are_followed_and_told(world: World) -> None:
    world.name("www.news.example", ELSEWHERE)
    world.serve(PUBLIC, {"/": redirect("//www.news.example/a", "301 Moved Permanently")})
    world.serve(
        ELSEWHERE, {"/a": redirect("b?q=1", "308 Permanent Redirect"), "/b?q=1": redirect("/c"), "/c": page()}
    )
    answer = world.fetch(URL)
    assert isinstance(answer, Fetched)
    assert answer.url == "http://www.news.example/c"
    assert [(step.status, step.permanent) for step in answer.redirects] == [
        (301, True),
        (308, True),
        (302, False),
    ]
    assert answer.moved == "http://www.news.example/b?q=1"


def test_a_page_that_moved_for_good_is_asked_for_at_its_new_place(world: World) -> None:
    world.serve(PUBLIC, {"/": redirect("/a", "301 Moved"), "/a": page()})
    answer = world.fetch(URL)
    assert isinstance(answer, Fetched)
    assert answer.moved == f"{URL}a"


def test_a_temporary_redirect_moves_nothing(world: World) -> None:
    world.serve(PUBLIC, {"/": redirect("/a"), "/a": redirect("/b", "301 Moved"), "/b": page()})
    answer = world.fetch(URL)
    assert isinstance(answer, Fetched)
    assert answer.moved is None


@pytest.mark.parametrize("location", ["/caf\u00e9".encode(), b"/caf\xe9"])
def test_a_redirect_may_be_written_in_any_usual_way(world: World, location: bytes) -> None:
    moved = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    world.serve(PUBLIC, {"/": moved, "/caf%C3%A9": page(b"coffee")})
    assert body_of(world.fetch(URL)) == b"coffee"


def test_a_circle_of_redirects_is_left(world: World) -> None:
    world.serve(PUBLIC, {"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a")})
    refused = failed(world.fetch(URL))
    assert refused.reason is Reason.TOO_MANY_REDIRECTS
    assert len(world.connected) == 3


@pytest.mark.parametrize("hops", [5, 6])
def test_five_redirects_are_followed_and_no_sixth(world: World, hops: int) -> None:
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(hops)}
    world.serve(PUBLIC, {**pages, f"/{hops}": page(b"there")})
    answer = world.fetch(f"{URL}0")
    if hops == 5:
        assert body_of(answer) == b"there"
    else:
        assert failed(answer).reason is Reason.TOO_MANY_REDIRECTS


def test_a_redirect_to_nowhere_is_no_answer(world: World) -> None:
    world.serve(PUBLIC, {"/": page(status="302 Found")})
    assert failed(world.fetch(URL)).reason is Reason.BAD_ANSWER


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello and more",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nBroken header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
)
def test_a_lie_or_a_torn_answer_is_a_failure(world: World, wire: bytes) -> None:
    world.serve(PUBLIC, {"/": wire})
    refused = failed(world.fetch(URL))
    assert refused.reason is Reason.BAD_ANSWER
    assert refused.passing


def test_what_comes_after_the_stated_length_is_not_read(world: World) -> None:
    world.serve(PUBLIC, {"/": page(b"hello") + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"})
    assert body_of(world.fetch(URL)) == b"hello"


def test_an_answer_of_unstated_length_is_read_to_its_end(world: World) -> None:
    world.serve(PUBLIC, {"/": chunked([b"one ", b"two"]), "/old": b"HTTP/1.0 200 OK\r\n\r\nold"})
    assert body_of(world.fetch(URL)) == b"one two"
    assert body_of(world.fetch(f"{URL}old")) == b"old"


def test_a_header_that_no_terminal_should_see_is_dropped(world: World) -> None:
    world.serve(PUBLIC, {"/": page(b"x", f"ETag: {'e' * 5000}", "Content-Type: text/html\u00e9")})
    answer = world.fetch(URL)
    assert isinstance(answer, Fetched)
    assert (answer.etag, answer.content_type) == (None, None)


def test_a_name_without_address_and_a_host_that_does_not_answer_are_told_apart(world: World) -> None:
    assert failed(world.fetch("http://nobody.example/")).reason is Reason.CANNOT_RESOLVE
    refused = failed(world.fetch(URL))
    assert (refused.reason, refused.passing) == (Reason.CANNOT_CONNECT, True)


def test_the_next_address_of_a_host_is_tried_where_one_is_dead(world: World) -> None:
    world.name("news.example", [ELSEWHERE, PUBLIC])
    world.serve(PUBLIC, {"/": page(b"news")})
    assert body_of(world.fetch(URL)) == b"news"
    assert world.connected == [(ELSEWHERE, 80), (PUBLIC, 80)]


def test_a_host_with_many_dead_addresses_is_given_up(world: World) -> None:
    world.name("news.example", [f"93.184.216.{n}" for n in range(1, 50)])
    assert failed(world.fetch(URL)).reason is Reason.CANNOT_CONNECT
    assert len(world.connected) == 4
