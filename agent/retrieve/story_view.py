"""A story as readers are shown it: headline, who and where, how far along it is.

Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from agent.errors import NotFound
from agent.retrieve.story_features import likeness
from agent.retrieve.story_state import Group, Member, Stories
from agent.text.lineage import Lineage, Telling
from agent.text.places import people_of
from agent.text.words import fold
from agent.types import Article, Story, StoryPhase

NEW_FOR = timedelta(days=1)
"""For how long after its first article a story is new."""
FADES_AFTER = timedelta(days=2)
"""Time without another article after which a story fades."""
SHOUTED = 6
"""Letters of a name in capitals alone from which it is no abbreviation."""
MOST_SHOWN = 5
"""Names that are shown of each kind."""


def view(stories: Stories, story: str, now: datetime) -> Story:
    """Return a story as it stands at a moment; an id that was merged gives the story it went into.

    `origins` is the number of outlets: `with_origins` compares the texts.

    Raises:
        NotFound: no story has or had the id.
    """
    group = stories.groups.get(stories.current(story))
    if group is None:
        raise NotFound(f"story {story}", "no story has this id", "List the stories there are.")
    members = sorted(group.members, key=lambda member: (member.published, member.serial))
    outlets = tuple(dict.fromkeys(member.outlet for member in members if member.outlet))
    who, where = _who_and_where(members)
    return Story(
        id=group.id,
        headline=headline_of(group),
        article_ids=tuple(member.id for member in members),
        first_published=group.first,
        last_published=group.last,
        outlets=outlets,
        origins=max(1, len(outlets)),
        phase=phase(group.first, group.last, now),
        who=who,
        where=where,
    )


def view_all(stories: Stories, now: datetime, since: datetime | None = None) -> tuple[Story, ...]:
    """Return the stories with an article since a moment (all without one), those with most outlets first."""
    shown = [
        view(stories, story, now)
        for story, group in stories.groups.items()
        if since is None or group.last >= since
    ]

    def order(story: Story) -> tuple[int, int, float, str]:
        return -len(story.outlets), -len(story.article_ids), -story.last_published.timestamp(), story.id

    return tuple(sorted(shown, key=order))


def with_origins(story: Story, articles: Mapping[str, Article]) -> Story:
    """Return the story with its independent origins counted as the rest of the product does.

    Owners, credits and copies are compared (`agent.text.lineage`); articles that are not at hand count for
    nothing, and with none at hand the story is returned as it is.
    """
    at_hand = [articles[key] for key in story.article_ids if key in articles]
    if not at_hand:
        return story
    tellings = [Telling(article, 0, len(article.text)) for article in at_hand]
    return story.model_copy(update={"origins": Lineage(at_hand).origins(tellings)})


def phase(first: datetime, last: datetime, now: datetime) -> StoryPhase:
    """Return how far along a story is that began and was last told of at these moments."""
    if now - last >= FADES_AFTER:
        return "fading"
    return "new" if now - first < NEW_FOR else "developing"


def central(group: Group) -> Member:
    """Return the article that is most like all of its story; the first of equals.

    Articles without a headline stand back: it is the headline that is wanted of it.
    """
    return max(group.members, key=lambda m: (bool(m.headline), likeness(m.vector, group.total)))


def headlines(group: Group) -> tuple[str, ...]:
    """Return the headlines of a story's articles, that of the most central one first."""
    ordered = sorted(group.members, key=lambda m: (-likeness(m.vector, group.total), m.serial))
    return tuple(dict.fromkeys(member.headline for member in ordered if member.headline))


def headline_of(group: Group) -> str:
    """Return the headline of a story: that of its central article, as long as articles can be compared."""
    return group.headline or central(group).headline


def _who_and_where(members: Iterable[Member]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who and where by how many articles name them; a surname counts for the full name.

    Where three articles and more tell a story, what only one of them names is left out; so are its outlets,
    and words for the people of a country.
    """
    members = list(members)
    outlets = {fold(member.outlet) for member in members}
    kinds: dict[str, Counter[str]] = {}
    spelt: dict[str, Counter[str]] = {}
    for member in members:
        for name, kind in member.named:
            if fold(name) in outlets or people_of(name):
                continue
            kinds.setdefault(fold(name), Counter())[kind] += 1
            spelt.setdefault(fold(name), Counter())[name] += 1
    counts = {name: spelt[name].total() for name in spelt}
    for short in sorted(counts, key=lambda name: name.count(" ")):
        longer = [name for name in counts if name != short and name.endswith(f" {short}")]
        if longer:
            counts[max(longer, key=lambda name: counts[name])] += counts.pop(short)
    needed = 2 if len(members) > 2 else 1
    best = sorted((n for n in counts if counts[n] >= needed), key=lambda name: -counts[name])
    shown = [(_spelling(spelt[name]), _kind(name, kinds[name])) for name in best]
    who = tuple(name for name, kind in shown if kind == "who")[:MOST_SHOWN]
    return who, tuple(name for name, kind in shown if kind == "where")[:MOST_SHOWN]


def _spelling(spelt: Counter[str]) -> str:
    """Return how a name is written most, not shouted as in a dateline."""
    calm = [name for name, _ in spelt.most_common() if not name.isupper()]
    shouted = spelt.most_common(1)[0][0]
    return calm[0] if calm else shouted if len(shouted) < SHOUTED else shouted.title()


def _kind(name: str, kinds: Counter[str]) -> str:
    """Return `who` or `where`; neither for a single word nobody said more about."""
    del kinds["other"]
    if not kinds:
        return "who" if " " in name else ""
    return "where" if kinds.most_common(1)[0][0] == "place" else "who"
