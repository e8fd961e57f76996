"""What is said beside the product holds no secret, in sentences and in JSON, whatever it is about."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import logs
from agent.guard import guarded, say
from agent.settings import KEYS, Settings, load_settings
from agent.text.safe import printable

CANARY = "kanarienvogel-0815"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    logs._Way.json, logs._Way.secrets = False, ()


@pytest.fixture
def told(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Settings:
    """Return settings in which every key is one canary."""
    for key in KEYS:
        monkeypatch.setenv(f"ALETHEIA_{key.upper()}", f"{CANARY}-{key}")
    monkeypatch.setenv("ALETHEIA_DATABASE_URL", f"postgresql://me:{CANARY}%21word@db/news?password={CANARY}2")
    return load_settings(settings.home)


def secrets() -> list[str]:
    mine = [f"{CANARY}-{key}" for key in KEYS]
    return [*mine, f"{CANARY}!word", f"{CANARY}%21word", f"postgresql://me:{CANARY}%21word@db/news"]


@pytest.mark.parametrize("format", ["text", "json"])
def test_no_key_and_no_password_is_ever_said(
    told: Settings, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.begin(told.model_copy(update={"log_format": format}))
    for secret in secrets():
        say(f"The server refused {secret}; it said “{secret}”.")
        print(logs.line("Answered.", about=secret, twice=f"{secret} {secret}"))

        def fail(secret: str = secret) -> int:
            raise OSError(5, f"no answer for {secret}", f"/tmp/{secret}")

        assert guarded(fail) != 0
    said = "".join(capsys.readouterr())
    assert CANARY not in said
    assert said.count(logs.HIDDEN) >= 4 * len(secrets())


def test_the_canary_is_seen_where_nothing_is_hidden(
    told: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logs, "hidden", printable)
    logs.begin(told)
    say(f"The server refused {secrets()[0]}.")
    assert CANARY in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://me:whatever1@db/news",
        "Authorization: Bearer abcdef123456",
        "signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "key sk-proj-0123456789abcdef",
        "asked https://x.example/?api_key=hunter2000&page=1",
    ],
)
def test_what_looks_like_a_secret_is_hidden_though_nobody_set_it(text: str) -> None:
    assert logs.HIDDEN in logs.hidden(text)


@pytest.mark.parametrize(
    "text", ["3 articles came in from 2 sources.", "https://news.example/a?page=2", "Basic facts, a bearer."]
)
def test_what_is_no_secret_is_said_as_it_is(text: str) -> None:
    assert logs.line(text) == text


def test_a_line_for_programs_is_one_line_of_json_whatever_is_said(settings: Settings) -> None:
    logs.begin(settings.model_copy(update={"log_format": "json"}))
    line = logs.line('Two\nlines, "quoted" \x1b[31m', level="error", status=500)
    assert "\n" not in line
    found = json.loads(line)
    assert (found["said"], found["level"], found["status"]) == ('Two\nlines, "quoted" \x1b[31m', "error", 500)
    assert found["at"].endswith("Z")


def test_a_command_says_things_as_it_is_set(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from agent.cli import run

    monkeypatch.setenv("ALETHEIA_LOG_FORMAT", "json")
    assert run(["user", "remove", "nobody"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["level"] == "error"
    assert os.environ["ALETHEIA_LOG_FORMAT"] not in json.loads(line)["said"]
