"""Showing stories, and joining and parting them by hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import now, opened_store
from agent.commands.output import write_out
from agent.errors import StoreBusy, UnusableRequest
from agent.guard import say
from agent.text.safe import json_safe, printable

if TYPE_CHECKING:
    from agent.deliver.board import Shown
    from agent.retrieve.stories import Stories
    from agent.settings import Settings
    from agent.store import Store
    from agent.types import Story, StoryChange, Window

SHOWN = 10
"""Stories on a screen; the rest is counted."""
DAY = timedelta(days=1)


def run_stories(
    since: str | None, until: str | None, phase: str | None, whole: bool, as_json: bool, home: Path | None
) -> int:
    """Show the stories of the last day, or of the days that were asked for."""
    from agent.windows import window

    moment = now()
    with opened_store(home) as (settings, store):
        group_waiting(store)
        asked = window(since, until, settings.zone)
        if asked.since is None and asked.until is None:
            asked = asked.model_copy(update={"since": moment - DAY})
        found = stories_in(store, asked, moment, phase)
        if as_json:
            told = [story.model_dump(mode="json") for story in weighed(found, store)]
            write_out(json_safe(json.dumps(told, ensure_ascii=False, indent=2)), None)
            return 0
        write_out("\n".join(_screen(found, asked, moment, store, settings, whole)), None)
    return 0


def group_waiting(store: Store) -> None:
    """Put what waits into stories, such as what an interrupted run left.

    While another process is at it, that is left to it.
    """
    from agent.grouping import group
    from agent.progress import bar

    try:
        with bar("Grouping") as step:
            group(store, step)
    except StoreBusy:
        say("Another process is putting articles into stories; those it has not reached yet are missing.")


def stories_in(store: Store, asked: Window, moment: datetime, phase: str | None) -> list[Story]:
    """Return the stories with an article in a window as they stand at its end, most outlets first."""
    from agent.retrieve.stories import view_all

    stories = loaded(store, asked)
    end = min(moment, asked.until) if asked.until else moment
    return [story for story in view_all(stories, end) if phase in (None, story.phase)]


def loaded(store: Store, asked: Window, most: int | None = None) -> Stories:
    """Return the stories with an article in a window, whole but for what came after it.

    Args:
        store: What is read.
        asked: The window.
        most: Only so many of them, those that most outlets tell; None for all.
    """
    from agent.grouping import member
    from agent.retrieve.stories import Stories
    from agent.retrieve.story_state import Group, Member
    from agent.store import KeptStories, Published

    kept = KeptStories(store)
    members: dict[str, list[Member]] = {}
    names = (
        Published(store).leading(asked.since, asked.until, most)
        if most is not None
        else kept.within(asked.since, asked.until)
    )
    for f in kept.filed(names):
        if asked.until is None or f.moment < asked.until:
            members.setdefault(f.story, []).append(member(f))
    since = asked.since
    groups = {
        name: Group(some)
        for name, some in members.items()
        if since is None or any(member.published >= since for member in some)
    }
    return Stories(groups=groups)


def weighed(stories: Iterable[Story], store: Store) -> list[Story]:
    """Return stories with their independent origins; a story of one outlet has one."""
    from agent.retrieve.stories import with_origins
    from agent.store import KeptStories

    kept = KeptStories(store)
    return [
        with_origins(story, kept.articles(story.article_ids)) if len(story.outlets) > 1 else story
        for story in stories
    ]


def _screen(
    found: Sequence[Story], asked: Window, moment: datetime, store: Store, settings: Settings, whole: bool
) -> list[str]:
    from agent.deliver.board import board
    from agent.deliver.words import count, instant
    from agent.deliver.words import window as told

    zone = settings.zone
    days = asked.until is not None or asked.since is None or asked.since != moment - DAY
    when = told(asked, zone) if days or asked.since is None else f"since {instant(asked.since, zone)}"
    if not found:
        return [f"No story has news {when}.{_newest(store, settings)}"]
    top = found if whole else found[:SHOWN]
    articles = sum(len(story.article_ids) for story in found)
    outlets = len({outlet for story in found for outlet in story.outlets})
    heading = f"{count(len(found), 'story', 'stories')} {when}"
    wide = f"{heading}: {count(articles, 'article')} of {count(outlets, 'outlet')}"
    heading = wide if len(wide) <= columns() else heading
    left = len(found) - len(top)
    more = f"{count(left, 'more story', 'more stories')}, told by fewer: --all shows them." if left else ""
    shown = _counted(weighed(top, store), asked, moment, store, settings)
    return board(shown, more, heading, zone, columns())


def _counted(
    stories: Sequence[Story], asked: Window, moment: datetime, store: Store, settings: Settings
) -> list[Shown]:
    """Return stories with their articles by the hour, and whether they burst."""
    from agent.deliver.board import Shown
    from agent.retrieve.series import HOUR
    from agent.spiking import look

    newest = max(story.last_published for story in stories)
    end = min(asked.until, moment) if asked.until else moment
    if asked.since is None or moment - asked.since > DAY:
        end = min(end, newest + HOUR)  # no empty weeks at the right of a chart
    first = asked.since or min(story.first_published for story in stories)
    hours = max(1, -(-(end - first) // HOUR))
    rows = by_the_hour(stories, first, hours, store)
    sight = look(store, settings.zone, end, first)
    high = {seen.noticed.about for seen in sight.spikes}
    return [Shown(story, rows[story.id], story.id in high) for story in stories]


def by_the_hour(
    stories: Sequence[Story], first: datetime, hours: int, store: Store
) -> dict[str, tuple[int, ...]]:
    """Return the articles of stories in each of some hours from a moment on, by the story's id."""
    from agent.retrieve.series import HOUR
    from agent.store import KeptStories

    rows = {story.id: [0] * hours for story in stories}
    place = {name: story.id for story in stories for name in story.article_ids}
    for one in KeptStories(store).filed(rows):
        at = (one.moment - first) // HOUR
        if one.article_id in place and 0 <= at < hours:
            rows[place[one.article_id]][at] += 1
    return {name: tuple(row) for name, row in rows.items()}


