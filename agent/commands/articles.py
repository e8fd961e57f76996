"""Single articles: their versions with what changed, and which other articles tell the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.opening import opened_store
from agent.text.safe import printable
from agent.types import Article, Window

if TYPE_CHECKING:
    from datetime import datetime

    from agent.settings import Settings
    from agent.store import Store

_SHOWN = 40
"""Changes of one version that are printed."""
_DAYS_AROUND = 14
"""Days before and after an article in which copies of it are looked for."""


def run_versions(reference: str, home: Path | None) -> int:
    """Print every version of an article with what changed, and where its text comes from."""
    with opened_store(home) as (settings, store):
        history = store.history(store.meant(reference))
        told = list(_origin(store, history[-1]))
    first = history[0]
    print(printable(f"{history[-1].publisher}: {history[-1].headline or '(without a headline)'}"))
    print(f"{first.id}  {printable(first.url or '')}".rstrip())
    for number, version in enumerate(history, 1):
        print(f"\nVersion {number}, read {_when(version.retrieved, settings)}{_stated(version, settings)}")
        if number > 1:
            _print_changes(history[number - 2], version)
    for line in told:
        print(f"\n{printable(line)}")
    return 0


def _print_changes(before: Article, after: Article) -> None:
    from agent.text.changes import changes

    headline = changes(before.headline, after.headline)
    found = [f"headline: {change}" for change in headline] + changes(before.text, after.text)
    for change in found[:_SHOWN]:
        print(f"  {printable(change)}")
    if len(found) > _SHOWN:
        print(f"  … and {len(found) - _SHOWN} more changes")


def _stated(article: Article, settings: Settings) -> str:
    said = [("published", article.published), ("changed", article.modified)]
    return "".join(f", {word} {_when(moment, settings)}" for word, moment in said if moment is not None)


def _when(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(settings.zone):%Y-%m-%d %H:%M}"


def _origin(store: Store, article: Article) -> Iterator[str]:
    """Yield whose text it is, and who else printed it."""
    from agent.text.lineage import repeated, sources

    near = _near(store, article)
    ties = sources(near)
    if article.id in ties:
        yield f"Origin: it {ties[article.id]}."
    copies = repeated(near)
    if (origin := copies.get(article.id)) is not None:
        yield f"Origin: {origin.publisher}, {origin.headline} ({origin.url or origin.id})"
    own = [one for one in near if one.id in copies and copies[one.id].id == article.id]
    if own:
        yield "Also printed by: " + "; ".join(f"{one.publisher} ({one.url or one.id})" for one in own)


def _near(store: Store, article: Article) -> Sequence[Article]:
    """Return the articles of the days around one that share enough of its words to be worth comparing."""
    from datetime import timedelta

    from agent.text.lineage import taken_over

    if article.published is None:
        return [article]
    around = timedelta(days=_DAYS_AROUND)
    window = Window(since=article.published - around, until=article.published + around)
    others = (one for one in store.articles(window) if one.id != article.id)
    return [article, *(one for one in others if taken_over(article, one))]
