"""Stories joined and parted by hand: a person knows better than the words.

Pure. What a person decided holds: no rule takes apart a story that was joined by hand, nor merges two that
were parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from agent.errors import NotFound, UnusableRequest
from agent.retrieve.story_state import Stories
from agent.types import StoryChange


def merge(stories: Stories, a: str, b: str) -> Stories:
    """Return the stories with two of them made one, which keeps the id of the one that began first.

    The older id goes on, the other one leads to it (`Stories.current`), and `changes` tells so.

    Raises:
        NotFound: one of the ids is no story's.
        UnusableRequest: both are the same story.
    """
    one, other = _known(stories, a), _known(stories, b)
    if one == other:
        raise UnusableRequest(f"merge of {a} and {b}", "they are one story", "Name two stories.")
    changed = stories.copy()
    changed.apart.discard(frozenset((one, other)))
    changed.merge(one, other, "hand")
    return changed


def split(stories: Stories, story: str, article_ids: Iterable[str]) -> Stories:
    """Return the stories with some articles of one of them made a story of their own.

    The part with the article that arrived first keeps the id; `changes` tells the id of the other part.

    Raises:
        NotFound: no story has the id.
        UnusableRequest: an article is not in the story, or none or all of them are named.
    """
    known = _known(stories, story)
    named = set(article_ids)
    held = {member.id for member in stories.groups[known].members}
    if foreign := sorted(named - held):
        raise UnusableRequest(
            f"split of {story}", f"{', '.join(foreign)} is not in it", "Name articles of the story."
        )
    if not named or named == held:
        raise UnusableRequest(
            f"split of {story}", "both parts must have an article", "Name some of its articles, not all."
        )
    changed = stories.copy()
    changed.split(known, named, "hand")
    return changed


def placed_at(place: Mapping[str, str], changes: Sequence[StoryChange], moment: datetime) -> dict[str, str]:
    """Return which story each article was in at a moment: what rules joined or parted later is undone.

    What a person decided stays: it is no news of later days.

    Args:
        place: The story of each article by now.
        changes: Merges and splits, oldest first.
        moment: The moment, held against the newest article known at each change.
    """
    found = dict(place)
    for change in reversed([one for one in changes if one.by == "rule" and one.at > moment]):
        here, there = change.story, change.other
        if change.kind == "split":
            here, there = there, here
        found |= {name: there for name in change.article_ids if found.get(name) == here}
    return found


def _known(stories: Stories, story: str) -> str:
    current = stories.current(story)
    if current not in stories.groups:
        raise NotFound(f"story {story}", "no story has this id", "List the stories there are.")
    return current
