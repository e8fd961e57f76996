"""The stories so far, and the steps by which they change.

Pure. A story's id is made of whichever of its articles arrived first, and every step keeps that so: it is
what makes ids stable, and what makes them unique without a counter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from agent.retrieve.story_features import Frequencies, Vector
from agent.types import StoryChange, story_id

By = Literal["rule", "hand"]

WINDOW = timedelta(days=6)
"""A story to which nothing was added for so long is over: nothing joins it any more."""
INDEXED = 25
"""Terms of an article under which its story can be found, the heaviest."""


@dataclass(frozen=True)
class Member:
    """An article in a story."""

    id: str
    """Its id."""
    serial: int
    """Its place in the order of arrival."""
    published: datetime
    """When it was published."""
    headline: str
    """Its headline."""
    outlet: str
    """Who published it."""
    vector: Vector
    """What it is compared by; empty where it has no words, and once its story is over."""
    named: tuple[tuple[str, str], ...]
    """Names and their kinds."""


@dataclass
class Group:
    """A story as it grows."""

    members: list[Member]
    """In the order of arrival; never empty."""
    held: bool = False
    """A person joined or parted it: no rule takes it apart."""
    headline: str = ""
    """Headline from when it was over, as its vectors are dropped then."""
    total: dict[str, float] = field(init=False)
    """Sum of its vectors."""
    first: datetime = field(init=False)
    """Publication of its earliest article."""
    last: datetime = field(init=False)
    """Publication of its latest article."""
    weighing: int = field(init=False)
    """How many of its articles have a vector."""

    def __post_init__(self) -> None:
        """Build what follows from the members."""
        members, self.members = self.members, []
        self.total, self.weighing = {}, 0
        self.first = self.last = members[0].published
        for member in sorted(members, key=lambda m: m.serial):
            self.take(member)

    @property
    def id(self) -> str:
        """The story's id."""
        return story_id(self.members[0].id)

    def take(self, member: Member) -> None:
        """Add the article that arrived last."""
        self.first, self.last = min(self.first, member.published), max(self.last, member.published)
        self.members.append(member)
        self.weighing += bool(member.vector)
        for term, weight in member.vector.items():
            self.total[term] = self.total.get(term, 0.0) + weight

    def over(self, now: datetime) -> bool:
        """Tell whether nothing can join it any more."""
        return now - self.last > WINDOW


def found_by(vector: Vector) -> list[str]:
    """Return the terms under which an article's story is found: vectors have their heaviest first."""
    return list(islice(vector, INDEXED))


@dataclass
class Stories:
    """All stories so far, and what is needed to go on."""

    groups: dict[str, Group] = field(default_factory=dict)
    """Stories by id, those that are over included."""
    place: dict[str, str] = field(default_factory=dict)
    """The story of each article."""
    gone: dict[str, str] = field(default_factory=dict)
    """Ids of stories that were merged, and the story they went into."""
    apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs of stories that a person parted: no rule merges them."""
    changes: list[StoryChange] = field(default_factory=list)
    """Merges and splits in the order in which they happened."""
    seen: Frequencies = field(default_factory=Frequencies)
    """Document frequencies."""
    newest: datetime | None = None
    """Publication of the newest article, which is the moment at which rules look."""
    arrived: int = 0
    """Articles that have arrived."""
    index: dict[str, dict[str, None]] = field(default_factory=dict)
    """Stories that are not over, by the terms that weigh most in their articles."""

    def copy(self) -> Stories:
        """Return the same state, to be changed without changing this one."""
        return Stories(
            groups={key: Group(list(g.members), g.held, g.headline) for key, g in self.groups.items()},
            place=dict(self.place),
            gone=dict(self.gone),
            apart=set(self.apart),
            changes=list(self.changes),
            seen=Frequencies(self.seen.articles, Counter(self.seen.of)),
            newest=self.newest,
            arrived=self.arrived,
            index={term: dict(ids) for term, ids in self.index.items()},
        )

    def current(self, story: str) -> str:
        """Return the id under which a story goes on; the same one where it was never merged."""
        while story not in self.groups and story in self.gone:
            story = self.gone[story]
        return story

    def enter(self, group: Group) -> Group:
        """Take in a story as it is, with all its articles."""
        self.groups[group.id] = group
        self.gone.pop(group.id, None)
        self.place |= {member.id: group.id for member in group.members}
        self._file(group.id, group.members)
        return group

    def begin(self, member: Member) -> str:
        """Open a story with an article and return its id."""
        return self.enter(Group([member])).id

    def join(self, story: str, member: Member) -> None:
        """Add an article that has just arrived to a story."""
        self.groups[story].take(member)
        self.place[member.id] = story
        self._file(story, [member])

    def merge(self, one: str, other: str, by: By) -> str:
        """Make two stories one and return its id, that of the one that began first."""
        kept, gone = sorted((one, other), key=lambda story: self.groups[story].members[0].serial)
        mine, theirs = self._leave(kept), self._leave(gone)
        joined = Group([*mine.members, *theirs.members], by == "hand" or mine.held or theirs.held)
        self.enter(joined)
        self.gone[gone] = kept
        pairs = (frozenset(kept if story == gone else story for story in pair) for pair in self.apart)
        self.apart = {pair for pair in pairs if len(pair) > 1}
        self._note("merged", by, kept, gone, theirs.members)
        return kept

    def split(self, story: str, article_ids: Iterable[str], by: By) -> str:
        """Make two stories of one and return the id of the new one; the one with the first article goes on.

        The articles are some of the story's, not all.
        """
        named = set(article_ids)
        group = self._leave(story)
        sides = [m for m in group.members if m.id in named], [m for m in group.members if m.id not in named]
        kept, new = sorted(sides, key=lambda side: side[0].serial)
        self.enter(Group(kept, by == "hand" or group.held))
        other = self.enter(Group(new, by == "hand" or group.held)).id
        if by == "hand":
            self.apart.add(frozenset((story, other)))
        self._note("split", by, story, other, new)
        return other

    def close(self, story: str, headline: str) -> None:
        """Drop what a story that is over is no longer needed for."""
        group = self._leave(story)
        bare = [replace(member, vector={}) for member in group.members]
        self.enter(Group(bare, group.held, headline))

    def drop(self, story: str) -> None:
        """Put a story out of sight, together with its articles, for whoever keeps it elsewhere."""
        for member in self._leave(story).members:
            del self.place[member.id]

    def filed(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the stories found under some terms, and under how many of them."""
        found: dict[str, int] = {}
        for term in terms:
            for story in self.index.get(term, ()):
                found[story] = found.get(story, 0) + 1
        return found

    def _leave(self, story: str) -> Group:
        group = self.groups.pop(story)
        for member in group.members:
            for term in found_by(member.vector):
                under = self.index.get(term, {})
                under.pop(story, None)
                if not under:
                    self.index.pop(term, None)
        return group

    def _file(self, story: str, members: Iterable[Member]) -> None:
        for member in members:
            for term in found_by(member.vector):
                self.index.setdefault(term, {})[story] = None

    def _note(
        self, kind: Literal["merged", "split"], by: By, story: str, other: str, moved: Iterable[Member]
    ) -> None:
        ids = tuple(member.id for member in moved)
        at = self.newest or self.groups[story].last
        change = StoryChange(kind=kind, by=by, story=story, other=other, article_ids=ids, at=at)
        self.changes.append(change)
