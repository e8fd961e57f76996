"""Ordering alerts, and looking whether one would be sent now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agent.commands.digest_orders import Order, due_next, run_add
from agent.commands.opening import catch_up, now, opened, opened_store
from agent.errors import UnusableRequest
from agent.guard import say
from agent.text.safe import printable
from agent.types import Alert

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEK = 24 * 7
"""Hours before an alert whose articles it is written from."""


def run_alert_add(
    title: str,
    spike: str | None,
    figure: str | None,
    to: Sequence[tuple[str, str]],
    cool_hours: int,
    home: Path | None,
) -> int:
    """Order an alert: a query is watched for it where it is not yet."""
    if (spike is None) is (figure is None):
        raise UnusableRequest(
            "alert add", "it waits for one thing", "Name --spike QUERY or --figure QUESTION."
        )
    if spike is not None:
        from agent.commands.watches import run_watch
        from agent.store import Watches

        run_watch(spike, title, home)
        with opened_store(home) as (_, store):
            watch = Watches(store).meant(spike.strip())
        asked, alert = watch.query, Alert(kind="spike", watch_id=watch.id, cool_hours=cool_hours)
    else:
        asked, alert = str(figure), Alert(kind="figure", cool_hours=cool_hours)
    order = Order(title, [asked], "", to, None, "answer", WEEK, 24, False, alert)
    return run_add(order, home)


def run_alerts(home: Path | None) -> int:
    """Show the alerts."""
    from agent.store import Orders

    with opened_store(home) as (_, store):
        found = [one for one in Orders(store).all() if one.alert is not None]
    if not found:
        print('No alert is ordered yet. `aletheia alert add "TITLE" --spike "QUERY"` orders one.')
    for one in found:
        what = "a burst of" if one.alert is not None and one.alert.kind == "spike" else "another figure in"
        print(printable(f"{one.id}  {one.title}: {what} “{one.questions[0]}”. {due_next(one)}"))
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
