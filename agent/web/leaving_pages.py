"""Leaving a digest, for whoever got the mail: its link is signed, and no account is asked for.

A look at the link changes nothing: programs that look into mail follow every link in it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from agent.commands.opening import now
from agent.leaving import is_signed
from agent.store.leaving import unsubscribe
from agent.types import Recipient
from agent.web.house import House, house_of
from agent.web.showing import shown

leaving_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
To = Annotated[str, Query(min_length=1, max_length=400)]


@leaving_pages.get("/unsubscribe/{digest_id}/{signed}")
def ask(digest_id: str, signed: str, to: To, request: Request, house: Housed) -> Response:
    """Ask whether they mean it."""
    _is_ours(house, digest_id, to, signed)
    return shown(request, "leaving.html.j2", to=to, left=None)


@leaving_pages.post("/unsubscribe/{digest_id}/{signed}")
def leave(digest_id: str, signed: str, to: To, request: Request, house: Housed) -> Response:
    """Send them nothing of this digest any more."""
    _is_ours(house, digest_id, to, signed)
    title = unsubscribe(house.store, digest_id, Recipient(channel="mail", address=to), now())
    return shown(request, "leaving.html.j2", to=to, left=title or "this digest")


def _is_ours(house: House, digest_id: str, to: str, signed: str) -> None:
    key = house.settings.unsubscribe_key
    if key is None or not is_signed(key.get_secret_value(), digest_id, to, signed):
        raise HTTPException(404, "This link is not one of ours, or no longer. Use the newest mail's.")
