"""Where the settings file lies, and what it says."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from agent.errors import ConfigurationError

PREFIX = "ALETHEIA_"
"""With which the variables of the environment begin."""


def home_folder(home: Path | None) -> Path:
    """Return the home folder: the one given, else that of the environment, else the platform's place.

    Raises:
        ConfigurationError: nobody can tell where it is.
    """
    if home is None and (named := os.environ.get(f"{PREFIX}HOME")):
        home = Path(named)
    if home is None:
        from platformdirs import user_data_path

        home = user_data_path("aletheia", appauthor=False)
    try:
        return home.expanduser().absolute()
    except RuntimeError as error:
        raise ConfigurationError(str(home), str(error), "Name the home folder by its full path.") from None


def written_settings(file: Path, known: Sequence[str], keys: Collection[str]) -> dict[str, Any]:
    """Return what a settings file says; a missing one says nothing.

    Args:
        file: The file.
        known: Every setting there is.
        keys: Those that have no place in a file.

    Raises:
        ConfigurationError: it cannot be read, or names what is no setting, or a key.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError:
        raise ConfigurationError(str(file), "it is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(file), f"it is not TOML: {error}") from None
    except OSError as error:
        raise ConfigurationError(str(file), f"it cannot be read: {error.strerror}") from None
    if "home" in values:
        raise ConfigurationError(
            f"{file}, key home", "the file lies in the home folder", f"Use --home or {PREFIX}HOME."
        )
    for secret in (name for name in keys if name in values):
        raise ConfigurationError(
            f"{file}, key {secret}",
            "a key does not belong into a file, which may be copied, sent or committed",
            f"Remove it there, and set the environment variable {PREFIX}{secret.upper()} instead.",
        )
    there = [name for name in known if name not in keys]
    for key in values:
        if key not in there:
            raise ConfigurationError(f"{file}, key {key}", f"there are only {', '.join(there)}")
    return values
