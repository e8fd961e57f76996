"""What reading yields besides articles: values, so that one bad page never spoils the run."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from agent.types import Record


class Skipped(Record):
    """A file, row or page that could not become an article."""

    name: str
    """The file, as a path below the ingested folder, or as it was given."""
    row: int | None = None
    """Line of the file, counted from 1; None for the file as a whole."""
    reason: str
    """Why, in plain words."""

    def __str__(self) -> str:
        return f"{_place(self.name, self.row)}: {self.reason}"


class Noted(Record):
    """Something about an article that went in which its reader should know."""

    name: str
    """The file, as in `Skipped`."""
    row: int | None = None
    """Line of the file, counted from 1."""
    remark: str
    """What was done, in plain words."""

    def __str__(self) -> str:
        return f"{_place(self.name, self.row)}: {self.remark}"


class Reading(Record):
    """The circumstances of one reading."""

    retrieved: AwareDatetime
    """The moment that counts as the time of reading."""
    zone: ZoneInfo
    """Zone of dates that state none."""
    max_chars: int = 500_000
    """Characters of an article that are kept."""
    max_bytes: int = 5_000_000
    """Bytes of a page, a text file or a row that are read."""
    publisher: str = ""
    """Name of the outlet of all that is read; empty: what each text says."""
    language: str = ""
    """ISO 639-1 code of all that is read; empty: told from each text."""


class Unusable(Exception):
    """Why a text cannot become an article; becomes a `Skipped` where the name of the file is known."""


def _place(name: str, row: int | None) -> str:
    return f"{name}, row {row}" if row is not None else name
