"""One story whole: its articles with their earlier versions, who tells it after whom, and whether it bursts.

told = whole_story(store, zone, "a8e13731", now)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from agent.grouping import member
from agent.retrieve.bar import Rule
from agent.retrieve.stories import Stories, across, view, with_origins
from agent.retrieve.story_state import WINDOW, Group, Member
from agent.spiking import RECENT, Seen, look
from agent.store import KeptStories, Published, Store, Watches
from agent.text.lineage import Lineage, Telling, sources
from agent.types import (
    Article,
    Story,
    StoryArticle,
    StoryChange,
    StoryReport,
    StoryVersion,
    ToldSpike,
    Window,
)

FADING = timedelta(days=1)
"""Time after its last article in which a story can still be told to burst."""
NEAR = 300
"""Stories of the same days that are held against one for what may be the same."""


@dataclass(frozen=True)
class StoryTold:
    """A story as it stands at a moment."""

    story: Story
    articles: tuple[StoryArticle, ...]
    """In the order of publication."""
    seen: tuple[Seen, ...]
    """Its bursts of the last week that it had news in, oldest first, with what they follow from."""
    watched: tuple[str, ...]
    """Names of the watched queries that find one of its articles."""
    changes: tuple[StoryChange, ...]
    """How it was joined and parted, oldest first."""

    def report(self, store: Store) -> StoryReport:
        """Return the same as a record."""
        return StoryReport(
            story=self.story,
            articles=self.articles,
            spikes=tuple(told_spike(one, store) for one in self.seen),
            watched_by=self.watched,
            changes=self.changes,
        )


def whole_story(store: Store, zone: tzinfo, reference: str, now: datetime) -> StoryTold:
    """Return one story as it stands at a moment.

    Args:
        store: What is read.
        zone: In which times of bursts are told.
        reference: Id of the story, an earlier one, or how one begins.
        now: The moment.

    Raises:
        NotFound: no story is meant, or several.
    """
    kept = KeptStories(store)
    name = kept.meant(reference)
    group = Group([member(one) for one in kept.filed([name])])
    story = view(Stories(groups={name: group}), name, now)
    articles = kept.articles(story.article_ids)
    ordered = [articles[key] for key in story.article_ids if key in articles]
    return StoryTold(
        story=with_origins(story, articles) if len(story.outlets) > 1 else story,
        articles=_told(ordered, store),
        seen=_bursts(story, store, zone, now),
        watched=_watched(story, store),
        changes=tuple(kept.changes([name])),
    )


def near(store: Store, story: Story, most: int) -> list[Story]:
    """Return stories of the same days that may be the same as one, those most like it first.

    Args:
        store: What is read.
        story: The story.
        most: Stories at most.
    """
    kept = KeptStories(store)
    since, until = story.first_published - WINDOW, story.last_published + WINDOW
    names = {*Published(store).leading(since, until, NEAR), story.id}
    members: dict[str, list[Member]] = {}
    for filed in kept.filed(names):
        members.setdefault(filed.story, []).append(member(filed))
    own = Group(members.pop(story.id))
    stories = Stories(groups={name: Group(some) for name, some in members.items()})
    alike = {name: across(own, group) for name, group in stories.groups.items()}
    best = sorted((name for name in alike if alike[name] > 0), key=lambda name: (-alike[name], name))
    return [view(stories, name, story.last_published) for name in best[:most]]


def told_spike(seen: Seen, store: Store) -> ToldSpike:
    """Return a spike as a record."""
    return ToldSpike(
        noticed=seen.noticed,
        height=seen.measure.spike,
        independent_origins=origins_of(seen, store),
        article_ids=seen.articles,
    )


def origins_of(seen: Seen, store: Store) -> int:
    """Return how many independent origins the articles of a spike have."""
    articles = list(KeptStories(store).articles(seen.articles).values())
    return Lineage(articles).origins([Telling(one, 0, len(one.text)) for one in articles])


def _told(articles: Sequence[Article], store: Store) -> tuple[StoryArticle, ...]:
    ties = sources(articles)
    earlier: dict[str, list[StoryVersion]] = {}
    current = {article.id: article.content_hash for article in articles}
    for version in Published(store).versions(current):
        if version.content_hash != current[version.article_id]:
            told = StoryVersion(
                content_hash=version.content_hash, headline=version.headline, since=version.since
            )
            earlier.setdefault(version.article_id, []).append(told)
    return tuple(
        StoryArticle(
            article_id=article.id,
            publisher=article.publisher,
            headline=article.headline,
            url=article.url,
            language=article.language,
            published=article.published,
            retrieved=article.retrieved,
            after=ties.get(article.id, ""),
            earlier=tuple(earlier.get(article.id, ())),
        )
        for article in articles
    )


def _bursts(story: Story, store: Store, zone: tzinfo, now: datetime) -> tuple[Seen, ...]:
    """Return the bursts of a story in its last week; nothing is counted where it is too small for one."""
    if len(story.article_ids) < Rule().least:
        return ()
    end = min(now, story.last_published + FADING)
    since = max(story.first_published - FADING, end - RECENT)
    return tuple(one for one in look(store, zone, end, since).spikes if one.noticed.about == story.id)


def _watched(story: Story, store: Store) -> tuple[str, ...]:
    watches = Watches(store).all()
    if not watches:
        return ()
    window = Window(since=story.first_published, until=story.last_published + timedelta(seconds=1))
    mine = set(story.article_ids)
    found = {
        name
        for name, versions in Published(store).watched(window).items()
        if any(article in mine for article, _ in versions)
    }
    return tuple(watch.name for watch in watches if watch.id in found)
