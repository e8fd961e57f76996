"""Editions to chat services, such as Slack, Matrix or Telegram, through one library that knows them all.

Their addresses hold keys, so they come from the environment under names of their own, and a digest only knows
the names. Such a service takes a short text: what changed, not the whole edition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.errors import ConfigurationError, Undeliverable
from agent.text.safe import one_line
from agent.types import Issue

LONGEST = 3_500
"""Characters of a message: under what the narrowest of the common services takes (4,096)."""
_NAMED = re.compile(r"([\w-]{1,60})=([a-z][a-z0-9+]*://\S+)")
_NOT_HERE = frozenset({
    *("file", "json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "syslog"),
    *("dbus", "kde", "qt", "glib", "gnome", "gio", "macosx", "windows"),
})  # fmt: skip
"""Ways of the library that are no chat service: they would go past our webhooks and mail, or stay here."""
_HOWTO = "Write NAME=ADDRESS, several with commas between; the addresses are those of apprise."


class ChatServices:
    """Sends editions to chat services by name."""

    def __init__(self, services: Mapping[str, Any]) -> None:
        """Know them by name, each as something that notifies."""
        self._services = services

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Send what an edition says first; such a service knows no key: what comes twice is shown twice."""
        service = self._services.get(recipient)
        if service is None:
            known = ", ".join(sorted(self._services)) or "none"
            raise Undeliverable(recipient, f"no chat service has that name; there are {known}", for_good=True)
        body = issue.text.encode("utf-8", "replace").decode("utf-8")
        if len(body) > LONGEST:
            body = f"{body[:LONGEST].rsplit(chr(10), 1)[0]}\n…"
        try:
            taken = service.notify(body=body, title=one_line(issue.subject), body_format="text")
        except Exception as problem:  # whatever a plug-in raises; its words may hold the address
            raise Undeliverable(recipient, f"the chat service failed: {type(problem).__name__}") from None
        if not taken:
            raise Undeliverable(recipient, "the chat service did not take it")


def read_services(text: str) -> dict[str, Any]:
    """Return the services of a setting by name; nothing is asked yet.

    Raises:
        ConfigurationError: the packages are not installed, or an address cannot be used; it is not repeated.
    """
    try:
        from apprise import Apprise
    except ImportError:
        raise ConfigurationError(
            "setting chat_services", "apprise is not installed", "Install `aletheia[chat-services]`."
        ) from None
    found: dict[str, Any] = {}
    for one in re.split(r",(?=[\w-]+=[a-z])", text):
        named = _NAMED.fullmatch(one)
        if named is None or named[2].partition("://")[0] in _NOT_HERE:
            raise ConfigurationError("setting chat_services", "something in it is no chat service", _HOWTO)
        service = Apprise()
        if not service.add(named[2]):
            raise ConfigurationError(
                f"setting chat_services, {named[1]}", "no service has such an address", _HOWTO
            )
        found[named[1]] = service
    return found
