from __future__ import annotations

import ssl
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import ConfigurationError, Undeliverable
from agent.make_press import mailbox_of
from agent.providers.mail import Mail, Mailbox, address, composed
from agent.settings import load_settings
from agent.types import Issue
from tests.digests.sinks import Inbox

SENDER, TO, KEY = "desk@news.example", "ada@news.example", "k" * 40


def issue(title: str = "Harbour", subject: str = "Harbour: 1 new", text: str = "Ships wait.") -> Issue:
    return Issue(
        digest_id="d1",
        edition="2026-02-04T06:00",
        title=title,
        subject=subject,
        at=datetime(2026, 2, 4, 6, tzinfo=UTC),
        text=text,
        html=f"<p>{text}</p>",
        data="{}",
    )


def mail_to(server: Inbox) -> Mail:
    return Mail(Mailbox("127.0.0.1", server.port, SENDER, starttls=False))


def test_a_message_has_both_parts_and_the_headers_by_which_it_is_sorted(mail_server: Inbox) -> None:
    mail_to(mail_server).send(issue(), TO, KEY)
    (message,) = mail_server.messages
    assert mail_server.envelopes == [[TO]]
    assert message["Message-ID"] == f"<{KEY}@news.example>"
    assert message["List-Unsubscribe"] == f"<mailto:{SENDER}?subject=unsubscribe%20d1>"
    assert message["Date"].datetime == issue().at
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().strip() == "Ships wait."  # type: ignore[union-attr]  # it is there


def test_certificates_are_read_once_and_only_where_they_are_needed(
    mail_server: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[ssl.SSLContext] = []

    def context() -> ssl.SSLContext:
        read.append(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        return read[-1]

    monkeypatch.setattr("ssl.create_default_context", context)
    mail_to(mail_server).send(issue(), TO, KEY)
    assert read == []
    sealed = Mail(Mailbox("127.0.0.1", mail_server.port, SENDER))
    for _ in range(2):
        with pytest.raises(Undeliverable, match="STARTTLS"):
            sealed.send(issue(), TO, KEY)
    assert len(read) == 1


def test_the_same_edition_has_the_same_id_and_editions_of_one_digest_are_one_thread() -> None:
    one, again = composed(issue(), SENDER, TO, KEY), composed(issue(), SENDER, TO, KEY)
    other = composed(issue(subject="Next"), SENDER, TO, "z" * 40)
    assert one["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert one["References"] == other["References"]
    assert one["References"] != composed(issue(), SENDER, "bob@news.example", KEY)["References"]


@pytest.mark.parametrize(
    ("answer", "for_good"),
    [("550 no such user", True), ("451 later", False), ("421 closing", False), ("530 log in", False)],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    mail_server: Inbox, answer: str, for_good: bool
) -> None:
    mail_server.answers[TO] = answer
    with pytest.raises(Undeliverable) as refusal:
        mail_to(mail_server).send(issue(), TO, KEY)
    assert refusal.value.for_good is for_good
    assert answer in refusal.value.why
    mail_to(mail_server).send(issue(), "bob@news.example", KEY)
    assert mail_server.envelopes == [["bob@news.example"]]


def test_a_message_that_is_refused_once_it_was_sent_is_tried_again(mail_server: Inbox) -> None:
    mail_server.after_data = "451 disk full"
    with pytest.raises(Undeliverable, match="451") as refusal:
        mail_to(mail_server).send(issue(), TO, KEY)
    assert not refusal.value.for_good


def test_a_server_that_is_away_is_tried_again(mail_server: Inbox) -> None:
    with pytest.raises(Undeliverable, match="cannot be used") as refusal:
        Mail(Mailbox("127.0.0.1", 9, SENDER, starttls=False)).send(issue(), TO, KEY)
    assert not refusal.value.for_good


def test_a_server_that_cannot_encrypt_gets_nothing_where_that_is_asked(mail_server: Inbox) -> None:
    with pytest.raises(Undeliverable, match="STARTTLS"):
        Mail(Mailbox("127.0.0.1", mail_server.port, SENDER, starttls=True)).send(issue(), TO, KEY)
    assert mail_server.messages == []


ATTACKS = [
    "Harbour\r\nBcc: eve@evil.example",
    "Harbour\nX-Evil: 1\n\nbody",
    "Harbour\x0b\x0cBcc: eve@evil.example",
    "Harbour\u2028Bcc: eve@evil.example",
    "=?utf-8?q?Harbour=0D=0ABcc:_eve@evil.example?=",
    "\udcff lone surrogate",
    "a" * 2_000,
]


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_adds_a_header_or_a_recipient(mail_server: Inbox, text: str) -> None:
    mail_to(mail_server).send(issue(title=text, subject=text, text=text), TO, KEY)
    (message,) = mail_server.messages
    plain = composed(issue(), SENDER, TO, KEY)
    ours = {"x-peer", "x-mailfrom", "x-rcptto"}  # which the test's server adds
    assert {name.lower() for name in message} - ours == {name.lower() for name in plain}
    assert mail_server.envelopes == [[TO]]


@given(st.text(max_size=80))
def test_any_text_makes_a_message_with_the_same_headers(text: str) -> None:
    sent = composed(issue(title=text, subject=text, text=text), SENDER, TO, KEY).as_bytes()
    head = sent.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert len(names) == len(set(names))
    assert b"Bcc" not in names


@pytest.mark.parametrize(
    "text", ["", "ada", "@news.example", "ada@", "a b@news.example", "ada@news.example\r\nRCPT TO:<e@x>",
             "ada@news.example, eve@evil.example", "<ada@news.example>"]
)  # fmt: skip
def test_what_is_no_address_gets_nothing_for_good(text: str) -> None:
    with pytest.raises(Undeliverable, match="no mail address") as refusal:
        address(text)
    assert refusal.value.for_good


def test_a_mail_server_is_set_by_its_address() -> None:
    box = mailbox_of(load_settings(smtp_url="smtp://desk%40news.example@mx.news.example", mail_from=SENDER))
    assert (box.host, box.port, box.user, box.tls, box.starttls) == (
        "mx.news.example", 587, "desk@news.example", False, True,
    )  # fmt: skip
    secure = mailbox_of(load_settings(smtp_url="smtps://mx.news.example", mail_from=SENDER))
    assert (secure.port, secure.tls) == (465, True)
    assert not mailbox_of(load_settings(smtp_url="smtp://localhost:25", mail_from=SENDER)).starttls
    for url, sender in (
        ("mx", SENDER),
        ("http://mx", SENDER),
        ("smtp://u:p@mx", SENDER),
        ("smtp://mx", "desk"),
    ):
        with pytest.raises(ConfigurationError):
            mailbox_of(load_settings(smtp_url=url, mail_from=sender))
