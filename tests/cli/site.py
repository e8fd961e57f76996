"""A newsroom's web server on this machine, and what was asked of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

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
    pages: dict[str, tuple[int, str, str | bytes]] = field(default_factory=dict)
    """Further pages by path: status, type, and body; where a redirect leads is its type."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, etag: str | None) -> tuple[int, str, str | bytes]:
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
        if path in self.pages:
            return self.pages[path]
        return 404, "text/html", "<p>nothing"


def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve a site while a test runs, and let the program reach it without pauses."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, kind, body = made.answer(self.path, self.headers.get("If-None-Match"))
            data = body if isinstance(body, bytes) else body.encode()
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", kind)
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
    monkeypatch.setattr("agent.commands.reaching.time.sleep", lambda seconds: None)
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
