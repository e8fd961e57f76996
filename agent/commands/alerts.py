"""Ordering alerts, and looking whether one would be sent now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.digest_orders import Order, due_next, keep, made, tell_channels
from agent.commands.opening import catch_up, now, opened, opened_store
from agent.commands.watches import watched
from agent.errors import UnusableRequest
from agent.guard import say
from agent.pinning import pinned_figure, question_of
from agent.text.safe import printable
from agent.types import Alert

if TYPE_CHECKING:
    from agent.settings import Settings
    from agent.store import Store
    from agent.types import Digest

WEEK = 24 * 7
"""Hours before an alert whose articles it is written from."""


@dataclass(frozen=True)
class AlertOrder:
    """An alert as it was typed."""

    title: str
    to: Sequence[tuple[str, str]]
    """Channel and address of each recipient."""
    cool_hours: int = 24
    spike: str = ""
    """Words whose coverage may burst."""
    figure: str = ""
    """A question whose figures may change; with a briefing, a figure of its table."""
    briefing: str = ""
    """Id of the briefing."""


def run_alert_add(order: AlertOrder, home: Path | None) -> int:
    """Order an alert, and say when it is due."""
    with opened_store(home) as (settings, store):
        digest = keep(alert_made(order, settings, store), store)
        print(printable(f"Ordered {digest.id}: {waits_for(digest)}. {due_next(digest)}"))
        tell_channels(digest, settings)
    return 0


def alert_made(order: AlertOrder, settings: Settings, store: Store, owner: str = "") -> Digest:
    """Return the alert that was typed; a query is watched for it where it is not yet.

    Raises:
        UnusableRequest: it lacks something, or something in it is not what it should be.
        NotFound: there is no such briefing.
    """
    if bool(order.spike.strip()) is bool(order.figure.strip()) or (order.briefing and not order.figure):
        why = "it waits for one thing: a burst, or a figure"
        raise UnusableRequest("alert add", why, "Name --spike QUERY or --figure QUESTION.")

    def made_for(asked: str, alert: Alert) -> Digest:
        whole = Order(order.title, [asked], "", order.to, None, "answer", WEEK, 24, False, alert)
        return made(whole, settings, store)

    if order.briefing:
        pinned = pinned_figure(store.briefing(order.briefing.strip(), owner), order.figure)
        alert = Alert(kind="figure", pinned=pinned, cool_hours=order.cool_hours)
        return made_for(question_of(pinned), alert)
    if order.figure:
        return made_for(order.figure, Alert(kind="figure", cool_hours=order.cool_hours))
    made_for(order.spike, Alert(kind="spike", cool_hours=order.cool_hours))  # refused before it is watched
    watch, _ = watched(order.spike, "", store)  # everybody sees a watch, and the alert is one's own
    return made_for(watch.query, Alert(kind="spike", watch_id=watch.id, cool_hours=order.cool_hours))


def waits_for(digest: Digest) -> str:
    """Return what an alert waits for, in words."""
    alert = digest.alert
    if alert is not None and alert.pinned is not None:
        told = f"another figure than {alert.pinned.value} {alert.pinned.counts}"
    elif alert is not None and alert.kind == "figure":
        told = f"another figure in “{digest.questions[0]}”"
    else:
        told = f"a burst of “{digest.questions[0]}”"
    return f"{digest.title}: {told}"


def run_alerts(home: Path | None) -> int:
    """Show the alerts."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        found = [one for one in Orders(store).all() if one.alert is not None]
    if not found:
        print('No alert is ordered yet. `aletheia alert add "TITLE" --spike "QUERY"` orders one.')
    for one in found:
        print(printable(f"{one.id}  {waits_for(one)}. {due_next(one)}"))
    return 0


def run_alert_check(name: str, home: Path | None) -> int:
    """Say whether an alert would be sent now, and why; nothing is kept or sent."""
    from agent.alerting import BASELINE
    from agent.commands.stories import group_waiting
    from agent.make_alerts import make_lookout
    from agent.store import Orders

    with opened(home) as parts:
        digest = Orders(parts.store).meant(name)
        if digest.alert is None:
            raise UnusableRequest(
                f"alert {name}", "it is a digest, which goes by its schedule", "See `digest`."
            )
        catch_up(parts.library)
        group_waiting(parts.store)
        lookout = make_lookout(parts.store, parts.library, parts.settings, now)
        found = lookout.happened(digest, digest.alert)
    if found is None or found.key == BASELINE:
        print(printable(f"{digest.title}: nothing happened that would be told now."))
        return 0
    print(printable(f"{digest.title}: {found.note}"))
    say("It would be sent now; `aletheia digest run` or the server sends it.")
    return 0
