"""The part of the REST interface that is about briefings: written, listed, read, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from agent.commands.opening import now
from agent.errors import NotFound
from agent.store import Opinions
from agent.types import (
    BriefCall,
    Briefing,
    BriefingLine,
    EditReport,
    Feedback,
    FileKind,
    NumberedPassage,
    Opinion,
    RewriteCall,
    SentenceEdit,
)
from agent.web.api import Housed, Visiting, sent
from agent.web.briefs import begin_briefing, begin_rewrite, told_last
from agent.web.edits import begin_edit
from agent.web.exports import export_for
from agent.web.turns import events, finished
from agent.web.work import Job

PAGE = 100
"""Briefings in one answer, where nobody says how many."""

AVersion = Annotated[int | None, Query(ge=1, description="A version of it; left out: the newest.")]
Number = Annotated[int, Path(ge=1, description="Number of the sentence, 1 for the first of the briefing.")]

briefs = APIRouter(prefix="/api/v1/briefings")


@briefs.get("")
def briefings(
    house: Housed,
    visitor: Visiting,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Most of them.")] = PAGE,
    before: Annotated[str, Query(description="Id of the last one you have; those after it are given.")] = "",
) -> list[BriefingLine]:
    """List the briefings that you may read, newest first; the answers of conversations are among them."""
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


async def begun_anew(
    briefing_id: str, call: RewriteCall, house: Housed, visitor: Visiting
) -> AsyncIterator[Job[BriefingLine]]:
    """Begin a briefing in the place of another, and stop it when nobody listens any more."""
    job = await begin_rewrite(house, visitor.owner, briefing_id, call)
    try:
        yield job
    finally:
        job.stop()


@briefs.post("/{briefing_id}/rewrite", response_class=EventSourceResponse)
async def rewrite(
    job: Annotated[Job[BriefingLine], Depends(begun_anew)],
) -> AsyncIterator[ServerSentEvent]:
    """Write what it was asked for anew, with articles and outlets pinned or excluded beside those of before.

    The new briefing has an id of its own; the events are those of a briefing that is written.
    """
    async for event in events(job, told_last):
        yield sent(event)


@briefs.get("/{briefing_id}")
def briefing(briefing_id: str, house: Housed, visitor: Visiting, version: AVersion = None) -> Briefing:
    """Give one whole: sections, verdicts, citations, tables, provenance, what people edited.

    Of an edited one every version before can be read.
    """
    return house.store.briefing(briefing_id, visitor.owner, version)


@briefs.delete("/{briefing_id}", status_code=204)
def forget_briefing(briefing_id: str, house: Housed, visitor: Visiting) -> None:
    """Delete one."""
    house.store.delete_briefing(briefing_id, visitor.owner)


@briefs.get("/{briefing_id}/export", response_class=Response)
async def export(
    briefing_id: str,
    house: Housed,
    visitor: Visiting,
    format: Annotated[FileKind, Query(description="What kind of file.")] = "markdown",
    version: AVersion = None,
) -> Response:
    """Give one as a file: Markdown, one HTML page, JSON, a file for word processors, or an evidence pack."""
    file = await export_for(house, visitor.owner, briefing_id, format, version)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.type, headers=headers)


# --- edits ---------------------------------------------------------------------------------------------


@briefs.get("/{briefing_id}/passages")
def passages(
    briefing_id: str, house: Housed, visitor: Visiting, version: AVersion = None
) -> list[NumberedPassage]:
    """List what is printed of the sources, by the numbers that an edit names them with."""
    made = house.store.briefing(briefing_id, visitor.owner, version)
    outlets = {entry.article_id: entry for entry in made.sources}
    return [
        NumberedPassage(
            number=number,
            source=outlets[c.article_id].number if c.article_id in outlets else None,
            publisher=outlets[c.article_id].publisher if c.article_id in outlets else "",
            quote=c.quote,
        )
        for number, c in enumerate(made.passages(), 1)
    ]


@briefs.put(
    "/{briefing_id}/sentences/{number}", responses={422: {"description": "Its sources do not say it."}}
)
async def edit_sentence(
    briefing_id: str, number: Number, edit: SentenceEdit, house: Housed, visitor: Visiting, answer: Response
) -> EditReport:
    """Give a sentence another text. It is checked at once, as any sentence is, against what it cites.

    What holds becomes a new version, with a mark on the sentence. What does not is refused with 422 and the
    reasons, and the briefing stays as it was. Somebody who edited it meanwhile: 409.
    """
    job = await begin_edit(house, visitor.owner, briefing_id, number, edit.version, edit)
    return await _reported(job, answer)


@briefs.delete(
    "/{briefing_id}/sentences/{number}", responses={422: {"description": "The rest would not hold."}}
)
async def delete_sentence(
    briefing_id: str,
    number: Number,
    version: Annotated[int, Query(ge=1, description="Version of the briefing that is edited.")],
    house: Housed,
    visitor: Visiting,
    answer: Response,
) -> EditReport:
    """Take a sentence out; tables, timeline, sources and limits follow."""
    job = await begin_edit(house, visitor.owner, briefing_id, number, version, None)
    return await _reported(job, answer)


async def _reported(job: Job[EditReport], answer: Response) -> EditReport:
    try:
        report = await finished(job)
    finally:
        job.stop()
    if not report.accepted:
        answer.status_code = 422
    return report


# --- feedback ------------------------------------------------------------------------------------------


@briefs.get("/{briefing_id}/feedback")
def feedback(briefing_id: str, house: Housed, visitor: Visiting) -> list[Opinion]:
    """List what you think of its sentences; of your own briefing, what everybody thinks."""
    return Opinions(house.store, visitor.owner).of(briefing_id)


@briefs.post("/{briefing_id}/sentences/{number}/feedback", status_code=204)
def give_feedback(briefing_id: str, number: Number, said: Feedback, house: Housed, visitor: Visiting) -> None:
    """Say that a sentence is wrong or useful, and why; saying something else later replaces it."""
    read = house.store.briefing(briefing_id, visitor.owner, said.version)
    claim = next(islice(read.claims(), number - 1, None), None)
    if claim is None:
        raise NotFound(f"sentence {number}", "the briefing has fewer", "Number it from 1 on.")
    Opinions(house.store, visitor.owner).keep(briefing_id, claim.id, said, now())
