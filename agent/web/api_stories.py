"""The part of the REST interface that is about one story, and about what is watched."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from agent.commands.opening import now
from agent.commands.watches import dropped, made
from agent.grouping import merge_by_hand, split_by_hand
from agent.store import Watches
from agent.story_told import whole_story
from agent.types import MergeCall, SplitCall, StoryChange, StoryReport, Watch, WatchCall
from agent.watching import watch
from agent.web.api import Housed

StoryId = Annotated[
    str, Path(max_length=100, description="Id of the story, an earlier one, or how one begins.")
]

news = APIRouter(prefix="/api/v1")


@news.get("/stories/{story_id}")
def story(story_id: StoryId, house: Housed) -> StoryReport:
    """Give one story whole: articles with earlier versions, bursts, how it was joined and parted."""
    return whole_story(house.store, house.settings.zone, story_id, now()).report(house.store)


@news.post("/stories/{story_id}/merge")
def merge(story_id: StoryId, call: MergeCall, house: Housed) -> StoryChange:
    """Make another story part of this one, for everybody; no rule takes them apart."""
    return merge_by_hand(house.store, story_id, call.other)


@news.post("/stories/{story_id}/split")
def split(story_id: StoryId, call: SplitCall, house: Housed) -> StoryChange:
    """Make some of its articles a story of their own, for everybody; no rule joins them again."""
    return split_by_hand(house.store, story_id, call.articles)


@news.get("/watches")
def watches(house: Housed) -> list[Watch]:
    """List the queries that are watched, by whomever."""
    return Watches(house.store).all()


@news.post("/watches")
def follow(call: WatchCall, house: Housed) -> Watch:
    """Watch a query, for everybody; one that is watched already is given as it is."""
    wanted = made(call.query, call.name)
    watch(house.store, wanted)
    return Watches(house.store).meant(wanted.id)


@news.delete("/watches/{watch_id}", status_code=204)
def unfollow(watch_id: Annotated[str, Path(max_length=100)], house: Housed) -> None:
    """Watch a query no more; its articles stay."""
    dropped(watch_id, house.store)
