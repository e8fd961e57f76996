"""Which pages are written on and on: live pages and collections of updates.

Pure. Their date is that of the first line, while the last may be weeks younger.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"/live(?:blog|coverage|[-_]?updates?)?(?=[/?#]|$)"
    r"|[-/_](?:live-?(?:updates?|blog|coverage)|latest-(?:updates?|news)|as-it-happened)(?=[-/_?#.]|$)"
    r"|[-_]updates(?=[/?#.]|$)",
    re.I,
)
_HEADLINE = re.compile(
    r"^live\b\s*[:–—|-]|\blive (?:updates?|blog|coverage|score)\b|[–—|:-]\s*live$|\blive:"
    r"|\blatest (?:updates?|news)\b|^(?:the )?latest(?: on\b|\s*[:–—|-])|[:–—|-] (?:the )?latest$"
    r"|\bas it happened\b|\b(?<!no )updates(?=\s*(?:[:;–—|,-]|$|on\b|from\b))",
    re.I,
)


def rolling(url: str | None, headline: str) -> bool:
    """Tell whether a page is one that is written on for days, by its address or its headline.

    “Live updates: the flood at Orrin” is; “Where bears live” and “Minister denies latest charge” are not.
    """
    return bool(_ADDRESS.search(url or "") or _HEADLINE.search(headline.strip()))
