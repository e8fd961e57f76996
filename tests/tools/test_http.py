"""`aletheia mcp --http` on the loopback, through the client of the official SDK and without it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Aletheia, aletheia
from tests.tools.conftest import COMMAND, QUESTION, calling, text_of

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
__all__ = ["aletheia"]


@pytest.fixture(scope="module")
def port(room: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "mcp", "--http", "--port", str(number), "--home", str(room)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    try:
        assert server.stderr is not None
        assert f"Listening at http://127.0.0.1:{number}/mcp" in server.stderr.readline()
        yield number
    finally:
        server.terminate()
        said = server.communicate(timeout=60)[1]
        assert "Traceback" not in said


def asked(port: int, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Send a request that lists the tools."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "t", "version": "1"},
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": meta}}
    usual = {
        "Accept": "application/json, text/event-stream",
        "Content-Type": "application/json",
        "MCP-Protocol-Version": "2026-07-28",
        "MCP-Method": "tools/list",
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", "/mcp", body or json.dumps(message).encode(), {**usual, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_the_same_tools_answer_over_http(port: int) -> None:
    with calling(lambda: f"http://127.0.0.1:{port}/mcp") as client:
        assert len(client.do(client.client.list_tools).tools) == 6
        assert "12 ships" in text_of(client.call("search", question=QUESTION))
        first = client.call("ask", words="How many ships waited outside Port Marren?")
        name = first.structured_content["conversation"]
    with calling(lambda: f"http://127.0.0.1:{port}/mcp") as other:
        again = other.call("ask", words="show the sources", conversation=name)
        assert again.structured_content["turn"]["number"] == 2


def test_a_page_of_another_site_is_turned_away_whatever_name_it_reached_us_by(port: int) -> None:
    status, body = asked(port)
    assert status == 200
    assert "search" in body
    assert asked(port, Origin=f"http://127.0.0.1:{port}")[0] == 200
    assert asked(port, Origin="https://evil.example")[0] == 403
    assert asked(port, Origin="null")[0] == 403
    assert asked(port, Origin="http://127.0.0.1:1")[0] == 403
    assert asked(port, Host=f"evil.example:{port}")[0] == 421
    assert asked(port, Host=f"127.0.0.1.evil.example:{port}")[0] == 421
    older = {"MCP-Protocol-Version": "2025-06-18", "Origin": "https://evil.example"}
    assert asked(port, None, **older)[0] == 403


def test_an_endless_request_is_turned_away(port: int) -> None:
    assert asked(port, b"x" * (1024 * 1024 + 1))[0] == 413


def test_it_listens_at_no_other_address(port: int) -> None:
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", port))


def test_a_port_that_is_taken_is_one_sentence(port: int, aletheia: Aletheia) -> None:
    ended = aletheia("mcp", "--http", "--port", port)
    assert (ended.code, ended.out) == (2, "")
    assert "Name another port." in ended.sentence
    assert len(ended.err.splitlines()) == 1
