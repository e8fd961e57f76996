"""A turn of a kept conversation: answer it, keep it, whoever asks and wherever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from agent.chat import Answered, Desk, answered
from agent.store import Conversations, Store
from agent.text.safe import one_line
from agent.types import Turn

TITLE = 200
"""Characters of the first question that name a conversation."""


def talked(
    words: str,
    conversation: str,
    turns: Sequence[Turn],
    desk: Desk,
    store: Store,
    owner: str,
    now: datetime,
) -> tuple[str, Answered]:
    """Answer what a person wrote, keep it, and return the conversation's id with what came back.

    Args:
        words: What they wrote.
        conversation: Its id; empty to begin one.
        turns: What was said in it so far.
        desk: What answers.
        store: Where it is kept.
        owner: Whose it is.
        now: The present moment.

    Raises:
        UnusableRequest: another question of the conversation was answered meanwhile; nothing is kept.
    """
    made = answered(words, turns, desk, now)
    name, kept = conversation or uuid4().hex, Conversations(store, owner)
    kept.add(name, made.turn, one_line(words)[:TITLE])
    if made.briefing is not None:
        store.save_briefing(made.briefing, owner)
    return name, made
