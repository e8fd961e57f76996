"""`aletheia doctor`: what is there, what is missing, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from agent import doctor
from agent.errors import ConfigurationError
from agent.settings import Settings
from agent.store.schema import HEAD
from tests.cli.conftest import Aletheia


def test_a_healthy_home_is_described_and_ends_with_0(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert f"{newsroom} (environment variable ALETHEIA_HOME)" in ended.out
    assert "3 articles in 3 versions of 3 outlets, 0 kept briefings" in ended.out
    assert f"schema {HEAD}" in ended.out
    assert "situation (shipped, 7 sections)" in ended.out
    assert "static-en-v1-256" in ended.out
    assert "in good order" in ended.out
    assert "SQLite" in ended.out
    assert ended.out.endswith("All is well.\n")


def test_a_look_makes_nothing(aletheia: Aletheia, tmp_path: Path) -> None:
    ended = aletheia("doctor", "--home", tmp_path / "none")
    assert ended.code == 2
    assert "- Add articles: `aletheia ingest PATH`." in ended.out
    assert not (tmp_path / "none").exists()


def test_settings_are_told_with_where_they_come_from(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "aletheia.toml").write_text('timezone = "America/Bogota"\nmax_article_chars = 2000\n')
    monkeypatch.setenv("ALETHEIA_MAX_ARTICLE_CHARS", "3000")
    out = aletheia("doctor", "--home", newsroom).out
    assert f"{newsroom} (--home)" in out
    assert "America/Bogota (aletheia.toml)" in out
    assert "3000 (environment variable ALETHEIA_MAX_ARTICLE_CHARS)" in out
    assert "situation (default)" in out


def test_a_password_is_never_shown(aletheia: Aletheia, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALETHEIA_DATABASE_URL", "sqlite://me:canary@/x")
    ended = aletheia("doctor")
    assert "canary" not in ended.out + ended.err
    assert "ALETHEIA_DATABASE_URL" in ended.out


def test_settings_that_cannot_be_used_are_something_to_do(aletheia: Aletheia, home: Path) -> None:
    home.mkdir()
    (home / "aletheia.toml").write_text("colour = 1")
    ended = aletheia("doctor")
    assert (ended.code, ended.err) == (2, "")
    assert "key colour" in ended.out


def test_profiles_of_the_users_own_are_told_and_broken_or_missing_ones_named(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "profiles").mkdir()
    (newsroom / "profiles" / "mine.md").write_text("---\nname: \x1b[31mmine\n---")
    monkeypatch.setenv("ALETHEIA_PROFILE", "gone")
    ended = aletheia("doctor")
    assert ended.code == 2
    assert "mine (your own)" in ended.out
    assert "there is no such profile" in ended.out
    assert "\x1b" not in ended.out


def test_a_damaged_store_is_something_to_do(aletheia: Aletheia, newsroom: Path) -> None:
    content = bytearray((newsroom / "store.sqlite").read_bytes())
    content[200:9000] = b"\x55" * 8800
    (newsroom / "store.sqlite").write_bytes(content)
    ended = aletheia("doctor")
    assert (ended.code, ended.err) == (2, "")
    assert "Restore it from a backup" in ended.out
    assert (newsroom / "store.sqlite").read_bytes() == bytes(content)


def test_an_embedder_whose_files_are_missing_is_something_to_do(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(settings: Settings) -> None:
        raise ConfigurationError("model static", "its file is missing", "Install the program again.")

    monkeypatch.setattr(doctor, "_embedder", missing)
    ended = aletheia("doctor")
    assert ended.code == 2
    assert "Install the program again." in ended.out


@pytest.mark.parametrize("damage", ["gone", "touched", "in use"])
def test_an_index_the_next_command_puts_right_is_told_and_nothing_to_do(
    aletheia: Aletheia, newsroom: Path, damage: str
) -> None:
    import shutil

    if damage == "gone":
        shutil.rmtree(newsroom / "index")
        assert "not there yet; the next command builds it" in aletheia("doctor").out
    elif damage == "touched":
        next(newsroom.glob("index/words.*/meta.json")).write_text("{")
        assert "changed by somebody else" in aletheia("doctor").out
    else:
        with FileLock(newsroom / "index" / "lock"):
            assert "in use by process" in aletheia("doctor").out
    assert aletheia("doctor").code == 0


# --- the chat model ------------------------------------------------------------------------------------


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "TIKTOKEN_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("alone")
def test_without_a_chat_model_nothing_is_missing(aletheia: Aletheia, newsroom: Path) -> None:
    ended = aletheia("doctor")
    assert ended.code == 0
    assert "none is set: briefings are made of the sources' own sentences" in ended.out


@pytest.mark.usefixtures("alone")
def test_a_chat_model_is_told_with_its_price_and_how_tokens_are_counted_and_nothing_is_sent(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sockets are blocked here."""
    monkeypatch.setenv("ALETHEIA_MODEL", "openai:gpt-4o-mini")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    ended = aletheia("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert "openai:gpt-4o-mini at https://api.openai.com/v1 (not asked: a look sends nothing)" in ended.out
    assert "$0.15 in, $0.6 out per million tokens (by a list of 20" in ended.out
    assert "estimated, one for 3 bytes: TIKTOKEN_CACHE_DIR holds no table" in ended.out
    assert "(environment variable OPENAI_API_KEY)" in ended.out
    assert "canary" not in ended.out


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("given", "to_do"),
    [
        ({"MODEL": "openai:gpt-4o-mini"}, "Set the environment variable OPENAI_API_KEY."),
        ({"MODEL": "openai:gpt-x", "MODEL_API_KEY": "k"}, "Set `price_in` and `price_out`"),
        ({"MODEL": "gemini:x", "MODEL_API_KEY": "k"}, "no provider is called gemini"),
    ],
)
def test_a_chat_model_that_cannot_be_asked_is_something_to_do(
    aletheia: Aletheia, newsroom: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], to_do: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"ALETHEIA_{name}", value)
    ended = aletheia("doctor")
    assert ended.code == 2
    assert to_do in ended.out
