"""What is followed: feeds, sites and folders, and how the last readings of each went.

Pure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from agent.nouns.record import Record

SourceKind = Literal["feed", "site", "folder"]


class SourceState(Record):
    """How the last readings of a source went."""

    checked: AwareDatetime | None = None
    """When it was last asked."""
    succeeded: AwareDatetime | None = None
    """When it was last read without a fault."""
    brought: AwareDatetime | None = None
    """When it last brought an article that is new."""
    failures: int = Field(default=0, ge=0)
    """Readings that failed since it last succeeded."""
    problem: str = ""
    """What went wrong the last time, in plain words; empty while all is well."""
    due: AwareDatetime | None = None
    """When it may be asked again; None means at once."""
    gone: bool = False
    """Its server says that it was taken away for good."""
    etag: str = ""
    """The server's name for what it sent the last time it could be read; of a folder, what its files were."""
    last_modified: str = ""
    """The server's date of that."""

    @property
    def health(self) -> Literal["new", "healthy", "failing", "gone"]:
        """One word on it."""
        if self.gone:
            return "gone"
        if self.failures:
            return "failing"
        return "healthy" if self.succeeded else "new"


class Source(Record):
    """A feed, a site or a folder that is read again and again."""

    id: str
    """Hash of kind and address, as it was when somebody began to follow it."""
    kind: SourceKind
    """A site is a page whose links to articles are followed."""
    address: str
    """Address of the feed or page, or path of the folder."""
    publisher: str = ""
    """Name of the outlet as shown to readers; empty: the host that an article was fetched from."""
    language: str = ""
    """ISO 639-1 code of its articles; empty: told from each text."""
    added: AwareDatetime
    """When somebody began to follow it."""
    paused: bool = False
    """It is not read for now."""
    state: SourceState = SourceState()
    """How the last readings went."""


class FeedItem(Record):
    """One entry of a feed, as the feed tells it."""

    url: str
    """Address of the article; empty where the feed gives none."""
    title: str = ""
    """Headline, without markup."""
    authors: tuple[str, ...] = ()
    """Bylines."""
    published: str = ""
    """Date as it stands."""
    updated: str = ""
    """Date of the last change as it stands."""
    content: str = ""
    """Text or summary as HTML, the longest that the feed gives."""


class Feed(Record):
    """What a feed tells."""

    title: str = ""
    """Name of the feed."""
    items: tuple[FeedItem, ...] = ()
    """Its entries, in the feed's order."""
    damaged: str = ""
    """What is wrong with the file, where entries could be saved from it all the same."""
    listed: int = 0
    """How many entries it lists; of very many only the first are read."""


class FailedPage(Record):
    """A page of a source that could not be read, and when it is tried again."""

    source_id: str
    """The source."""
    reference: str
    """By what its entry is known again."""
    entry: FeedItem
    """What the entry said when it was tried, without its text; when that changes, it is tried anew."""
    tries: int = Field(ge=1)
    """Readings in which it failed."""
    problem: str
    """Why it could not be read, in plain words."""
    tried: AwareDatetime
    """When it was last tried."""
    due: AwareDatetime | None = None
    """When it may be tried again; None means that it is given up."""


class MissingPage(Record):
    """A page of an article in the library, as its server had it, or had it not, when it was looked at."""

    article_id: str
    """The article."""
    status: Literal[404, 410]
    """What its server said last: not found, or gone for good."""
    looks: int
    """On how many looks, apart from each other, it was not found; none: it was there on the last one."""
    first: AwareDatetime
    """When it was missing first."""
    looked: AwareDatetime
    """When a look was counted last."""
    gone: bool
    """It counts as taken away by its publisher."""


class PageLinks(Record):
    """What a page links to, as it stands there."""

    base: str = ""
    """What relative addresses are relative to, where the page says so."""
    feeds: tuple[str, ...] = ()
    """Feeds named in its head."""
    articles: tuple[str, ...] = ()
    """Links whose words read like headlines."""


class Subscription(Record):
    """One entry of a list of subscriptions, as another reader wrote it."""

    kind: Literal["feed", "site"]
    """What its address leads to, as the list says."""
    address: str
    """Address of the feed or page."""
    name: str = ""
    """What the list calls it; empty where that is nothing but the address."""
    language: str = ""
    """ISO 639 code; empty where the list names none."""
    paused: bool = False
    """The list keeps it as a comment: it is not to be read for now."""


class Subscriptions(Record):
    """What a list of subscriptions tells."""

    items: tuple[Subscription, ...] = ()
    """What can be followed, in the list's order; the same address may come twice."""
    left: tuple[tuple[str, str], ...] = ()
    """Name and reason of every entry that cannot be followed."""
    damaged: str = ""
    """What is wrong with the file, where entries could be saved from it all the same."""
