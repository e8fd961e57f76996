"""What every answer carries, whatever made it: no page of ours asks another host for anything."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""A script and a style sheet of ours, from files; nothing inline, nothing from elsewhere, in no frame."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with `no-referrer` our own forms come from the origin `null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
LASTING = "max-age=31536000"
"""Seconds for which a browser that came by https does not come by http."""


class Sealed:
    """Sends an answer with these headers; a route may set a policy or caching of its own, and no less."""

    def __init__(self, send: Send, secure: bool) -> None:
        """Send through another; `secure` where browsers come by https."""
        self._send, self._secure = send, secure
        self.begun = False

    async def __call__(self, message: Message) -> None:
        """Send a message, as ASGI says."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._secure:
                headers["Strict-Transport-Security"] = LASTING
        await self._send(message)
