"""From the store to the bursts of coverage in it, at the present moment or at an earlier one.

seen = look(store, zone, now, since)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from agent.collect.identity import host_of
from agent.grouping import member
from agent.measured import LEAD, Noticed, answers_from
from agent.retrieve.bar import Rule
from agent.retrieve.coverage import Coverage, Watched
from agent.retrieve.measure import measured, named
from agent.retrieve.query import opening, read_query
from agent.retrieve.series import (
    HISTORY,
    HOUR,
    Count,
    by_outlet,
    first_hour,
    hour_of,
    series_of,
    too_little,
)
from agent.retrieve.spike_words import WATCH
from agent.retrieve.spikes import Burst, heights
from agent.retrieve.story_changes import placed_at
from agent.retrieve.story_state import Group
from agent.retrieve.story_view import headlines
from agent.store import Filed, Followed, KeptStories, Published, Store, Watches
from agent.types import Measure, Request, Source, Spike, Window


@dataclass(frozen=True)
class Seen:
    """A spike that was found."""

    noticed: Spike
    """As it stood when it was noticed."""
    measure: Measure
    """As it stood at its height, with the counts it follows from."""
    articles: tuple[str, ...]
    """Ids of the articles in its window."""
    series: Watched
    """All that was counted of it."""


@dataclass(frozen=True)
class Sight:
    """What can be seen from a moment."""

    spikes: tuple[Seen, ...]
    """Noticed since the moment that was asked for, oldest first."""
    coverage: Coverage
    """What the whole library took in."""
    series: int
    """Stories and queries that could be looked at in the last hour."""
    young: str
    """Why nothing can be expected yet; empty where it can."""
    newest: datetime | None
    """When the newest article was published."""


def look(store: Store, zone: tzinfo, now: datetime, since: datetime, as_of: datetime | None = None) -> Sight:
    """Return the spikes noticed since a moment, in the whole hours before now.

    Args:
        store: What is counted.
        zone: In which times are told.
        now: The moment to judge from.
        since: Spikes noticed at this moment or before are left out.
        as_of: Only what was published by then, in the version of then; None means now.
    """
    room = Newsroom(store, now, as_of)
    watched, coverage = room.series(since)
    found = () if room.young else heights(watched, coverage, now, since)
    by_key = {one.about: one for one in watched}
    return Sight(
        spikes=tuple(room.seen(by_key[one.about], coverage, one, height, zone) for one, height in found),
        coverage=coverage,
        series=coverage.looked_at[-1] if coverage.looked_at else 0,
        young=room.young,
        newest=room.newest,
    )


class Newsroom:
    """The last weeks of a library before a moment, as they are counted."""

    def __init__(self, store: Store, now: datetime, as_of: datetime | None = None) -> None:
        """Read who published when; texts are not read."""
        self._store, self._as_of = store, as_of
        published = Published(store)
        oldest, self.newest = published.oldest(), published.newest(as_of)
        self.start = first_hour(now)
        if oldest is not None:
            self.start = max(self.start, _whole_hour(oldest))
        end = _whole_hour(now)
        self.steps = max(0, hour_of(end, self.start))
        window = Window(since=self.start, until=end)
        told = published.told(window, as_of) if self.steps else []
        self.counts = {
            one.article_id: Count(hour_of(one.published, self.start), one.outlet, one.article_id)
            for one in told
        }
        self.young = too_little(now - oldest if oldest else None, len(told))
        self._now = {one.article_id: one.story for one in told if one.story is not None}
        later = KeptStories(store).changes(after=as_of) if as_of is not None else []
        self._place = placed_at(self._now, later, as_of or now)
        self.watches = {w.id: w for w in Watches(store).all() if not w.paused}
        versions = {(one.article_id, one.content_hash) for one in told}
        found = published.watched(window) if self.watches and self.steps else {}
        self._found = {name: {i for i, _ in keys & versions} for name, keys in found.items()}

    def series(self, since: datetime) -> tuple[list[Watched], Coverage]:
        """Return the series that can have burst since a moment, and the library's counts."""
        stories: dict[str, list[Count]] = {}
        for name, count in self.counts.items():
            if name in self._place:
                stories.setdefault(self._place[name], []).append(count)
        found, looked_at = series_of(stories, self.steps, hour_of(since, self.start), Rule())
        for watch in self.watches.values():
            mine = [self.counts[name] for name in self._found.get(watch.id, ()) if name in self.counts]
            found.append(Watched(WATCH + watch.id, watch.name, by_outlet(mine, self.steps)))
        totals = by_outlet(self.counts.values(), self.steps)
        outlets = unread(self._store, totals, self.start, self.steps)
        looked_at = [number + len(self.watches) for number in looked_at]
        return found, Coverage(self.start, HOUR, totals, outlets, looked_at)

    def may_burst(self, since: datetime, cited: Collection[str]) -> bool:
        """Tell whether anything that articles of a briefing are of has had enough of them since a moment."""
        first = hour_of(since, self.start) - max(Rule().windows)
        groups: dict[str, set[str]] = dict(self._found)
        ours = {self._place[name] for name in cited if name in self._place}
        for name, story in self._place.items():
            if story in ours:
                groups.setdefault(story, set()).add(name)
        return any(
            answers_from(mine, cited)
            and sum(one in self.counts and self.counts[one].at >= first for one in mine) >= Rule().least
            for mine in groups.values()
        )

    def articles(self, about: str, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return the articles of a series in a window, oldest first."""
        first, last = hour_of(start, self.start), hour_of(end, self.start)
        if about.startswith(WATCH):
            mine: Iterable[str] = self._found.get(about.removeprefix(WATCH), ())
        else:
            mine = (name for name, story in self._place.items() if story == about)
        inside = [c for n in mine if (c := self.counts.get(n)) and first <= c.at < last]
        return tuple(count.article for count in sorted(inside))

    def label(self, about: str) -> str:
        """Return what a series is called: a watch by its name, a story by its most central headline."""
        if about.startswith(WATCH):
            return self.watches[about.removeprefix(WATCH)].name.replace('"', "")
        names = {name for name, story in self._place.items() if story == about}
        stories = {self._now[name] for name in names}
        members = [
            member(f._replace(headline=self._headline(f)))
            for f in KeptStories(self._store).filed(stories)
            if f.article_id in names
        ]
        return (headlines(Group(members)) or (about,))[0]

    def asks(self, about: str, question: str) -> bool:
        """Tell whether a series is a watched query that a question itself would be found by."""
        watch = self.watches.get(about.removeprefix(WATCH))
        return watch is not None and read_query(watch.query).finds(opening(question, ""))

    def _headline(self, filed: Filed) -> str:
        """Return the headline of an article as it stood at the moment."""
        if self._as_of is None:
            return filed.headline
        then = self._store.article_at(filed.article_id, self._as_of)
        return then.headline if then is not None else ""

    def seen(self, one: Watched, coverage: Coverage, spike: Spike, height: Burst, zone: tzinfo) -> Seen:
        """Return a spike with its name, its articles and what it was worked out from."""
        label, outlets = self.label(one.about), len(coverage.outlets)
        top = named(local(height.spike, zone), label, outlets)
        return Seen(
            noticed=named(local(spike, zone), label, outlets),
            measure=measured(height, top, one, coverage),
            articles=self.articles(one.about, top.start, top.end),
            series=one,
        )


RECENT = timedelta(days=7)
"""Time before a moment in which a spike must have been noticed for a briefing to open with it."""


def noticed(
    store: Store, zone: tzinfo, request: Request, moment: datetime, cited: Collection[str]
) -> list[Noticed]:
    """Return the spikes that a briefing as of a moment could open with, in the request's window.

    A briefing from some outlets or in one language opens with none: what is counted is the whole library.

    Args:
        store: What is counted.
        zone: In which times are told.
        request: What was asked for.
        moment: The moment that the briefing describes.
        cited: Ids of the articles that it cites; where none of them is of something that could have spiked,
            nothing is worked out.
    """
    if request.outlets or request.language:
        return []
    since = max(filter(None, (moment - RECENT, request.window.since)))
    until = min(filter(None, (moment, request.window.until)))
    if since >= until:
        return []
    room = Newsroom(store, until, request.as_of)
    if not room.may_burst(since, cited):
        return []
    watched, coverage = room.series(since)
    by_key = {one.about: one for one in watched}
    found = () if room.young else heights(watched, coverage, until, since)
    made = []
    for spike, height in found:
        seen = room.seen(by_key[spike.about], coverage, spike, height, zone)
        versions = (
            store.article_at(name, request.as_of) if request.as_of else store.article(name)
            for name in seen.articles
        )
        texts = tuple(f"{one.headline}\n{one.text[:LEAD]}" for one in versions if one is not None)
        whole = room.articles(spike.about, room.start, until)
        asked = room.asks(spike.about, request.whole)
        made.append(Noticed(seen.measure, texts, whole, asked))
    return made


def unread(
    store: Store, outlets: Iterable[str], start: datetime, steps: int
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the hours in which outlets could not be read, by what is known of the followed sources.

    An outlet with several sources could not be read while none of them could.
    """
    followed = Followed(store)
    outages = followed.outages()
    hours: dict[str, set[int]] = {}
    outlets = list(outlets)
    for source in followed.all():
        mine: set[int] = set()
        for outage in outages.get(source.id, ()):
            last = hour_of(outage.ended, start) if outage.ended else steps
            mine |= set(range(max(0, hour_of(outage.began, start) + 1), min(last, steps)))
        if source.state.succeeded is not None:
            mine |= set(range(max(0, hour_of(source.state.succeeded, start) + 1), steps))
        for name in _outlets(source, outlets):
            hours[name] = hours[name] & mine if name in hours else mine
    return {name: _stretches(hours[name]) for name in outlets if hours.get(name)}


def _outlets(source: Source, outlets: Iterable[str]) -> list[str]:
    """Return the outlets of a source: the one it is named after, else those its host belongs to.

    Articles of a source without a name go under their own host, and a feed often lies below that.
    """
    if source.publisher:
        return [source.publisher]
    host = host_of(source.address)
    return [outlet for outlet in outlets if outlet and f".{host}".endswith(f".{outlet}")]


def _stretches(hours: Iterable[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for at in sorted(hours):
        if found and at == found[-1][1] + 1:
            found[-1] = found[-1][0], at
        else:
            found.append((at, at))
    return tuple(found)


def _whole_hour(moment: datetime) -> datetime:
    return first_hour(moment) + HISTORY


def local(spike: Spike, zone: tzinfo) -> Spike:
    """Return a spike with its times in a zone."""
    moved = {"start": spike.start.astimezone(zone), "end": spike.end.astimezone(zone)}
    return spike.model_copy(update=moved)
