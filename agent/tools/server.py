"""The tools over the Model Context Protocol: on standard input and output, or over HTTP on this machine.

The revisions of the protocol are those that the official SDK speaks, up to 2026-07-28.
"""

from __future__ import annotations

import logging
from functools import partial
from importlib.metadata import version
from typing import Any

import anyio
import uvicorn
from anyio import CapacityLimiter, to_thread
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as Described

from agent.errors import UnusableRequest
from agent.guard import say
from agent.overseen import Watch
from agent.text.safe import one_line
from agent.tools.offered import TOOLS, Counter, Tool
from agent.types import NOTICE

HOST = "127.0.0.1"
PATH = "/mcp"
AT_ONCE = 8
"""Calls that run at once; further ones wait."""
LARGEST = 1024 * 1024
"""Bytes of a request over HTTP: more than the longest text that may be checked."""
INSTRUCTIONS = (
    "Aletheia answers from a library of news articles. Every sentence that `brief` and `ask` deliver was "
    "checked against the passage it cites; keep its number and name its source when you use it. Where it "
    "refuses, the library does not know: do not answer from memory instead, or say that you do. "
    f"{NOTICE}"
)


def serve_here(counter: Counter) -> None:
    """Serve the program that started this one, until it closes our standard input."""
    anyio.run(_on_standard_streams, counter)


def serve_http(counter: Counter, port: int) -> None:
    """Serve programs on this machine, until interrupted.

    Raises:
        UnusableRequest: another program listens at the port.
    """
    logging.getLogger("uvicorn").handlers = [logging.NullHandler()]
    app = _server(counter).streamable_http_app(
        streamable_http_path=PATH, transport_security=_names(port), max_request_body_size=LARGEST
    )
    config = uvicorn.Config(
        app, HOST, port, log_config=None, access_log=False, ws="none", server_header=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    server = _Spoken(config)
    try:
        server.run()
    except SystemExit:
        why = "nothing can listen there, most often since something does already"
        raise UnusableRequest(f"--port {port}", why, "Name another port.") from None


class _Spoken(uvicorn.Server):
    """Says where it listens, once it does."""

    async def startup(self, *args: Any, **kwargs: Any) -> None:
        await super().startup(*args, **kwargs)
        if self.started:
            _heard("uvicorn")
            say(f"Listening at http://{HOST}:{self.config.port}{PATH}, for this machine; Ctrl-C ends it.")


class _Told(logging.Handler):
    """Says what goes wrong inside the SDK in one line: what clients sent may stand in it."""

    def emit(self, record: logging.LogRecord) -> None:
        say(one_line(record.getMessage()))


def _heard(name: str) -> None:
    logger = logging.getLogger(name)
    logger.handlers, logger.propagate = [_Told(logging.ERROR)], False


def _names(port: int) -> TransportSecuritySettings:
    """Return what a request may call us and where it may come from.

    A page of somebody else's site can be made to reach this machine under the site's own name (DNS
    rebinding); its Host and Origin give that away.
    """
    hosts = [f"{name}:{port}" for name in (HOST, "localhost")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=hosts,
        allowed_origins=[f"http://{host}" for host in hosts],
    )


async def _on_standard_streams(counter: Counter) -> None:
    server = _server(counter)
    try:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    except* BrokenPipeError:
        pass  # the client is gone, and hears no answer


def _server(counter: Counter) -> Server[Any]:
    _heard("mcp")
    known = {tool.name: tool for tool in TOOLS}
    places = CapacityLimiter(AT_ONCE)

    async def listed(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def called(_: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        if asked.name not in known:
            raise MCPError(INVALID_PARAMS, f"There is no such tool; there are {', '.join(known)}.")
        watch = Watch()
        work = partial(counter.call, known[asked.name], asked.arguments or {}, watch)
        try:
            done = await to_thread.run_sync(work, abandon_on_cancel=True, limiter=places)
        finally:
            watch.stop()  # whoever leaves before the end does not wait for it
        content = [TextContent(type="text", text=done.text)]
        return CallToolResult(content=content, structured_content=done.value, is_error=done.value is None)

    server = Server(
        "aletheia",
        version=version("aletheia"),
        title="Aletheia",
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )
    server.middleware.clear()  # nothing is traced
    return server


def _described(tool: Tool) -> Described:
    return Described(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.asks.model_json_schema(),
        output_schema=tool.answers.model_json_schema(mode="serialization"),
        annotations=ToolAnnotations(
            read_only_hint=not tool.keeps, destructive_hint=False, open_world_hint=False
        ),
    )
