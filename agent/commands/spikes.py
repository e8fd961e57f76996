"""Showing bursts of coverage, and replaying the past."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import now, opened_store
from agent.commands.output import write_out
from agent.commands.stories import columns, group_waiting
from agent.text.safe import json_safe

if TYPE_CHECKING:
    from agent.settings import Settings
    from agent.spiking import Sight

DAY = timedelta(days=1)
DRAWN = 72
"""Hours of a chart."""


def run_spikes(since: str | None, as_json: bool, home: Path | None) -> int:
    """Show the spikes noticed in the last day, or since a day."""
    from agent.deliver.burst_lines import burst_lines
    from agent.spiking import look
    from agent.story_told import origins_of, told_spike
    from agent.windows import window

    moment = now()
    with opened_store(home) as (settings, store):
        group_waiting(store)
        first = window(since, None, settings.zone).since or moment - DAY
        sight = look(store, settings.zone, moment, first)
        if as_json:
            told = [told_spike(seen, store).model_dump(mode="json") for seen in sight.spikes]
            value = {"spikes": told, "series": sight.series, "young": sight.young}
            write_out(json_safe(json.dumps(value, ensure_ascii=False, indent=2)), None)
            return 0
        pairs_of = drawn(sight, moment)
        lines = [_heading(sight, first, settings)]
        for seen, pairs in zip(sight.spikes, pairs_of, strict=True):
            origins = origins_of(seen, store)
            lines += burst_lines(
                seen.measure.spike, seen.noticed.end, pairs, origins, settings.zone, columns()
            )
        write_out("\n".join(lines), None)
    return 0


def _heading(sight: Sight, first: datetime, settings: Settings) -> str:
    import textwrap

    from agent.deliver.words import count, day, instant

    since = instant(first, settings.zone)
    if sight.young:
        told = f"{sight.young} No spike is told before."
    elif sight.spikes:
        told = f"{count(len(sight.spikes), 'spike')} since {since}."
    else:
        told = f"No spike since {since}."
    if not sight.young:
        told += f" {count(sight.series, 'series', 'series')} could be looked at in the last hour."
    if sight.newest is not None and sight.newest < now() - DAY:
        newest = day(sight.newest, settings.zone)
        told += f" The newest article is of {newest}: `aletheia spikes backtest` looks back."
    return "\n".join(textwrap.wrap(told, columns()))


def drawn(sight: Sight, moment: datetime) -> list[Sequence[tuple[float, float]]]:
    """Return what was counted and expected in the last hours, of each series that burst."""
    from agent.retrieve.spikes import history

    if not sight.spikes:
        return []
    pairs = history([seen.series for seen in sight.spikes], sight.coverage, moment)
    return [of_series[-DRAWN:] for of_series in pairs]


def run_backtest(since: str | None, as_json: bool, home: Path | None) -> int:
    """Say what would have been told in the past, and when, beside a fixed rule."""
    from agent.deliver.burst_lines import replay_lines
    from agent.progress import bar
    from agent.replaying import replay
    from agent.windows import window

    moment = now()
    with opened_store(home) as (settings, store):
        group_waiting(store)
        first = window(since, None, settings.zone).since
        with bar("Replaying") as step:
            replayed = replay(store, settings.zone, moment, first, step)
    if as_json:
        value = {
            "from": replayed.first.isoformat() if replayed.first else None,
            "until": replayed.last.isoformat() if replayed.last else None,
            "young": replayed.young,
            "alarms": [one.model_dump(mode="json") for one in replayed.alarms],
            "fixed": [{"about": a, "label": label, "at": at.isoformat()} for at, a, label in replayed.fixed],
        }
        write_out(json_safe(json.dumps(value, ensure_ascii=False, indent=2)), None)
        return 0
    write_out("\n".join(replay_lines(replayed, settings.zone, columns())), None)
    return 0
