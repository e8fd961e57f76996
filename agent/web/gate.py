"""What every request passes before any route sees it, and every answer on its way back.

In this order: the name the server is called by, whether there is such a route and what it wants, who asks,
how often, how large it is, whether it comes from a page of ours. Deny by default: what the table of rights
does not name is not reached, whatever routes the program has.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.commands.opening import now
from agent.errors import AletheiaError, ServerBusy
from agent.guard import say
from agent.passwords import digest
from agent.web.access import MACHINE, NOBODY, SIGNED, Visitor, needed, route_of
from agent.web.house import House
from agent.web.problems import FAULT, of_error, problem
from agent.web.sealed import Sealed
from agent.web.work import COME_BACK

LARGEST = 256 * 1024
"""Bytes of a request: hundreds of questions of the longest kind."""
PRESENT = 500
"""Requests that are being answered at the same time; whoever comes then is told to come back."""
BODY_SECONDS = 20.0
"""In which the whole of it has to come."""
SAFE = ("GET", "HEAD")
FORM = "application/x-www-form-urlencoded"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds: then it is not the person at the machine who asks."""
_OF_BROWSERS = ("cookie", "origin", "sec-fetch-site", "referer")


class Gate:
    """Stands before an application."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        """Let in what the house's site, people and limits allow."""
        self.app = app
        self.house = house
        self._present = 0
        self._limiter = CapacityLimiter(4)  # looking up who asks must not wait behind what others ask

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a connection, as ASGI says."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        sealed = Sealed(send, self.house.site.secure)
        self._present += 1
        try:
            if self._present > PRESENT:
                raise of_error(ServerBusy(COME_BACK, "", f"{PRESENT} requests are being answered"))
            receive = await self._admitted(scope, receive)
            await self.app(scope, receive, sealed)
        except HTTPException as refusal:
            answer = problem(scope, refusal.status_code, refusal.detail, refusal.headers)
            await answer(scope, receive, sealed)
        except Exception as fault:  # whatever it is, it ends in one sentence here and one there
            say(f"A request failed: {type(fault).__name__}: {fault}"[:300])
            if not sealed.begun:
                await problem(scope, 500, FAULT)(scope, receive, sealed)
        finally:
            self._present -= 1

    async def _admitted(self, scope: Scope, receive: Receive) -> Receive:
        """Return what hands on the request's body; note who asks.

        Raises:
            HTTPException: it is refused.
        """
        request = Request(scope)
        if request.headers.getlist("host")[:2] not in [[host] for host in _spelled(request, self.house)]:
            raise HTTPException(
                421, "This server is not called so. Use the address that it told when it began."
            )
        need = needed(scope["method"], scope["path"])
        if need is None:
            raise HTTPException(404, "There is no such page.")
        visitor = await self._visitor(request)
        if visitor is NOBODY and need != "nobody":
            told = {"WWW-Authenticate": "Bearer"} if scope["path"].startswith(("/api/", "/v1/")) else None
            raise HTTPException(401, "Log in, or send a token as `Authorization: Bearer`.", told)
        if not visitor.may(need):
            raise HTTPException(403, f"This wants the role {need}; yours is {visitor.role}.")
        self._not_too_often(visitor, request)
        scope["aletheia.visitor"] = visitor
        body = await _whole_body(request, receive)
        signed = route_of(scope["method"], scope["path"]) in SIGNED
        if scope["method"] not in SAFE and visitor.by != "token" and not signed:
            self._from_a_page_of_ours(request, visitor, body)
        return _again(body, receive)

    async def _visitor(self, request: Request) -> Visitor:
        """Find out who asks; a token or session that is none counts as nothing, and never as the machine."""
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        cookie = request.cookies.get(session_cookie(self.house), "")

        def look() -> Visitor:
            accounts = self.house.accounts
            local = self.house.site.local and not any(request.headers.get(name) for name in _FORWARDED)
            if local and not accounts.any():
                return MACHINE
            by: Literal["token", "session"] = "token" if kind.lower() == "bearer" else "session"
            secret_of = secret.strip() if by == "token" else cookie
            person = accounts.admitted(digest(secret_of), by, now()) if secret_of else None
            return Visitor(person.name, person.role, by) if person is not None else NOBODY

        try:
            return await to_thread.run_sync(look, limiter=self._limiter)
        except AletheiaError as error:
            raise of_error(error) from None

    def _not_too_often(self, visitor: Visitor, request: Request) -> None:
        address = request.client.host if request.client is not None else ""
        key = f"name {visitor.owner}" if visitor.owner else f"address {address}"
        at = time.monotonic()
        if wait := self.house.requests.wait(key, at):
            raise HTTPException(429, "Too many requests.", {"Retry-After": str(int(wait) + 1)})
        self.house.requests.note(key, at)

    def _from_a_page_of_ours(self, request: Request, visitor: Visitor, body: bytes) -> None:
        """Refuse what another site made a browser send.

        Raises:
            HTTPException: it does not carry what only a page of ours can know.
        """
        headers = request.headers
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != headers["host"].lower()
        if foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "This was sent by another site.")
        is_form = headers.get("content-type", "").partition(";")[0].strip().lower() == FORM
        no_browser = not is_form and not any(name in headers for name in _OF_BROWSERS)
        if visitor.by == "machine" and no_browser:
            return  # a program on this machine: no page can send a request without these headers
        sent = headers.get("x-csrf-token", "")
        if is_form:
            sent = parse_qs(body.decode("utf-8", "replace")).get("csrf", [""])[0]
        name = session_cookie(self.house) if visitor.by == "session" else visit_cookie(self.house)
        cookie = request.cookies.get(name, "")
        if not cookie or not hmac.compare_digest(self.house.token(cookie).encode(), sent.encode()):
            raise HTTPException(403, "This page has grown old. Load it again, and send it once more.")


def session_cookie(house: House) -> str:
    """Return the name of the cookie of a session."""
    return "__Host-aletheia" if house.site.secure else "aletheia"


def visit_cookie(house: House) -> str:
    """Return the name of the cookie that stands for a visit without a session."""
    return "__Host-aletheia-visit" if house.site.secure else "aletheia-visit"


def _spelled(request: Request, house: House) -> list[str]:
    """Return the Host headers as the request may spell them."""
    given = request.headers.get("host", "")
    return [given] if given.lower() in house.site.hosts else []


async def _whole_body(request: Request, receive: Receive) -> bytes:
    """Return the body, no larger than it may be and no later."""
    too_large = HTTPException(413, f"A request may have {LARGEST:,} bytes.")
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > LARGEST:
        raise too_large
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise HTTPException(400, "The request broke off.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST:
                    raise too_large
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise HTTPException(408, "The request took too long to come.") from None


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands the body on once, and then whatever else comes."""
    given = False

    async def hand_on() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return hand_on
