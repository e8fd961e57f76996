"""The tables of people: accounts, what lets them in, what they spent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from agent.store.schema import Base, UtcDateTime


class AccountRow(Base):
    """An account. Rows of those who were removed stay: their names are not given to others."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    password: Mapped[str] = mapped_column(Text)
    """Its hash; empty once the account is removed."""
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    removed: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PassRow(Base):
    """What lets somebody in: a session of a browser, or a token of a program."""

    __tablename__ = "passes"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    """Of the secret, which is kept nowhere."""
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    expires: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SpentRow(Base):
    """What an answer took, reserved before it is begun and settled after it."""

    __tablename__ = "spending"
    __table_args__ = (Index("ix_spending_owner", "owner", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(Text)
    began: Mapped[datetime] = mapped_column(UtcDateTime)
    calls: Mapped[int]
    tokens: Mapped[int] = mapped_column(BigInteger)
    micros: Mapped[int] = mapped_column(BigInteger)
    """Millionths of a United States dollar, rounded up."""
    settled: Mapped[bool] = mapped_column(server_default=true())
    """What it took is known; else `micros` is what it can take at most."""
