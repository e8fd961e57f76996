"""The part of the REST interface by which people share what is theirs: to be read, by name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from agent.commands.opening import now
from agent.store import Shares
from agent.web.api import Housed, Visiting

Name = Annotated[str, Path(max_length=100, description="Name of somebody's account.")]

shares = APIRouter(prefix="/api/v1")


@shares.get("/briefings/{briefing_id}/shares")
def readers(briefing_id: str, house: Housed, visitor: Visiting) -> list[str]:
    """List who may read your briefing."""
    return Shares(house.store, visitor.owner).people("briefing", briefing_id)


@shares.put("/briefings/{briefing_id}/shares/{person}", status_code=204)
def share(briefing_id: str, person: Name, house: Housed, visitor: Visiting) -> None:
    """Let somebody read your briefing, and nothing more."""
    Shares(house.store, visitor.owner).give("briefing", briefing_id, person, now())


@shares.delete("/briefings/{briefing_id}/shares/{person}", status_code=204)
def unshare(briefing_id: str, person: Name, house: Housed, visitor: Visiting) -> None:
    """Let them read it no more."""
    Shares(house.store, visitor.owner).take_back("briefing", briefing_id, person)


@shares.get("/conversations/{conversation_id}/shares")
def listeners(conversation_id: str, house: Housed, visitor: Visiting) -> list[str]:
    """List who may read your conversation."""
    return Shares(house.store, visitor.owner).people("conversation", conversation_id)


@shares.put("/conversations/{conversation_id}/shares/{person}", status_code=204)
def share_conversation(conversation_id: str, person: Name, house: Housed, visitor: Visiting) -> None:
    """Let somebody read your conversation and the briefings in it, those to come as well."""
    Shares(house.store, visitor.owner).give("conversation", conversation_id, person, now())


@shares.delete("/conversations/{conversation_id}/shares/{person}", status_code=204)
def unshare_conversation(conversation_id: str, person: Name, house: Housed, visitor: Visiting) -> None:
    """Let them read it no more."""
    Shares(house.store, visitor.owner).take_back("conversation", conversation_id, person)
