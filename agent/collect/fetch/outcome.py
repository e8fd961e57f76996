"""What a fetch is told and what it yields: values, so that one bad page never spoils the run. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from agent.text.safe import one_line
from agent.types import Record

_LONGEST_SHOWN = 300
"""Characters of an address that a message repeats."""


class Reason(StrEnum):
    """Why nothing came."""

    REFUSED_URL = "refused_url"
    REFUSED_SCHEME = "refused_scheme"
    REFUSED_PORT = "refused_port"
    REFUSED_ADDRESS = "refused_address"
    CANNOT_RESOLVE = "cannot_resolve"
    CANNOT_CONNECT = "cannot_connect"
    TLS = "tls"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    BAD_ENCODING = "bad_encoding"
    BAD_ANSWER = "bad_answer"
    HTTP_STATUS = "http_status"
    ROBOTS = "robots"
    PAUSE = "pause"


_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.REFUSED_URL: ("Not fetched", "Give an address such as https://news.example/feed."),
    Reason.REFUSED_SCHEME: ("Not fetched", "Use an https:// or http:// address."),
    Reason.REFUSED_PORT: ("Not fetched", "Use another address, or allow the port in the settings."),
    Reason.REFUSED_ADDRESS: ("Not fetched", "Use a public address, or allow the network in the settings."),
    Reason.CANNOT_RESOLVE: ("Host not found", "Check its name and the connection to the internet."),
    Reason.CANNOT_CONNECT: ("No connection", "It is tried again later; check the address if this stays."),
    Reason.TLS: ("No safe connection", "Tell the publisher, or check this machine's clock and certificates."),
    Reason.TOO_MANY_REDIRECTS: ("Sent around", "Open it in a browser and use the address where that ends."),
    Reason.TOO_LARGE: ("Too large", "Leave it out, or raise the limit in the settings."),
    Reason.TOO_SLOW: ("Too slow", "It is tried again later; leave it out if this stays."),
    Reason.BAD_ENCODING: ("Cannot be unpacked", "Tell the publisher, or leave it out."),
    Reason.BAD_ANSWER: ("No proper answer", "It is tried again later; leave it out if this stays."),
    Reason.HTTP_STATUS: ("Not given out", "Open it in a browser to see what its publisher says."),
    Reason.PAUSE: ("Not fetched yet", "It is fetched by a later reading."),
    Reason.ROBOTS: ("Not fetched", "The publisher's robots.txt says no; use another source."),
}  # fmt: skip
"""What happened, and what to do."""
_PASSING = frozenset(
    {Reason.CANNOT_RESOLVE, Reason.CANNOT_CONNECT, Reason.TOO_SLOW, Reason.BAD_ANSWER, Reason.PAUSE}
)
_PASSING_STATUS = frozenset({408, 425, 429})


class Limits(Record):
    """How much one fetch may take, redirects included."""

    seconds: float = 30.0
    """Seconds from the first look-up of a name to the last byte."""
    wire_bytes: int = 10_000_000
    """Bytes that are received, headers included, as they come over the wire."""
    body_bytes: int = 10_000_000
    """Bytes of the body once it is unpacked."""
    redirects: int = 5
    """Redirects that are followed."""


class Validators(Record):
    """What the last answer said about its version, so that the server may answer "unchanged"."""

    etag: str | None = None
    """The ETag header, as it came."""
    last_modified: str | None = None
    """The Last-Modified header, as it came."""


class Redirect(Record):
    """One step from an address to another."""

    source: str
    """Where the step began."""
    target: str
    """Where it led."""
    status: int
    """301, 302, 303, 307 or 308."""

    @property
    def permanent(self) -> bool:
        """Whether the source is gone for good (301, 308)."""
        return self.status in (301, 308)


class Fetched(Record):
    """An answer: 200 or 203 with a body, 304 (unchanged) or 410 (gone for good) without."""

    url: str
    """Where the answer came from, after all redirects, without a fragment."""
    redirects: tuple[Redirect, ...] = ()
    """The way there, in order."""
    status: int
    """200, 203, 304 or 410."""
    content_type: str | None = None
    """The Content-Type header."""
    etag: str | None = None
    """The ETag header, to be sent along next time."""
    last_modified: str | None = None
    """The Last-Modified header, to be sent along next time."""
    retry_after: str | None = None
    """The Retry-After header: seconds, or a date (`politeness.retry_at` reads it)."""
    body: bytes = b""
    """The page, unpacked."""
    retrieved: datetime
    """The moment that counts as the time of fetching, as the caller gave it."""

    @property
    def unchanged(self) -> bool:
        """Whether nothing is new since the validators."""
        return self.status == 304

    @property
    def gone(self) -> bool:
        """Whether the publisher says that it will not come back."""
        return self.status == 410

    @property
    def moved(self) -> str | None:
        """Where to ask next time: as far as permanent redirects alone lead; None if unmoved."""
        target = None
        for step in self.redirects:
            if not step.permanent:
                break
            target = step.target
        return target


class Failure(Record):
    """Why nothing was fetched. `str()` is a message for the user."""

    url: str
    """What was asked for, as it was given."""
    reason: Reason
    """The kind of failure."""
    message: str
    """What, which one, why, and what to do; without user or password, safe to print."""
    status: int | None = None
    """The status of the answer, where there was one."""
    retry_after: str | None = None
    """The Retry-After header of that answer."""
    redirects: tuple[Redirect, ...] = ()
    """The way to where it failed."""
    retrieved: datetime
    """As in `Fetched`."""

    def __str__(self) -> str:
        return self.message

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later without anybody changing anything."""
        if self.reason is Reason.HTTP_STATUS and self.status is not None:
            return self.status >= 500 or self.status in _PASSING_STATUS
        return self.reason in _PASSING


class Stopped(Exception):
    """Why a fetch ended; becomes a `Failure` where it is known what was asked for."""

    def __init__(
        self, reason: Reason, why: str, *, status: int | None = None, retry_after: str | None = None
    ) -> None:
        """Take the reason, the particulars in plain words, and what the server said, if it answered."""
        super().__init__(reason, why)
        self.reason, self.why = reason, why
        self.status, self.retry_after = status, retry_after


def failure(url: str, stopped: Stopped, redirects: tuple[Redirect, ...], moment: datetime) -> Failure:
    """Return the value for a fetch that was stopped."""
    what, remedy = _WORDS[stopped.reason]
    where = shown(url)
    if redirects:
        where = f"{where}, redirected to {shown(redirects[-1].target)}"
    return Failure(
        url=url,
        reason=stopped.reason,
        message=f"{what}: {where} ({one_line(stopped.why)}). {remedy}",
        status=stopped.status,
        retry_after=stopped.retry_after,
        redirects=redirects,
        retrieved=moment,
    )


def shown(url: str) -> str:
    """Return an address for a message: safe to print, short, and without user and password."""
    bare = re.sub(r"//[^/?#]*@", "//", one_line(url))
    return bare if len(bare) <= _LONGEST_SHOWN else f"{bare[:_LONGEST_SHOWN]}…"
