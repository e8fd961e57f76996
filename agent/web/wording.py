"""What goes wrong, in words for whoever sits at a page: no commands, no options of a command line.

Pure.
"""

from __future__ import annotations

import re

from agent.errors import (
    AletheiaError,
    EmptyLibrary,
    IndexBusy,
    NotFound,
    NothingFits,
    NothingToSay,
    StoreAway,
    StoreBusy,
    UnknownProfile,
    UnusableRequest,
)

OPTIONS = {
    "--since": "first day",
    "--until": "last day",
    "--as-of": "moment",
    "--source": "outlet",
    "--language": "language",
    "--profile": "profile",
    "--pin": "pinned",
    "--exclude": "left out",
}
"""What the command line calls a field, and what a page does."""
_TERMINAL = re.compile(r"`(?:aletheia|--)|(?<![\w-])--[a-z]|\bcommand\b|`[a-z_]+`")
"""What only somebody at a terminal can do."""
_INSTEAD: tuple[tuple[type[AletheiaError], str], ...] = (
    (NothingFits, "Ask with another profile, or let articles of more days count."),
    (NothingToSay, "Let articles of more days count, or put it in other words."),
    (NotFound, "It may have been deleted, or be somebody else's; the lists show what is yours."),
    (UnknownProfile, "Use one of these."),
    (EmptyLibrary, "Whoever runs the server can add articles."),
    (UnusableRequest, "Correct it and send it again."),
    (StoreBusy, "Send it again in a while."),
    (StoreAway, "Send it again in a while."),
    (IndexBusy, "Send it again in a while."),
)
_ELSE = "Whoever runs the server can see to it."


def worded(error: AletheiaError) -> str:
    """Return what is wrong as one or two sentences, as they fit on a page and into an answer to a program."""
    subject, why = (_fields(text) for text in (error.subject, error.why))
    said = f"{error.what}: {subject}" if subject else error.what
    said = f"{said} ({why})" if why else said
    remedy = error.remedy
    if _TERMINAL.search(remedy):
        remedy = next((words for kind, words in _INSTEAD if isinstance(error, kind)), _ELSE)
    return f"{said}. {remedy}".strip()


def _fields(text: str) -> str:
    for option, name in OPTIONS.items():
        text = re.sub(rf"{option}(?![\w-])", name, text)
    return text
