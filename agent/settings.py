"""What can be set, in one flat value. Arguments win over the environment, the environment over the file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from agent.endpoints import chroma_server, usable
from agent.errors import ConfigurationError
from agent.settings_file import PREFIX, home_folder, written_settings

_FILE = "aletheia.toml"
OF_OPENAI = {"model_api_key": "OPENAI_API_KEY", "model_base_url": "OPENAI_BASE_URL"}
"""Variables of OpenAI's own programs that are read where a model is set and its address is not. The key goes
with that address only: what was made for one service is not shown to another."""

KEYS = (
    "model_api_key",
    "embedding_api_key",
    "chroma_token",
    "smtp_password",
    "webhook_key",
    *("unsubscribe_key", "chat_services"),
)
"""Settings that come from the environment alone."""


class Settings(BaseSettings):
    """Everything that can be set; the sentence under a field is its documentation."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    home: Path
    """Folder that holds the settings file, the store, the index and the user's profiles."""
    timezone: str = "UTC"
    """Name of the time zone in which days begin and in which dates without a zone are read."""
    profile: str = "situation"
    """Section plan of a briefing where none is named."""
    database_url: SecretStr | None = None
    """SQLAlchemy address of the store of record; unset: the file `store.sqlite` in the home folder."""
    database_seconds: int = Field(default=120, ge=1)
    """Seconds a database server may take for one statement; one that takes longer counts as away."""
    chroma_url: str | None = None
    """Address of a Chroma server for the vectors, such as http://127.0.0.1:8000; unset: the index folder."""
    chroma_token: SecretStr | None = None
    """What the proxy before that server asks for as `Authorization: Bearer`, from the environment only."""
    max_article_chars: int = Field(default=500_000, ge=1_000)
    """Characters of an article that are kept; the rest is cut off at a paragraph, and reported."""
    max_file_bytes: int = Field(default=5_000_000, ge=10_000)
    """Size of the largest single page or text file that is read, and of the largest row of a JSONL file."""
    collect_minutes: int = Field(default=30, ge=1, le=10_080)
    """Minutes between two readings of a source that is well."""
    collect_ports: tuple[int, ...] = ()
    """Ports beside 80 and 443 that sources may have, as a JSON list."""
    collect_networks: tuple[str, ...] = ()
    """Networks that sources may lie in though they are not public, a JSON list such as `["10.1.0.0/16"]`."""
    log_format: Literal["text", "json"] = "text"
    """How things are said beside the product: sentences for people, or a line of JSON each."""
    tracing: bool = False
    """Whether spans are made for OpenTelemetry (`aletheia[otel]`); its own variables say where to they go."""
    retention_days: int | None = Field(default=None, ge=1)
    """Days after which `serve` and `worker` forget an article for good; unset: never."""
    max_cost: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars that one command may cost; unset: no limit."""
    max_calls: int | None = Field(default=None, ge=0)
    """Requests to a model that one command may make, repeats included; unset: no limit."""
    max_tokens: int | None = Field(default=None, ge=0)
    """Tokens to and from a model that one command may take together; unset: no limit."""
    deadline: float = Field(default=180.0, gt=0, le=86_400, allow_inf_nan=False)
    """Seconds a model may take altogether, from the first request on."""
    model: str = ""
    """Chat model that writes, such as `openai:gpt-4o-mini`; empty: none, the sources' sentences are used."""
    model_base_url: str | None = None
    """Address of a service with OpenAI's interface, with `/v1`; unset: OPENAI_BASE_URL, else OpenAI's own."""
    model_api_key: SecretStr | None = None
    """Key of that service, from the environment only; OPENAI_API_KEY is read where no address is set."""
    model_context: int = Field(default=128_000, ge=1_000)
    """Most tokens of question and answer together that the model has room for."""
    model_method: Literal["json_schema", "json_mode"] = "json_schema"
    """How the form of an answer is asked for; `json_mode` for services that know no JSON schema."""
    price_in: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars for a million tokens sent to the model; 0 for a machine of your own."""
    price_out: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars for a million tokens it answers with."""
    judge: bool = False
    """Whether the model also judges if the cited text says what a sentence says, beside all other checks."""
    embedder: str = Field(default="static", pattern=r"^(?:static|openai:\S+)$")
    """What makes vectors: `static` (shipped, no network), or `openai:NAME` through the OpenAI interface."""
    embedding_base_url: str | None = None
    """Address of a service with that interface, with `/v1`; unset: OPENAI_BASE_URL, else OpenAI's own."""
    embedding_api_key: SecretStr | None = None
    """Key of that service, from the environment only; OPENAI_API_KEY is read where no address is set."""
    embedding_dimensions: int | None = Field(default=None, ge=8, le=10_000)
    """Size of vectors to ask for, where a model offers several; unset: the model's own."""
    embedding_price: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars that the embedder takes for a million tokens; 0 for a machine of your own."""

    smtp_url: str | None = None
    """Mail server for digests: smtp://USER@HOST:587 (STARTTLS) or smtps://USER@HOST:465."""
    smtp_password: SecretStr | None = None
    """Password of that user, from the environment only."""
    mail_from: str | None = None
    """Address from which digests are sent."""
    mail_files_bytes: int = Field(default=5_000_000, ge=0)
    """Size of the files that go along with one mail, together; what does not fit is left out, and said."""
    webhook_key: SecretStr | None = None
    """What webhooks are signed with (`whsec_…`), newest first, commas between; from the environment only."""
    chat_services: SecretStr | None = None
    """Chat services, `NAME=ADDRESS` with commas between, from the environment only: addresses hold keys."""
    unsubscribe_key: SecretStr | None = None
    """What links in mail are signed with by which one leaves a digest, from the environment only: to
    `serve_url`. 24 characters or more; without it one leaves by writing to the sender."""
    serve_url: str | None = None
    """Address under which others reach `aletheia serve`, such as https://news.example.org."""
    serve_at_once: int = Field(default=8, ge=1, le=256)
    """Answers that are written at the same time."""
    serve_waiting: int = Field(default=2, ge=0, le=1_000)
    """Answers that wait for their turn; whoever comes after them is told to come back."""
    turns_per_minute: int = Field(default=20, ge=1)
    """Answers that one person may begin within a minute."""
    day_cost: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    """United States dollars that the answers of one person may cost a day; unset: no limit."""

    @field_validator("timezone")
    @classmethod
    def _a_zone_that_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            raise ValueError(f"no time zone is called {name!r}; use a name such as Europe/Berlin") from None
        return name

    @field_validator("collect_networks")
    @classmethod
    def _networks_that_exist(cls, blocks: tuple[str, ...]) -> tuple[str, ...]:
        for block in blocks:
            try:
                ip_network(block)
            except ValueError:
                raise ValueError(f"{block!r} is no network; write one such as 10.1.0.0/16") from None
        return blocks

    @field_validator("model")
    @classmethod
    def _a_model_with_its_provider(cls, name: str) -> str:
        provider, _, model = name.partition(":")
        if name and not (provider and model and name.isprintable() and not any(c.isspace() for c in name)):
            raise ValueError("write PROVIDER:NAME, such as openai:gpt-4o-mini")
        return name

    @field_validator("model_base_url", "embedding_base_url")
    @classmethod
    def _an_address_that_may_be_asked(cls, address: str | None) -> str | None:
        return None if address is None else usable(address)

    @field_validator("chroma_url")
    @classmethod
    def _a_server_that_may_be_asked(cls, address: str | None) -> str | None:
        return None if address is None else chroma_server(address)

    @field_validator(*KEYS)
    @classmethod
    def _a_key_that_fits_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        if key is None:
            return None
        held = key.get_secret_value().strip()
        if not held or not held.isascii() or not held.isprintable() or " " in held:
            raise ValueError("a key has printable ASCII characters only, and no blanks")
        return SecretStr(held)

    @field_validator("unsubscribe_key")
    @classmethod
    def _a_key_nobody_guesses(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < 24:
            raise ValueError("it has fewer than 24 characters; make one with `openssl rand -base64 32`")
        return key

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)

    @property
    def file(self) -> Path:
        """The settings file; it need not exist."""
        return self.home / _FILE

    @property
    def store_file(self) -> Path:
        """The embedded database."""
        return self.home / "store.sqlite"

    @property
    def store_url(self) -> str:
        """Where the store is, as SQLAlchemy wants it said; may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.store_file}"

    @property
    def index_folder(self) -> Path:
        """The derived index."""
        return self.home / "index"

    @property
    def profiles_folder(self) -> Path:
        """The user's own section plans."""
        return self.home / "profiles"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out `.env` files and secret folders: a setting has three places, not five."""
        return init_settings, env_settings


def load_settings(home: Path | None = None, **overrides: Any) -> Settings:
    """Gather the settings; an override of None counts as not given.

    Raises:
        ConfigurationError: the file cannot be read, or a key or value in it is not one of ours.
    """
    folder = home_folder(home)
    given = {key: value for key, value in overrides.items() if value is not None}
    written = written_settings(folder / _FILE, sorted(Settings.model_fields.keys() - {"home"}), KEYS)
    in_environment = {key for key in Settings.model_fields if os.environ.get(f"{PREFIX}{key.upper()}")}
    below = {key: value for key, value in written.items() if key not in in_environment}
    taken = of_openai({**below, **given})
    try:
        return Settings(**{**taken, **below, **given, "home": folder})
    except ValidationError as error:
        raise _explained(error, folder / _FILE, set(given), in_environment, set(taken)) from None


def of_openai(values: Mapping[str, object]) -> dict[str, str]:
    """Return what OpenAI's own variables say, where a model is set and its address is not.

    Args:
        values: What arguments and the file say; our own environment variables are looked up here.
    """
    told = {key for key in Settings.model_fields if key in values or os.environ.get(f"{PREFIX}{key.upper()}")}
    named = values.get("model", os.environ.get(f"{PREFIX}MODEL"))
    if not named or "model_base_url" in told:
        return {}
    found = {key: os.environ.get(name, "") for key, name in OF_OPENAI.items() if key not in told}
    return {key: value for key, value in found.items() if value}


def _explained(
    error: ValidationError, file: Path, given: set[str], in_environment: set[str], of_openai: set[str]
) -> ConfigurationError:
    first = error.errors(include_input=False, include_url=False)[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    why = first["msg"].removeprefix("Value error, ")
    if key in given:
        return ConfigurationError(f"setting {key}", why)
    if key in in_environment:
        return ConfigurationError(f"environment variable {PREFIX}{key.upper()}", why)
    if key in of_openai:
        return ConfigurationError(f"environment variable {OF_OPENAI[key]}", why)
    return ConfigurationError(f"{file}, key {key}", why)
