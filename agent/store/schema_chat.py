"""The tables of conversations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from agent.store.schema import Base, UtcDateTime


class ConversationRow(Base):
    """A conversation."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_owner", "owner", "updated"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    """Whose it is; empty for the person at the machine."""
    title: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    updated: Mapped[datetime] = mapped_column(UtcDateTime)
    """When its last turn was answered."""


class TurnRow(Base):
    """A turn of a conversation."""

    __tablename__ = "turns"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    """The whole record as JSON."""
    briefing_id: Mapped[str] = mapped_column(Text, server_default="", index=True)
    """The briefing it names: whoever may read the conversation may read that; empty for none."""
