"""One reading of a source: ask for its feed or page, find what is new there, fetch that, make articles of it.

Whatever goes wrong with a source or a page becomes a value; an unforeseen error stops the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

from agent.collect.asked import Asks, NotGiven, page_at
from agent.collect.bounded import Readers
from agent.collect.feeds import MOST_ITEMS
from agent.collect.fetch.outcome import Failure, Fetched, Validators
from agent.collect.health import after_failure, after_gone, after_success, after_unchanged, dated
from agent.collect.identity import canonical_url, host_of
from agent.collect.moments import moment_of
from agent.collect.outcome import Noted, Reading, Skipped, Unusable
from agent.collect.rows import Fields, article_from
from agent.collect.tries import after_try, outlasting, told, waits
from agent.types import Article, FailedPage, Feed, FeedItem, PageLinks, Source

MOST_PAGES = 100
"""New pages of a source that are fetched in one reading; the next reading goes on."""
_ENOUGH = 400
"""Characters from which a feed's own text may stand for a page that cannot be read."""


@dataclass
class Visit:
    """What one reading of a source brought."""

    source: Source
    """With its state after the reading."""
    articles: list[Article] = field(default_factory=list)
    """New ones."""
    known: int = 0
    """Entries that are in the library already."""
    left: int = 0
    """Entries that the next reading fetches."""
    skipped: list[Skipped] = field(default_factory=list)
    """Pages that could not become an article."""
    noted: list[Noted] = field(default_factory=list)
    """What went in with a remark."""
    failed: list[FailedPage] | None = None
    """All its entries whose pages could not be read so far; None where the feed itself was not."""


