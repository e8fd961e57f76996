"""Every answer of the server, counted and timed; where logs are for programs, a line for each."""

from __future__ import annotations

import sys
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent import logs
from agent.web.access import route_of
from agent.web.metrics import Metrics


class Observed:
    """Stands before everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Count what an application answers."""
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a connection, as ASGI says."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.monotonic(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self._note(scope, status, time.monotonic() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in ("GET", "POST", "PUT", "DELETE") else "other"
        route = route_of(method, scope["path"]) or "none"
        self._metrics.answered(method, route, status, seconds)
        if logs.structured():  # the form of the path: what people ask and read is nobody's business here
            took = round(seconds, 4)
            line = logs.line("Answered.", method=method, route=route, status=status, seconds=took)
            print(line, file=sys.stderr, flush=True)
