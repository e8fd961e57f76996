"""The order in which the sentences of a section read: by their days, and whoever acts is introduced first.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.write.openings import found_names
from agent.write.pool import Candidate
from agent.write.when import event_day

NEAR = 3
"""Days up to which an introduction may go before what happened earlier."""


def in_order(members: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences oldest first; one with a person's full name before those with the bare surname."""
    ordered = sorted(members, key=_time)
    for place in range(len(ordered)):
        later = next(
            (n for n in range(place + 1, len(ordered)) if _introduces(ordered[n], ordered[place])), None
        )
        if later is not None and not any(_introduces(c, ordered[place]) for c in ordered[:place]):
            ordered.insert(place, ordered.pop(later))
    return ordered


def _introduces(one: Candidate, other: Candidate) -> bool:
    """Return whether a sentence gives the full name of a person whom another, of about then, surnames."""
    return abs(_time(one)[0] - _time(other)[0]) <= NEAR and bool(_full(one.text) & _bare(other.text))


def _full(text: str) -> frozenset[str]:
    return frozenset(
        n.parts[-1] for n in found_names(text) if (n.kind == "person" or n.roles) and len(n.parts) > 1
    )


def _bare(text: str) -> frozenset[str]:
    """Return the surnames a text uses alone, before or without the full name."""
    alone = {n.parts[0] for n in found_names(text) if len(n.parts) == 1}
    return frozenset(alone - _full(text))


def _time(candidate: Candidate) -> tuple[int, float, int]:
    day, published = event_day(candidate), candidate.published
    return (
        day.toordinal() if day else 0,
        published.timestamp() if published else 0.0,
        candidate.evidence.start,
    )
