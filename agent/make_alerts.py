"""Where the parts of alerts are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from agent.alerting import Lookout
from agent.make_press import make_press
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.spiking import look
from agent.store import Store
from agent.types import Spike


def make_lookout(
    store: Store, library: Library, settings: Settings, clock: Callable[[], datetime]
) -> Lookout:
    """Return what looks at the alerts; no model is asked before something happened.

    Raises:
        ConfigurationError: the mail server or the key of webhooks cannot be used.
    """
    press = make_press(store, library, settings.model_copy(update={"model": ""}), clock, lambda: None)

    def spikes(now: datetime, since: datetime) -> Sequence[Spike]:
        return [seen.noticed for seen in look(store, settings.zone, now, since).spikes]

    return Lookout(store, spikes, press.write, press.stands, clock)
