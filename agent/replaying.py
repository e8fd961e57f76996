"""The past of a library hour by hour: what would have been told, and when, beside a fixed rule.

replayed = replay(store, zone, now)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from agent.retrieve.fixed_rule import FixedRule
from agent.retrieve.measure import named
from agent.retrieve.series import OLD_ENOUGH
from agent.retrieve.spikes import spikes
from agent.spiking import Newsroom, local
from agent.store import Published, Store
from agent.types import Replay, Spike

BLOCK = timedelta(days=7)
"""Time that is replayed at once: each block is judged with the weeks before it, as the present is.

Counts are those of each hour; which articles are one story is what was known at the end of the block.
"""

Progress = Callable[[int, int], None]


def replay(
    store: Store,
    zone: tzinfo,
    now: datetime,
    since: datetime | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Return what would have been told in each hour, knowing only what was published by then (see `BLOCK`).

    Args:
        store: What is counted.
        zone: In which times are told.
        now: The end.
        since: The beginning; by default the library's, once it is old enough to expect anything.
        progress: Told after every week.
    """
    published = Published(store)
    oldest, newest = published.oldest(), published.newest(now)
    if oldest is None or newest is None:
        return Replay(young=Newsroom(store, now).young)
    end = min(now, newest + timedelta(days=1))
    first = max(oldest + OLD_ENOUGH, since or oldest)
    if first >= end:
        return Replay(young=Newsroom(store, end, end).young or "There is nothing behind that day.")
    made = _Replay(store, zone)
    total = -(-(end - first) // BLOCK)
    for number in range(total):
        start = first + number * BLOCK
        made.block(start, min(end, start + BLOCK))
        if progress is not None:
            progress(number + 1, total)
    return Replay(
        first=first.astimezone(zone),
        last=end.astimezone(zone),
        alarms=tuple(made.alarms),
        fixed=tuple(sorted(made.fixed)),
        young="" if made.alarms else made.young,
    )


@dataclass
class _Replay:
    """What would have been told so far."""

    store: Store
    zone: tzinfo
    alarms: list[Spike] = field(default_factory=list)
    fixed: list[tuple[datetime, str, str]] = field(default_factory=list)
    young: str = ""

    def block(self, start: datetime, stop: datetime) -> None:
        """Replay a stretch of time as it could be seen at its end."""
        room = Newsroom(self.store, stop, stop)
        self.young = room.young
        watched, coverage = room.series(start)
        outlets = len(coverage.outlets)
        for spike in () if room.young else spikes(watched, coverage, stop, start):
            self.alarms.append(named(local(spike, self.zone), room.label(spike.about), outlets))
        for about, moments in FixedRule().alarms(watched, coverage).items():
            inside = [at.astimezone(self.zone) for at in moments if start < at <= stop]
            self.fixed += [(at, about, room.label(about)) for at in inside]
