"""Passages that are quoted where no sentence answers by itself.

Pure but for the index that knows how rare a word is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.retrieve.hits import Hit
from agent.retrieve.rank import coverage
from agent.retrieve.search import Search
from agent.retrieve.split import header
from agent.text.machine import is_news
from agent.types import Request

CLOSE = 0.5
"""Share of the question's subject (weighted by rarity) that a passage must name."""
TOUCHING = 0.5
"""Share of the question before that its article must name where a question points back to that."""
HERE = 0.25
"""What a passage has before others that stands in an article the answer before rests on."""

_BACK = re.compile(r"\b(?:it|its|this|that|these|those|they|them|their|he|she|his|her|him)\b", re.I)


def closest(request: Request, hits: Sequence[Hit], search: Search, least: float) -> list[Hit]:
    """Return the passages that name most of what the question is about, those that name most first.

    None are close to a question with a name that stands nowhere in the library. Where a question goes on from
    another, a passage must take up words of its own; and where it points back, be about that one too: who
    designed it is not told by any design.

    Args:
        request: The question.
        hits: Passages that were found, best first.
        search: Knows what the question is about.
        least: Share that they must name, if more than usual.
    """
    if search.strangers(request.question):
        return []
    subject, own = search.across(request), search.subject(request.question)
    before = search.subject(request.about) if request.about else {}
    names = search.named(request.question)
    back = bool(_BACK.search(request.question))
    ranked: list[tuple[float, int]] = []
    for at, hit in enumerate(hits):
        if not is_news(hit.article.text, hit.start, hit.end):
            continue
        held = search.stems(f"{header(hit.article)}\n{hit.text}")
        share, here = coverage(subject, held), hit.article.id in request.near
        if share < max(CLOSE, least) or (names and not names & held):
            continue
        if before and own and not search.foreign(request) and not own.keys() & held:
            continue
        if before and back and not here and coverage(before, search.stems(hit.article.text)) < TOUCHING:
            continue
        ranked.append((round(share, 2) + HERE * here, at))
    return [hits[at] for _, at in sorted(ranked, key=lambda one: (-one[0], one[1]))]
