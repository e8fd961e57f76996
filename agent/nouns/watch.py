"""A query that is watched for bursts of coverage.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record


class Watch(Record):
    """A query that somebody wants to be told of when its coverage bursts."""

    id: str
    """Hash of the query."""
    query: str
    """Words that an article must hold; see `agent/retrieve/query.py`."""
    name: str
    """As shown to readers."""
    added: AwareDatetime
    """When somebody began to watch it."""
    paused: bool = False
    """It is not looked at for now."""


class WatchCall(Record):
    """What is to be watched."""

    query: str = Field(min_length=1, max_length=400)
    """Words that an article must hold, as `aletheia watch add` takes them."""
    name: str = Field(default="", max_length=200)
    """What it is called; empty: the query."""
