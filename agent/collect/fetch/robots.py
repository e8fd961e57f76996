"""What a publisher's robots.txt allows, decided from its text (RFC 9309). Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from protego import Protego

from agent.collect.fetch.outcome import Failure, Fetched, Reason

AGENT = "Aletheia"
"""The name under which robots.txt speaks to us."""
LONGEST = 512_000
"""Bytes that are read (RFC 9309, section 2.5); rules after them do not count."""
_MOST_WORK = 1_000_000
"""Names times rules: the parser keeps each rule once for each name, which could fill memory."""
_NAMES = re.compile(r"^[ \t\ufeff]*user", re.IGNORECASE | re.MULTILINE)


class Robots:
    """The rules of one host for us. Says nothing about whether an address is safe to connect to."""

    def __init__(self, text: str | None, why: str = "robots.txt does not allow this page") -> None:
        """Read the rules; None allows nothing, for the reason given. An empty text allows everything."""
        self.why = why
        """Why a page is not allowed, in plain words."""
        self._rules = None if text is None else Protego.parse(text)

    def allows(self, url: str) -> bool:
        """Return whether a page may be fetched."""
        if self._rules is None:
            return False
        parts = urlsplit(url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return self._rules.can_fetch(path, AGENT)

    @property
    def delay(self) -> timedelta | None:
        """The pause asked for between two pages, None where none is; at most a day."""
        seconds = None if self._rules is None else self._rules.crawl_delay(AGENT)
        return None if seconds is None else timedelta(seconds=min(seconds, 86_400.0))


def place(url: str) -> str:
    """Return where the robots.txt for a page lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def robots_of(answer: Fetched | Failure) -> Robots:
    """Return the rules that follow from asking for a robots.txt.

    A status of 4xx means that there are none: everything is allowed. A status of 5xx, or no answer at all,
    means that they are not known: nothing is allowed for now, and it is asked again later (RFC 9309, section
    2.3.1). 429 asks to be left alone, so it counts with the latter.
    """
    if isinstance(answer, Failure):
        known = answer.reason is Reason.HTTP_STATUS and answer.status is not None
        if known and answer.status != 429 and 400 <= (answer.status or 0) < 500:
            return Robots("")
        return Robots(None, "its robots.txt could not be read, so nothing is allowed for now")
    text = answer.body[:LONGEST].decode("utf-8", "replace")
    names = len(_NAMES.findall(text))
    if names * len(text.splitlines()) > _MOST_WORK:
        return Robots(None, "its robots.txt is too complex to be read, so nothing is allowed")
    return Robots(text)
