"""The name of a host → its addresses, asked once and within the time that is left."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from threading import Thread

from agent.collect.fetch.outcome import Reason, Stopped

Resolve = Callable[[str], Sequence[str]]
"""Takes a host's name, returns its addresses; raises OSError where it has none."""


def look_up(host: str) -> list[str]:
    """Return the addresses of a host, as the system knows them, each once.

    Raises:
        OSError: There are none, or nobody can be asked.
    """
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of more than 63 characters
        raise OSError(f"the name cannot be looked up: {error}") from error
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def addresses_of(host: str, resolve: Resolve, seconds: float) -> list[str]:
    """Return what a resolver says, waiting no longer than so many seconds.

    Systems give no way to end a look-up, so it runs in a thread of its own that keeps no program alive.

    Raises:
        Stopped: The host has no addresses, or the time is up.
    """
    found: list[str] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.extend(resolve(host))
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True, name="aletheia-names")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise Stopped(Reason.TOO_SLOW, "its name was not found in time")
    if failed and not isinstance(failed[0], OSError):
        raise failed[0]
    if failed or not found:
        raise Stopped(Reason.CANNOT_RESOLVE, f"the name {host} has no address")
    return found
