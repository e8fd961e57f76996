"""Feeds of digests, for whoever has their address: programs that read feeds have no account and no cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from agent.syndicating import atom, listing, path_of, served
from agent.web.house import House, house_of

feed_pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
_TYPE = "application/atom+xml; charset=utf-8"


@feed_pages.get("/feeds/{digest_id}/{secret}")
def feed(digest_id: str, secret: str, request: Request, house: Housed) -> Response:
    """Give the youngest editions as Atom; where the reader has them already, say so (RFC 9110, 13.1)."""
    listed = listing(house.store, served(house.store, digest_id, secret))
    tag = f'"{listed.tag}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",  # kept, and asked about each time
        "Referrer-Policy": "no-referrer",  # the address is the key
    }
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    address = f"{house.site.address}{path_of(listed.digest)}"
    return Response(atom(house.store, listed, address), media_type=_TYPE, headers=headers)


def _has(request: Request, tag: str) -> bool:
    """Tell whether a reader has what there is. No time is told: what is deleted would not change it."""
    held = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return tag in held or "*" in held
