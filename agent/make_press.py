"""Where the parts of digests are put together: what writes editions, and the channels that are set up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from urllib.parse import unquote, urlsplit

from agent.brief import brief
from agent.collect.fetch.addresses import Allowed, network
from agent.collect.fetch.posting import post
from agent.deliver.folder import FeedFile, Folder
from agent.digest import Channel, Outcome, Press
from agent.dispatch import Crew, Pulse, steps
from agent.enclosing import enclosed
from agent.endpoints import is_loopback
from agent.errors import ConfigurationError, NotFound
from agent.leaving import link
from agent.make import make_kit, make_model_kit
from agent.prompts import load_profile
from agent.providers.chat_services import ChatServices, read_services
from agent.providers.durable import durable
from agent.providers.mail import Mail, Mailbox
from agent.providers.webhook import Webhook, read_keys
from agent.retrieve.library import Library
from agent.settings import Settings
from agent.store import Missing, Store, Turns
from agent.subjects import asked, pinned, shares
from agent.tracing import span
from agent.types import Briefing, ChannelName, Digest, Issue, Request, Window

WORK_FILE = "work.sqlite"
"""Database of the engine in the home folder, where the store is a file too."""
_PORTS = {"smtp": 587, "smtps": 465}


def make_press(
    store: Store,
    library: Library,
    settings: Settings,
    clock: Callable[[], datetime],
    refresh: Callable[[], None],
) -> Press:
    """Return what a run of the digests works with.

    The library is one that several threads may ask; `refresh` makes what came into the store ready for that.

    Raises:
        ConfigurationError: the mail server or the key of webhooks cannot be used.
    """

    def read(name: str, owner: str) -> Briefing | None:
        try:
            return store.own_briefing(name, owner)
        except NotFound:
            return None

    return Press(
        turns=Turns(store),
        write=_writer(store, library, settings, clock),
        keep=store.save_briefing,
        read=read,
        article=store.article,
        missing=Missing(store).of,
        channels=make_channels(settings, clock),
        clock=clock,
        refresh=refresh,
        enclose=lambda digest, edition, made: enclosed(digest, edition, made, store, settings),
        asked=lambda digest, at: asked(store, settings.zone, digest, at),
    )


def _writer(
    store: Store, library: Library, settings: Settings, clock: Callable[[], datetime]
) -> Callable[[Digest, str, datetime], Briefing]:
    one_at_a_time = Lock()  # writing takes a core; who has more of them runs more workers

    def write(digest: Digest, question: str, at: datetime) -> Briefing:
        profile = load_profile(digest.profile, settings.profiles_folder)
        since = at - timedelta(hours=digest.lookback_hours)
        request = Request(
            question=question,
            profile=digest.profile,
            window=Window(since=since),
            pinned=pinned(store, digest, question, since),
        )
        with one_at_a_time:
            if settings.model:
                limits = within_budget(settings, digest)
                return brief(request, profile, make_model_kit(store, library, limits), clock())
            return brief(request, profile, make_kit(store, library, settings.zone), clock())

    return write


@contextmanager
def make_crew(
    press: Press, settings: Settings, tell: Callable[[Outcome], None], patience: int
) -> Iterator[Crew]:
    """Be a worker until the end of the block.

    Args:
        press: What editions are made with.
        settings: Those in force.
        tell: Is told what came of each step, by several threads.
        patience: Seconds that the end waits for what is under way.

    Raises:
        StoreAway: the database of the engine cannot be used.
    """
    worker = secrets.token_hex(8)
    url = settings.store_url if settings.database_url else f"sqlite:///{settings.home / WORK_FILE}"
    with (
        durable(url, worker, steps(press, worker, tell), patience) as engine,
        Pulse(press, worker),
    ):
        yield Crew(press, engine, tell)


def within_budget(settings: Settings, digest: Digest) -> Settings:
    """Return the settings for one question of a digest: its share of what an edition may cost."""
    if digest.max_cost is None:
        return settings
    share = digest.max_cost / max(1, shares(digest))
    most = share if settings.max_cost is None else min(share, settings.max_cost)
    return settings.model_copy(update={"max_cost": most})


def make_channels(settings: Settings, clock: Callable[[], datetime]) -> Mapping[ChannelName, Channel]:
    """Return the channels that can be used: files always, mail and webhooks where they are set up.

    Raises:
        ConfigurationError: what is set for one of them cannot be used.
    """
    found: dict[ChannelName, Channel] = {"folder": Folder(), "feed": FeedFile()}
    if settings.smtp_url is not None:
        found["mail"] = Mail(mailbox_of(settings))
    if settings.webhook_key is not None:
        allowed = Allowed(
            ports=frozenset({80, 443, *settings.collect_ports}),
            networks=tuple(network(one) for one in settings.collect_networks),
        )
        keys = read_keys(settings.webhook_key.get_secret_value())
        found["webhook"] = Webhook(keys, lambda url, body, head: post(url, body, head, allowed), clock)
    if settings.chat_services is not None:
        found["chat"] = ChatServices(read_services(settings.chat_services.get_secret_value()))
    return {name: _Traced(name, channel) for name, channel in found.items()}


@dataclass(frozen=True)
class _Traced:
    """A channel of which every sending is timed."""

    name: str
    inner: Channel

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        with span("send", channel=self.name):
            self.inner.send(issue, recipient, key)


def mailbox_of(settings: Settings) -> Mailbox:
    """Return where mail is handed in.

    Raises:
        ConfigurationError: it is no such address, nobody is set as the sender, or a password would be sent
            in the open.
    """
    url = settings.smtp_url or ""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        host = parts.hostname or ""
        if not host or parts.password is not None or parts.path.strip("/") or parts.query:
            raise ValueError(url)
    except (ValueError, KeyError):
        raise ConfigurationError(
            "setting smtp_url",
            "it is no address of a mail server",
            "Write smtp://USER@HOST:587 or smtps://USER@HOST:465; the password comes from the environment.",
        ) from None
    sender = settings.mail_from or ""
    if sender.count("@") != 1 or not sender.isascii() or not sender.isprintable() or " " in sender:
        raise ConfigurationError("setting mail_from", "it is no mail address", "Name the sender's address.")
    secret, signing = settings.smtp_password, settings.unsubscribe_key
    base, leave = settings.serve_url, None
    if base is not None and signing is not None:
        leave = partial(link, base, signing.get_secret_value())
    return Mailbox(
        host=host,
        port=port,
        sender=sender,
        user=unquote(parts.username or ""),
        password=secret.get_secret_value() if secret is not None else "",
        tls=parts.scheme == "smtps",
        leave=leave,
        # A server on this very machine may do without encryption; nobody is in between.
        starttls=not is_loopback(f"http://{host}"),
    )
