"""What takes editions in tests: a list, and a mail server of our own on the loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from agent.errors import Undeliverable
from agent.types import Issue


@dataclass
class Outbox:
    """Keeps what it is to send; fails for the recipients it is told."""

    sent: list[tuple[str, str, Issue]] = field(default_factory=list)
    refuse: dict[str, bool] = field(default_factory=dict)
    """By recipient: whether it is for good."""

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        if recipient in self.refuse:
            raise Undeliverable(recipient, "nobody there", for_good=self.refuse[recipient])
        self.sent.append((recipient, key, issue))


@dataclass
class Inbox:
    """A mail server."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """By recipient: what is said instead of taking it."""
    after_data: str = ""
    """What is said when all was sent."""
    silent: dict[str, asyncio.Event] = field(default_factory=dict)
    """By recipient: nothing is said before this happens."""
    drops: set[str] = field(default_factory=set)
    """Recipients whose mail is taken, and the line cut before that is said."""
    taken: Callable[[], None] = lambda: None
    """Is called when a mail was taken, on the server's thread."""

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.silent:
            await self.silent[address].wait()
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.after_data:
            return self.after_data
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.envelopes.append(list(envelope.rcpt_tos))
        self.taken()
        if self.drops & set(envelope.rcpt_tos):
            server.transport.abort()
        return "250 OK"

    def to(self) -> list[str]:
        """Return to whom mails came, in that order."""
        return [address for envelope in self.envelopes for address in envelope]


@contextmanager
def inbox(port: int = 0) -> Iterator[Inbox]:
    """Run a mail server for as long as the block lasts, at a free port where none is named."""
    held = Inbox(port or free_port())
    controller = Controller(held, hostname="127.0.0.1", port=held.port)
    controller.start()
    try:
        yield held
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
