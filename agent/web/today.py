"""The news of a day, as the start page shows it: its stories, those of most outlets first, and its bursts.

It is the same for everybody, and worked out once for all who look within a minute or so.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from time import monotonic

from agent.commands.opening import now
from agent.commands.spikes import drawn
from agent.commands.stories import by_the_hour, loaded, weighed
from agent.deliver.board import span, weight
from agent.deliver.burst_lines import independent
from agent.deliver.pictures import Bar, bars
from agent.deliver.words import day as in_words
from agent.deliver.words import instant
from agent.retrieve.series import HOUR
from agent.retrieve.spike_words import WATCH
from agent.retrieve.stories import view_all
from agent.settings import Settings
from agent.spiking import Sight, look
from agent.store import KeptStories, Published, Store
from agent.story_told import origins_of
from agent.text.safe import one_line
from agent.types import Story, Window
from agent.windows import window

MOST = 8
"""Stories on the page, and bursts."""
DAY = timedelta(days=1)
FRESH = 90.0
"""Seconds for which a day is not looked at again."""
KEPT = 8
"""Days that are kept at hand."""
TIMES = 2.0
"""Times the usual from which an hour is drawn strongly, as in `agent.deliver.sparkline`."""


@dataclass(frozen=True)
class Headline:
    """A story or a burst on the page."""

    title: str
    facts: tuple[str, ...]
    """What is known of it, each a few words."""
    bars: tuple[Bar, ...]
    """Its articles by the hour."""
    heard: str
    """The same picture in words."""
    since: str
    """Day from which a briefing on it reads, such as 2026-02-01."""
    story: str = ""
    """Id of the story; empty for what is watched."""
    bursts: bool = False
    """A story that has more coverage than usual."""


@dataclass(frozen=True)
class Today:
    """A day."""

    told: str
    """Which stretch of time it is."""
    stories: tuple[Headline, ...]
    more: int
    """Stories that are left out."""
    spikes: tuple[Headline, ...]
    silent: str
    """Why no burst is told, where none is."""
    before: str
    """The day before, such as 2026-02-01."""
    after: str
    """The day after; empty where that is still to come."""


class Newsstand:
    """Days that were looked at lately."""

    def __init__(self) -> None:
        """Have none."""
        self._days: OrderedDict[str, tuple[float, Today]] = OrderedDict()
        self._lock = Lock()
        self._wanted = True

    def renew(self, store: Store, settings: Settings) -> None:
        """Look at the present day where somebody asked for it since, so that the next one need not wait."""
        if self._wanted:
            self._wanted = False
            seen = looked_at("", store, settings)
            self._days[""] = (monotonic(), seen)

    def day(self, asked: str, store: Store, settings: Settings) -> Today:
        """Return a day such as 2026-02-01; without one the last 24 hours, or the last that have news.

        While somebody looks at it anew, everybody else gets what was seen before.

        Raises:
            UnusableRequest: it is no day.
        """
        self._wanted = self._wanted or not asked
        kept = self._days.get(asked)
        fresh = kept is not None and monotonic() - kept[0] < FRESH
        if kept is not None and (fresh or not self._lock.acquire(blocking=False)):
            return kept[1]
        if kept is None:
            self._lock.acquire()
        try:
            again = self._days.get(asked)
            if again is not None and again is not kept:  # somebody else looked while we waited
                return again[1]
            seen = looked_at(asked, store, settings)
            self._days[asked] = (monotonic(), seen)
            while len(self._days) > KEPT:
                self._days.popitem(last=False)
            return seen
        finally:
            self._lock.release()


def looked_at(asked: str, store: Store, settings: Settings) -> Today:
    """Look at a day.

    Raises:
        UnusableRequest: it is no day.
    """
    zone, moment = settings.zone, now()
    newest = Published(store).newest()
    if asked:
        span_of = window(asked, asked, zone)
        assert span_of.since is not None
        assert span_of.until is not None
        since, until = span_of.since, min(span_of.until, moment)
        told = in_words(since, zone)
    else:
        old = newest is not None and newest < moment - DAY
        until = newest + HOUR if old and newest is not None else moment
        since = until - DAY
        told = f"24 hours up to {instant(until, zone)}"
        told += ", the newest article" if old else ""
    asked_for = Window(since=since, until=until)
    kept = KeptStories(store)
    stories = weighed(view_all(loaded(store, asked_for, MOST), until), store)
    sight = look(store, zone, until, since)
    local = since.astimezone(zone).date() if asked else until.astimezone(zone).date()
    return Today(
        told=told,
        stories=_stories(stories, since, until, sight, store, settings),
        more=max(0, len(kept.within(since, until)) - len(stories)),
        spikes=_spikes(sight, until, store, settings),
        silent=sight.young,
        before=(local - DAY).isoformat(),
        after=(local + DAY).isoformat() if local < moment.astimezone(zone).date() else "",
    )


def _stories(
    stories: list[Story], since: datetime, until: datetime, sight: Sight, store: Store, settings: Settings
) -> tuple[Headline, ...]:
    rows = by_the_hour(stories, since, max(1, -(-(until - since) // HOUR)), store)
    high = {seen.noticed.about for seen in sight.spikes}
    return tuple(
        Headline(
            title=one_line(story.headline) or "(no headline)",
            facts=tuple(
                filter(
                    None,
                    (
                        story.phase,
                        weight(story),
                        span(story, settings.zone),
                        ", ".join(map(one_line, (*story.who[:3], *story.where[:2]))),
                    ),
                )
            ),
            bars=bars(rows[story.id]),
            heard=f"Articles by the hour: {sum(rows[story.id])} in all, at most {max(rows[story.id])}",
            since=_day(story.first_published, settings),
            story=story.id,
            bursts=story.id in high,
        )
        for story in stories
    )


def _spikes(sight: Sight, until: datetime, store: Store, settings: Settings) -> tuple[Headline, ...]:
    told = []
    for seen, pairs in list(zip(sight.spikes, drawn(sight, until), strict=True))[-MOST:][::-1]:
        spike, counts = seen.measure.spike, [round(count) for count, _ in pairs]
        strong = [
            count if count >= TIMES * usual else 0 for (_, usual), count in zip(pairs, counts, strict=True)
        ]
        alone = independent(origins_of(seen, store), len(spike.origins))
        told.append(
            Headline(
                title=one_line(spike.label) or "(no headline)",
                facts=tuple(
                    filter(
                        None,
                        (
                            f"noticed {instant(seen.noticed.end, settings.zone)}",
                            one_line(spike.explanation),
                            alone,
                        ),
                    )
                ),
                bars=bars(counts, strong),
                heard=f"Articles in each of {len(counts)} hours, at most {max([*counts, 0])}",
                since=_day(spike.start - DAY, settings),
                story="" if spike.about.startswith(WATCH) else spike.about,
                bursts=True,
            )
        )
    return tuple(told)


def _day(moment: datetime, settings: Settings) -> str:
    day: date = moment.astimezone(settings.zone).date()
    return day.isoformat()
