"""Following feeds, sites and folders, and reading what they bring."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from agent.commands.opening import now, opened, opened_store, tell_behind
from agent.commands.reaching import web_of
from agent.commands.stories import group_waiting
from agent.commands.subscriptions import source_id
from agent.errors import SourceUnusable, UnusableRequest
from agent.guard import say
from agent.text.safe import printable
from agent.types import Feed, PageLinks, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.collect.bounded import Readers
    from agent.gather import SourceReport
    from agent.settings import Settings
    from agent.store import Store

SHOWN = 5
"""Pages of a source that are named where they could not be read, or went in with a remark."""


def run_add(address: str, publisher: str, language: str, country: str, home: Path | None) -> int:
    """Follow a feed, a site or a folder: what an address is, is found out by asking it once."""
    from agent.collect.bounded import Readers
    from agent.store import Followed, Outlets

    code = _country(country)
    if code and not publisher:
        raise UnusableRequest("option --country", "a country is an outlet's", "Name the outlet: --publisher.")
    with opened_store(home) as (settings, store), Readers() as readers:
        kind, found, title = _told(address, settings, readers)
        source = Source(
            id=source_id(kind, found),
            kind=kind,
            address=found,
            publisher=publisher,
            language=language,
            added=now(),
        )
        fresh = Followed(store).add([source])
        if fresh and code:
            Outlets(store).set_country(publisher, code)
    named = f" ({printable(title)})" if title else ""
    if not fresh:
        print(f"Followed already: {source.kind} {printable(found)}{named}.")
        return 0
    print(f"Following {source.kind} {printable(found)}{named}. `aletheia collect` reads it.")
    return 0


def _told(address: str, settings: Settings, readers: Readers) -> tuple[SourceKind, str, str]:
    """Return what an address is, where it is, and what it calls itself.

    Raises:
        SourceUnusable: nothing is there that can be followed.
    """
    from agent.collect.fetch.outcome import Failure
    from agent.collect.outcome import Unusable

    if "://" not in address:
        path = Path(address).expanduser()
        if path.is_dir():
            return "folder", str(path.resolve()), ""
        raise SourceUnusable(address, "it is neither a web address nor a folder")
    answer = web_of(settings).get(address)
    if isinstance(answer, Failure):
        raise SourceUnusable(address, answer.message)
    here = answer.moved or address
    try:
        feed = Feed.model_validate(readers.read("feed", answer.body, answer.content_type or ""))
        return "feed", here, feed.title
    except Unusable:
        pass  # no feed: perhaps a page that names one
    try:
        links = PageLinks.model_validate(readers.read("links", answer.body))
    except Unusable as problem:
        raise SourceUnusable(address, str(problem)) from None
    if links.feeds:
        return "feed", urljoin(urljoin(answer.url, links.base), links.feeds[0]), ""
    if links.articles:
        return "site", here, ""
    raise SourceUnusable(address, "it is no feed, names none, and links to no articles")


def _country(words: str) -> str:
    """Return the code of a country; empty for no words.

    Raises:
        UnusableRequest: no country is called so.
    """
    from agent.text.domains import code_of

    code = code_of(words)
    if words.strip() and not code:
        raise UnusableRequest(
            f"--country {words}", "no country has that name or code", "Write it like Colombia or CO."
        )
    return code


def run_set(
    reference: str, publisher: str | None, language: str | None, country: str | None, home: Path | None
) -> int:
    """Change what is said of a source or an outlet; what it brought before stays as it is."""
    from agent.store import Followed, Outlets
    from agent.text.domains import name_of

    code = _country(country or "")
    if publisher is None and language is None and country is None:
        raise UnusableRequest("set", "nothing is to be set", "Name --publisher, --language or --country.")
    with opened_store(home) as (_, store):
        outlet = reference
        if publisher is not None or language is not None or reference not in store.publishers():
            source = Followed(store).meant(reference)
            said = {"publisher": publisher, "language": language}
            source = source.model_copy(update={k: v for k, v in said.items() if v is not None})
            Followed(store).keep(source)
            outlet = source.publisher
        if country is not None and not outlet:
            raise UnusableRequest("option --country", "a country is an outlet's", "Name it: --publisher.")
        if country is not None:
            Outlets(store).set_country(outlet, code)
    told = f" is of {name_of(code)}" if code else ""
    print(printable(f"Set: {outlet or reference}{told}."))
    return 0


def run_list(home: Path | None) -> int:
    """Show what is followed, and how each fares."""
    from agent.store import Failing, Followed, Outlets
    from agent.text.domains import name_of

    with opened_store(home) as (settings, store):
        countries = Outlets(store).countries()
        sources = Followed(store).all()
        failing = {source.id: Failing(store).of(source.id).values() for source in sources}
    if not sources:
        print("Nothing is followed yet. `aletheia source add URL` follows a feed or a site.")
        return 0
    for source in sources:
        state = source.state
        health = "paused" if source.paused else state.health
        last = _day(state.succeeded, settings)
        name = source.publisher or source.address
        if source.publisher in countries:
            name = f"{name} ({name_of(countries[source.publisher])})"
        print(f"{source.id}  {health:<8} {source.kind:<7} last read {last:<16}  {printable(name)}")
        if source.publisher:
            print(f"{'':14}{printable(source.address)}")
        if state.problem:
            times = f"{state.failures} times in a row: " if state.failures > 1 else ""
            print(f"{'':14}{times}{printable(state.problem)}")
        given_up = sum(page.due is None for page in failing[source.id])
        for count, words in _failing(len(failing[source.id]) - given_up, given_up):
            if count:
                print(f"{'':14}{count} {words}")
    return 0


def _failing(waiting: int, given_up: int) -> list[tuple[int, str]]:
    """Return how many pages of a source could not be read, and what becomes of them."""
    return [(waiting, "not readable so far, tried again"), (given_up, "not readable, given up")]


def _day(moment: datetime | None, settings: Settings) -> str:
    return f"{moment.astimezone(settings.zone):%Y-%m-%d %H:%M}" if moment else "never"


def run_pause(reference: str, paused: bool, home: Path | None) -> int:
    """Read a source no more for now, or again."""
    from agent.store import Failing, Followed

    with opened_store(home) as (_, store):
        source = Followed(store).meant(reference)
        afresh = {"due": None, "gone": False, "etag": "", "last_modified": ""}
        state = source.state.model_copy(update=afresh) if not paused else source.state
        Followed(store).keep(source.model_copy(update={"paused": paused, "state": state}))
        if not paused:
            Failing(store).replace(source.id, ())  # whoever resumes a source wants to see what it gives now
    print(f"{'Paused' if paused else 'Resumed'}: {printable(source.address)}.")
    return 0


def run_remove(reference: str, home: Path | None) -> int:
    """Follow a source no more; its articles stay."""
    from agent.store import Followed

    with opened_store(home) as (_, store):
        source = Followed(store).meant(reference)
        Followed(store).remove(source)
    print(f"No longer followed: {printable(source.address)}. Its articles stay.")
    return 0


def run_collect(references: list[str], watch: bool, home: Path | None) -> int:
    """Read the sources that are due, or those that are named, and make what is new searchable."""
    from agent.collect.bounded import Readers
    from agent.progress import bar
    from agent.store import Followed

    with opened(home) as (settings, store, library), Readers() as readers:
        while True:
            followed = Followed(store)
            if not followed.all():
                raise UnusableRequest(
                    "collect", "nothing is followed", "`aletheia source add URL` follows a source."
                )
            named = [followed.meant(reference) for reference in references] or None
            with bar("Collecting") as step:
                again, reports = collected(store, settings, readers, named, step)
            if again:
                print(f"{again} articles that digests cite have changed.")
            with bar("Indexing") as step:
                synced = library.sync(step)
            code = _told_of(reports, synced.embedded)
            tell_behind(library)
            group_waiting(store)
            if not watch:
                return code
            time.sleep(_until_due(followed.all()))


def collected(
    store: Store,
    settings: Settings,
    readers: Readers,
    sources: list[Source] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[int, list[SourceReport]]:
    """Read sources now and keep what they bring; the index is the caller's to bring up to date.

    Before that, once a day, what recent editions of digests cite is looked at again.

    Args:
        store: Where articles and sources are kept.
        settings: How the web is asked, and the limits.
        readers: Read foreign files.
        sources: Which ones; None means those that are due.
        progress: Told after every source; what it raises ends the reading.

    Returns:
        How many cited articles have changed, and a report on each source.
    """
    from agent.again import look_again
    from agent.gather import gather

    web = web_of(settings)
    again = look_again(store, settings, web, readers, now())
    return again, gather(store, settings, web, readers, now(), sources, progress)


def _until_due(sources: list[Source]) -> float:
    """Return the seconds until a source is due, at least ten and at most ten minutes."""
    from agent.collect.health import is_due

    moment = now()
    due = [s.state.due for s in sources if s.state.due and not s.paused and not s.state.gone]
    if any(is_due(source, moment) for source in sources) or not due:
        return 10.0
    return min(600.0, max(10.0, (min(due) - moment).total_seconds()))


def _told_of(reports: list[SourceReport], embedded: int) -> int:
    """Say what each source brought; return 3 where something was left out."""
    for report in sorted(reports, key=lambda r: r.source.address):
        source = report.source
        name = printable(source.publisher or source.address)
        if source.state.failures or source.state.gone:
            say(f"{name}: {printable(source.state.problem)}")
            continue
        counts = [(report.left, "left for the next time"), *_failing(report.waiting, report.given_up)]
        more = "".join(f", {count} {words}" for count, words in counts if count)
        print(f"{name}: {report.added} new, {report.new_versions} changed, {report.known} known{more}")
        told = [*(f"Skipped {one}" for one in report.skipped), *(f"Noted {one}" for one in report.noted)]
        for line in told[:SHOWN]:
            say(f"  {printable(line)}")
        if len(told) > SHOWN:
            say(f"  … and {len(told) - SHOWN} more")
    added = sum(report.added for report in reports)
    failed = sum(bool(r.source.state.failures or r.source.state.gone or r.skipped) for r in reports)
    print(f"{len(reports)} sources read, {added} articles added; {embedded} passages embedded.")
    return 3 if failed else 0
