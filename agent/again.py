"""Fetching again what recent editions of digests cite, so that a passage that changed comes to light.

It is done once a day, by the first reading of sources of that day: pages change without their feeds saying
so.
"""

from __future__ import annotations

from datetime import datetime

from agent.collect.asked import Asks, missing, page_at
from agent.collect.bounded import Readers
from agent.collect.missing import after_look
from agent.collect.outcome import Unusable
from agent.collect.rows import article_from
from agent.correcting import LOOKED_BACK
from agent.ingest import reading_of
from agent.settings import Settings
from agent.store import Followed, Missing, Outcome, Store, Turns
from agent.text.lineage import site_of

MOST = 200
"""Pages that are fetched again in a day, those of the youngest editions first."""


def look_again(store: Store, settings: Settings, web: Asks, readers: Readers, now: datetime) -> int:
    """Fetch cited pages again, and keep those that changed as new versions; return how many those are.

    A page that its server has not is noted, see `agent.collect.missing`. One that does not come for another
    reason, or leads elsewhere by now, is left as it was: that says nothing about what stood there.

    Args:
        store: Where articles, sources and editions are kept.
        settings: The zone in which days begin, and the limits.
        web: Gives pages.
        readers: Read foreign files.
        now: The moment that counts as the time of reading.
    """
    last = max((s.state.checked for s in Followed(store).all() if s.state.checked), default=None)
    if last is not None and last.astimezone(settings.zone).date() == now.astimezone(settings.zone).date():
        return 0
    changed, pages = 0, Missing(store)
    read_at = {site_of(source.address) for source in Followed(store).all()} - {""}
    reading = reading_of(settings, now)
    for article_id in cited_lately(store, now):
        known = store.article(article_id)
        if known is None or known.url is None:
            continue
        try:
            said, _ = page_at(known.url, web, readers)
            said.publisher = known.publisher
            article, _ = article_from(said, said.url, reading)
        except Unusable as problem:
            status, before = missing(problem), pages.of(article_id)
            if status is not None and (before is not None or site_of(known.url) in read_at):
                pages.keep(after_look(before, article_id, status, now))
            continue
        if article.id == article_id:
            pages.found(article_id, now)
            changed += store.add_articles([article]).count(Outcome.NEW_VERSION)
    return changed


def cited_lately(store: Store, now: datetime) -> list[str]:
    """Return the ids of the articles that editions of the last days cite, those of the youngest first."""
    editions = sorted(Turns(store).recent(now - LOOKED_BACK), key=lambda one: one.at, reverse=True)
    cited = (c.article_id for edition in editions for told in edition.told for c in told.claim.citations)
    return list(dict.fromkeys(cited))[:MOST]
