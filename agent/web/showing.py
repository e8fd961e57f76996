"""How every page is put together: who is logged in, what they may do, what their forms carry."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from agent.web.gate import session_cookie, visit_cookie
from agent.web.house import House, house_of, visitor_of
from agent.web.problems import templates

SESSION = timedelta(hours=12)
"""After which one has to log in again."""
PAGE = 50
"""Lines of a list."""


def shown(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page; a visit without a session gets the cookie that its forms are held to."""
    house, visitor = house_of(request), visitor_of(request)
    name = session_cookie(house) if visitor.by == "session" else visit_cookie(house)
    cookie = request.cookies.get(name) or token_urlsafe(24)
    whose = {"visitor": visitor, "csrf": house.token(cookie), "zone": house.settings.zone}
    answer = HTMLResponse(templates().get_template(template).render(**whose, **values), status)
    if visitor.by != "session":
        set_cookie(answer, name, cookie, house)
    return answer


def set_cookie(answer: Response, name: str, value: str, house: House) -> None:
    """Put a cookie on an answer that no script and no other site can read."""
    answer.set_cookie(
        name,
        value,
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=house.site.secure,
        path="/",
    )
