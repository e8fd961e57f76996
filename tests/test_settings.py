from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agent.errors import ConfigurationError
from agent.settings import load_settings


def write(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "aletheia.toml").write_text(text, encoding="utf-8")


def test_without_anything_set_the_defaults_hold(home: Path) -> None:
    settings = load_settings()
    assert settings.home == home
    assert (settings.timezone, settings.profile) == ("UTC", "situation")
    assert settings.store_url == f"sqlite:///{home}/store.sqlite"
    assert (settings.index_folder, settings.profiles_folder) == (home / "index", home / "profiles")


def test_without_a_home_the_folder_of_the_platform_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ALETHEIA_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().home.name == "aletheia"


def test_a_named_home_wins_over_the_environment(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "other").home == tmp_path / "other"


def test_arguments_win_over_the_environment_and_that_over_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, 'timezone = "Europe/Berlin"\nprofile = "file"\n')
    assert (load_settings().timezone, load_settings().profile) == ("Europe/Berlin", "file")
    monkeypatch.setenv("ALETHEIA_PROFILE", "environment")
    assert load_settings().profile == "environment"
    assert load_settings(profile="argument").profile == "argument"
    assert load_settings(profile=None).profile == "environment"
    assert load_settings(profile="argument").timezone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("timezone = ", "aletheia.toml.*not TOML"),
        ('time_zone = "UTC"', "key time_zone.*timezone"),
        ('timezone = "Atlantis/Poseidon"', "key timezone.*Atlantis/Poseidon"),
        ("max_article_chars = -1", "key max_article_chars"),
        ('home = "/elsewhere"', "key home.*--home"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_key(home: Path, text: str, says: str) -> None:
    write(home, text)
    with pytest.raises(ConfigurationError, match=says):
        load_settings()


def test_a_file_that_is_not_text_is_named(home: Path) -> None:
    home.mkdir()
    (home / "aletheia.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"aletheia\.toml.*UTF-8"):
        load_settings()


def test_a_bad_value_in_the_environment_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALETHEIA_TIMEZONE", "Nowhere")
    with pytest.raises(ConfigurationError, match="environment variable ALETHEIA_TIMEZONE"):
        load_settings()
    with pytest.raises(ConfigurationError, match="setting timezone"):
        load_settings(timezone="Nowhere")


def test_a_password_is_not_shown() -> None:
    settings = load_settings(database_url="postgresql://me:canary@db/x")
    assert "canary" not in f"{settings!r} {settings.model_dump_json()}"
    assert settings.store_url.endswith("canary@db/x")


def test_reading_settings_does_not_load_the_database_library() -> None:
    code = "import sys, agent.settings, agent.types; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
