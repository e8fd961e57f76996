"""The tables of digests, their editions, and the receipts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from agent.store.schema import Base, UtcDateTime


class DigestRow(Base):
    """A standing order."""

    __tablename__ = "digests"
    __table_args__ = (Index("ix_digests_owner", "owner", "added"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    """Whose it is; empty for the person at the machine."""
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """The whole record as JSON, as it was ordered."""
    added: Mapped[datetime] = mapped_column(UtcDateTime)
    paused: Mapped[bool] = mapped_column()
    handled: Mapped[str] = mapped_column(Text)
    """Local due time of the last run that was handled."""
    turn: Mapped[str] = mapped_column(Text)
    """Who works on it; empty for nobody."""
    turn_until: Mapped[datetime] = mapped_column(UtcDateTime)
    """When that one has to be done, or to say that it goes on."""


class EditionRow(Base):
    """An issue of a digest: one of each key."""

    __tablename__ = "editions"
    __table_args__ = (
        ForeignKeyConstraint(["digest_id"], ["digests.id"], ondelete="CASCADE"),
        Index("ix_editions_at", "digest_id", "at"),
    )

    digest_id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """The whole record as JSON."""


class DeliveryRow(Base):
    """A receipt: one for each edition, channel and recipient."""

    __tablename__ = "deliveries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["digest_id", "edition"], ["editions.digest_id", "editions.key"], ondelete="CASCADE"
        ),
        Index("ix_deliveries_state", "state", "next_try"),
    )

    digest_id: Mapped[str] = mapped_column(Text, primary_key=True)
    edition: Mapped[str] = mapped_column(Text, primary_key=True)
    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    recipient: Mapped[str] = mapped_column(Text, primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column()
    error: Mapped[str] = mapped_column(Text)
    next_try: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
