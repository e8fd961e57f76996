"""A small newsroom in a home folder of its own, and the command line to try on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agent.cli import run as run_command
from tests.cli.site import Site, served
from tests.digests.sinks import Inbox, inbox

ROOT = Path(__file__).resolve().parents[2]
STORIES = [
    ("The Harbour Post", "Storm closes the harbour", "A storm closed the harbour of Port Marren on Monday. "
     "At least 12 ships were waiting outside on Monday evening. The harbour master, Ines Calder, said that "
     "the port would open again on Thursday."),
    ("Marren Daily", "Ships wait outside Port Marren", "At least 12 ships waited outside the harbour of Port "
     "Marren after the storm. Dock workers in Port Marren spent Tuesday clearing 300 tonnes of debris from "
     "the harbour."),
    ("Coastal Wire", "Fish prices rise after harbour closure", "Fish prices in Port Marren rose by 8 percent "
     "while the harbour was closed. Traders in Port Marren warned that a longer closure of the harbour could "
     "empty the market by the weekend."),
]  # fmt: skip


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What it said, once it is clear that it is no traceback."""
        assert "Traceback" not in self.err
        return self.err


Aletheia = Callable[..., Ended]


def rows() -> list[dict[str, str]]:
    """Return the stories of the newsroom as rows of JSONL."""
    return [
        {"id": f"r{n}", "url": f"https://news.example/{n}", "publisher": publisher, "title": title,
         "published": f"2026-02-0{n}T09:00:00Z", "text": text}
        for n, (publisher, title, text) in enumerate(STORIES, 1)
    ]  # fmt: skip


def write_rows(path: Path, lines: list[dict[str, str]]) -> Path:
    """Write rows of JSONL."""
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def aletheia(capsys: pytest.CaptureFixture[str]) -> Aletheia:
    """Return the command line, run in this process."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def process(home: Path) -> Aletheia:
    """Return the command line, run in a process of its own, under a prelude of Python code."""

    def run(*arguments: object, prelude: str = "", stdout: int = subprocess.PIPE) -> Ended:
        code = f"{prelude}\nimport sys\nfrom agent.cli import main\nsys.argv[0] = 'aletheia'\nmain()"
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "ALETHEIA_HOME": str(home)},
            timeout=120,
            check=False,
        )
        return Ended(done.returncode, done.stdout or "", done.stderr)

    return run


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    path = write_rows(folder / "stories.jsonl", rows())
    assert run_command(["ingest", str(path), "--home", str(folder / "home")]) == 0
    return folder / "home"


@pytest.fixture
def newsroom(_filled: Path, home: Path) -> Path:
    """Return a home folder with three articles in it, which `ALETHEIA_HOME` names."""
    shutil.copytree(_filled, home)
    return home


@pytest.fixture
def site(socket_enabled: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a newsroom's web server, which the program may reach."""
    yield from served(monkeypatch)


@pytest.fixture
def mail_server(socket_enabled: Any) -> Iterator[Inbox]:
    """Return a mail server on this machine."""
    with inbox() as running:
        yield running
