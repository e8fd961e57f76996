"""Stories as lines of a terminal: what a newsroom sees at a glance, and one story whole.

Pure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from agent.deliver.sparkline import blocks
from agent.deliver.words import MONTHS, count
from agent.text.safe import one_line
from agent.types import Story, StoryArticle, StoryChange, StoryReport

LEFT = 12
"""Columns of the phase and of the id."""
KEY = 8
"""Characters of an id that are shown; they mean the story as well as all of it."""
CHART, NARROW = 24, 16
"""Columns of a story's chart: an hour each in the chart of a day where there is room for that."""
RISING = "▲"
"""Stands before a story that bursts."""
WIDE = 100
"""Columns from which persons and places stand beside a story."""


@dataclass(frozen=True)
class Shown:
    """A story with its counts over the stretch of time that is shown."""

    story: Story
    counts: tuple[int, ...]
    """Articles in each hour of it."""
    spikes: bool = False
    """Its coverage bursts."""


def board(shown: Sequence[Shown], more: str, heading: str, zone: tzinfo, width: int) -> list[str]:
    """Return the stories of some time, two lines each.

    Args:
        shown: The stories, in their order.
        more: What is said of those that are left out; empty where none are.
        heading: What is shown.
        zone: In which times are told.
        width: Columns of the terminal.
    """
    lines = [_cut(heading, width)]
    for one in shown:
        lines += ["", *_two_lines(one, zone, width)] if width >= WIDE else _two_lines(one, zone, width)
    if any(one.spikes for one in shown):
        lines.append(_cut(f"{RISING} more coverage than usual: `aletheia spikes` says why.", width))
    return [*lines, *([_cut(more, width)] if more else [])]


def _two_lines(one: Shown, zone: tzinfo, width: int) -> list[str]:
    story = one.story
    title = one_line(story.headline) or "(no headline)"
    title = f"{RISING} {title}" if one.spikes else title
    drawn = blocks(one.counts, CHART if width >= WIDE else NARROW)
    facts = [*_told_by(story)[:2], span(story, zone)]
    if width >= WIDE and (story.who or story.where):
        facts.append(", ".join(map(one_line, (*story.who[:3], *story.where[:2]))))
    room = width - LEFT - len(drawn) - 2
    told = _cut(" · ".join(facts), room)
    return [
        f"{story.phase:<{LEFT}}{_cut(title, width - LEFT)}",
        f"{story.id.removeprefix('story-')[:KEY]:<{LEFT}}{told:<{room}}  {drawn}".rstrip(),
    ]


def weight(story: Story) -> str:
    """Return how many tell a story, such as `9 outlets, 5 origins, 14 articles`."""
    return ", ".join(_told_by(story))


def _told_by(story: Story) -> list[str]:
    outlets = len(story.outlets)
    return [
        count(outlets, "outlet"),
        count(story.origins, "origin"),
        count(len(story.article_ids), "article"),
    ]


def story_lines(report: StoryReport, zone: tzinfo, width: int) -> list[str]:
    """Return one story whole: what it is, its articles, its bursts, and how it was joined and parted."""
    story = report.story
    lines = textwrap.wrap(one_line(story.headline) or "(no headline)", width)
    lines += textwrap.wrap(f"{story.id} · {story.phase} · {weight(story)}", width)
    lines.append(span(story, zone))
    lines += _set_in("who", ", ".join(map(one_line, story.who)), width)
    lines += _set_in("where", ", ".join(map(one_line, story.where)), width)
    lines += _set_in("found by", ", ".join(map(one_line, report.watched_by)), width)
    for told in report.spikes:
        said = f"{RISING} {one_line(told.height.explanation)}"
        lines += ["", *textwrap.wrap(said, width, subsequent_indent="  ")]
    lines += ["", "Articles"]
    for article in report.articles:
        lines += _article(article, zone, width)
    told_of = [line for change in report.changes for line in _hung(change_line(change, zone), width, 4)]
    return [*lines, *(["", "Joined and parted", *told_of] if told_of else [])]


def _article(article: StoryArticle, zone: tzinfo, width: int) -> Iterator[str]:
    when = moment(article.published or article.retrieved, zone)
    said = f"{article.publisher}: {article.headline}" if article.headline else article.publisher
    said = f"{said} ({article.after})" if article.after else said
    room = len(when) + 4
    yield from _hung(f"{when}  {one_line(said)}", width, room)
    for version in article.earlier:
        before = one_line(version.headline) or "(no headline)"
        yield from _hung(f"{'':{room - 2}}from {moment(version.since, zone)}: {before}", width, room)
    yield f"{'':{room}}{article.article_id}"


def _hung(text: str, width: int, indent: int) -> list[str]:
    """Return lines of which the first stands two columns in, and the others as far as they are told to."""
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent=" " * indent)


def change_line(change: StoryChange, zone: tzinfo) -> str:
    """Return one joining or parting as a line."""
    by = "by hand" if change.by == "hand" else "by rule"
    moved = count(len(change.article_ids), "article")
    what = "was joined to" if change.kind == "merged" else "was parted from"
    return f"{moment(change.at, zone)}  {change.other} ({moved}) {what} {change.story} {by}"


def _set_in(name: str, text: str, width: int) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(text, width, initial_indent=f"{name + ':':<10}", subsequent_indent=" " * 10)


def span(story: Story, zone: tzinfo) -> str:
    """Return when a story was told, such as `2 Feb 14:20 – 3 Feb 13:00`."""
    first, last = story.first_published.astimezone(zone), story.last_published.astimezone(zone)
    if first == last:
        return moment(first, zone)
    end = f"{last:%H:%M}" if first.date() == last.date() else moment(last, zone)
    return f"{moment(first, zone)} – {end}"


def moment(at: datetime, zone: tzinfo) -> str:
    """Return a moment without its year, such as `2 Feb 14:20`."""
    local = at.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local:%H:%M}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(0, width - 1)].rstrip()}…"
