"""Who may do what: one table. A route that does not stand in it is reached by nobody.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from starlette.routing import compile_path

from agent.types import Role

Need = Role | Literal["nobody"]
"""The least role that a route wants; `nobody` need be known for it."""
RANK = {"nobody": 0, "reader": 1, "analyst": 2, "admin": 3}

RIGHTS: dict[tuple[str, str], Need] = {
    ("GET", "/healthz"): "nobody",
    ("GET", "/readyz"): "nobody",
    ("GET", "/metrics"): "admin",
    ("GET", "/status"): "admin",
    ("GET", "/login"): "nobody",
    ("POST", "/login"): "nobody",
    ("GET", "/static/{name}"): "nobody",
    ("POST", "/logout"): "reader",
    ("GET", "/"): "reader",
    ("GET", "/conversations/{conversation_id}"): "reader",
    ("GET", "/conversations"): "reader",
    ("GET", "/briefings"): "reader",
    ("POST", "/briefings"): "analyst",
    ("GET", "/briefings/{briefing_id}"): "reader",
    ("GET", "/briefings/{briefing_id}/print"): "reader",
    ("GET", "/briefings/{briefing_id}/export"): "reader",
    ("POST", "/briefings/{briefing_id}/sentences/{number}"): "analyst",
    ("POST", "/briefings/{briefing_id}/rewrite"): "analyst",
    ("POST", "/briefings/{briefing_id}/sentences/{number}/feedback"): "reader",
    ("POST", "/briefings/{briefing_id}/shares"): "analyst",
    ("POST", "/conversations/{conversation_id}/shares"): "analyst",
    ("GET", "/unsubscribe/{digest_id}/{signed}"): "nobody",
    ("POST", "/unsubscribe/{digest_id}/{signed}"): "nobody",
    ("GET", "/feeds/{digest_id}/{secret}"): "nobody",
    ("GET", "/alerts"): "reader",
    ("POST", "/alerts"): "analyst",
    ("GET", "/digests"): "reader",
    ("POST", "/digests"): "analyst",
    ("GET", "/digests/{digest_id}"): "reader",
    ("POST", "/digests/{digest_id}"): "analyst",
    ("GET", "/digests/{digest_id}/order"): "analyst",
    ("POST", "/digests/{digest_id}/order"): "analyst",
    ("GET", "/digests/{digest_id}/preview"): "analyst",
    ("GET", "/stories/{story_id}"): "reader",
    ("POST", "/stories/{story_id}/merge"): "analyst",
    ("POST", "/stories/{story_id}/split"): "analyst",
    ("POST", "/stories/{story_id}/watch"): "analyst",
    ("POST", "/ask"): "analyst",
    ("GET", "/api/v1/openapi.json"): "reader",
    ("GET", "/api/v1/me"): "reader",
    ("GET", "/api/v1/conversations"): "reader",
    ("GET", "/api/v1/conversations/{conversation_id}"): "reader",
    ("DELETE", "/api/v1/conversations/{conversation_id}"): "analyst",
    ("POST", "/api/v1/conversations/{conversation_id}/turns"): "analyst",
    ("GET", "/api/v1/briefings"): "reader",
    ("POST", "/api/v1/briefings"): "analyst",
    ("GET", "/api/v1/briefings/{briefing_id}"): "reader",
    ("DELETE", "/api/v1/briefings/{briefing_id}"): "analyst",
    ("POST", "/api/v1/briefings/{briefing_id}/rewrite"): "analyst",
    ("GET", "/api/v1/briefings/{briefing_id}/export"): "reader",
    ("GET", "/api/v1/briefings/{briefing_id}/passages"): "reader",
    ("PUT", "/api/v1/briefings/{briefing_id}/sentences/{number}"): "analyst",
    ("DELETE", "/api/v1/briefings/{briefing_id}/sentences/{number}"): "analyst",
    ("GET", "/api/v1/briefings/{briefing_id}/feedback"): "reader",
    ("POST", "/api/v1/briefings/{briefing_id}/sentences/{number}/feedback"): "reader",
    ("GET", "/api/v1/briefings/{briefing_id}/shares"): "analyst",
    ("PUT", "/api/v1/briefings/{briefing_id}/shares/{person}"): "analyst",
    ("DELETE", "/api/v1/briefings/{briefing_id}/shares/{person}"): "analyst",
    ("GET", "/api/v1/conversations/{conversation_id}/shares"): "analyst",
    ("PUT", "/api/v1/conversations/{conversation_id}/shares/{person}"): "analyst",
    ("DELETE", "/api/v1/conversations/{conversation_id}/shares/{person}"): "analyst",
    ("GET", "/api/v1/search"): "reader",
    ("GET", "/api/v1/stories"): "reader",
    ("GET", "/api/v1/stories/{story_id}"): "reader",
    ("POST", "/api/v1/stories/{story_id}/merge"): "analyst",
    ("POST", "/api/v1/stories/{story_id}/split"): "analyst",
    ("GET", "/api/v1/watches"): "reader",
    ("POST", "/api/v1/watches"): "analyst",
    ("DELETE", "/api/v1/watches/{watch_id}"): "analyst",
    ("GET", "/api/v1/spikes"): "reader",
    ("GET", "/api/v1/spending"): "admin",
    ("GET", "/v1/models"): "reader",
    ("GET", "/v1/models/{model_id}"): "reader",
    ("POST", "/v1/chat/completions"): "analyst",
}
SIGNED = frozenset({"/unsubscribe/{digest_id}/{signed}"})
"""Forms of paths that hold a signature of ours: that lets in, whatever page or program sends it."""
_ROUTES = [(method, path, compile_path(path)[0]) for method, path in RIGHTS]


@dataclass(frozen=True)
class Visitor:
    """Who asks."""

    owner: str
    """Whose things they see: the name of their account; empty for the person at the machine."""
    role: Role | Literal["nobody"]
    """What they may do."""
    by: Literal["token", "session", "machine", "nothing"]
    """What let them in."""

    def may(self, need: Need) -> bool:
        """Tell whether they may do what wants a role."""
        return RANK[self.role] >= RANK[need]


NOBODY = Visitor("", "nobody", "nothing")
MACHINE = Visitor("", "admin", "machine")
"""The person at the machine, where nobody has an account and only this machine reaches the server."""


def needed(method: str, path: str) -> Need | None:
    """Return the least role that a request wants; None where there is no such route."""
    route = route_of(method, path)
    return None if route is None else RIGHTS[method, route]


def route_of(method: str, path: str) -> str | None:
    """Return the form of a path, such as `/briefings/{briefing_id}`; None where there is no such route."""
    return next((form for verb, form, held in _ROUTES if verb == method and held.match(path)), None)
