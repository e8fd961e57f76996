"""Sources are followed and collected over a real connection: politely, once, and with what fails told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Aletheia

TITLES = ["Ferry to Ostra stops for a week", "Divers find cracks in the hull", "Mayor asks for buses"]
PAGE = (
    '<html lang="en"><head><title>{0}</title><meta property="article:published_time" '
    'content="2026-01-2{1}T08:00:00+01:00"></head><body><nav>Home</nav><article><h1>{0}</h1>'
    "<p>{0}, people on the quay say.</p><p>The harbour office said on Monday that the ferry to Ostra would "
    "stop for a week while divers examine its hull. Some 1,200 commuters use it on a working day.</p>"
    "</article></body></html>"
)


@dataclass
class Site:
    """A newsroom's web server, and what was asked of it."""

    port: int = 0
    robots: str = "User-agent: *\nDisallow: /a2\n"
    status: int = 200
    broken: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, etag: str | None) -> tuple[int, str, str]:
        if path == "/robots.txt":
            return 200, "text/plain", self.robots
        if path == "/":
            return (
                200,
                "text/html",
                '<link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>Quay',
            )
        if path == "/feed.xml" and self.broken:
            return 200, "text/html", "<p>Please come back later.</p>"
        if path == "/feed.xml" and self.status == 200 and etag == '"1"':
            return 304, "text/html", ""
        if path == "/feed.xml":
            items = "".join(
                f"<item><title>{title}</title><link>{self.address}/a{n}?utm_source=rss</link></item>"
                for n, title in enumerate(TITLES)
            )
            feed = f'<rss version="2.0"><channel><title>Quay Post</title>{items}</channel></rss>'
            return self.status, "application/rss+xml", feed
        if path.startswith("/a"):
            return 200, "text/html; charset=utf-8", PAGE.format(TITLES[int(path[2])], path[2])
        return 404, "text/html", "<p>nothing"


@pytest.fixture
def site(socket_enabled: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, kind, body = made.answer(self.path, self.headers.get("If-None-Match"))
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", '"1"')
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("ALETHEIA_COLLECT_PORTS", f"[{made.port}]")
    monkeypatch.setenv("ALETHEIA_COLLECT_NETWORKS", '["127.0.0.0/8"]')
    monkeypatch.setattr("agent.commands.sources.time.sleep", lambda seconds: None)
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def followed(aletheia: Aletheia, home: Path, site: Site) -> Site:
    ended = aletheia("source", "add", f"{site.address}/", "--publisher", "Quay Post")
    assert (ended.code, ended.err) == (0, "")
    assert f"Following feed {site.address}/feed.xml" in ended.out
    return site


def test_a_page_that_names_a_feed_leads_to_it_and_its_articles_are_briefed(
    aletheia: Aletheia, followed: Site
) -> None:
    ended = aletheia("collect")
    assert "Quay Post: 2 new, 0 changed, 0 known" in ended.out
    briefing = aletheia("brief", "Why does the ferry to Ostra stop?", "--as-of", "2026-01-23")
    assert briefing.code == 0
    assert "Quay Post" in briefing.out
    assert "people on the quay say" in briefing.out


def test_what_robots_txt_forbids_is_told_and_not_fetched(aletheia: Aletheia, followed: Site) -> None:
    ended = aletheia("collect")
    assert ended.code == 3
    assert "/a2" in ended.err
    assert "robots.txt" in ended.err
    assert not [path for path in followed.asked if path.startswith("/a2")]


def test_a_second_reading_asks_for_changes_only_and_fetches_no_page_again(
    aletheia: Aletheia, followed: Site
) -> None:
    followed.robots = ""
    aletheia("collect")
    followed.asked.clear()
    ended = aletheia("collect", "Quay Post")
    assert (ended.code, followed.asked) == (0, ["/robots.txt", "/feed.xml"])
    followed.status = 203
    followed.asked.clear()
    assert "0 new, 0 changed, 3 known" in aletheia("collect", "Quay Post").out
    assert followed.asked == ["/robots.txt", "/feed.xml"]


def test_a_feed_that_cannot_be_read_is_unwell_until_it_can_be(aletheia: Aletheia, followed: Site) -> None:
    followed.broken = True
    ended = aletheia("collect")
    assert (ended.code, "it is not a feed" in ended.err) == (3, True)
    assert "failing" in aletheia("source", "list").out
    followed.broken = False
    aletheia("collect", "Quay Post")
    assert "healthy" in aletheia("source", "list").out


def test_a_source_that_is_gone_is_asked_no_more(aletheia: Aletheia, followed: Site) -> None:
    followed.status = 410
    assert aletheia("collect").code == 3
    assert "gone" in aletheia("source", "list").out
    followed.asked.clear()
    assert "0 sources read" in aletheia("collect").out
    assert followed.asked == []


def test_a_paused_source_is_not_read_and_a_removed_one_leaves_its_articles(
    aletheia: Aletheia, followed: Site
) -> None:
    aletheia("collect")
    aletheia("source", "pause", "Quay Post")
    assert "paused" in aletheia("source", "list").out
    assert "0 sources read" in aletheia("collect").out
    assert aletheia("source", "remove", followed.address).code == 0
    assert "Nothing is followed" in aletheia("source", "list").out
    assert aletheia("brief", "Why does the ferry to Ostra stop?", "--as-of", "2026-01-23").code == 0


def test_a_folder_is_followed_like_a_feed(aletheia: Aletheia, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Ferry stops\n\nThe ferry to Ostra stops for a week, the harbour office said.\n"
    )
    assert "Following folder" in aletheia("source", "add", folder).out
    assert "1 new" in aletheia("collect").out


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/feed.xml", "http://10.0.0.8/", "nowhere", "ftp://quay.example/"]
)
def test_what_may_not_be_fetched_is_not_followed(aletheia: Aletheia, home: Path, address: str) -> None:
    ended = aletheia("source", "add", address)
    assert ended.code == 2
    assert "This cannot be followed" in ended.err
    assert "Traceback" not in ended.err


def test_nothing_followed_is_said_so(aletheia: Aletheia, home: Path) -> None:
    ended = aletheia("collect")
    assert (ended.code, "nothing is followed" in ended.err) == (2, True)
