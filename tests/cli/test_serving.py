"""`aletheia serve` and `aletheia user`: no password in sight, and a server that starts and stops."""

from __future__ import annotations

import io
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.cli.conftest import ROOT, Aletheia

PASSWORD = "canary-horse-battery"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_an_account_is_made_listed_and_removed(aletheia: Aletheia, typed: None, home: Path) -> None:
    made = aletheia("user", "add", "ines", "--role", "reader")
    assert (made.code, made.out) == (0, "")
    assert aletheia("user", "list").out.startswith("ines  reader  ")
    assert PASSWORD.encode() not in (home / "store.sqlite").read_bytes()
    assert aletheia("user", "remove", "ines").code == 0
    assert aletheia("user", "list").out == ""
    assert "ines" in aletheia("user", "remove", "ines").sentence


def test_the_name_of_somebody_who_was_removed_is_not_given_away(aletheia: Aletheia, typed: None) -> None:
    aletheia("user", "add", "ines")
    aletheia("user", "remove", "ines")
    sys.stdin.seek(0)
    again = aletheia("user", "add", "ines")
    assert again.code == 2
    assert "somebody who was removed had it" in again.sentence


@pytest.mark.parametrize("name", ["Ines", "", "a b", "../x", "x" * 65, "-", "ines\n"])
def test_odd_names_are_refused(aletheia: Aletheia, typed: None, name: str) -> None:
    refused = aletheia("user", "add", "--", name)
    assert refused.code == 2
    assert "small letters" in refused.sentence


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_a_password_is_long_enough_to_keep_and_short_enough_to_hash(
    aletheia: Aletheia, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert aletheia("user", "add", "ines").code == 2
    assert aletheia("user", "list").out == ""


def test_a_token_is_shown_once_and_ends_the_one_before(aletheia: Aletheia, typed: None, home: Path) -> None:
    aletheia("user", "add", "ines")
    first, second = (aletheia("user", "token", "ines").out.strip() for _ in range(2))
    assert first != second
    assert len(second) > 40
    held = (home / "store.sqlite").read_bytes()
    assert first.encode() not in held
    assert second.encode() not in held
    assert aletheia("user", "token", "jonas").code == 2


def test_it_does_not_listen_beyond_this_machine_while_nobody_has_an_account(
    aletheia: Aletheia, newsroom: Path
) -> None:
    refused = aletheia("serve", "--host", "0.0.0.0")
    assert refused.code == 2
    assert "aletheia user add" in refused.sentence


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_it_answers_until_it_is_stopped_and_a_port_in_use_is_said(aletheia: Aletheia, newsroom: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        refused = aletheia("serve", "--port", port)
        assert refused.code == 2
        assert "cannot be listened on" in refused.sentence
    command = [sys.executable, "-m", "agent", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            assert f"Answering at http://127.0.0.1:{port} for the person" in server.stderr.readline()
            with httpx2.Client(transport=httpx2.HTTPTransport(retries=5), timeout=60) as client:
                answer = client.get(f"http://127.0.0.1:{port}/api/v1/search", params={"q": "harbour"})
            assert len(answer.json()["passages"]) == 3
        finally:
            server.send_signal(signal.SIGTERM)
        said = server.stderr.read()
    assert server.returncode == 0, said
    assert said == "Stopped.\n"