def _newest(store: Store, settings: Settings) -> str:
    """Say when the newest article was published, for whoever looks at days without any."""
    from agent.deliver.words import day
    from agent.store import Published

    newest = Published(store).newest()
    if newest is None:
        return " The library is empty: `aletheia ingest PATH` or `aletheia collect` fills it."
    local = newest.astimezone(settings.zone)
    return f" The newest article is of {day(newest, settings.zone)}: try --since {local:%Y-%m-%d}."


def columns() -> int:
    """Return the width of the terminal; 80 where there is none."""
    return max(60, min(160, shutil.get_terminal_size((80, 24)).columns))


def run_story(reference: str, as_json: bool, home: Path | None) -> int:
    """Show one story with its articles."""
    from agent.deliver.board import story_lines
    from agent.story_told import whole_story

    with opened_store(home) as (settings, store):
        group_waiting(store)
        report = whole_story(store, settings.zone, reference, now()).report(store)
    if as_json:
        write_out(json_safe(report.model_dump_json(indent=2)), None)
        return 0
    write_out("\n".join(story_lines(report, settings.zone, columns())), None)
    return 0


def run_merge(one: str, other: str, home: Path | None) -> int:
    """Make two stories one."""
    from agent.grouping import merge_by_hand

    return _changed(home, lambda store: merge_by_hand(store, one, other))


def run_split(story: str, articles: Sequence[str], home: Path | None) -> int:
    """Make some articles of a story one of their own."""
    from agent.grouping import split_by_hand

    if not articles:
        raise UnusableRequest("split", "no article is named", "Name some of the story's articles.")
    return _changed(home, lambda store: split_by_hand(store, story, articles))


def _changed(home: Path | None, change: Callable[[Store], StoryChange]) -> int:
    with opened_store(home) as (_, store):
        group_waiting(store)
        made = change(store)
    if made.kind == "merged":
        print(printable(f"{made.other} is now part of {made.story}; no rule takes them apart."))
    else:
        print(printable(f"{made.other} is now a story of its own, parted from {made.story} for good."))
    return 0
