"""What is said beside the product: sentences for people, or a line of JSON each for programs that read logs.

    begin(settings)
    print(line("A sentence."), file=sys.stderr)

Whatever is said, keys and passwords that are set are not in it, nor what looks like one. Law: a log is copied
to more places than anybody counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

from agent.text.safe import printable

if TYPE_CHECKING:
    from agent.settings import Settings

HIDDEN = "[hidden]"
_SHORTEST = 8
"""Characters of what is hidden wherever it stands: a shorter word may be a word of a sentence."""
_LOOKS_SECRET = re.compile(
    r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"
    r"|(?i:(?<=bearer )|(?<=basic ))[\w.~+/=-]{8,}"
    r"|\bwhsec_[\w+/=-]+"
    r"|\bsk-[\w-]{8,}"
    r"|(?i:(?<=password=)|(?<=token=)|(?<=api_key=))[^\s&\"']+"
)


class _Way:
    """How this process says things; one for all of it, as its standard error is."""

    json = False
    secrets: tuple[str, ...] = ()


def begin(settings: Settings) -> None:
    """Say things as the settings want it from now on, and hide what they hold."""
    found = {one for value in settings for one in _secrets(value[1])}
    _Way.secrets = tuple(sorted((one for one in found if len(one) >= _SHORTEST), key=len, reverse=True))
    _Way.json = settings.log_format == "json"


def structured() -> bool:
    """Tell whether lines are for programs."""
    return _Way.json


def line(said: str, level: Literal["info", "error"] = "info", **facts: Any) -> str:
    """Return what is to be written for a sentence, with no secret in it.

    Args:
        said: The sentence.
        level: How bad it is.
        facts: What a program may want to sort lines by; people are told the sentence alone.
    """
    if not _Way.json:
        return printable(hidden(said))
    return _rendered(said, level, facts)


def hidden(text: str) -> str:
    """Return a text without keys and passwords."""
    for secret in _Way.secrets:
        text = text.replace(secret, HIDDEN)
    return _LOOKS_SECRET.sub(HIDDEN, text)


def _rendered(said: str, level: str, facts: dict[str, Any]) -> str:
    import structlog

    steps: list[Any] = [
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _without_secrets,
        structlog.processors.EventRenamer("said"),
        structlog.processors.JSONRenderer(sort_keys=True),
    ]
    logger = structlog.wrap_logger(structlog.ReturnLogger(), processors=steps)
    return str(logger.info(said, level=level, **facts))


def _without_secrets(_: Any, __: str, told: Any) -> Any:
    return {key: hidden(value) if isinstance(value, str) else value for key, value in told.items()}


def _secrets(value: object) -> Iterator[str]:
    """Yield what must not be told of a setting: a key whole, of an address its password."""
    reveal = getattr(value, "get_secret_value", None)
    text = str(reveal()) if reveal is not None else ""
    if not text:
        return
    yield text
    yield from text.split(",")
    if "://" in text:
        try:
            password = urlsplit(text).password or ""
        except ValueError:
            return
        yield from (password, unquote(password))
