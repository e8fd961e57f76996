"""Showing what was ordered and sent, and changing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agent.commands.digest_orders import due_next
from agent.commands.opening import catch_up, now, opened, opened_store
from agent.commands.output import must_be_writable, write_out
from agent.guard import say
from agent.text.safe import printable

if TYPE_CHECKING:
    from agent.types import Edition

ADDRESS = "http://127.0.0.1:8000"
"""Where `aletheia serve` is reached where nothing else is set."""
RUNS = 10
"""Coming runs that `explain` shows."""


def run_list(home: Path | None) -> int:
    """Show every digest with its next run."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digests = Orders(store).all()
    if not digests:
        print('Nothing is ordered yet. `aletheia digest add "TITLE"` orders a digest.')
        return 0
    for digest in digests:
        print(printable(f"{digest.id}  {digest.title}: {digest.schedule.said}. {due_next(digest)}"))
    return 0


def run_show(name: str, home: Path | None) -> int:
    """Show what was ordered."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digest = Orders(store).meant(name)
    print(printable(f"{digest.title} ({digest.id})"))
    facts = [
        f"Due {digest.schedule.said} (cron {digest.schedule.cron}), {digest.timezone}. {due_next(digest)}",
        *(f"Question: {question}" for question in digest.questions),
        *(f"{one.kind.capitalize()}: {one.name or 'every burst of coverage'}" for one in digest.subjects),
        *([f"At most ${digest.max_cost} an edition."] if digest.max_cost is not None else []),
        f"Profile {digest.profile}, articles of {digest.lookback_hours} h before an edition.",
        f"Written at most {digest.late_hours} h late; what is older is recorded as missed.",
        "Sent only if something changed." if digest.only_changed else "Sent also when nothing changed.",
        *([f"Attached to mail: {', '.join(digest.attach)}."] if digest.attach else []),
        *(f"To {to.channel}: {to.address}" for to in digest.recipients),
    ]
    for fact in facts:
        print(printable(f"  {fact}"))
    return 0


def run_explain(name: str, home: Path | None) -> int:
    """Show the coming runs, and why each is when it is."""
    from agent.schedules import coming
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digest = Orders(store).meant(name)
    if digest.alert is not None:
        print(printable(f"{digest.title}: {due_next(digest)}"))
        return 0
    zone = ZoneInfo(digest.timezone)
    print(
        printable(f"{digest.title}: {digest.schedule.said}, cron {digest.schedule.cron}, {digest.timezone}.")
    )
    for run in coming(digest.schedule, zone, now(), RUNS):
        offset = run.at.astimezone(zone)
        told = f"  {run.local:%a %Y-%m-%d %H:%M}  {offset:UTC%z}  {run.at:%Y-%m-%d %H:%M} UTC"
        print(f"{told}  {run.why}".rstrip())
    print("Each local time runs once: the first time where it comes twice, at the end of the gap where it")
    print("is skipped. " + ("It is paused, so none of these will run." if digest.paused else "").strip())
    return 0


def run_pause(name: str, paused: bool, home: Path | None) -> int:
    """Leave a digest alone for now, or go on with it; what was due meanwhile is passed over."""
    from agent.schedules import local_time
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digest = Orders(store).meant(name)
        passed = local_time(now(), ZoneInfo(digest.timezone)).isoformat()
        if digest.paused is not paused:
            Orders(store).pause(digest, paused, None if paused else passed)
    print(printable(f"{'Paused' if paused else 'Resumed'}: {digest.title}."))
    return 0


def run_feed(name: str, revoke: bool, home: Path | None) -> int:
    """Print the address of a digest's feed, or take it back."""
    from agent.store import Orders
    from agent.syndicating import new_secret, path_of

    with opened_store(home) as (settings, store):
        orders = Orders(store)
        digest = orders.meant(name)
        if revoke:
            orders.serve(digest, "")
            print(printable(f"{digest.title} has no feed that is served any more."))
            return 0
        if not digest.feed:
            digest = orders.serve(digest, new_secret())
    print(f"{(settings.serve_url or ADDRESS).rstrip('/')}{path_of(digest)}")
    return 0


def run_remove(name: str, home: Path | None) -> int:
    """Forget a digest with its editions and receipts."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digest = Orders(store).meant(name)
        Orders(store).remove(digest)
    print(printable(f"Removed: {digest.title}, with its editions and receipts. Its briefings stay."))
    return 0


def run_history(name: str, home: Path | None) -> int:
    """Show the editions, and what became of each on its way to each recipient."""
    from agent.store import Orders

    with opened_store(home) as (settings, store):
        orders = Orders(store)
        digest = orders.meant(name)
        editions, receipts = orders.editions(digest), orders.receipts(digest)
    if not editions:
        print(printable(f"No edition of {digest.title} yet. {due_next(digest)}"))
    for edition in editions:
        print(printable(_edition_line(edition)))
        for one in (r for r in receipts if r.edition == edition.key):
            when = one.changed.astimezone(settings.zone)
            tries = f", try {one.attempts}" if one.attempts > 1 else ""
            why = f": {one.error}" if one.error else ""
            print(
                printable(
                    f"  {one.state:<9} {when:%Y-%m-%d %H:%M}{tries}  {one.channel} {one.recipient}{why}"
                )
            )
    if number := sum(one.state == "dead" for one in receipts):
        say(f"{number} given up. `aletheia digest resend {digest.id}` tries again.")
    return 0


def _edition_line(edition: Edition) -> str:
    if edition.state == "missed":
        return f"{edition.key}  missed: {edition.note}"
    if edition.corrects:
        used = ", ".join(sorted({key for one in edition.corrects for key in one.editions}))
        return f"{edition.key}  corrects {len(edition.corrects)} sentences of {used}"
    if edition.state == "due":
        return f"{edition.key}  not written yet"
    return f"{edition.key}  {len(edition.told)} sentences, briefings {', '.join(edition.briefings) or 'none'}"


def run_resend(name: str, home: Path | None) -> int:
    """Let what was given up be tried again by the next run."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        digest = Orders(store).meant(name)
        number = Orders(store).revive(digest, now())
    print(printable(f"{digest.title}: {number} to be tried again. `aletheia digest run` does it."))
    return 0


def run_preview(name: str, format: str, out: Path | None, home: Path | None) -> int:
    """Print the edition of now as a recipient of the last one would get it; nothing is kept or sent."""
    from agent.digest import previewed
    from agent.make_press import make_press
    from agent.store import Orders

    must_be_writable(out)
    with opened(home) as parts:
        orders = Orders(parts.store)
        digest = orders.meant(name)
        press = make_press(parts.store, parts.library, parts.settings, now, lambda: catch_up(parts.library))
        issue = previewed(press, digest, orders.editions(digest), now())
    write_out({"text": issue.text, "html": issue.html, "json": issue.data}[format], out)
    return 0
