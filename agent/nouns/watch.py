"""A query that is watched for bursts of coverage.

Pure.
"""

from __future__ import annotations

from pydantic import AwareDatetime

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