@dataclass(frozen=True)
class Follower:
    """What a reading needs."""

    web: Asks
    readers: Readers
    reading: Reading
    every: timedelta
    """How often a healthy source is asked."""
    knows: Callable[[str], bool]
    """Whether the library has the article of an entry, by its reference."""
    failing: Callable[[str], Mapping[str, FailedPage]]
    """The pages of a source, by its id, that could not be read so far, by reference."""

    def visit(self, source: Source) -> Visit:
        """Read a feed or a site once."""
        state = source.state
        now = self.reading.retrieved
        validators = Validators(etag=state.etag, last_modified=state.last_modified)
        answer = self.web.get(source.address, validators)
        if isinstance(answer, Failure):
            return self._failed(source, answer.message, answer.retry_after)
        if answer.gone:
            return Visit(source.model_copy(update={"state": after_gone(state, now)}))
        if answer.unchanged:
            return Visit(source.model_copy(update={"state": after_unchanged(state, now, self.every)}))
        try:
            items, remarks = self._items(source, answer)
        except Unusable as problem:
            return self._failed(source, str(problem))
        visit = Visit(source)
        visit.noted += [Noted(name=source.address, remark=remark) for remark in remarks]
        self._fetch(visit, items)
        state = after_success(
            state, now, self.every, answer.etag or "", answer.last_modified or "", bool(visit.articles)
        )
        # What is left over is asked for again, though the feed itself has not changed since.
        if visit.left or any(page.due for page in visit.failed or ()):
            state = state.model_copy(update={"etag": "", "last_modified": ""})
        moved = answer.moved or source.address
        visit.source = source.model_copy(update={"state": state, "address": moved})
        return visit

    def _failed(self, source: Source, why: str, retry_after: str | None = None) -> Visit:
        state = after_failure(source.state, self.reading.retrieved, self.every, why, retry_after)
        return Visit(source.model_copy(update={"state": state}))

    def _items(self, source: Source, answer: Fetched) -> tuple[list[FeedItem], list[str]]:
        """Return what a feed or a page leads to, addresses made whole, and what is to be said of a feed."""
        if source.kind == "feed":
            feed = Feed.model_validate(self.readers.read("feed", answer.body, answer.content_type or ""))
            addressed = ((item, item.url and urljoin(answer.url, item.url)) for item in feed.items)
            whole = [item.model_copy(update={"url": url}) for item, url in addressed]
            remarks = [f"the feed is damaged: {feed.damaged}"] if feed.damaged else []
            if feed.listed > MOST_ITEMS:
                remarks.append(f"the feed lists {feed.listed:,} entries; the first {MOST_ITEMS:,} are read")
            return whole, remarks
        links = PageLinks.model_validate(self.readers.read("links", answer.body))
        base = urljoin(answer.url, links.base)
        found = (canonical_url(urljoin(base, link)) for link in links.articles)
        own = [url for url in found if url and host_of(url) == host_of(answer.url)]
        return [FeedItem(url=url) for url in dict.fromkeys(own)], []

    def _fetch(self, visit: Visit, items: list[FeedItem]) -> None:
        """Fetch what is new, and what failed before and may be tried again."""
        before = self.failing(visit.source.id)
        now = self.reading.retrieved
        fresh = list(self._fresh(visit, [*items, *outlasting(before.values())]))
        resting = [key for key, item in fresh if waits(before.get(key), item, now)]
        due = [(key, item) for key, item in fresh if not waits(before.get(key), item, now)]
        visit.left = max(0, len(due) - MOST_PAGES)
        left = [key for key, _ in due[MOST_PAGES:] if key in before]
        visit.failed = [before[key] for key in (*resting, *left)]
        for key, item in due[:MOST_PAGES]:
            name = item.url or item.title
            try:
                article, remarks = self._article(visit.source, item)
            except Unusable as problem:
                if isinstance(problem, NotGiven) and problem.postponed:
                    visit.left += 1
                    visit.failed += [before[key]] if key in before else []
                    continue
                later = problem.retry_after if isinstance(problem, NotGiven) else None
                page = after_try(before.get(key), visit.source, key, item, now, str(problem), later)
                visit.failed.append(page)
                visit.skipped.append(Skipped(name=name, reason=told(page)))
                continue
            visit.articles.append(article)
            visit.noted += [Noted(name=name, remark=remark) for remark in remarks]

    def _fresh(self, visit: Visit, items: list[FeedItem]) -> Iterator[tuple[str, FeedItem]]:
        """Yield the entries that the library lacks, each once, with its reference."""
        seen: set[str] = set()
        for item in items:
            key = _reference(visit.source, item)
            if key in seen:
                continue
            seen.add(key)
            if self.knows(key):
                visit.known += 1
            else:
                yield key, item

    def _article(self, source: Source, item: FeedItem) -> tuple[Article, list[str]]:
        """Return the article of an entry, from its page, or from the feed where the page does not come."""
        try:
            if not canonical_url(item.url):
                raise Unusable("the feed gives no address for it")
            said, host = page_at(item.url, self.web, self.readers)
            remarks = []
        except Unusable as problem:
            if len(item.content) < _ENOUGH:
                raise
            body = f"<html><body><article>{item.content}</article></body></html>"
            said, host = Fields(**self.readers.read("page", body.encode())), host_of(source.address)
            said.url = item.url
            remarks = [f"the feed's own text, since its page does not come: {problem}"]
        said.headline = said.headline or item.title
        said.authors = tuple(said.authors) or item.authors
        said.publisher = source.publisher or host
        said.external_id = _reference(source, item)
        said.language = source.language or said.language
        moment, remark = self._dated(said, item)
        said.published = moment.isoformat()
        article, more = article_from(said, said.external_id, self.reading)
        return article, [*remarks, *([remark] if remark else []), *more]

    def _dated(self, said: Fields, item: FeedItem) -> tuple[datetime, str]:
        zone = self.reading.zone
        page = moment_of(said.published, zone)
        feed = moment_of(item.published, zone) or moment_of(item.updated, zone)
        return dated(page, feed, self.reading.retrieved)


def _reference(source: Source, item: FeedItem) -> str:
    """Return by what an entry is known again: its address as the feed has it, else its title."""
    return canonical_url(item.url) or f"{source.id}/{item.title}"
