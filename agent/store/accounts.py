"""Keeping accounts, and what lets people in. Secrets are kept as digests only, passwords as slow hashes.

accounts = Accounts(store)
person = accounts.admitted(digest, "token", now)
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from agent.errors import NotFound, UnusableRequest
from agent.store.schema_digests import DigestRow
from agent.store.schema_people import AccountRow, PassRow
from agent.store.store import Store
from agent.types import Person, Role

PassKind = Literal["session", "token"]


class Accounts:
    """The people of a store. Errors are those of `Store`."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    def any(self) -> bool:
        """Tell whether anybody has an account."""
        chosen = select(AccountRow.name).where(AccountRow.removed.is_(None)).limit(1)
        return self._store.consult(lambda session: session.scalar(chosen) is not None)

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        chosen = select(AccountRow).where(AccountRow.removed.is_(None)).order_by(AccountRow.name)
        return self._store.consult(lambda session: [_person(row) for row in session.scalars(chosen)])

    def add(self, person: Person, password: str) -> None:
        """Make an account.

        Args:
            person: Whose.
            password: Hash of their password.

        Raises:
            UnusableRequest: somebody has the name, or had it.
        """

        def work(session: Session) -> None:
            row = session.get(AccountRow, person.name)
            if row is not None:
                why = "somebody has it" if row.removed is None else "somebody who was removed had it"
                raise UnusableRequest(f"name {person.name}", why, "Choose another name.")
            session.add(
                AccountRow(name=person.name, role=person.role, password=password, created=person.created)
            )

        self._store.transact(work)

    def remove(self, name: str, now: datetime) -> None:
        """End an account, its sessions and its tokens; its conversations and briefings stay, unseen.

        Its digests and alerts are paused: nothing is written any more for whoever has left.

        Raises:
            NotFound: nobody has that name.
        """
        row = AccountRow
        ended = update(row).where(row.name == name, row.removed.is_(None)).values(removed=now, password="")

        def work(session: Session) -> None:
            if session.scalar(ended.returning(row.name)) is None:
                raise _nobody(name)
            session.execute(delete(PassRow).where(PassRow.account == name))
            session.execute(update(DigestRow).where(DigestRow.owner == name).values(paused=True))

        self._store.transact(work)

    def known(self, name: str) -> tuple[Person, str] | None:
        """Return a person and the hash of their password; None where nobody has that name."""
        chosen = select(AccountRow).where(AccountRow.name == name, AccountRow.removed.is_(None))

        def work(session: Session) -> tuple[Person, str] | None:
            row = session.scalar(chosen)
            return None if row is None else (_person(row), row.password)

        return self._store.consult(work)

    def let_in(
        self, name: str, kind: PassKind, digest: str, now: datetime, expires: datetime | None = None
    ) -> None:
        """Note the digest of a secret that lets a person in; a new token ends the one before.

        Raises:
            NotFound: nobody has that name.
        """

        def work(session: Session) -> None:
            account = session.get(AccountRow, name)
            if account is None or account.removed is not None:
                raise _nobody(name)
            over = PassRow.expires < now
            if kind == "token":
                over = or_(over, (PassRow.account == name) & (PassRow.kind == "token"))
            session.execute(delete(PassRow).where(over))
            session.add(PassRow(digest=digest, account=name, kind=kind, created=now, expires=expires))

        self._store.transact(work)

    def admitted(self, digest: str, kind: PassKind, now: datetime) -> Person | None:
        """Return whom a secret lets in; None where it is none, is over, or its account is removed."""
        chosen = (
            select(AccountRow)
            .join(PassRow, PassRow.account == AccountRow.name)
            .where(
                PassRow.digest == digest,
                PassRow.kind == kind,
                or_(PassRow.expires.is_(None), PassRow.expires > now),
                AccountRow.removed.is_(None),
            )
        )

        def work(session: Session) -> Person | None:
            row = session.scalar(chosen)
            return None if row is None else _person(row)

        return self._store.consult(work)

    def shut_out(self, digest: str) -> None:
        """Forget a secret: it lets nobody in any more."""
        self._store.transact(lambda session: session.execute(delete(PassRow).where(PassRow.digest == digest)))


def _person(row: AccountRow) -> Person:
    return Person(name=row.name, role=cast(Role, row.role), created=row.created)


def _nobody(name: str) -> NotFound:
    return NotFound(f"account {name}", "", "`aletheia user list` shows who has one.")
