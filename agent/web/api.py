"""The REST interface, under /api/v1: what programs get is what the house itself speaks of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from agent.commands.asking import Asked, limited, request_of
from agent.commands.opening import now
from agent.commands.stories import loaded, weighed
from agent.retrieve.stories import view_all
from agent.spiking import look
from agent.store import Conversations
from agent.story_told import told_spike
from agent.types import (
    Answer,
    Conversation,
    DaySpent,
    SearchReport,
    Story,
    ToldSpike,
    Window,
    Words,
)
from agent.web.access import Visitor
from agent.web.house import House, house_of, visitor_of
from agent.web.turns import Event, begin, events, told_last
from agent.web.work import Job
from agent.windows import window

Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]
Day = Annotated[str | None, Query(description="A day such as 2026-02-01, in the settings' time zone.")]
A_DAY = timedelta(days=1)
NO_NAMES: list[str] = []
MOST = 100
"""Passages that can be asked for."""

api = APIRouter(prefix="/api/v1")


@api.get("/me")
def me(visitor: Visiting) -> dict[str, str]:
    """Tell who asks and what they may do."""
    return {"name": visitor.owner, "role": visitor.role}


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> dict[str, Any]:
    """Describe this interface, as OpenAPI does."""
    described: dict[str, Any] = request.app.openapi()
    return described


def sent(event: Event) -> ServerSentEvent:
    """Return an event as it is sent."""
    name, value = event
    return ServerSentEvent(event=name, data={"message": value} if isinstance(value, str) else value)


# --- conversations -------------------------------------------------------------------------------------


@api.get("/conversations")
def conversations(house: Housed, visitor: Visiting) -> list[Conversation]:
    """List the conversations that you may read without their turns, the one that was used last first."""
    return Conversations(house.store, visitor.owner).all()


@api.get("/conversations/{conversation_id}")
def conversation(conversation_id: str, house: Housed, visitor: Visiting) -> Conversation:
    """Give one with its turns: yours, or one that is shared with you."""
    return Conversations(house.store, visitor.owner).read(conversation_id)


@api.delete("/conversations/{conversation_id}", status_code=204)
def forget_conversation(conversation_id: str, house: Housed, visitor: Visiting) -> None:
    """Delete one with its turns; the briefings in it stay."""
    Conversations(house.store, visitor.owner).remove(conversation_id)


async def begun(
    conversation_id: str, asked: Words, house: Housed, visitor: Visiting
) -> AsyncIterator[Job[Answer]]:
    """Begin an answer, and stop it when nobody listens any more: a dependency of the stream."""
    job = await begin(house, visitor.owner, conversation_id, asked.words)
    try:
        yield job
    finally:
        job.stop()


@api.post("/conversations/{conversation_id}/turns", response_class=EventSourceResponse)
async def turns(job: Annotated[Job[Answer], Depends(begun)]) -> AsyncIterator[ServerSentEvent]:
    """Answer words in a conversation; `new` in the place of its id begins one.

    Events: `progress` with the step; `sentence` for each sentence, once all of them are checked; last `turn`
    with the whole answer, or `error` with one sentence. Whoever hangs up stops the work and its spending.
    """
    async for event in events(job, told_last):
        yield sent(event)


# --- the news ------------------------------------------------------------------------------------------


@api.get("/search")
def search(
    house: Housed,
    q: Annotated[str, Query(min_length=1, max_length=4000, description="What is looked for.")],
    since: Day = None,
    until: Day = None,
    as_of: Annotated[
        str | None, Query(description="A day or instant: nothing published later is used.")
    ] = None,
    source: Annotated[
        list[str], Query(max_length=20, description="Outlets whose articles alone count.")
    ] = [],  # noqa: B006  # FastAPI copies it
    language: Annotated[str | None, Query(description="A language such as en, if only one counts.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 10,
) -> SearchReport:
    """Show the passages that are about something, best first; none where nothing is about it."""
    asked = request_of(Asked(q, since, until, as_of, tuple(source), language), house.settings.zone)
    return house.library.search(limited(asked, source, house.store), now(), limit)


@api.get("/stories")
def stories(house: Housed, since: Day = None, until: Day = None) -> list[Story]:
    """Show the stories of the last day, or of some days, most outlets first."""
    moment = now()
    asked = window(since, until, house.settings.zone)
    if asked == Window():
        asked = Window(since=moment - A_DAY)
    end = min(moment, asked.until) if asked.until else moment
    return weighed(view_all(loaded(house.store, asked), end), house.store)


@api.get("/spikes")
def spikes(house: Housed, since: Day = None) -> list[ToldSpike]:
    """Show the bursts of coverage that were noticed in the last day, or since a day."""
    moment, zone = now(), house.settings.zone
    sight = look(house.store, zone, moment, window(since, None, zone).since or moment - A_DAY)
    return [told_spike(seen, house.store) for seen in sight.spikes]


@api.get("/spending")
def spending(house: Housed) -> list[DaySpent]:
    """Show what everybody's answers cost, newest day first."""
    return house.spending.days(now())
