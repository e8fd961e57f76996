"""Text that speaks to a program that reads it, rather than to people. Pure."""

from __future__ import annotations

import re

_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?)\b"
    r"|\b(?:system prompt|language models?|as an ai|automated (?:readers?|summar\w+|systems?)"
    r"|(?:assistant|summary|summari[sz]er|model)s? must)\b",
    re.IGNORECASE,
)


def for_machines(text: str) -> bool:
    """Return whether a text speaks to a program that reads it; nothing else in it can be trusted either."""
    return bool(_MACHINE.search(text))
