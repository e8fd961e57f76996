"""The page of one story: who tells it and after whom, its articles in time, its bursts.

Who joins or parts stories here does so for everybody: a newsroom has one set of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from agent.commands.opening import now
from agent.deliver import pictures
from agent.deliver.board import change_line, moment, span, weight
from agent.deliver.burst_lines import independent
from agent.deliver.links import web_link
from agent.deliver.view import counted
from agent.deliver.words import calendar_day
from agent.errors import NotFound, UnusableRequest
from agent.retrieve.series import HOUR
from agent.story_told import StoryTold, near, origins_of, whole_story
from agent.text.safe import one_line
from agent.types import MergeCall, SplitCall, Story, StoryArticle, WatchCall
from agent.web import api_stories
from agent.web.access import Visitor
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import shown
from agent.web.wording import worded

C = TypeVar("C", MergeCall, SplitCall)

PAGE = 100
"""Articles on one page."""
ALIKE = 12
"""Other stories that are offered for joining."""
BY_THE_HOUR = timedelta(days=4)
"""Length of a story up to which its coverage is drawn by the hour, and not by the day."""
A_DAY = 24
"""Hours that are drawn at least."""
SUGGESTED = 4
"""Words of a headline that are suggested for following where a story names nobody and no place."""

story_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Line = Annotated[str, Form(max_length=400)]


@story_pages.get("/stories/{story_id}")
def story(
    story_id: str,
    request: Request,
    house: Housed,
    visitor: Visiting,
    start: Annotated[int, Query(alias="from", ge=1)] = 1,
) -> Response:
    """Show a story, from an article on where it has very many."""
    return _page(story_id, request, house, visitor, start)


@story_pages.post("/stories/{story_id}/merge")
def merge(story_id: str, request: Request, house: Housed, visitor: Visiting, other: Line = "") -> Response:
    """Join another story to this one, and show what they are now."""

    def work() -> str:
        if not other:
            raise UnusableRequest("the other story", "none was chosen", "Choose one from the list.")
        return api_stories.merge(story_id, _call(MergeCall, other=other), house).story

    return _changed(work, story_id, request, house, visitor)


@story_pages.post("/stories/{story_id}/split")
def split(
    story_id: str,
    request: Request,
    house: Housed,
    visitor: Visiting,
    pick: Annotated[list[str] | None, Form(max_length=500)] = None,
) -> Response:
    """Make the chosen articles a story of their own, and show that."""

    def work() -> str:
        if not pick:
            raise UnusableRequest("the articles", "none was chosen", "Tick those that tell something else.")
        return api_stories.split(story_id, _call(SplitCall, articles=tuple(pick)), house).other

    return _changed(work, story_id, request, house, visitor)


@story_pages.post("/stories/{story_id}/watch")
def follow(
    story_id: str, request: Request, house: Housed, visitor: Visiting, query: Line = "", name: Line = ""
) -> Response:
    """Watch a query for bursts of coverage, and show the story again, which tells what finds it."""

    def work() -> str:
        api_stories.follow(WatchCall(query=query or " ", name=name[:200]), house)
        return story_id

    return _changed(work, story_id, request, house, visitor)


def _changed(
    work: Callable[[], str], story_id: str, request: Request, house: House, visitor: Visitor
) -> Response:
    """Do what was asked and go to the story it returns; what is refused comes back as the page, with why."""
    try:
        return RedirectResponse(f"/stories/{work()}", 303)
    except (UnusableRequest, NotFound) as refusal:
        return _page(story_id, request, house, visitor, told=worded(refusal))


def _page(
    story_id: str, request: Request, house: House, visitor: Visitor, start: int = 1, told: str = ""
) -> Response:
    store, zone = house.store, house.settings.zone
    whole = whole_story(store, zone, story_id, now())
    one = whole.story
    bursts = [counted(seen.measure, zone) for seen in whole.seen]
    values = {
        "story": one,
        "title": one_line(one.headline) or "(no headline)",
        "facts": (one.phase, weight(one), span(one, zone)),
        "told": told,
        "bursts": bursts,
        "alone": [
            independent(origins_of(seen, store), len(seen.measure.spike.origins)) for seen in whole.seen
        ],
        "hours": [pictures.bars(burst.counts, burst.marked) for burst in bursts],
        "watched": whole.watched,
        "outlets": Counter(article.publisher for article in whole.articles).most_common(),
        "start": start,
        "page": whole.articles[start - 1 : start - 1 + PAGE],
        "after": start + PAGE if start + PAGE <= len(whole.articles) else 0,
        "before": max(1, start - PAGE) if start > 1 else 0,
        "when": lambda at: moment(at, zone),
        "web_link": web_link,
        "changes": [change_line(change, zone) for change in whole.changes],
        "since": f"{one.first_published.astimezone(zone):%Y-%m-%d}",
        "query": suggested(one),
        "near": near(store, one, ALIKE) if visitor.may("analyst") else [],
        "calendar_day": calendar_day,
        **_pictured(whole, house),
    }
    return shown(request, "story.html.j2", 422 if told else 200, **values)


def _call(form: type[C], **fields: object) -> C:
    """Return what a form was filled with.

    Raises:
        UnusableRequest: no page of ours sends that.
    """
    try:
        return form.model_validate(fields)
    except ValueError:  # what a record says of what it cannot hold
        raise UnusableRequest(
            "the form", "it holds what no page of ours sends", "Load the page again."
        ) from None


def _pictured(whole: StoryTold, house: House) -> dict[str, Any]:
    """Return the coverage by the day, or by the hour where the story is short."""
    zone, one = house.settings.zone, whole.story
    moments = [(_at(article), not article.after) for article in whole.articles]
    if max(at for at, _ in moments) - min(at for at, _ in moments) > BY_THE_HOUR:
        days = pictures.coverage([(at.astimezone(zone).date(), own) for at, own in moments])
        return {"coverage": days, "day": None}
    # A later version may be dated otherwise than the one by which the story was made.
    ends = [*(at for at, _ in moments), one.first_published, one.last_published]
    first = min(ends).replace(minute=0, second=0, microsecond=0)
    counts = [0] * max(A_DAY, (max(ends) - first) // HOUR + 1)
    own = list(counts)
    for at, mine in moments:
        counts[(at - first) // HOUR] += 1
        own[(at - first) // HOUR] += mine
    told = moment(first, zone), moment(first + len(counts) * HOUR, zone)
    return {"coverage": None, "day": pictures.bars(counts, own), "most": max(counts), "ends": told}


def _at(article: StoryArticle) -> datetime:
    return article.published or article.retrieved


def suggested(story: Story) -> str:
    """Return a query that may find a story: whom and what place it names most, else names of its headline."""
    named = [one_line(name).replace('"', "") for name in (*story.who[:1], *story.where[:1])]
    words = named or [word for word in re.findall(r"\w+", story.headline) if word[:1].isupper()][:SUGGESTED]
    return " ".join(f'"{word}"' if " " in word else word for word in words)
