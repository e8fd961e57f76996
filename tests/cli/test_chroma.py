"""The commands with the vectors on a Chroma server, and the servers that are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from agent.errors import ConfigurationError
from agent.make import make_server
from agent.settings import load_settings
from tests.cli.conftest import Aletheia, rows, write_rows
from tests.retrieve.chroma import Chroma, running

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
QUESTION = "What happened at the harbour of Port Marren?"


@pytest.fixture
def chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chroma]:
    with running(tmp_path / "chroma") as server:
        monkeypatch.setenv("ALETHEIA_CHROMA_URL", server.server.address)
        yield server


def test_a_briefing_says_when_the_server_is_away_and_the_next_command_catches_up(
    aletheia: Aletheia, chroma: Chroma, home: Path, tmp_path: Path
) -> None:
    assert aletheia("ingest", write_rows(tmp_path / "rows.jsonl", rows()[:2])).code == 0
    assert f"Chroma at {chroma.server.address} answers" in aletheia("doctor").out
    chroma.kill()
    away = aletheia("ingest", write_rows(tmp_path / "more.jsonl", rows()))
    assert (away.code, away.out.split(",")[0]) == (0, "1 added")
    assert "The index catches up" in away.sentence
    brief = aletheia("brief", QUESTION, "--format", "text")
    assert (brief.code, "only words were searched" in brief.out) == (0, True)
    looked = aletheia("doctor")
    assert (looked.code, "See that it runs" in looked.out) == (2, True)
    assert "the server of the vectors was away" in looked.out
    chroma.start()
    brief = aletheia("brief", QUESTION, "--format", "text")
    assert (brief.code, "only words" in brief.out) == (0, False)
    looked = aletheia("doctor")
    assert (looked.code, "in good order" in looked.out) == (0, True)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://chroma.example:8000", "without encryption"),
        ("http://10.0.0.5:8000", "without encryption"),
        ("https://chroma.example", "stand behind a proxy that asks for a token"),
        ("https://me:canary@chroma.example", "may hold no user"),
        ("http://127.0.0.1:8000/some/path", "no path"),
        ("chroma.example:8000", "it must look like"),
    ],
)
def test_a_server_on_another_machine_is_refused_unless_it_asks_who_we_are(url: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as refused:
        make_server(load_settings(chroma_url=url))
    assert "canary" not in str(refused.value)


def test_the_token_of_a_server_comes_from_the_environment_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("ALETHEIA_CHROMA_TOKEN", "canary")
    settings = load_settings(chroma_url="https://chroma.example")
    server = make_server(settings)
    assert server is not None
    assert (server.address, server.token) == ("https://chroma.example", "canary")
    assert "canary" not in f"{server!r} {settings!r}"
    home.mkdir()
    settings.file.write_text('chroma_token = "canary"')
    with pytest.raises(ConfigurationError, match="does not belong into a file"):
        load_settings()


def test_the_token_is_sent_to_the_server(monkeypatch: pytest.MonkeyPatch, aletheia: Aletheia) -> None:
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    seen, asked = [], Event()

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"])
            asked.set()
            self.send_error(401)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        monkeypatch.setenv("ALETHEIA_CHROMA_URL", f"http://127.0.0.1:{proxy.server_address[1]}")
        monkeypatch.setenv("ALETHEIA_CHROMA_TOKEN", "canary")
        from agent.doctor import _server

        lines = list(_server(load_settings()))
        proxy.shutdown()
    assert asked.is_set()
    assert set(seen) == {"Bearer canary"}
    assert "canary" not in str(lines)
    assert lines[0].to_do.startswith("The vector server cannot be asked")
