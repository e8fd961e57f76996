"""Names of passages, and windows in Chroma's words: their metadata, conditions on these.

Pure. A search finds some two hundred passages and shows ten: so both halves of the index tell names, and what
these hold is read of those that are looked at.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent.retrieve.places import Entry, Filter, Place, instant

_MOST_DAYS = 1000
"""Days that are named one by one, which Chroma answers faster than two ends."""
_SEPARATOR = "\x1f"
Key = str
"""Name of a passage: everything its `Place` holds."""
Conditions = list[dict[str, Any]]
"""What Chroma's metadata has to be, all of it."""


def metadata_of(entry: Entry) -> dict[str, str | int]:
    """Return what is kept of a passage beside its vector."""
    day = {} if entry.published is None else {"day": _day(entry.published)}
    return {"article_id": entry.place.article_id, "publisher": entry.publisher, **day}


def on_outlets(only: Filter) -> Conditions:
    """Return what the outlet has to be."""
    return [{"publisher": {s: sorted(o)}} for s, o in (("$in", only.publishers), ("$nin", only.without)) if o]


def on_days(only: Filter) -> Conditions:
    """Return what the days have to be that a window touches; what has no date has no day."""
    first = None if only.since is None else _day(only.since)
    last = None if only.until is None else _day(only.until)
    if first is not None and last is not None and last - first < _MOST_DAYS:
        return [{"day": {"$in": list(range(first, last + 1))}}]
    ends = (("$gte", first), ("$lte", last))
    return [{"day": {sign: day}} for sign, day in ends if day is not None]


def all_of(conditions: Conditions) -> dict[str, Any] | None:
    """Return conditions as Chroma takes them; None where there is none."""
    if len(conditions) > 1:
        return {"$and": conditions}
    return conditions[0] if conditions else None


def key_of(place: Place) -> Key:
    """Return the name of a passage."""
    return _SEPARATOR.join(map(str, place))


def place_of(key: Key) -> Place:
    """Return the passage that has a name."""
    article_id, content_hash, start, end, published = key.split(_SEPARATOR)
    return Place(article_id, content_hash, int(start), int(end), int(published))


def article_in(key: Key) -> str:
    """Return the id of the article that a passage is of."""
    return key.partition(_SEPARATOR)[0]


def inside(found: list[tuple[Key, float]], only: Filter) -> list[tuple[Key, float]]:
    """Return what lies inside a window of time."""
    if only.since is None and only.until is None:
        return found
    return [one for one in found if only.spans(int(one[0].rpartition(_SEPARATOR)[2]))]


def _day(moment: datetime) -> int:
    return instant(moment) // 86_400
