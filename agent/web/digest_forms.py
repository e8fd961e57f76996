"""The form of a digest, new or changed: what stands in it, and what it orders.

Whoever is at the machine may have files written on it; nobody with an account may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Form

from agent.commands.digest_orders import Order
from agent.commands.opening import now
from agent.commands.stories import loaded
from agent.make_press import make_channels
from agent.prompts import profile_names
from agent.retrieve.stories import view_all
from agent.store import Watches
from agent.text.safe import one_line
from agent.types import Digest, Window
from agent.web.access import Visitor
from agent.web.house import House

FILES = (
    ("html", "a page (HTML)"), ("docx", "Word (DOCX)"), ("pack", "the evidence pack"),
    ("markdown", "Markdown"), ("json", "JSON"),
)  # fmt: skip
"""What a briefing can be as a file, as people say it."""
OFFERED, OF_LATE = 20, timedelta(days=7)
"""Stories that are offered, and how recent they are."""
Line = Annotated[str, Form(max_length=4_000)]
Picks = Annotated[list[str] | None, Form(max_length=20)]
_CHANNELS = ("mail", "webhook", "feed", "folder")


@dataclass(frozen=True)
class Written:
    """What stands in the form."""

    title: str = ""
    questions: str = ""
    schedule: str = ""
    timezone: str = ""
    profile: str = ""
    mail: str = ""
    webhook: str = ""
    feed: str = ""
    folder: str = ""
    lookback: int = 24
    late: int = 24
    budget: Decimal | None = None
    only_changed: bool = False
    spikes: bool = False
    attach: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()

    def order(self, machine: bool, held: Digest | None = None) -> Order:
        """Return what it orders.

        Args:
            machine: Whoever is at the machine asks: files of it may be written.
            held: The digest that is changed; who gets it in ways that the form does not show, goes on to.
        """
        split = {"mail": self.mail.split(), "webhook": self.webhook.split()}
        if machine:
            split |= {"feed": _lines(self.feed), "folder": _lines(self.folder)}
        to = [(channel, one) for channel, some in split.items() for one in some]
        before = held.recipients if held is not None else ()
        to += [(one.channel, one.address) for one in before if one.channel not in split]
        return Order(
            self.title, self.questions.splitlines(), self.schedule, to, self.timezone.strip() or None,
            self.profile or None, self.lookback, self.late, self.only_changed, stories=self.stories,
            watches=self.watches, spikes=self.spikes, budget=self.budget, attach=self.attach,
        )  # fmt: skip


def written(
    title: Line = "",
    questions: Line = "",
    schedule: Line = "",
    timezone: Line = "",
    profile: Line = "",
    lookback: Annotated[int, Form(ge=1, le=8_784)] = 24,
    late: Annotated[int, Form(ge=0, le=744)] = 24,
    mail: Line = "",
    webhook: Line = "",
    feed: Line = "",
    folder: Line = "",
    budget: Annotated[Decimal | None, Form(ge=0)] = None,
    only_changed: Line = "",
    spikes: Line = "",
    attach: Picks = None,
    stories: Picks = None,
    watches: Picks = None,
) -> Written:
    """Return what was sent: a dependency of routes."""
    return Written(
        title, questions, schedule, timezone, profile, mail, webhook, feed, folder, lookback, late, budget,
        bool(only_changed), bool(spikes),
        *(tuple(filter(None, one or ())) for one in (attach, stories, watches)),
    )  # fmt: skip


def of_digest(digest: Digest) -> Written:
    """Return the form as it was filled in for a digest."""
    to = {
        channel: "\n".join(one.address for one in digest.recipients if one.channel == channel)
        for channel in _CHANNELS
    }
    picked = {
        kind: tuple(one.reference for one in digest.subjects if one.kind == kind)
        for kind in ("story", "watch")
    }
    return Written(
        title=digest.title,
        questions="\n".join(digest.questions),
        schedule=digest.schedule.said,
        timezone=digest.timezone,
        profile=digest.profile,
        lookback=digest.lookback_hours,
        late=digest.late_hours,
        budget=digest.max_cost,
        only_changed=digest.only_changed,
        spikes=any(one.kind == "spikes" for one in digest.subjects),
        attach=digest.attach,
        stories=picked["story"],
        watches=picked["watch"],
        **to,
    )


def offered(house: House, visitor: Visitor, form: Written, ordered: Digest | None = None) -> dict[str, Any]:
    """Return what the form shows.

    Args:
        house: The server.
        visitor: Who asks.
        form: What stands in it.
        ordered: The digest that is changed; None for a new one.
    """
    end = now()
    recent = view_all(loaded(house.store, Window(since=end - OF_LATE, until=end), OFFERED), end)
    stories = {one.id: one_line(one.headline) for one in recent}
    chosen = {s.reference: s.name for s in (ordered.subjects if ordered else ()) if s.kind == "story"}
    return {
        "written": form,
        "plans": profile_names(house.settings.profiles_folder),
        "usual": form.profile or house.settings.profile,
        "house_zone": house.settings.timezone,
        "watches": Watches(house.store).all(),
        "stories": list({**chosen, **stories}.items()),
        "files": FILES,
        "at_machine": visitor.by == "machine",
        "lacks": lacking(house),
    }


def lacking(house: House) -> list[str]:
    """Return by which of the ways that can be ordered here nothing can be sent yet."""
    ready = make_channels(house.settings, now)
    return [name for name in ("mail", "webhook") if name not in ready]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
