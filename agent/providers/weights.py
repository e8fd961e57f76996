"""The files of a shipped model: read whole, and only where they are what was shipped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.errors import ConfigurationError

REMEDY = "Install the program again; the model's files came with it."


def model_config(folder: Path) -> dict[str, Any]:
    """Return the description of a model. Raise ConfigurationError where it is missing or incomplete."""
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(config["name"], str) and isinstance(config["sha256"], dict):
            return dict(config)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(str(path), f"the model's description: {error}", REMEDY) from error
    raise ConfigurationError(str(path), "the model's description is incomplete", REMEDY)


def intact(folder: Path, sums: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a model with their content; raise ConfigurationError when one is not as it was."""
    for file, expected in sums.items():
        path = folder / file
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ConfigurationError(str(path), f"a file of the model: {error.strerror}", REMEDY) from error
        if hashlib.sha256(content).hexdigest() != expected:
            raise ConfigurationError(str(path), "a file of the model was changed or damaged", REMEDY)
        yield file, content
