"""One address → what its page says: fetched safely and as robots.txt allows, read in a bounded process.

A page that does not come, is no page, or shows no article is a reason in words, never an empty article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol
from urllib.parse import urljoin

from agent.collect.bounded import Readers
from agent.collect.fetch.outcome import Failure, Fetched, Reason, Validators, shown
from agent.collect.identity import canonical_url, host_of
from agent.collect.outcome import Noted, Reading, Skipped, Unusable
from agent.collect.rows import Fields, article_from
from agent.types import Article

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_PDF = "application/pdf"


class Asks(Protocol):
    """Gives pages of the web."""

    def get(self, url: str, validators: Validators | None = None) -> Fetched | Failure:
        """Return a page, or why it does not come."""
        ...


class NotGiven(Unusable):
    """Why a page did not come, with what its server said about later."""

    def __init__(self, failure: Failure) -> None:
        """Take the failure of the fetch."""
        super().__init__(failure.message)
        self.retry_after = failure.retry_after
        self.status = failure.status
        self.postponed = failure.reason is Reason.PAUSE
        """It was not asked for, since its host wants longer pauses than one reading waits."""


class GoneForGood(Unusable):
    """The server says that a page will not come back."""


def missing(problem: Unusable) -> Literal[404, 410] | None:
    """Return what the server said where it has no such page; None: it said something else, or nothing."""
    if isinstance(problem, GoneForGood):
        return 410
    return 404 if isinstance(problem, NotGiven) and problem.status == 404 else None


def articles_at(
    urls: Iterable[str], web: Asks, readers: Readers, reading: Reading
) -> Iterator[Article | Skipped | Noted]:
    """Yield the articles that stand at addresses, what could not be read, and remarks, in order.

    The outlet is the host that gave the page, after all redirects.

    Args:
        urls: Addresses of pages or PDF files.
        web: Gives pages.
        readers: Read foreign files.
        reading: The circumstances.
    """
    for url in urls:
        try:
            said, host = page_at(url, web, readers)
            said.publisher = host
            article, remarks = article_from(said, said.url, reading)
        except Unusable as problem:
            yield Skipped(name=shown(url), reason=str(problem))
            continue
        if article.published is None:
            remarks = [*remarks, "it states no date; windows of time leave it out"]
        yield article
        yield from (Noted(name=shown(url), remark=remark) for remark in remarks)


def page_at(url: str, web: Asks, readers: Readers) -> tuple[Fields, str]:
    """Return what a page says, and the host that gave it.

    Raises:
        Unusable: it does not come (`NotGiven`), or cannot be read.
    """
    answer = web.get(url)
    if isinstance(answer, Failure):
        raise NotGiven(answer)
    if answer.gone:
        raise GoneForGood("its server says that it is gone for good")
    said = Fields(**readers.read(_job(answer), answer.body, answer.content_type or ""))
    host = host_of(answer.url)
    stated = canonical_url(urljoin(answer.url, said.url)) if said.url else None
    # A page may say which address is its own, but not that it is another host's.
    said.url = stated if stated and host_of(stated) == host else answer.url
    return said, host


def _job(answer: Fetched) -> str:
    kind = (answer.content_type or "").partition(";")[0].strip().casefold()
    if kind == _PDF or answer.body.startswith(b"%PDF-"):
        return "pdf"
    if kind not in _PAGES:
        raise Unusable(f"it is no page but {kind}")
    return "page"
