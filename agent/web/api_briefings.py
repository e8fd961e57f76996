"""The part of the REST interface that is about briefings: written, listed, read, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from agent.types import BriefCall, Briefing, BriefingLine
from agent.web.api import Housed, Visiting, sent
from agent.web.briefs import begin_briefing, told_last
from agent.web.turns import events
from agent.web.work import Job

PAGE = 100
"""Briefings in one answer, where nobody says how many."""

briefs = APIRouter(prefix="/api/v1/briefings")


@briefs.get("")
def briefings(
    house: Housed,
    visitor: Visiting,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Most of them.")] = PAGE,
    before: Annotated[str, Query(description="Id of the last one you have; those after it are given.")] = "",
) -> list[BriefingLine]:
    """List your briefings, newest first; the answers of conversations are among them."""
    kept = house.store.briefings(visitor.owner, limit, before)
    return [BriefingLine(**one._asdict()) for one in kept]


async def begun(call: BriefCall, house: Housed, visitor: Visiting) -> AsyncIterator[Job[BriefingLine]]:
    """Begin a briefing, and stop it when nobody listens any more: a dependency of the stream."""
    job = await begin_briefing(house, visitor.owner, call)
    try:
        yield job
    finally:
        job.stop()


@briefs.post("", response_class=EventSourceResponse)
async def write(job: Annotated[Job[BriefingLine], Depends(begun)]) -> AsyncIterator[ServerSentEvent]:
    """Write a briefing and keep it.

    Events: `progress` with the step; last `briefing` with its id and title, or `error` with one sentence.
    Whoever hangs up stops the work and its spending.
    """
    async for event in events(job, told_last):
        yield sent(event)


@briefs.get("/{briefing_id}")
def briefing(briefing_id: str, house: Housed, visitor: Visiting) -> Briefing:
    """Give one whole: sections, verdicts, citations, tables, provenance."""
    return house.store.briefing(briefing_id, visitor.owner)


@briefs.delete("/{briefing_id}", status_code=204)
def forget_briefing(briefing_id: str, house: Housed, visitor: Visiting) -> None:
    """Delete one."""
    house.store.delete_briefing(briefing_id, visitor.owner)
