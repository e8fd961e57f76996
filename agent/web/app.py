"""The application: routes, what errors become, what is done beside them; before all of it the gate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from agent.errors import AletheiaError
from agent.web.alert_pages import alert_pages
from agent.web.api import api
from agent.web.api_briefings import briefs
from agent.web.api_sharing import shares
from agent.web.api_stories import news
from agent.web.briefing_pages import briefing_pages
from agent.web.chores import Chores
from agent.web.digest_pages import digest_pages
from agent.web.edit_pages import edit_pages
from agent.web.feed_pages import feed_pages
from agent.web.gate import Gate
from agent.web.house import House
from agent.web.leaving_pages import leaving_pages
from agent.web.openai import openai
from agent.web.pages import pages
from agent.web.problems import FAULT, of_error, problem
from agent.web.said_pages import said_pages
from agent.web.state import state, vitals
from agent.web.story_pages import story_pages

_ABOUT = (
    "Briefings in which every sentence stands behind its source, or is not sent. Send a token, made by "
    "`aletheia user token NAME`, as `Authorization: Bearer`."
)


def make_app(house: House) -> Gate:
    """Return the application of a house; its gate is the only way in."""
    app = FastAPI(
        title="Aletheia",
        version="1",
        description=_ABOUT,
        docs_url=None,  # their pages load scripts from other hosts
        redoc_url=None,
        openapi_url=None,  # /api/v1/openapi.json is a route of ours, which wants a reader
        lifespan=_living,
    )
    for router in (api, briefs, shares, news, openai, leaving_pages, feed_pages):
        app.include_router(router)
    told = (digest_pages, alert_pages, state, vitals)
    for router in (pages, story_pages, briefing_pages, edit_pages, said_pages, *told):
        app.include_router(router)
    return _gated(app, house)


def make_vitals(house: House) -> Gate:
    """Return what tells how a process is that works and serves nobody; the same gate stands before it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(vitals)
    return _gated(app, house)


def _gated(app: FastAPI, house: House) -> Gate:
    app.state.house = house
    app.add_exception_handler(AletheiaError, _ours)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _fault)
    return Gate(app, house)


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """Do what is to be done beside the answers while the server lives, and stop all work when it ends."""
    house: House = app.state.house
    chores = Chores(house)
    chores.start()
    try:
        yield
    finally:
        await asyncio.to_thread(chores.stop)
        await asyncio.to_thread(house.work.close)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, AletheiaError)
    refusal = of_error(error)
    return problem(request.scope, refusal.status_code, refusal.detail, refusal.headers)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(request.scope, error.status_code, error.detail, error.headers)


async def _unreadable(request: Request, error: Exception) -> Response:
    """Say which field is wrong, and never what was sent: it may be a password."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return problem(request.scope, 422, f"This cannot be read: {where}: {first['msg']}.")


async def _fault(request: Request, error: Exception) -> Response:
    return problem(request.scope, 500, FAULT)
