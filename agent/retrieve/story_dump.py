"""Stories as a value that JSON can hold, and back: what was fed in two sittings ends as if fed in one.

Pure. Sums and the index follow from the articles and are built again; vectors are lists of pairs because the
order of their terms, heaviest first, means something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agent.errors import IndexDamaged
from agent.retrieve.story_features import Frequencies
from agent.retrieve.story_state import Group, Member, Stories
from agent.types import StoryChange

VERSION = 1
"""Of the form; a state of another one cannot be read, and the stories are fed again."""


def dump(stories: Stories) -> dict[str, Any]:
    """Return the state as dicts, lists, texts and numbers."""
    return {
        "version": VERSION,
        "groups": [
            {"held": g.held, "headline": g.headline, "members": [_row(m) for m in g.members]}
            for g in stories.groups.values()
        ],
        "gone": dict(stories.gone),
        "apart": sorted(sorted(pair) for pair in stories.apart),
        "changes": [change.model_dump(mode="json") for change in stories.changes],
        "articles": stories.seen.articles,
        "of": dict(stories.seen.of),
        "newest": stories.newest.isoformat() if stories.newest else None,
        "arrived": stories.arrived,
    }


def load(value: Mapping[str, Any]) -> Stories:
    """Return the stories that were dumped.

    Raises:
        IndexDamaged: the value is none that `dump` of this version returns.
    """
    try:
        return _load(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexDamaged("the kept stories", f"{type(error).__name__}: {error}") from error


def _load(value: Mapping[str, Any]) -> Stories:
    if value["version"] != VERSION:
        raise ValueError(f"version {value['version']}, {VERSION} is read")
    stories = Stories(
        gone=dict(value["gone"]),
        apart={frozenset(pair) for pair in value["apart"]},
        changes=[StoryChange.model_validate(change) for change in value["changes"]],
        seen=Frequencies(int(value["articles"]), Counter(value["of"])),
        newest=datetime.fromisoformat(value["newest"]) if value["newest"] else None,
        arrived=int(value["arrived"]),
    )
    for row in value["groups"]:
        stories.enter(Group([_member(r) for r in row["members"]], row["held"], row["headline"]))
    return stories


def _row(member: Member) -> list[Any]:
    return [
        member.id,
        member.serial,
        member.published.isoformat(),
        member.headline,
        member.outlet,
        [list(pair) for pair in member.vector.items()],
        [list(pair) for pair in member.named],
    ]


def _member(row: list[Any]) -> Member:
    key, serial, published, headline, outlet, vector, named = row
    return Member(
        id=key,
        serial=serial,
        published=datetime.fromisoformat(published),
        headline=headline,
        outlet=outlet,
        vector={term: weight for term, weight in vector},
        named=tuple((name, kind) for name, kind in named),
    )
