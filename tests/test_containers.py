"""The container files say what this program understands; nothing here runs a container."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from agent.cli import app
from agent.settings import KEYS, Settings

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
OURS = ("app", "worker")


def commands() -> set[str]:
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group has them


def environment(name: str) -> dict[str, str]:
    found = SERVICES[name].get("environment", {})
    assert isinstance(found, dict)
    return found


def test_the_services_are_those_that_the_documentation_names() -> None:
    assert set(SERVICES) == {"app", "worker", "postgres", "chroma"}


@pytest.mark.parametrize("name", OURS)
def test_every_setting_that_is_given_is_one_of_ours(name: str) -> None:
    given = {one for one in environment(name) if one.startswith("ALETHEIA_")}
    known = {f"ALETHEIA_{field.upper()}" for field in Settings.model_fields}
    assert given
    assert given <= known


def test_no_key_and_no_password_stands_in_a_file() -> None:
    secret = {f"ALETHEIA_{key.upper()}" for key in KEYS} | {"POSTGRES_PASSWORD"}
    for name in SERVICES:
        for variable, value in environment(name).items():
            if variable in secret:
                assert re.fullmatch(r"\$\{" + variable + r"(:-|:\?[^}]*)?\}", value), variable
    assert "${POSTGRES_PASSWORD" in environment("app")["ALETHEIA_DATABASE_URL"]
    assert not re.search(r"(?i)password=|api_key=|ENV .*(KEY|PASSWORD|TOKEN)", CONTAINERFILE)


def test_nothing_but_the_server_is_reached_from_outside_and_that_from_this_machine_alone() -> None:
    for name, service in SERVICES.items():
        ports = service.get("ports", [])
        assert all(str(port).startswith("127.0.0.1:") for port in ports), name
        assert not ports or name == "app"
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["inside"]


def test_the_chroma_server_listens_to_the_server_alone() -> None:
    """It asks nobody who they are (T26)."""
    chroma = SERVICES["chroma"]
    assert chroma["network_mode"] == "service:app"
    asked = chroma["command"]
    assert asked[asked.index("--host") + 1] == "127.0.0.1"
    port = asked[asked.index("--port") + 1]
    assert environment("app")["ALETHEIA_CHROMA_URL"] == f"http://127.0.0.1:{port}"
    assert "ALETHEIA_CHROMA_URL" not in environment("worker")


def test_the_settings_of_each_service_are_taken_as_they_would_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from agent.settings import load_settings

    for name in OURS:
        for variable, value in environment(name).items():
            filled = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
            filled = re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "0123abcd", filled)
            monkeypatch.setenv(
                variable, re.sub(r"\$\{ALETHEIA_SERVE_URL[^}]*\}", "http://localhost:8080", filled)
            )
        settings = load_settings(tmp_path)
        assert settings.store_url.startswith("postgresql+psycopg://aletheia:0123abcd@postgres/")
        assert settings.log_format == "json"


def test_the_image_is_pinned_runs_as_nobody_special_and_starts_a_command_of_ours() -> None:
    lines = [line for line in CONTAINERFILE.splitlines() if line and not line.startswith("#")]
    assert re.fullmatch(r"FROM python:3\.\d+-slim-\w+", lines[0])
    assert "-c /source/constraints.txt" in CONTAINERFILE
    assert lines.index("USER aletheia") < next(n for n, line in enumerate(lines) if line.startswith("CMD"))
    (start,) = (json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD"))
    asked = {start[0], *(SERVICES[name].get("command", ["serve"])[0] for name in OURS)}
    assert asked <= commands()
    for line in lines:
        if line.startswith("COPY"):
            assert all((ROOT / part).exists() for part in line.split()[1:-1]), line


def test_the_extras_that_the_image_installs_exist() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (wanted,) = re.findall(r"/source\[([\w,-]+)\]", CONTAINERFILE)
    assert set(wanted.split(",")) <= set(extras)


@pytest.mark.parametrize("name", OURS)
def test_the_look_at_the_health_of_a_service_is_python_that_compiles(name: str) -> None:
    _, program, flag, code = SERVICES[name]["healthcheck"]["test"]
    assert (program, flag) == ("python", "-c")
    done = subprocess.run([sys.executable, "-c", f"import ast; ast.parse({code!r})"], check=False)
    assert done.returncode == 0
