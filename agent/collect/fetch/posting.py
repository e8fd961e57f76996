"""One request with a body to an address that a person named, under the same rules as every fetch.

No redirect is followed: whoever signs for one address does not mean another.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpcore2

from agent.collect.fetch.addresses import Allowed
from agent.collect.fetch.fetching import Means, checked, user_agent
from agent.collect.fetch.outcome import Limits, Reason, Stopped
from agent.collect.fetch.target import Target, target
from agent.collect.fetch.wire import Budget, Pinned
from agent.errors import Undeliverable

_REFUSED = (Reason.REFUSED_URL, Reason.REFUSED_SCHEME, Reason.REFUSED_PORT, Reason.REFUSED_ADDRESS)
_LIMITS = Limits(seconds=20.0, wire_bytes=200_000)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    allowed: Allowed,
    means: Means | None = None,
) -> int:
    """Send a body, and return the status that comes back; what else comes back is not read.

    Raises:
        Undeliverable: the address may not be connected to, or nobody answers there.
    """
    means = means or Means()
    try:
        return _posted(target(url, allowed), body, headers, allowed, means)
    except Stopped as stopped:
        raise Undeliverable(url, stopped.why, for_good=stopped.reason in _REFUSED) from stopped
    except (httpcore2.TimeoutException, httpcore2.ProtocolError, httpcore2.NetworkError) as problem:
        raise Undeliverable(url, str(problem) or "the connection broke off") from problem


def _posted(here: Target, body: bytes, headers: Mapping[str, str], allowed: Allowed, means: Means) -> int:
    budget = Budget(_LIMITS, means.clock)
    addresses = checked(here, allowed, means, budget)
    place = httpcore2.URL(
        scheme=here.scheme.encode(), host=here.host.encode(), port=here.port, target=here.path
    )
    sent = [
        ("Host", here.authority),
        ("User-Agent", user_agent()),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        *headers.items(),
    ]
    with (
        httpcore2.HTTPConnection(
            origin=place.origin,
            ssl_context=means.trust() if here.scheme == "https" else None,
            network_backend=Pinned(addresses, budget, means.network),
        ) as line,
        line.stream("POST", place, headers=sent, content=body) as response,
    ):
        return int(response.status)
