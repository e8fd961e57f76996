"""The tables around a briefing: its older versions, what people think of its sentences, who may read it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from agent.store.schema import Base, UtcDateTime


class BriefingVersionRow(Base):
    """A briefing as it was before an edit."""

    __tablename__ = "briefing_versions"

    briefing_id: Mapped[str] = mapped_column(ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    """The whole record as JSON."""


class FeedbackRow(Base):
    """What somebody thinks of a sentence; the sentence itself stands in the briefing, and goes with it."""

    __tablename__ = "feedback"

    briefing_id: Mapped[str] = mapped_column(ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(Text, primary_key=True)
    owner: Mapped[str] = mapped_column(Text, primary_key=True)
    """Whose opinion it is; empty for the person at the machine."""
    kind: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class BriefingShareRow(Base):
    """Somebody who may read a briefing beside its owner."""

    __tablename__ = "briefing_shares"

    briefing_id: Mapped[str] = mapped_column(ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class ConversationShareRow(Base):
    """Somebody who may read a conversation, and the briefings in it, beside its owner."""

    __tablename__ = "conversation_shares"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
