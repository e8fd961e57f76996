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

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from agent.retrieve.story_changes import merge, split
from agent.retrieve.story_dump import dump, load
from agent.retrieve.story_features import StoryItem, Vector, likeness, read
from agent.retrieve.story_state import Group, Member, Stories, found_by
from agent.retrieve.story_view import headline_of, view, view_all, with_origins

__all__ = [
    "Placement",
    "Stories",
    "StoryItem",
    "across",
    "dump",
    "feed",
    "feed_all",
    "load",
    "merge",
    "split",
    "view",
    "view_all",
    "with_origins",
]

JOIN = 0.18
"""Likeness, after decay, from which an article belongs to a story whatever it names."""
JOIN_NAMED = 0.15
"""The same where it names what the story names."""
NAMED = 0.03
"""Likeness of the names alone that says so."""
JOIN_ALONE, ALONE = 0.12, 3.0
"""The same where the story stands alone: no other is a third as like. Where a subject has many stories at a
time, an article is a little like all of them, and the best is no proof."""
HALF_LIFE = timedelta(days=1.5)
"""Time without news after which likeness counts half."""
MERGE = 0.25
"""Average likeness across two stories from which they are one."""
MERGE_TRIES = 3
"""Stories nearest to an article that are compared with the one it joined."""
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


class _Near(NamedTuple):
    """An open story an article is like."""

    score: float
    story: str
    fits: bool


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
    _move_on(stories, item.published)
    vector, named = read(item, stories.seen)
    stories.arrived += 1
    member = Member(item.id, stories.arrived, item.published, item.headline, item.outlet, vector, named)
    found = _ranked(stories, member)
    score = found[0].score if found else 0.0
    best = next((one for one in found if one.fits), None) or _alone(found)
    if best is None:
        return Placement(stories.begin(member), True, score)
    stories.join(best.story, member)
    near = [one.story for one in found if one is not best][:MERGE_TRIES]
    _part(stories, _merged(stories, best.story, near))
    return Placement(stories.place[item.id], False, best.score)


def feed_all(stories: Stories, items: Iterable[StoryItem]) -> list[Placement]:
    """Feed articles in the order of publication, those of one minute in the order of their ids.

    So the outcome does not depend on the order in which a batch was collected, seconds of publication being
    no order to rely on. It does depend on where a minute is cut: articles of one minute belong in one batch.
    """

    def order(item: StoryItem) -> tuple[datetime, str]:
        return item.published.replace(second=0, microsecond=0), item.id

    return [feed(stories, item) for item in sorted(items, key=order)]


def _move_on(stories: Stories, published: datetime) -> None:
    """Let time pass until an article's publication; once a day stories that are over are put away."""
    before, stories.newest = stories.newest, max(stories.newest or published, published)
    if before is None or before.date() == stories.newest.date():
        return
    for story, group in list(stories.groups.items()):
        if group.weighing and group.over(stories.newest):
            stories.close(story, headline_of(group))


def _ranked(stories: Stories, member: Member) -> list[_Near]:
    """Return the open stories an article is like, and whether it may join them, best first."""
    found = []
    for story in stories.filed(found_by(member.vector)):
        group = stories.groups[story]
        if stories.newest is not None and group.over(stories.newest):
            continue
        score = likeness(member.vector, group.total) / group.weighing * _left(_gap(group, member))
        fits = score >= JOIN or (score >= JOIN_NAMED and _share_names(member.vector, group))
        found.append(_Near(score, story, fits))
    return sorted(found, key=lambda one: (-one.score, stories.groups[one.story].members[0].serial))


def _alone(found: Sequence[_Near]) -> _Near | None:
    """Return the best story where no other one comes near; None where it is not like enough, or one does."""
    if not found or found[0].score < JOIN_ALONE:
        return None
    return found[0] if len(found) == 1 or found[0].score >= ALONE * found[1].score else None


def _gap(group: Group, member: Member) -> timedelta:
    """Return the time between a story and an article; none where the article falls within the story."""
    return max(member.published - group.last, group.first - member.published, timedelta())


def _left(gap: timedelta) -> float:
    """Return the share of likeness that is left after some time, 0 to 1."""
    return float(0.5 ** (gap / HALF_LIFE))


def across(one: Group, other: Group) -> float:
    """Return the average likeness between the articles of two stories, 0 to 1."""
    return likeness(one.total, other.total) / max(1, one.weighing * other.weighing)


def _share_names(vector: Vector, group: Group) -> bool:
    mine = {term: weight for term, weight in vector.items() if term[0] == "@"}
    return likeness(mine, group.total) / group.weighing >= NAMED


def _merged(stories: Stories, story: str, others: Iterable[str]) -> str:
    """Merge a story that has just grown with those that turn out to be the same, and return its id."""
    for other in others:
        mine, theirs = stories.groups[story], stories.groups[other]
        if frozenset((story, other)) in stories.apart:
            continue
        gap = max(mine.first - theirs.last, theirs.first - mine.last, timedelta())
        if across(mine, theirs) * _left(gap) >= MERGE:
            story = stories.merge(story, other, "rule")
    return story


def _part(stories: Stories, story: str) -> None:
    """Split a story that has doubled and turns out to be two."""
    group = stories.groups[story]
    size = len(group.members)
    if group.held or not SPLIT_FROM <= size <= SPLIT_TO or size & (size - 1):
        return
    one, other = min(
        combinations(group.members, 2), key=lambda pair: likeness(pair[0].vector, pair[1].vector)
    )
    far = [m for m in group.members if likeness(m.vector, one.vector) < likeness(m.vector, other.vector)]
    near = [m for m in group.members if m not in far]
    if min(len(far), len(near)) > 1 and across(Group(near), Group(far)) < SPLIT:
        stories.split(story, [member.id for member in far], "rule")
