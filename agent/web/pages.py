"""Pages for people: log in, ask, read answers. Rendered here; a small script lets answers come in piecewise.

The seams, for whoever adds pages: a route goes into `pages` below and into the table of `access.py`; it gets
its parts by `house_of` and `visitor_of`, and returns `shown(request, template, **values)`, which adds what
all pages have (who is logged in, what they may do, the token that every form carries as `csrf`). Templates
extend `base.html.j2`; whatever is put into them is escaped. The script of a chat is `static/chat.js`: it
finds forms marked `data-turns` and streams `/api/v1/conversations/{id}/turns` into the list marked
`data-answers`; without it the same form is sent to /ask, which answers whole. Styles and scripts are files,
none is inline (`sealed.py`); a new file of them goes into `_STATIC`. Pages of briefings are in
`briefing_pages.py`.
"""

from __future__ import annotations

import time
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from agent.commands.opening import now
from agent.passwords import LONGEST, digest, matches, new_secret
from agent.store import Conversations, Shares
from agent.types import Person
from agent.web.access import Visitor
from agent.web.gate import session_cookie
from agent.web.house import House, house_of, visitor_of
from agent.web.showing import PAGE, SESSION, set_cookie, shown
from agent.web.turns import NEW, answer_of, begin, finished

SHOWN = 6
"""Conversations and briefings on the start page."""
_STATIC = {
    "app.css": "text/css",
    "print.css": "text/css",
    "common.js": "text/javascript",
    "chat.js": "text/javascript",
    "briefing.js": "text/javascript",
    "order.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}

pages = APIRouter(include_in_schema=False)
Housed = Annotated[House, Depends(house_of)]
Visiting = Annotated[Visitor, Depends(visitor_of)]


@pages.get("/")
def home(
    request: Request, house: Housed, visitor: Visiting, day: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """Show the news of a day, the ask box, and what was asked before."""
    return shown(
        request,
        "home.html.j2",
        today=house.newsstand.day(day, house.store, house.settings),
        day=day,
        conversations=Conversations(house.store, visitor.owner).all(SHOWN),
        briefings=house.store.briefings(visitor.owner, SHOWN),
    )


@pages.get("/conversations")
def conversations(
    request: Request, house: Housed, visitor: Visiting, before: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """List the visitor's conversations."""
    kept = Conversations(house.store, visitor.owner).all(PAGE + 1, before)
    return shown(request, "conversations.html.j2", conversations=kept[:PAGE], more=len(kept) > PAGE)


@pages.get("/conversations/{conversation_id}")
def conversation(conversation_id: str, request: Request, house: Housed, visitor: Visiting) -> Response:
    """Show a conversation."""
    kept = Conversations(house.store, visitor.owner).read(conversation_id)
    answers = [answer_of(house, visitor.owner, kept.id, turn) for turn in kept.turns]
    own = kept.owner == visitor.owner
    people = Shares(house.store, visitor.owner).people("conversation", kept.id) if own else []
    return shown(request, "conversation.html.j2", conversation=kept, answers=answers, own=own, people=people)


@pages.post("/ask")
async def ask(
    request: Request,
    house: Housed,
    visitor: Visiting,
    words: Annotated[str, Form(min_length=1, max_length=4000)],
    conversation: Annotated[str, Form()] = NEW,
) -> Response:
    """Answer, and show the conversation: for browsers without a script."""
    job = await begin(house, visitor.owner, conversation, words)
    try:
        told = await finished(job)
    finally:
        job.stop()
    return RedirectResponse(f"/conversations/{told.conversation}", 303)


# --- coming and going ----------------------------------------------------------------------------------


@pages.get("/login")
def loginshown(request: Request) -> Response:
    """Ask who it is."""
    return shown(request, "login.html.j2", said="")


@pages.post("/login")
async def login(
    request: Request,
    house: Housed,
    name: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=4 * LONGEST)],
) -> Response:
    """Begin a session."""
    address = request.client.host if request.client is not None else ""
    key, at = f"{name.strip().lower()} {address}", time.monotonic()
    if wait := house.logins.wait(key, at):
        raise HTTPException(
            429,
            f"Too many wrong passwords. Wait {wait / 60:.0f} minutes.",
            {"Retry-After": str(int(wait) + 1)},
        )
    house.logins.note(key, at)  # before it is looked at, so that many at once count
    person = await run_in_threadpool(_known, house, name.strip().lower(), password)
    if person is None:
        return shown(request, "login.html.j2", 401, said="Name or password is wrong.")
    house.logins.forget(key)
    secret = new_secret()
    await run_in_threadpool(
        house.accounts.let_in, person.name, "session", digest(secret), now(), now() + SESSION
    )
    answer = RedirectResponse("/", 303)
    set_cookie(answer, session_cookie(house), secret, house)
    return answer


@pages.post("/logout")
def logout(request: Request, house: Housed) -> Response:
    """End the session."""
    house.accounts.shut_out(digest(request.cookies.get(session_cookie(house), "")))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(session_cookie(house), secure=house.site.secure, httponly=True, samesite="lax")
    return answer


@pages.get("/static/{name}")
def static(name: str) -> Response:
    """Give a style sheet or script of ours."""
    if name not in _STATIC:
        raise HTTPException(404, "There is no such file.")
    content = files("agent.web").joinpath("static", name).read_bytes()
    return Response(content, media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


def _known(house: House, name: str, password: str) -> Person | None:
    found = house.accounts.known(name)
    right = matches(password, found[1] if found is not None else None)
    return found[0] if found is not None and right else None
