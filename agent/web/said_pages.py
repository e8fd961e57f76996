"""What people think of a sentence, and with whom they share what is theirs: sent from pages."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from agent.types import Feedback, FeedbackKind
from agent.web import api_sharing
from agent.web.api import Housed, Visiting
from agent.web.api_briefings import give_feedback

said_pages = APIRouter(include_in_schema=False)
Person = Annotated[str, Form(min_length=1, max_length=100)]
Do = Annotated[Literal["give", "take"], Form()]


@said_pages.post("/briefings/{briefing_id}/sentences/{number}/feedback")
def feedback(
    briefing_id: str,
    number: int,
    house: Housed,
    visitor: Visiting,
    kind: Annotated[FeedbackKind, Form()],
    version: Annotated[int, Form(ge=1)],
    words: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Keep what the visitor thinks of a sentence, and show it."""
    give_feedback(briefing_id, number, Feedback(kind=kind, words=words, version=version), house, visitor)
    return RedirectResponse(f"/briefings/{briefing_id}?version={version}#n{number}", 303)


@said_pages.post("/briefings/{briefing_id}/shares")
def share_briefing(briefing_id: str, house: Housed, visitor: Visiting, person: Person, do: Do) -> Response:
    """Share a briefing with somebody, or do so no more."""
    change = api_sharing.share if do == "give" else api_sharing.unshare
    change(briefing_id, person.strip().lower(), house, visitor)
    return RedirectResponse(f"/briefings/{briefing_id}", 303)


@said_pages.post("/conversations/{conversation_id}/shares")
def share_conversation(
    conversation_id: str, house: Housed, visitor: Visiting, person: Person, do: Do
) -> Response:
    """Share a conversation with somebody, or do so no more."""
    change = api_sharing.share_conversation if do == "give" else api_sharing.unshare_conversation
    change(conversation_id, person.strip().lower(), house, visitor)
    return RedirectResponse(f"/conversations/{conversation_id}", 303)
