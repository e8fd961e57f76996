"""Ordering digests: what was typed becomes an order, or is refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from agent.commands.opening import now, opened_store
from agent.errors import UnusableRequest
from agent.guard import say
from agent.text.safe import one_line, printable
from agent.types import Alert, Schedule

if TYPE_CHECKING:
    from agent.settings import Settings
    from agent.store import Store
    from agent.types import Digest, FileKind, Recipient, Subject

WHEN = Schedule(said="when it happens", cron="0 * * * *")
"""What stands in the place of a schedule where something has to happen first."""
_LONGEST = 2_000
"""Characters of an address."""
_QUESTIONS, _RECIPIENTS = 20, 500
"""The most that one digest takes."""


@dataclass(frozen=True)
class Order:
    """A digest as it was typed."""

    title: str
    questions: Sequence[str]
    schedule: str
    to: Sequence[tuple[str, str]]
    """Channel and address of each recipient."""
    timezone: str | None = None
    profile: str | None = None
    lookback_hours: int = 24
    late_hours: int = 24
    only_changed: bool = False
    alert: Alert | None = None
    """What it waits for, in the place of a schedule."""
    stories: Sequence[str] = ()
    watches: Sequence[str] = ()
    spikes: bool = False
    budget: Decimal | None = None
    attach: Sequence[str] = ()
    """What goes along with mail, as `FileKind` names it."""


def run_add(order: Order, home: Path | None) -> int:
    """Keep a digest, and say when it is due first."""
    with opened_store(home) as (settings, store):
        digest = keep(made(order, settings, store), store)
        print(printable(f"Ordered {digest.id}: {digest.title}. {due_next(digest)}"))
        tell_channels(digest, settings)
    return 0


def keep(digest: Digest, store: Store, owner: str = "") -> Digest:
    """Keep a digest for its owner; nothing before this moment is due."""
    from agent.schedules import local_time
    from agent.store import Orders

    Orders(store, owner).add(digest, local_time(digest.added, ZoneInfo(digest.timezone)).isoformat())
    return digest


def put_in_place(before: Digest, digest: Digest, store: Store, owner: str = "") -> Digest:
    """Put an order in the place of one that exists, at the same addresses.

    It goes on where that was; with another schedule or zone nothing before this moment is due.
    """
    from agent.schedules import local_time
    from agent.store import Orders

    orders = Orders(store, owner)
    kept = {"id": before.id, "added": before.added, "feed": before.feed, "paused": before.paused}
    changed = digest.model_copy(update=kept)
    orders.change(changed)
    if (changed.schedule, changed.timezone) != (before.schedule, before.timezone) and not changed.paused:
        orders.pause(changed, False, local_time(now(), ZoneInfo(changed.timezone)).isoformat())
    return changed


def made(order: Order, settings: Settings, store: Store) -> Digest:
    """Return the digest that was typed; nothing is kept.

    Raises:
        UnusableRequest: it lacks something, or something in it is not what it should be.
        UnknownProfile: there is no such profile.
        NotFound: there is no such story or watch.
    """
    from agent.prompts import load_profile
    from agent.schedules import schedule
    from agent.types import Digest

    title = one_line(order.title)[:200]
    asked = tuple(dict.fromkeys(filter(None, map(one_line, order.questions))))
    subjects = tuple(_subjects(order, store))
    if not title or not (asked or subjects):
        raise UnusableRequest("digest add", "it needs a title and a question, a story, a watch or --spikes")
    if max(len(asked), len(subjects)) > _QUESTIONS or len(order.to) > _RECIPIENTS:
        why = f"it has at most {_QUESTIONS} questions and {_RECIPIENTS} recipients"
        raise UnusableRequest("digest add", why, "Order several digests.")
    return Digest(
        id=secrets.token_hex(4),
        title=title,
        questions=asked,
        subjects=subjects,
        max_cost=order.budget,
        profile=load_profile(order.profile or settings.profile, settings.profiles_folder).plan.name,
        schedule=WHEN if order.alert is not None else schedule(order.schedule),
        alert=order.alert,
        timezone=_zone(order.timezone or settings.timezone).key,
        lookback_hours=order.lookback_hours,
        attach=_attached(order),
        recipients=_recipients(order.to),
        only_changed=order.only_changed,
        late_hours=order.late_hours,
        added=now(),
    )


def _subjects(order: Order, store: Store) -> Iterator[Subject]:
    from agent.grouping import member
    from agent.retrieve.story_state import Group
    from agent.retrieve.story_view import headlines
    from agent.store import KeptStories, Watches
    from agent.types import Subject

    for reference in order.stories:
        kept = KeptStories(store)
        name = kept.meant(reference)
        told = headlines(Group([member(filed) for filed in kept.filed([name])]))
        yield Subject(kind="story", reference=name, name=one_line(told[0]) if told else name)
    for reference in order.watches:
        watch = Watches(store).meant(reference)
        yield Subject(kind="watch", reference=watch.id, name=watch.name)
    if order.spikes:
        yield Subject(kind="spikes")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UnusableRequest(
            f"--timezone {name}", "no time zone is called so", "Write a name such as Europe/Berlin."
        ) from None


def _recipients(to: Sequence[tuple[str, str]]) -> tuple[Recipient, ...]:
    from agent.types import Recipient

    found = []
    for channel, address in to:
        if channel in ("folder", "feed"):
            address = str(Path(address).expanduser().absolute())
        elif channel == "mail" and (address.count("@") != 1 or not address.isprintable() or " " in address):
            raise UnusableRequest(f"--mail {one_line(address)}", "it is no mail address")
        elif channel == "webhook" and not address.startswith(("https://", "http://")):
            raise UnusableRequest(f"--webhook {one_line(address)}", "it is no web address")
        if len(address) > _LONGEST:
            raise UnusableRequest(f"--{channel}", f"it is longer than {_LONGEST:,} characters")
        found.append(Recipient.model_validate({"channel": channel, "address": address}))
    if not found:
        raise UnusableRequest("digest add", "nobody gets it", "Name --mail, --webhook, --feed or --folder.")
    return tuple(dict.fromkeys(found))


def _attached(order: Order) -> tuple[FileKind, ...]:
    from agent.types import FileKind

    known = get_args(FileKind)
    if wrong := [one for one in order.attach if one not in known]:
        raise UnusableRequest(
            f"--attach {one_line(wrong[0])}", "no file is of that kind", f"There are {', '.join(known)}."
        )
    if order.attach and all(channel != "mail" for channel, _ in order.to):
        raise UnusableRequest("--attach", "files go along with mail, and nobody gets it by mail")
    return tuple(kind for kind in known if kind in order.attach)


def tell_channels(digest: Digest, settings: Settings) -> None:
    """Say which channels are not set up yet, before the first edition is due."""
    from agent.make_press import make_channels

    ready = make_channels(settings, now)
    needs = {
        "mail": "`smtp_url` and `mail_from`",
        "webhook": "ALETHEIA_WEBHOOK_KEY",
        "chat": "ALETHEIA_CHAT_SERVICES",
    }
    for channel in sorted({one.channel for one in digest.recipients} - ready.keys()):
        say(f"Nothing can be sent by {channel} yet: set {needs[channel]}.")


def due_next(digest: Digest) -> str:
    """Return when a digest is due next, a sentence."""
    from agent.schedules import coming

    if digest.paused:
        return "Paused."
    if digest.alert is not None:
        return f"Due when it happens, at most every {digest.alert.cool_hours} h."
    (run,) = coming(digest.schedule, ZoneInfo(digest.timezone), now(), 1)
    return f"Due next on {run.local:%A %Y-%m-%d at %H:%M} ({digest.timezone})."
