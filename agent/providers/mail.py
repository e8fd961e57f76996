"""Editions by mail, through any SMTP server."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cached_property
from hashlib import sha256

from agent.errors import Undeliverable
from agent.text.safe import one_line
from agent.types import Issue

_LONGEST = 200
"""Characters of a header: a word that cannot be folded must fit into a line."""
_FOR_GOOD = range(500, 600)
"""Answers of a server that will not change (RFC 5321, 4.2.1)."""
_OF_THE_SERVER = (530, 534, 535, 538)
"""Answers about who we are: wrong settings, which somebody can mend."""

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
)
"""The addresses that HTML's forms take; none with quotes, blanks or letters beyond ASCII."""


@dataclass(frozen=True)
class Mailbox:
    """Where mail is handed in."""

    host: str
    port: int
    sender: str
    """Address of the sender."""
    user: str = ""
    password: str = ""
    tls: bool = False
    """Encrypted from the first byte on."""
    starttls: bool = True
    """Encrypted once the server was greeted; one that cannot is not used."""
    leave: Callable[[str, str], str] | None = None
    """Returns the link by which a recipient leaves a digest with one click, by its id and their address."""
    context: ssl.SSLContext | None = None
    """Certificates that are trusted; None: those of the machine."""
    seconds: float = 30.0
    """How long the server may be silent."""


class Mail:
    """Sends editions by mail."""

    def __init__(self, mailbox: Mailbox) -> None:
        """Hand mail in there."""
        self._box = mailbox

    def send(self, issue: Issue, recipient: str, key: str) -> None:
        """Send one message to one address; the same key makes the same Message-ID."""
        to = address(recipient)
        leave = self._box.leave(issue.digest_id, to) if self._box.leave is not None else ""
        message = composed(issue, self._box.sender, to, key, leave)
        try:
            with self._connected() as server:
                server.send_message(message, self._box.sender, [to])
        except smtplib.SMTPRecipientsRefused as problem:
            code, words = next(iter(problem.recipients.values()))
            raise _refused(to, code, words) from problem
        except smtplib.SMTPResponseException as problem:
            raise _refused(to, problem.smtp_code, problem.smtp_error) from problem
        except (OSError, smtplib.SMTPException) as problem:
            why = one_line(str(problem)) or type(problem).__name__
            raise Undeliverable(to, f"the mail server cannot be used: {why}") from problem

    def _connected(self) -> smtplib.SMTP:
        box = self._box
        if box.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                box.host, box.port, timeout=box.seconds, context=self._trusted
            )
        else:
            server = smtplib.SMTP(box.host, box.port, timeout=box.seconds)
        try:
            if box.starttls and not box.tls:
                server.starttls(context=self._trusted)
            if box.user:
                server.login(box.user, box.password)
        except BaseException:
            server.close()
            raise
        return server

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Certificates that are trusted: reading those of the machine takes longer than handing in a mail."""
        return self._box.context or ssl.create_default_context()


def address(text: str) -> str:
    """Return a mail address as it is written into a header.

    Raises:
        Undeliverable: it is none; nothing is guessed.
    """
    if not _ADDRESS.fullmatch(text):
        raise Undeliverable(one_line(text), "it is no mail address", for_good=True)
    return text


def composed(issue: Issue, sender: str, to: str, key: str, leave: str = "") -> EmailMessage:
    """Return the message: a text part, an HTML part, and headers by which a mail program sorts it.

    Args:
        issue: The edition.
        sender: Address of the sender.
        to: Address of the recipient.
        key: Stands for this edition and recipient.
        leave: Link by which the recipient leaves the digest with one click (RFC 8058); empty for none.
    """
    domain = sender.rpartition("@")[2] or "localhost"
    thread = sha256(f"{issue.digest_id}\n{to}".encode()).hexdigest()[:40]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=_header(issue.title), addr_spec=sender)
    message["To"] = to
    message["Subject"] = _header(issue.subject)
    message["Date"] = format_datetime(issue.at)
    message["Message-ID"] = f"<{key}@{domain}>"
    message["In-Reply-To"] = message["References"] = f"<{thread}@{domain}>"
    message["List-Id"] = f"<{issue.digest_id}.{domain}>"
    by_mail = f"<mailto:{sender}?subject=unsubscribe%20{issue.digest_id}>"
    message["List-Unsubscribe"] = f"<{leave}>, {by_mail}" if leave else by_mail
    if leave:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(issue.text), cte="quoted-printable")
    message.add_alternative(_body(issue.html), subtype="html", cte="quoted-printable")
    for file in issue.files:
        kind, _, form = file.type.partition(";")[0].partition("/")
        message.add_attachment(file.data, maintype=kind, subtype=form, filename=file.name)
    return message


def _header(text: str) -> str:
    """Return text that cannot begin a header of its own.

    The library decodes encoded words (RFC 2047) in what it is given, line breaks and all: none is left whole.
    """
    return _body(one_line(text)).replace("=?", "= ?")[:_LONGEST]


def _body(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _refused(to: str, code: int, words: bytes | str) -> Undeliverable:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for_good = code in _FOR_GOOD and code not in _OF_THE_SERVER
    return Undeliverable(to, one_line(f"the mail server said {code} {said}"), for_good=for_good)
