from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

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


# --- the chat model ------------------------------------------------------------------------------------


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ALETHEIA_MODEL_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("alone")
def test_without_a_model_nothing_of_one_is_set() -> None:
    settings = load_settings()
    assert (settings.model, settings.model_base_url, settings.model_api_key) == ("", None, None)
    assert (settings.model_context, settings.model_method, settings.deadline) == (128_000, "json_schema", 180)
    assert (settings.max_calls, settings.max_tokens, settings.max_cost) == (None, None, None)
    assert (settings.price_in, settings.price_out) == (None, None)


@pytest.mark.usefixtures("alone")
def test_a_key_in_the_file_is_refused_with_the_reason_and_not_repeated(home: Path) -> None:
    write(home, 'model = "openai:gpt-4o"\nmodel_api_key = "sk-canary"')
    with pytest.raises(ConfigurationError, match=r"key model_api_key.*copied, sent or committed") as refused:
        load_settings()
    assert "canary" not in str(refused.value)
    assert "ALETHEIA_MODEL_API_KEY" in str(refused.value)


@pytest.mark.usefixtures("alone")
def test_a_key_comes_from_the_environment_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-openai")
    settings = load_settings(model="openai:gpt-4o")
    assert settings.model_api_key is not None
    assert settings.model_api_key.get_secret_value() == "sk-canary-openai"
    monkeypatch.setenv("ALETHEIA_MODEL_API_KEY", " sk-canary-ours\n")
    settings = load_settings(model="openai:gpt-4o")
    assert settings.model_api_key is not None
    assert settings.model_api_key.get_secret_value() == "sk-canary-ours"
    assert "canary" not in f"{settings!r} {settings.model_dump_json()}"


@pytest.mark.usefixtures("alone")
def test_a_key_for_openai_is_not_shown_to_another_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-openai")
    assert load_settings(model="openai:x", model_base_url="https://example.org/v1").model_api_key is None
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.com/v1/")
    settings = load_settings(model="openai:x")
    assert settings.model_base_url == "https://example.com/v1"
    assert settings.model_api_key is not None, "the two were set together"


@pytest.mark.usefixtures("alone")
def test_openais_own_variables_do_not_matter_where_no_model_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "not a key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://gpu.example.org/v1")
    assert load_settings().model_base_url is None
    with pytest.raises(ConfigurationError, match="environment variable OPENAI_BASE_URL"):
        load_settings(model="openai:x")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("key", ["two words", "sk-cänary", "sk\x00canary", " "])
def test_a_key_that_fits_no_header_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(ConfigurationError, match="setting model_api_key") as refused:
        load_settings(model_api_key=key)
    assert "canary" not in str(refused.value)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("model", "gpt-4o"),
        ("model", "openai:"),
        ("model", "openai:gpt 4o"),
        ("model_base_url", "http://example.org/v1"),
        ("model_base_url", "https://me:canary@example.org/v1"),
        ("model_method", "function_calling"),
        ("model_context", 0),
        ("price_in", -1),
        ("price_out", "nan"),
        ("max_cost", "inf"),
        ("max_calls", -1),
        ("max_tokens", 1.5),
        ("deadline", 0),
        ("deadline", "inf"),
    ],
)
def test_a_setting_of_the_model_that_cannot_be_is_named(setting: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"setting {setting}") as refused:
        load_settings(**{setting: value})
    assert "canary" not in str(refused.value)


@pytest.mark.usefixtures("alone")
def test_a_model_and_its_limits_can_be_set_in_the_file(home: Path) -> None:
    write(
        home,
        'model = "openai:llama3.2:3b"\nmodel_base_url = "http://localhost:11434/v1"\nprice_in = 0\n'
        "price_out = 0.0\nmax_cost = 0.05\nmax_calls = 4\nmax_tokens = 20000\ndeadline = 60\n",
    )
    settings = load_settings()
    assert (settings.model, settings.max_calls, settings.deadline) == ("openai:llama3.2:3b", 4, 60)
    assert str(settings.max_cost) == "0.05"
