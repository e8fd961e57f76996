"""A mail server that fails in every way it can: each mail is delivered or given up, and nobody else waits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.digest import Press
from agent.providers.mail import Mail, Mailbox
from agent.store import Store
from agent.types import Recipient
from tests.digests.makers import ADA, BOB
from tests.digests.sinks import Inbox, free_port, inbox
from tests.digests.test_digest import Newsroom

VIC = Recipient(channel="mail", address="a-vic@news.example")
"""Comes first, and has bad luck."""
BOTH = {ADA.address, BOB.address}


@pytest.fixture
def room(store: Store) -> Newsroom:
    """Return a newsroom whose edition to all three is due."""
    made = Newsroom(store)
    made.order(recipients=(VIC, ADA, BOB))
    made.now = datetime(2026, 2, 4, 6, tzinfo=UTC)
    return made


def press(room: Newsroom, port: int, seconds: float = 20) -> Press:
    """Return its press with a mail server."""
    box = Mailbox("127.0.0.1", port, "desk@news.example", starttls=False, seconds=seconds)
    return replace(room.press, channels={"mail": Mail(box)})


def go_on(room: Newsroom, working: Press) -> None:
    """Let twelve hours pass, with a look every ten minutes."""
    for _ in range(72):
        room.now += timedelta(minutes=10)
        room.run(replace(working, clock=lambda: room.now))


def state(room: Newsroom, who: Recipient) -> tuple[str, int]:
    return next((held, tries) for to, held, tries in room.states() if to == who.address)


@pytest.mark.parametrize("answer", ["451 later", "421 closing"])
def test_one_that_is_put_off_for_ever_is_given_up_and_the_others_have_theirs_at_once(
    room: Newsroom, mail_server: Inbox, answer: str
) -> None:
    mail_server.answers[VIC.address] = answer
    working = press(room, mail_server.port)
    room.run(working)
    assert set(mail_server.to()) == BOTH
    assert state(room, VIC) == ("waiting", 1)
    go_on(room, working)
    assert state(room, VIC) == ("dead", 6)
    assert set(mail_server.to()) == BOTH


@pytest.mark.parametrize("answer", ["451 later", "421 closing"])
def test_one_that_is_put_off_for_a_while_gets_it_once(
    room: Newsroom, mail_server: Inbox, answer: str
) -> None:
    mail_server.answers[VIC.address] = answer
    working = press(room, mail_server.port)
    room.run(working)
    mail_server.answers.clear()
    go_on(room, working)
    assert state(room, VIC) == ("delivered", 2)
    assert sorted(mail_server.to()) == sorted((*BOTH, VIC.address))


def test_one_that_is_refused_is_given_up_at_once(room: Newsroom, mail_server: Inbox) -> None:
    mail_server.answers[VIC.address] = "550 no such user"
    room.run(press(room, mail_server.port))
    assert state(room, VIC) == ("dead", 1)
    assert set(mail_server.to()) == BOTH


def test_a_server_that_refuses_connections_gets_everything_when_it_is_back(
    room: Newsroom, socket_enabled: Any
) -> None:
    port = free_port()
    working = press(room, port)
    room.run(working)
    assert {held for _, held, _ in room.states()} == {"waiting"}
    with inbox(port) as back:
        go_on(room, working)
    assert sorted(back.to()) == sorted((*BOTH, VIC.address))
    assert {held for _, held, _ in room.states()} == {"delivered"}


def test_while_the_server_is_silent_about_one_the_others_get_theirs(
    room: Newsroom, mail_server: Inbox
) -> None:
    """It speaks only once both others have theirs: were they to wait, nobody would get anything."""
    others = asyncio.Event()
    mail_server.silent[VIC.address] = others
    mail_server.taken = lambda: others.set() if set(mail_server.to()) >= BOTH else None
    room.run(press(room, mail_server.port))
    assert {held for _, held, _ in room.states()} == {"delivered"}
    assert mail_server.to()[-1] == VIC.address


def test_a_server_that_stays_silent_is_left_and_tried_again(room: Newsroom, mail_server: Inbox) -> None:
    mail_server.silent[VIC.address] = asyncio.Event()
    working = press(room, mail_server.port, seconds=0.2)
    room.run(working)
    assert state(room, VIC) == ("waiting", 1)
    assert set(mail_server.to()) == BOTH
    mail_server.silent.clear()
    go_on(room, working)
    assert state(room, VIC) == ("delivered", 2)


def test_a_line_that_is_cut_when_all_was_said_is_tried_again_under_the_same_message_id(
    room: Newsroom, mail_server: Inbox
) -> None:
    mail_server.drops = {VIC.address}
    working = press(room, mail_server.port)
    room.run(working)
    assert state(room, VIC) == ("waiting", 1)
    mail_server.drops = set()
    go_on(room, working)
    assert state(room, VIC) == ("delivered", 2)
    assert sorted(mail_server.to()) == sorted((*BOTH, VIC.address, VIC.address))
    again = {message["Message-ID"] for message in mail_server.messages if message["To"] == VIC.address}
    assert len(again) == 1


def test_what_was_given_up_is_sent_when_somebody_says_so(room: Newsroom, mail_server: Inbox) -> None:
    from agent.store import Orders
    from tests.digests.makers import make_digest

    mail_server.answers[VIC.address] = "550 no such user"
    working = press(room, mail_server.port)
    room.run(working)
    mail_server.answers.clear()
    assert Orders(room.store).revive(make_digest(), room.now) == 1
    room.run(working)
    assert state(room, VIC) == ("delivered", 1)
