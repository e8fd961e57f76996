"""Running the server, and keeping its people."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.opening import Parts, catch_up, now, opened, opened_store
from agent.errors import Refused, UnusableRequest
from agent.guard import say
from agent.settings import load_settings
from agent.text.safe import printable

if TYPE_CHECKING:
    from uvicorn import Config

    from agent.settings import Settings
    from agent.types import Role
    from agent.web.house import House
    from agent.web.observed import Observed
    from agent.web.site import Site

GRACE = 3
"""Seconds that answers under way have when the server is stopped."""
MOMENT = 0.02
"""Seconds between two looks whether a worker's port is listened on."""
CONNECTIONS = 4_000
"""Open at the same time, waiting ones with them; whoever comes then is sent away without a word."""


def run_serve(host: str, port: int, home: Path | None, given: Mapping[str, Any], extractive: bool) -> int:
    """Serve until somebody stops it."""
    settings = load_settings(home, **given)
    with opened(home, settings, shared=True) as parts:
        from agent.commands.stories import group_waiting
        from agent.store import Accounts
        from agent.web.app import make_app
        from agent.web.house import House
        from agent.web.observed import Observed
        from agent.web.site import site_of
        from agent.web.work import Work

        _settings_hold(settings, extractive)
        site = site_of(host, port, settings.serve_url, Accounts(parts.store).any())
        catch_up(parts.library)
        group_waiting(parts.store)
        if parts.library.degraded:
            say(parts.library.degraded)
        work = Work(settings.serve_at_once, settings.serve_waiting)
        house = House(settings, parts.store, parts.library, site, extractive, work)
        _serve(Observed(make_app(house), house.metrics), host, port, site)
    return 0


def _settings_hold(settings: Settings, extractive: bool) -> None:
    """Say now what is wrong with the settings, not to the first who asks or gets a digest.

    Raises:
        ConfigurationError: the model, the profile, the mail server or the key of webhooks cannot be used.
    """
    from agent.make import make_model
    from agent.make_press import make_channels
    from agent.prompts import load_profile

    if settings.model and not extractive:
        make_model(settings)
    load_profile(settings.profile, settings.profiles_folder)
    make_channels(settings, now)


@contextmanager
def telling(parts: Parts, host: str, port: int | None) -> Iterator[Callable[[], None]]:
    """Tell how a worker is until the end of the block; yield what it calls after each look.

    Args:
        parts: What it works with.
        host: Address to listen on.
        port: Port to listen on; None: nothing is told.

    Raises:
        ConfigurationError: others could ask, and nobody has an account.
        Refused: it cannot be listened on.
    """
    if port is None:
        yield lambda: None
        return
    from agent.store import Accounts
    from agent.web.house import House
    from agent.web.site import is_loopback, site_of
    from agent.web.work import Work

    url = None if is_loopback(host) else parts.settings.serve_url
    site = site_of(host, port, url, Accounts(parts.store).any())
    house = House(parts.settings, parts.store, parts.library, site, True, Work(1, 0))

    def looked() -> None:
        house.rounded = now()

    with _beside(house, host, port):
        yield looked


@contextmanager
def _beside(house: House, host: str, port: int) -> Iterator[None]:
    """Answer in a thread until the end of the block."""
    import uvicorn

    from agent.web.app import make_vitals
    from agent.web.observed import Observed

    server = uvicorn.Server(_config(Observed(make_vitals(house), house.metrics), host, port))

    def serve() -> None:
        with suppress(SystemExit):  # its way to say that the port cannot be had
            server.run()

    thread = threading.Thread(target=serve, name="aletheia-vitals", daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(MOMENT)
            if not thread.is_alive():
                raise _not_listened_on(host, port)
        yield
    finally:
        server.should_exit = True
        thread.join(GRACE)
        house.work.close()


def _config(app: Observed, host: str, port: int) -> Config:
    import uvicorn

    return uvicorn.Config(
        app,
        host=host.strip("[]"),
        port=port,
        log_level="critical",  # what is wrong is said by us, in one sentence
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is found by what they send, never by what a header claims
        ws="none",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )


def _not_listened_on(host: str, port: int) -> Refused:
    return Refused(f"{host}:{port}", "it cannot be listened on", "Name another --host or --port.")


def _serve(app: Observed, host: str, port: int, site: Site) -> None:
    import uvicorn

    whose = " for the person at this machine" if site.local else ""
    say(f"Answering at {site.address}{whose}; Ctrl-C stops it.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's way to press Ctrl-C
    try:
        uvicorn.Server(_config(app, host, port)).run()
    except KeyboardInterrupt:
        say("Stopped.")
    except SystemExit:
        raise _not_listened_on(host, port) from None


def run_user_add(name: str, role: Role, home: Path | None) -> int:
    """Make an account."""
    from pydantic import ValidationError

    from agent.passwords import LONGEST, SHORTEST, hashed
    from agent.store import Accounts
    from agent.types import Person

    try:
        person = Person(name=name, role=role, created=now())
    except ValidationError:
        why = "it may have small letters, digits, dots, dashes and underscores, 64 at most"
        raise UnusableRequest(f"name {name}", why) from None
    with opened_store(home) as (_, store):
        password = _password()
        if not SHORTEST <= len(password) <= LONGEST:
            raise UnusableRequest("password", f"it has to have {SHORTEST} to {LONGEST} characters")
        Accounts(store).add(person, hashed(password))
    say(f"{name} has an account now, as {role}.")
    return 0


def run_users(home: Path | None) -> int:
    """Show who has an account."""
    from agent.store import Accounts

    with opened_store(home) as (settings, store):
        for one in Accounts(store).all():
            print(printable(f"{one.name}  {one.role}  {one.created.astimezone(settings.zone):%Y-%m-%d}"))
    return 0


def run_user_remove(name: str, home: Path | None) -> int:
    """End an account."""
    from agent.store import Accounts

    with opened_store(home) as (_, store):
        Accounts(store).remove(name, now())
    say(f"{name} has no account any more; digests and alerts of theirs are made no more.")
    return 0


def run_user_token(name: str, home: Path | None) -> int:
    """Make a token, and print it."""
    from agent.passwords import digest, new_secret
    from agent.store import Accounts

    secret = new_secret()
    with opened_store(home) as (_, store):
        Accounts(store).let_in(name, "token", digest(secret), now())
    print(secret)
    say("It is shown this once, and kept nowhere. The one before does not work any more.")
    return 0


def _password() -> str:
    """Ask for a password without showing it; where nobody can be asked, read a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("Password: ")
    if getpass("Once more: ") != first:
        raise UnusableRequest("password", "the two are not the same")
    return first
