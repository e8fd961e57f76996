"""What a backup says about itself. Pure."""

from __future__ import annotations

from pydantic import AwareDatetime

from agent.nouns.record import Record


class Backup(Record):
    """The first page of a backup: by it the rest is checked before anything is put in place."""

    kind: str = "aletheia-backup"
    """By which it is known."""
    schema_version: int = 1
    """Of this page."""
    version: str
    """Of the program that made it."""
    created: AwareDatetime
    """When."""
    kept_in: str
    """What the store was kept in: `sqlite` or `postgresql`."""
    rows: dict[str, int]
    """How many rows each table of the store had."""
    files: dict[str, str]
    """SHA-256 of every file beside this page, in hexadecimal digits, by its name."""
