"""What goes wrong, as an answer: in OpenAI's form for programs, as a page for people. One sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from agent.errors import (
    AletheiaError,
    CannotPack,
    EditedMeanwhile,
    EmptyLibrary,
    IndexBusy,
    LimitReached,
    NotFound,
    NothingToSay,
    NotNow,
    StoreAway,
    StoreBusy,
    UnknownProfile,
    UnusableRequest,
)
from agent.web.wording import worded

FAULT = (
    "This is a fault of aletheia itself. Nothing that was finished is lost; the server's terminal names it."
)
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
"""As OpenAI's interface calls them; whatever else is the server's."""


def problem(scope: Scope, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that says what went wrong."""
    path = scope.get("path", "")
    if path.startswith(("/api/", "/v1/")):
        return JSONResponse(error_body(status, sentence), status, headers)
    if status == 401 and scope.get("method") == "GET":
        return RedirectResponse("/login", 303)
    page = templates().get_template("problem.html.j2").render(sentence=sentence, status=status)
    return HTMLResponse(page, status, headers)


def error_body(status: int, sentence: str) -> dict[str, dict[str, str | None]]:
    """Return what programs get, in the form of OpenAI's interface."""
    kind = _KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")
    code = "invalid_api_key" if status == 401 else None
    return {"error": {"message": sentence, "type": kind, "param": None, "code": code}}


def of_error(error: AletheiaError) -> HTTPException:
    """Return an error of ours as a status and a sentence."""
    headers = {"Retry-After": str(error.wait)} if isinstance(error, NotNow) else None
    if headers is None and isinstance(error, StoreBusy | StoreAway | IndexBusy):
        headers = {"Retry-After": "5"}
    return HTTPException(_status(error), worded(error), headers)


def _status(error: AletheiaError) -> int:
    if isinstance(error, LimitReached):
        return 429
    if isinstance(error, EditedMeanwhile | CannotPack):
        return 409
    if isinstance(error, NotNow | StoreBusy | StoreAway | IndexBusy):
        return 503
    if isinstance(error, NotFound | NothingToSay | EmptyLibrary):
        return 404
    return 400 if isinstance(error, UnusableRequest | UnknownProfile) else 500


@lru_cache
def templates() -> Environment:
    """Return our own templates; whatever is put into them is escaped."""
    return Environment(
        loader=PackageLoader("agent.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
