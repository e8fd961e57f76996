"""The files that go along with the mail of an edition, made once for all who get it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize
from zoneinfo import ZoneInfo

from agent.errors import AletheiaError, StoreError
from agent.exporting import exported
from agent.settings import Settings
from agent.store import Store
from agent.types import Briefing, Digest, Edition, Enclosed, File

_LONGEST = 60
"""Characters of a title in the name of a file."""


def enclosed(
    digest: Digest, edition: Edition, briefings: Sequence[Briefing], store: Store, settings: Settings
) -> Enclosed:
    """Return the briefings of an edition as the files that were ordered, as many as a mail may carry.

    Raises:
        StoreError: the store cannot be used now.
    """
    made: list[File] = []
    failed: list[str] = []
    day = edition.at.astimezone(ZoneInfo(digest.timezone)).date().isoformat()
    for kind in digest.attach:
        for number, briefing in enumerate(briefings, 1):
            stem = f"{plain_name(digest.title)}-{day}" + (f"-{number}" if len(briefings) > 1 else "")
            try:
                file = exported(briefing, kind, store, settings)
            except StoreError:
                raise
            except AletheiaError as problem:
                failed.append(f"Not attached: the {kind} file of “{briefing.title}”. {problem}")
                continue
            made.append(file.model_copy(update={"name": f"{stem}.{file.name.partition('.')[2]}"}))
    fitting = within(made, settings.mail_files_bytes)
    return fitting.model_copy(update={"left_out": (*failed, *fitting.left_out)})


def within(files: Iterable[File], most: int) -> Enclosed:
    """Return the files, in their order, that have so many bytes together at most, and what is left out."""
    taken: list[File] = []
    left_out: list[str] = []
    room = most
    for file in files:
        if len(file.data) <= room:
            room -= len(file.data)
            taken.append(file)
        else:
            left_out.append(
                f"Not attached: {file.name} ({_size(len(file.data))}). The files of a mail may have "
                f"{_size(most)} together; ask whoever sends this for the file."
            )
    return Enclosed(files=tuple(taken), left_out=tuple(left_out))


def plain_name(title: str) -> str:
    """Return a title as the name of a file: small ASCII letters, digits and dashes."""
    letters = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST].strip("-") or "briefing"


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB" if number >= 100_000 else f"{number / 1_000:.1f} kB"
