"""Articles become stories, one after the other as they are published.

Pure. An article joins the open story whose articles it is most like on average, less the longer nothing was
added to it; likeness is the cosine of rare words, headline words and names (`agent.retrieve.story_features`).
The average over all articles, not the cosine to their sum, keeps a story from drawing in whatever is near one
of its edges. Only stories that share a heavy term with the article are compared, by an inverted index.

    stories = Stories()
    for item in items:                      # in the order of publication
        place = feed(stories, item)
    view(stories, place.story, now)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from agent.retrieve.story_features import StoryItem, Vector, heaviest, likeness, read
from agent.retrieve.story_state import INDEXED, Group, Member, Stories

__all__ = ["Placement", "Stories", "StoryItem", "central", "feed", "feed_all"]

JOIN = 0.20
"""Likeness, after decay, from which an article belongs to a story whatever it names."""
JOIN_NAMED = 0.17
"""The same where it names what the story names."""
NAMED = 0.03
"""Likeness of the names alone that says so."""
HALF_LIFE = timedelta(days=2)
"""Time without news after which likeness counts half."""
MERGE = 0.30
"""Average likeness across two stories from which they are one."""
SPLIT = 0.08
"""Average likeness across two halves of a story below which they are two."""
SPLIT_FROM, SPLIT_TO = 4, 64
"""Articles of a story at which it is looked at, each time it has doubled."""


class Placement(NamedTuple):
    """Where an article went."""

    story: str
    """Id of its story."""
    begins: bool
    """It opened it."""
    score: float
    """How well it fitted the best story there was, 0 to 1."""


def feed(stories: Stories, item: StoryItem) -> Placement:
    """Put an article into the story it belongs to, or open one with it; `stories` grows.

    Rules may merge or split stories at this occasion and write so into `stories.changes`. An article that is
    known already stays where it is. Articles are expected in the order of publication; one that comes late is
    judged by its own date.

    Raises:
        ValueError: its date has no timezone.
    """
    if item.published.tzinfo is None:
        raise ValueError(f"article {item.id}: its date has no timezone")
    if item.id in stories.place:
        return Placement(stories.place[item.id], False, 1.0)
    stories.newest = max(stories.newest or item.published, item.published)
    vector, named = read(item, stories.seen)
    stories.arrived += 1
    member = Member(item.id, stories.arrived, item.published, item.headline, item.outlet, vector, named)
    found = _ranked(stories, member)
    score, best, fits = found[0] if found else (0.0, "", False)
    if not fits:
        return Placement(stories.begin(member), True, score)
    stories.join(best, member)
    story = _merged(stories, best, [story for _, story, _ in found[1:4]])
    _part(stories, story)
    return Placement(stories.place[item.id], False, score)


def feed_all(stories: Stories, items: Iterable[StoryItem]) -> list[Placement]:
    """Feed articles in the order of publication, those of one minute in the order of their ids.

    So the outcome does not depend on the order in which a batch was collected, seconds of publication being
    no order to rely on. It does depend on where a minute is cut: articles of one minute belong in one batch.
    """

    def order(item: StoryItem) -> tuple[datetime, str]:
        return item.published.replace(second=0, microsecond=0), item.id

    return [feed(stories, item) for item in sorted(items, key=order)]


def central(group: Group) -> Member:
    """Return the article of a story that is most like all of it; the first of equals."""
    return max(group.members, key=lambda member: likeness(member.vector, group.total))


def _ranked(stories: Stories, member: Member) -> list[tuple[float, str, bool]]:
    """Return the open stories an article is like: score, id, and whether it may join, best first."""
    found = []
    for story in stories.filed(heaviest(member.vector, INDEXED)):
        group = stories.groups[story]
        if stories.newest is not None and group.over(stories.newest):
            stories.close(story, central(group).headline)
            continue
        score = likeness(member.vector, group.total) / group.weighing * _decay(group, member.published)
        fits = score >= JOIN or (score >= JOIN_NAMED and _share_names(member.vector, group))
        found.append((score, story, fits))
    return sorted(found, key=lambda one: (-one[0], stories.groups[one[1]].members[0].serial))


def _decay(group: Group, published: datetime) -> float:
    """Return what is left of likeness after the time that lies between a story and an article, 0 to 1."""
    apart = max(published - group.last, group.first - published, timedelta())
    return float(0.5 ** (apart / HALF_LIFE))


def _share_names(vector: Vector, group: Group) -> bool:
    mine = {term: weight for term, weight in vector.items() if term[0] == "@"}
    return likeness(mine, group.total) / group.weighing >= NAMED


def _merged(stories: Stories, story: str, others: Iterable[str]) -> str:
    """Merge a story that has just grown with those that turn out to be the same, and return its id."""
    for other in others:
        mine, theirs = stories.groups[story], stories.groups[other]
        if frozenset((story, other)) in stories.apart:
            continue
        across = likeness(mine.total, theirs.total) / (mine.weighing * theirs.weighing)
        gap = max(mine.first - theirs.last, theirs.first - mine.last, timedelta())
        if across * 0.5 ** (gap / HALF_LIFE) >= MERGE:
            story = stories.merge(story, other, "rule")
    return story


def _part(stories: Stories, story: str) -> None:
    """Split a story that has doubled and turns out to be two."""
    group = stories.groups[story]
    size = len(group.members)
    if group.held or not SPLIT_FROM <= size <= SPLIT_TO or size & (size - 1):
        return
    seeds = min(combinations(group.members, 2), key=lambda pair: likeness(pair[0].vector, pair[1].vector))
    far = [m for m in group.members if likeness(m.vector, seeds[0].vector) < likeness(m.vector, seeds[1].vector)]
    near = [m for m in group.members if m not in far]
    if min(len(far), len(near)) < 2:
        return
    one, other = Group(near), Group(far)
    if likeness(one.total, other.total) / (one.weighing * other.weighing) < SPLIT:
        stories.split(story, [member.id for member in far], "rule")
