"""The web as the settings let it be reached."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from agent.commands.opening import now

if TYPE_CHECKING:
    from agent.collect.visits import Web
    from agent.settings import Settings


def web_of(settings: Settings) -> Web:
    """Return what fetches pages: public addresses, and the ports and networks that are set."""
    from agent.collect.fetch.addresses import Allowed, network
    from agent.collect.visits import Web

    allowed = Allowed(
        ports=frozenset({80, 443, *settings.collect_ports}),
        networks=tuple(network(one) for one in settings.collect_networks),
    )
    return Web(now, time.sleep, allowed)
