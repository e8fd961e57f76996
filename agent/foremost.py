"""The story that most outlets tell: what a question that names nothing asks for."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.commands.stories import group_waiting, stories_in
from agent.store import Store
from agent.types import Request

LATELY = timedelta(days=7)
"""How far back the day's news is looked for where nothing is said."""


def foremost(store: Store, request: Request, now: datetime) -> str:
    """Return the headline of the story that most outlets told in a request's time; empty where none did.

    Args:
        store: What is kept.
        request: What was asked for: its window, its moment and its outlets count.
        now: The present moment.
    """
    group_waiting(store)
    until = min(request.window.until or now, request.as_of or now)
    since = request.window.since or until - LATELY
    window = request.window.model_copy(update={"since": since, "until": until})
    outlets = set(request.outlets)
    told = (story for story in stories_in(store, window, until, None))
    return next((story.headline for story in told if not outlets or outlets & set(story.outlets)), "")
