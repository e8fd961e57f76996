"""Pages that their servers have no longer: when one counts as taken away. Pure.

410 (gone for good, RFC 9110, 15.5.11) is a word of its publisher, and counts at once. 404 may be an outage
or a mistake while a site is rebuilt: it counts when it was met on several looks that are apart, with no look
between them on which the page was there. Whatever else happens (no connection, an error of the server, a
page that leads elsewhere) says nothing, and takes no look back. What was never there is not taken away: a
page counts only if it was there on an earlier look, or if its site is followed, so that it was read there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from agent.types import MissingPage

LOOKS = 3
"""Looks on which a page was not found, after which it counts as gone."""
APART = timedelta(hours=6)
"""Time between two looks that count: one outage makes no erratum."""


def after_look(
    before: MissingPage | None, article_id: str, status: Literal[404, 410], now: datetime
) -> MissingPage:
    """Return the state of a page after a look on which its server had it not.

    Args:
        before: Its state before; None or no look where the page was there on the last one.
        article_id: Its article.
        status: What the server said.
        now: The moment of the look.
    """
    if before is not None and not before.looks:
        before = None  # it was there
    counts = before is None or now - before.looked >= APART
    looks = (before.looks if before is not None else 0) + counts
    return MissingPage(
        article_id=article_id,
        status=status,
        looks=looks,
        first=now if before is None else before.first,
        looked=now if before is None or counts else before.looked,
        gone=status == 410 or looks >= LOOKS,
    )
