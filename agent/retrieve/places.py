"""Where passages are, and which of them count: what both halves of the index go by.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

UNKNOWN = -(2**62)
"""Stands for a missing publication date: before everything that has one."""


class Place(NamedTuple):
    """A passage without its text: what both halves of the index store."""

    article_id: str
    content_hash: str
    start: int
    end: int
    published: int = UNKNOWN
    """When its article was, as `instant` tells it: so that a hit can be held against a window of time."""


@dataclass(frozen=True)
class Entry:
    """A passage as it is handed to the index."""

    place: Place
    header: str
    headline: str
    text: str
    publisher: str
    published: datetime | None
    language: str = ""
    site: str = ""
    """Registrable domain it was published on; empty where there is none."""


@dataclass(frozen=True)
class Filter:
    """What a hit has to be: an open end, an empty set of outlets or no language excludes nothing."""

    since: datetime | None = None
    until: datetime | None = None
    publishers: frozenset[str] = frozenset()
    language: str = ""
    without: frozenset[str] = frozenset()
    """Outlets whose passages do not count."""

    def spans(self, published: int) -> bool:
        """Tell whether an instant lies inside the window; an unknown one lies inside an open window only."""
        if self.since is None and self.until is None:
            return True
        low = UNKNOWN + 1 if self.since is None else instant(self.since)
        return low <= published and (self.until is None or published < instant(self.until))


def instant(moment: datetime | None) -> int:
    """Return seconds since 1970 in UTC; a number before all of them for None."""
    return UNKNOWN if moment is None else int(moment.astimezone(UTC).timestamp())
