"""Bursts of coverage as lines of a terminal.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from agent.deliver.sparkline import chart
from agent.deliver.words import MONTHS, count
from agent.text.safe import one_line
from agent.types import Replay, Spike

IN = "  "
NEAR = timedelta(days=1)
"""Time in which two rules that tell of one series mean the same burst."""


def burst_lines(
    spike: Spike,
    noticed: datetime,
    pairs: Sequence[tuple[float, float]],
    origins: int,
    zone: tzinfo,
    width: int,
) -> list[str]:
    """Return a burst: its name, a chart of the hours up to now, and what is known of it in plain words.

    Args:
        spike: As it stood at its height.
        noticed: When it was noticed.
        pairs: Counted and expected articles in each of the last hours.
        origins: Independent origins of its articles.
        zone: In which times are told.
        width: Columns of the terminal.
    """
    name = textwrap.wrap(one_line(spike.label) or "(no headline)", width)
    counts, expected = [a for a, _ in pairs], [b for _, b in pairs]
    drawn = chart(counts, expected, max(10, min(len(pairs), width - 36)))
    told = f"{spike.explanation} {independent(origins, len(spike.origins))}".strip()
    text = [line for line in textwrap.wrap(one_line(told), width - len(IN))]
    return [
        "",
        *name,
        *textwrap.wrap(
            f"{spike.about} · noticed {_moment(noticed, zone)} · {len(pairs)} hours:",
            width,
            initial_indent=IN,
            subsequent_indent=IN,
        ),
        f"{IN}{drawn}".rstrip(),
        *(IN + line for line in text),
    ]


def independent(origins: int, outlets: int) -> str:
    """Return how many of the outlets of a burst are independent; empty where all of them are."""
    if origins >= outlets:
        return ""
    same = "Its articles have" if origins > 1 else "All its articles have"
    return f"{same} {count(origins, 'independent origin')}: the rest are copies or share an owner or agency."


def replay_lines(replayed: Replay, zone: tzinfo, width: int) -> list[str]:
    """Return what would have been told of the past, beside what a fixed rule would have."""
    if replayed.first is None or replayed.last is None:
        return textwrap.wrap(replayed.young, width)
    since, until = _moment(replayed.first, zone), _moment(replayed.last, zone)
    lines = textwrap.wrap(
        f"From {since} to {until}, hour by hour: {count(len(replayed.alarms), 'spike')} would have been told."
        f"{' ' + replayed.young if replayed.young else ''}",
        width,
    )
    for spike in replayed.alarms:
        lines += ["", *_alarm(spike, replayed, zone, width)]
    return [*lines, "", *textwrap.wrap(_beside(replayed), width)]


def _alarm(spike: Spike, replayed: Replay, zone: tzinfo, width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{_moment(spike.end, zone)}  {one_line(spike.label)}", width)
    yield from (IN + line for line in textwrap.wrap(one_line(spike.explanation), width - len(IN)))
    near = [at for at, about, _ in replayed.fixed if about == spike.about and abs(at - spike.end) <= NEAR]
    yield f"{IN}The fixed rule: {'; '.join(_moment(at, zone) for at in near) or 'silent'}."


def _beside(replayed: Replay) -> str:
    mine = [(spike.about, spike.end) for spike in replayed.alarms]
    alone = [
        (at, label)
        for at, about, label in replayed.fixed
        if not any(about == other and abs(at - end) <= NEAR for other, end in mine)
    ]
    rule = "A fixed rule (5 articles of 2 outlets in 2 hours, 3 times last week's rate) would have told"
    if not replayed.fixed:
        return f"{rule} nothing."
    return f"{rule} {count(len(replayed.fixed), 'time')}, {len(alone)} of them where no spike was."


def _moment(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
