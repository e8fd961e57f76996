"""What a briefing's page sends: edits, and what to pin or leave out when it is written anew.

Each form works without a script. What is refused comes back as the same page, with the reasons where the
form is and what was written in it.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from agent.errors import EditedMeanwhile, NothingToSay, UnusableRequest
from agent.types import RewriteCall, SentenceEdit
from agent.web.access import Visitor
from agent.web.briefing_pages import Told, briefing_page
from agent.web.briefs import begin_rewrite
from agent.web.edits import begin_edit
from agent.web.house import House, house_of, visitor_of
from agent.web.turns import finished
from agent.web.wording import worded

MOST_PASSAGES = 5
"""Passages that a sentence may rest on, as in `SentenceEdit`."""

MOST_PICKS = 20
"""Articles and outlets that may be pinned, and as many excluded, as in `RewriteCall`."""

edit_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]


@edit_pages.post("/briefings/{briefing_id}/sentences/{number}")
async def edit_sentence(
    briefing_id: str,
    number: int,
    request: Request,
    house: Housed,
    visitor: Visiting,
    version: Annotated[int, Form(ge=1)],
    do: Annotated[Literal["change", "delete"], Form()],
    text: Annotated[str, Form(max_length=1_000)] = "",
    passages: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Give a sentence another text, or take it out, and show the briefing."""
    try:
        edit = _edit(version, text, passages) if do == "change" else None
        job = await begin_edit(house, visitor.owner, briefing_id, number, version, edit)
        try:
            report = await finished(job)
        finally:
            job.stop()
        why = report.why if not report.accepted else ()
    except (UnusableRequest, EditedMeanwhile) as refusal:
        why = (worded(refusal),)
    if why:
        told = Told(why, number, text)
        return await run_in_threadpool(briefing_page, request, briefing_id, told=told)
    return RedirectResponse(f"/briefings/{briefing_id}#n{number}", 303)


@edit_pages.post("/briefings/{briefing_id}/rewrite")
async def rewrite(
    briefing_id: str,
    request: Request,
    house: Housed,
    visitor: Visiting,
    pick: Annotated[list[str] | None, Form()] = None,
    pin: Annotated[str, Form(max_length=10_000)] = "",
    exclude: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    """Write a briefing anew with articles and outlets pinned or excluded, and show it."""
    chosen = {"pin": [*pin.splitlines()], "exclude": [*exclude.splitlines()]}
    for one in pick or ():
        how, _, name = one.partition(":")
        chosen.get(how, []).append(name)
    named = {how: tuple(filter(None, map(str.strip, names))) for how, names in chosen.items()}
    try:
        if max(map(len, named.values())) > MOST_PICKS:
            raise UnusableRequest("pins", f"at most {MOST_PICKS} may be pinned, and as many excluded")
        job = await begin_rewrite(house, visitor.owner, briefing_id, RewriteCall(**named))
        try:
            made = await finished(job)
        finally:
            job.stop()
    except (UnusableRequest, NothingToSay) as refusal:
        told = Told((worded(refusal),))
        return await run_in_threadpool(briefing_page, request, briefing_id, told=told)
    return RedirectResponse(f"/briefings/{made.id}", 303)


def _edit(version: int, text: str, passages: str) -> SentenceEdit:
    """Return what was written in the form.

    Raises:
        UnusableRequest: there is no text, or what names passages does not.
    """
    if not text.strip():
        raise UnusableRequest("sentence", "it is empty", "To take it out, press “Delete the sentence”.")
    numbers = re.findall(r"\d+", passages)
    if re.sub(r"[\d\s,;]", "", passages) or len(numbers) > MOST_PASSAGES:
        raise UnusableRequest(
            "passages", f"“{passages}” are none", f"Write up to {MOST_PASSAGES} numbers, such as 2, 5."
        )
    return SentenceEdit(version=version, text=text, passages=tuple(int(n[:6]) for n in numbers))
